"""What an interview says around its questions."""

WHY_TITLE = "为什么问这个"
DONT_KNOW = "不知道"
REVIEW_TITLE = "看看我答过的"
LEAVE_TITLE = "先停一停"
FINISH_TITLE = "都对，看结果"
RESUME_TITLE = "接着往下答"
RESTART_TITLE = "重新开始"
CHANGE_TITLE = "改一下前面的回答"

REVIEW = "您看看，我记得对不对？哪一条不对，点一下就能改；都对就看结果。"
REVIEW_ASKING = "到现在您告诉我的是这些。要改哪一条点一下；不改就接着往下答。"
NOTHING_YET = "您还没有回答过问题，我们接着来。"
BACK = "好，我们接着刚才的“{title}”。"
LEFT = (
    "好的，先停在这里。您答过的我都记着，{days}天内说一声“接着{title}”就能从这里继续，不用从头再来。"
    "着急可以拨打12348。"
)
NOT_UNDERSTOOD = "这一句我没听明白。您可以点下面的按钮，或者换个说法；说不好就点“不知道”，一样能往下走。"
NOT_ENOUGH = "这一句我记不准，还差一点。"
STALE = "这个按钮是前面用过的，现在不管用了。"
AGAIN = "我们接着刚才的问题。"
WELCOME_BACK = "您上次的“{title}”还没做完，答过的都还在。"
