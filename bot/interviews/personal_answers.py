"""What people are asked in private everywhere: consent, a name, a phone number; read from what they say."""

import re
from collections.abc import Callable

from bot.interviews.model import Unreadable
from bot.personal_fields import FieldNotUnderstood, plain_text, read_name, read_phone

ASKS = re.compile(r"[?？]|吗|么$|呢$|怎么|为什么|为啥|多少|几天|什么|哪|能不能|可不可以|是不是|要不要")
_AGREES = re.compile(
    r"^(我)?(都|全)?(同意|可以|好的?|行的?|没问题|愿意|是的?|嗯+|答应|我承诺|承诺)[了的吧呀啊。！!]*$"
)
_REFUSES = re.compile(r"不(同意|行|可以|好|愿意|要|想)|算了|拒绝")
_SMALL_TALK = re.compile(
    r"^(你好|您好|谢谢|好的?|可以|行吧?|没空|等等|等一下|稍等|明白|知道了?|收到|没了|在吗|有人吗)"
)
_WHOSE = re.compile(
    r"^(我|俺|她|他)?(妈妈?|爸爸?|娘|母亲|父亲|老婆|老公|丈夫|妻子|儿子|女儿|奶奶|爷爷|外婆|外公|阿婆|阿公"
    r"|哥哥?|弟弟?|姐姐?|妹妹?|孩子|小孩|他|她)的?(名字|姓名)?(叫做?|是)"
)
_NOT_IN_NAMES = re.compile(r"[的是这那了不我你个么]")
_LONGEST_NAME_SAID = 16


def tried(read: Callable[[str], str], is_try: Callable[[str], bool]) -> Callable[[str], str | None]:
    """A reader for which a failure is told, if the text was meant as an answer."""

    def reading(text: str) -> str | None:
        try:
            return read(text)
        except FieldNotUnderstood as fault:
            if is_try(text):
                raise Unreadable(fault.detail) from None
            return None

    return reading


def name_told(text: str) -> str | None:
    """A name; None if the text is none. Raises ``Unreadable``."""
    text = _WHOSE.sub("", text.strip())
    if len(text) > _LONGEST_NAME_SAID or ASKS.search(text) or _SMALL_TALK.match(text):
        return None
    if _NOT_IN_NAMES.search(re.sub(r"^(我|本人)的?(姓名|名字)?(叫做?|是)?", "", text)):
        return None
    return tried(read_name, lambda said: any(one.isdigit() for one in said))(text)


def phone_told(text: str) -> str | None:
    """A phone number as E.164; None if the text is none. Raises ``Unreadable``."""
    return tried(read_phone, lambda said: sum(one.isdigit() for one in plain_text(said)) >= 3)(text)


def consent_told(text: str) -> str | None:
    """yes, no, or None if the text is neither."""
    if ASKS.search(text):
        return None
    if _REFUSES.search(text):
        return "no"
    return "yes" if _AGREES.match(text.strip()) or "同意" in text else None
