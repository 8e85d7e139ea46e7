"""How the bot words its answers. Plain, warm, the answer first, then the law, then the next step."""

from collections.abc import Iterable

from knowledge_base.models import FaqEntry
from knowledge_base.services_catalogue import Institution, Service
from knowledge_base.statuses import Status

PERSON_TITLE = "找人工"
NONE_OF_THESE = "都不是"

NO_WORDS = (
    "我只看懂文字，没看出您想问什么。请用一句话说说遇到的事，比如“房东不退押金”。"
    "心里难受也可以先慢慢说，我在听。"
)
IF_IN_DANGER = (
    "如果您或者身边的人现在有危险，请马上拨打110；有人受伤，拨打120；家里有人打您，也可以拨打12338。"
)
ASK_BACK = "我想先弄清楚您问的是哪一件。请点一个最接近的；都不是的话，换个说法再说一遍就行。"
FOLLOW_UP_CHOICES = (
    "您接着问的，可能在刚才的回答里；要是没有，看看是不是下面哪一个。"
    "都不是的话，请把事情连起来再说一遍，比如“劳动仲裁要多久”。"
)
SAID_BEFORE = (
    "刚才的回答里有一句，可能就是您问的：\n“{sentence}”\n\n"
    "要是没有答到，看看是不是下面哪一个；都不是的话，请把事情连起来再说一遍，比如“劳动仲裁要多久”。"
)
STATUTES_ONLY = (
    "这个问题我没有现成的解答，不敢替您下结论。我在法律里找到这几条，可能和您的事有关，请点开看看原文：\n{articles}"
    "\n\n具体怎么用，要看您的情况。建议拨打12348，请律师结合事实说给您听。"
)
ARTICLE = "您要找的条文在下面，点开就能看原文。"
ARTICLE_NOT_IMPORTED = (
    "您要找的是{articles}。这部法律的原文还没有导入，我不敢凭记忆背给您；"
    "请在国家法律法规数据库里查看官方文本，或者拨打12348。"
)
ARTICLE_MISSING = (
    "我没有找到{articles}，可能条号记错了，或者法律修改后条号变了。您可以说说遇到了什么事，我按事情来找。"
)
ARTICLE_QUESTIONS = "这一条常和下面的问题有关："
ONLY_OLD_TEXT = "和您的事有关的，我手里只有旧的条文，不能再当依据。请拨打12348，请律师按现在的法律说给您听。"
UNKNOWN = (
    "这个问题我没有把握，不敢乱说。\n\n您可以换个说法，说清楚是谁、什么事、什么时候；"
    "也可以直接拨打12348，有律师免费解答。"
)
REPHRASE = "好的，那请您换个说法再说一遍：是和谁、因为什么、现在到了哪一步？也可以直接拨打12348问律师。"
OFF_TOPIC = (
    "这个我帮不上忙，我只回答法律和司法局服务方面的问题。"
    "您要是遇到工资、工伤、婚姻、邻里、借钱、租房这类事，直接说给我听就行；要是我听错了，换个说法再说一遍，或者拨打12348。"
)
NO_TOPIC = "您说的是哪件事呢？请把事情一起说给我听，比如“劳动仲裁要多久”。"


def faq_text(entry: FaqEntry, *, named: bool) -> str:
    """The answer to an entry: plain words, next step, cautions, and as of when the law was checked.

    ``named`` puts the entry's question on top, so that a citizen sees at once if another thing was meant.
    """
    parts = [f"【{entry.question}】\n{entry.answer}" if named else entry.answer, f"下一步：{entry.next_step}"]
    if entry.caution:
        parts.append(f"请注意：{entry.caution}")
    day = entry.as_of
    parts.append(f"（以上按{day.year}年{day.month}月{day.day}日有效的法律整理，供参考，不代替律师意见。）")
    return "\n\n".join(parts)


def changed_text(statuses: Iterable[Status]) -> str:
    """That laws have changed, and which texts count now; empty if none has."""
    lines = []
    for status in dict.fromkeys(statuses):
        day = f"{status.since.year}年{status.since.month}月{status.since.day}日"
        if status.by:
            lines.append(f"《{status.law}》从{day}起不再适用，现在看《{status.by}》。")
        else:
            note = f"（{status.note}）" if status.note else ""
            lines.append(
                f"《{status.law}》已经修订，新的从{day}起施行{note}，新法原文还没有导入，请以官方公布的新法为准。"
            )
    return "\n".join(["法律有变化：", *lines]) if lines else ""


def hours_text(institution: Institution) -> str:
    """Staff hours, marked where the bureau has not confirmed them."""
    marked = "（示例时间，以司法局公布的为准）" if institution.sample else ""
    return f"工作人员的上班时间：{institution.hours}{marked}。"


def service_text(service: Service, institution: Institution) -> str:
    """What a service will do, and how to get it today."""
    return "\n\n".join(
        (
            f"“{service.title}”现在还不能在这里办，这项功能正在建设。您刚才说的已经记在这个对话里。",
            f"现在这样办：{service.meanwhile}",
            f"请先备好：{service.prepare}",
            f"等这里开通后：{service.about}",
            f"{hours_text(institution)}法律咨询热线12348。",
        )
    )


def person_text(institution: Institution) -> str:
    """Where a person can be found today."""
    return (
        "您想找人说，我明白。现在还不能在这个对话里直接转给工作人员，这项功能正在建设。\n\n"
        "请拨打12348，有律师免费接听；也可以到就近的司法所或法律援助中心当面说。"
        f"{hours_text(institution)}\n\n"
        "有危险请马上拨打110。等人的时候，您也可以先把事情说给我听，我帮您找法律依据。"
    )


def complaint_text(institution: Institution) -> str:
    """Where a complaint goes today."""
    return (
        "给您添堵了，对不起。您说的这些已经原样记在这个对话里。\n\n"
        "现在还不能在这里直接受理投诉。要投诉司法局或工作人员，可以拨打12345，或向司法局当面、书面反映；"
        "要投诉律师，可以找律师协会或司法局；要投诉公证机构，可以找公证协会或司法局。\n\n"
        "如果是我答得不对，请告诉我哪里不对，换个说法再问一次，或者拨打12348问律师。"
        f"{hours_text(institution)}"
    )
