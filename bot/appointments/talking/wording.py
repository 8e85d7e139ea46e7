"""What a citizen reads while booking."""

from collections.abc import Sequence

from bot.appointments.availability import TimeSlot
from bot.appointments.wording import when
from bot.replies import Button
from knowledge_base.bookable.matters import Material

PERSON = Button("找人工", "/request_person")

WELCOME = "好，我帮您约。先问几句，再挑时间；随时可以停，答过的都留着。"
FINISH = "没错，就这样约"
WHICH_GROUP = "您要约的是哪一类的事？也可以直接说说是什么事。"
WHICH_MATTER = "您要办的是下面哪一样？都不是的话，换个说法告诉我也行。"
WHICH_OF_THESE = "听您说的，可能是下面这几样，是哪一样？"
WHY_MATTER = "因为事情不同，找的人、要带的材料和要花的时间都不一样。"
NONE_OF_THESE = "都不是，看看别的"
NOT_SURE = "说不好，先问问"
OTHER_MATTER = "别的纠纷"

SKIP = "不填，下一个"
DONE = "选好了"
ALL_THERE = "都有了"
NOTHING_THERE = "都还没有"
NONE = "都没有"
AT_HAND = "约之前先对一对材料，免得白跑。下面这些，哪些您手头已经有了？可以选几样。"
WHY_AT_HAND = "因为材料齐了再来，一般跑一趟就能办好。"
BOOK_NOW = "先约上，到时候备齐"
BOOK_LATER = "等备齐了再来约"
WHY_MISSING = "因为缺了材料，到了窗口也办不成，要再跑一趟。"
KNOWN = "知道了，接着约"
NOT_NOW = "那先不约了"
WHY_NOTICE = "因为这件事关系到您的安全或者期限，要先让您知道。"

WHERE = "您想在哪里办？"
WHY_WHERE = "因为地方不同，能来的人和能约的时间也不同。"
WHY_TIME = "因为要替您把这段时间留给您一个人。"
WHEN = "您想约什么时候？可以点下面最近的时间，也可以直接说，比如“下周三上午”。"
FULL = "最近能约的时间都约满了。您可以排候补，也可以过几天再来看看，或者拨打12348问。"
NOBODY_HERE = "这件事眼下没有能约的人。请点“找人工”，或者拨打12348，问清楚该找哪里。"
WAITLIST = "排候补，有空位告诉我"
WAITLIST_SAID = "排候补，有空位再约"

CONSENT = (
    "要约上，得留您的称呼和电话，好在时间有变的时候告诉您。只用来办这个预约，加密保存，"
    "只有经办的人能看到；您随时可以取消、要求删除。您同意吗？"
)
WHY_CONSENT = "个人信息要先告诉您、得到您的同意才能保存。依据个人信息保护法第十三条、第十七条。"
AGREE, REFUSE = "同意", "不同意"
CONSENT_FIRST = "您刚才说的这些我先没有记。要您同意了我才能存：请先看看下面的说明，点“同意”或者“不同意”。"
NAME = "请问您叫什么名字？"
WHY_NAME = "来的时候要对一对是谁约的。"
PHONE = "请留一个打得通的电话，手机或者带区号的座机。"
WHY_PHONE = "时间有变要打这个电话告诉您；查预约、改时间也要用它。"
REFUSED = (
    "好的，什么都没有存，也没有约。您照样可以在这里咨询；要办事，直接到窗口排队也可以，"
    "想先问清楚可以拨打12348。"
)
LATER = "好，先不约。材料备齐了，跟我说一声要约什么就行。"
STOPPED = "好，先不约。要约的时候随时跟我说一声；着急可以拨打12348。"
ELSEWHERE = (
    "预约要留姓名和电话，这些请不要发在这里：这个聊天软件的服务器在境外。"
    "请到司法局网页的咨询窗口里接着约；也可以拨打12348。"
)
NOT_OPEN = "网上预约还没有开通，您的信息没有存下来。请拨打12348，或者直接到窗口约。"
WRITTEN = "已写好，加密保存"
NOT_FILLED = "没有填"
JOINED = (
    "已经给您排上候补（{title}）。有人取消就按先后给您留位，会告诉您；您留的电话请保持畅通。"
    "不想等了，随时可以拨打12348取消。"
)

OFFERS = {
    "lawyer_callback": Button("约律师回电", "/book_lawyer_callback"),
    "mediation": Button("约调解", "/book_mediation"),
    "notarization": Button("约公证", "/book_notarization"),
    "legal_aid": Button("申请法律援助", "/apply_legal_aid"),
    "handoff": PERSON,
}


def gather(missing: Sequence[Material]) -> str:
    """What is missing, and how to get it."""
    lines = [f"- {one.text}：{one.get}" if one.get else f"- {one.text}" for one in missing]
    return "\n".join(
        [
            "还差下面这些：",
            *lines,
            "",
            "建议备齐了再来，少跑一趟。也可以现在先约上，到那天之前备齐就行。您看呢？",
        ]
    )


def wished(said: str, found: Sequence[TimeSlot]) -> str:
    """There is something free when the citizen would like to come."""
    which = "这几个时间" if len(found) > 1 else "这个时间"
    return f"您说的“{said}”，{which}可以约，您挑一个；都不合适就再说个时间。"


def not_then(said: str, why: str) -> str:
    """There is not, but near it."""
    return f"您说的“{said}”约不上：{why}离得最近、还能约的是下面这几个，您挑一个；也可以再说个时间。"


def nothing_on(first: str) -> str:
    """Why, where a whole stretch of time has nothing."""
    return f"{first}没有空的时间。"


def slot_title(slot: TimeSlot) -> str:
    """On a button."""
    return when(slot.starts_at)
