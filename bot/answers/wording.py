"""How the bot words its answers. Plain, warm, the answer first, then the law, then the next step."""

from collections.abc import Iterable
from datetime import date

from knowledge_base.models import Article, Digest, FaqEntry
from knowledge_base.services_catalogue import Institution, Service
from knowledge_base.statuses import Status

_WEEKDAYS = "一二三四五六日"

PERSON_TITLE = "找人工"
NONE_OF_THESE = "都不是"
OTHER_WORDS = "换个说法"
NOT_ASKED_TITLE = "不是我想问的"
USEFUL_TITLE = "有帮助"
USELESS_TITLE = "没帮助"

NO_WORDS = (
    "我只看懂文字，没看出您想问什么。请用一句话说说遇到的事，比如“房东不退押金”。"
    "心里难受也可以先慢慢说，我在听。"
)
IF_IN_DANGER = (
    "如果您或者身边的人现在有危险，请马上拨打110；有人受伤，拨打120；家里有人打您，也可以拨打12338。"
)
ASK_BACK = "我想先弄清楚您问的是哪一件。请点一个最接近的；都不是的话，换个说法再说一遍就行。"
UNSURE = (
    "您说的事我还拿不准，不敢替您下结论。请再多说两句：是和谁、因为什么、现在到了哪一步？"
    "也可以直接拨打12348，有律师免费解答。"
)
MAY_BEAR_ON_IT = "下面几条法律可能有关，不一定就是您要的。大意是我们整理的，不是原文，整条请点开看："
FOLLOW_UP_CHOICES = (
    "您接着问的，可能在刚才的回答里；要是没有，看看是不是下面哪一个。"
    "都不是的话，请把事情连起来再说一遍，比如“劳动仲裁要多久”。"
)
SAID_BEFORE = (
    "刚才的回答里有一句，可能就是您问的：\n“{sentence}”\n\n"
    "要是没有答到，看看是不是下面哪一个；都不是的话，请把事情连起来再说一遍，比如“劳动仲裁要多久”。"
)
CHOOSE_ONE = "请点一个最接近的；都不是的话，把事情多说两句，我接着找。"
STATUTES_ONLY = (
    "这个问题我没有现成的解答，不敢替您下结论。"
    "法律里和您的事最有关系的是下面的条文，要紧的我先写出来，整条请点开看："
)
GIST = "大意（我们整理的，不是原文）：{gist}"
CUT = "……"
DIGEST = "要旨，非原文：{gist}"
OTHER_READINGS = "对不起，没答到您的问题。您想问的是不是下面哪一个？都不是的话，请换个说法再说一遍。"
OTHER_ARTICLES = "对不起，没答到您的问题。我再往法律里找，下面的条文可能有关，整条请点开看："
OTHER_ARTICLES_TOO = "法律里下面的条文也可能有关，整条请点开看："
NOTHING_ELSE = (
    "对不起，没答到您的问题，别的我也没有找到。\n\n请您换个说法再说一遍：是和谁、因为什么、现在到了哪一步？"
    "也可以直接拨打12348，有律师免费解答。"
)
THANKS_USEFUL = "谢谢您告诉我。还有想问的，随时说。"
SORRY_USELESS = (
    "对不起，没帮上您。是没答到您的事，看不明白，还是不知道下一步怎么做？您直接打字告诉我，我接着帮您找；"
    "也可以找人工，或者拨打12348，有律师免费解答。"
)
RATING_CHANGED = "好的，已经按您现在说的改过来了。"
RATED_ALREADY = "您已经告诉过我了，谢谢。还有想问的，随时说。"
ARTICLE = "您要找的条文在下面，点开就能看原文。"
ARTICLE_NOT_IMPORTED = (
    "您要找的是{articles}。这部法律的原文还没有导入，我不敢凭记忆背给您；"
    "请在国家法律法规数据库里查看官方文本，或者拨打12348。"
)
ARTICLE_DIGEST = (
    "您要找的是{articles}。这部法律的原文还没有导入，我不敢凭记忆背给您。下面是我们整理的要旨，不是原文；"
    "官方文本请在国家法律法规数据库里查看，或者拨打12348。"
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
OTHER_LAW = (
    "我只懂我国内地的法律，别的国家和地区的法律我答不了，不敢乱说。那边的事，请问当地的律师；在国外遇到急事，可以找我国驻当地的使领馆。"
    "事情要是和国内有关，请把国内这一头说给我听，也可以拨打12348。"
)
HEALTH = (
    "看病用药的事我帮不上忙，请问医生；情况急，马上拨打120。"
    "要是因为看病、受伤起了纠纷，您把经过说给我听就行。"
)


def faq_text(entry: FaqEntry, *, named: bool) -> str:
    """The answer to an entry: plain words, next step, cautions, and as of when the law was checked.

    ``named`` puts the entry's question on top, so that a citizen sees at once if another thing was meant.
    """
    parts = [f"【{entry.question}】\n{entry.answer}" if named else entry.answer, f"下一步：{entry.next_step}"]
    if entry.caution:
        parts.append(f"请注意：{entry.caution}")
    parts.append(f"（以上按{day_text(entry.as_of)}有效的法律整理，供参考，不代替律师意见。）")
    return "\n\n".join(parts)


def version_text(article: Article) -> str:
    """Which version of a law an article is quoted from, as far as that is known."""
    known = [f"{day_text(article.version)}版本"] if article.version else []
    if article.effective:
        known.append(f"{day_text(article.effective)}起施行")
    return f"（{'，'.join(known)}）" if known else ""


def quote_text(sentences: Iterable[str]) -> str:
    """Sentences of an article, word for word: the widget looks for what stands in 「」 and marks it."""
    return "原文：" + CUT.join(f"「{sentence}」" for sentence in sentences)


def digest_text(digest: Digest) -> str:
    """What we wrote of an article whose text is not at hand, and that it is not the text."""
    return f"（原文还没有导入）\n要旨（我们按{day_text(digest.as_of)}的文本整理，不是原文）：{digest.gist}"


def statutes_next(service: str) -> str:
    """What to do where articles alone were found; ``service`` is the title of one that may help."""
    offered = f"这类事也可以找“{service}”，点下面的按钮看怎么办。" if service else ""
    return (
        f"下一步：条文怎么用，要看您的情况。请拨打12348，律师结合事实说给您听，不收费。{offered}"
        f"想当面找人说，点“{PERSON_TITLE}”。"
    )


def changed_text(statuses: Iterable[Status]) -> str:
    """That laws have changed, and which texts count now; empty if none has."""
    lines = []
    for status in dict.fromkeys(statuses):
        day = day_text(status.since)
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
    """What a service does, or will do, and how to get it today."""
    if service.open:
        return "\n\n".join(
            (
                f"“{service.title}”可以在这里办：{service.about}",
                f"也可以这样办：{service.meanwhile}",
                f"请先备好：{service.prepare}",
            )
        )
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


def asked_twice_text(institution: Institution) -> str:
    """Where to turn when two answers missed the question."""
    return (
        "对不起，我还是没答到您的问题，不耽误您了，这件事最好问人。\n\n"
        "请拨打12348，有律师免费接听；也可以到就近的司法所或法律援助中心当面说。"
        f"{hours_text(institution)}\n\n"
        "您愿意的话，也可以换个说法再说一遍，我接着帮您找。"
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


def day_text(day: date, *, weekday: bool = False) -> str:
    """2026年12月1日, with （周二） where asked for."""
    text = f"{day.year}年{day.month}月{day.day}日"
    return f"{text}（周{_WEEKDAYS[day.weekday()]}）" if weekday else text
