"""Names and phone numbers as people type them: full-width digits, spaces, whole sentences, digits in Chinese.

Every reader gives the plain value or raises ``FieldNotUnderstood``, whose Chinese says what is wrong and how
to give it. Nothing here logs or keeps what it reads.
"""

import re
import unicodedata
from http import HTTPStatus

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from bot.errors import FawenError

LONGEST_NAME = 50

_DIGITS = str.maketrans("零〇○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖×", "0001234567891123456789X")
STOPS = " \t\n\r,，.。;；:：!！?？、~～\"“”'‘’「」()（）"
_HAN = "\u3400-\u9fff\U00020000-\U000323af"

_NAME_LEAD = re.compile(
    r"^(?:您好|你好)?[,，\s]*(?:(?:我|本人)的?(?:姓名|名字)?(?:叫做?|是)?|申请人(?:姓名)?|姓名|名字(?:叫)?|叫)[\s:：是叫]*"
)
_NAME_TAIL = re.compile(r"[\s,，]*(?:谢谢|就是我|这个名字|先生|女士)$")
_HAN_NAME = re.compile(rf"[{_HAN}]{{2,6}}|[{_HAN}]{{1,15}}(?:·[{_HAN}]{{1,15}}){{1,4}}")
_LATIN_NAME = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ.'\- ]{1,48}[A-Za-zÀ-ɏ.]")
_NO_NAMES = re.compile(r"不知道|不想|不告诉|为什么|什么|没有|保密|匿名|随便|先生|女士")

_PHONE = re.compile(r"(?<!\d)\+?\d(?:[\s\-()]{0,3}\d){4,16}(?!\d)")
_OUR_PHONES = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE, PhoneNumberType.FIXED_LINE_OR_MOBILE}


class FieldNotUnderstood(FawenError):
    """What was typed is no such thing; ``detail`` says what is wrong and how to give it."""

    kind = "field-not-understood"
    title = "这一项没看懂"
    status = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, field: str, detail: str) -> None:
        super().__init__(detail)
        self.field = field


def read_name(text: str) -> str:
    """A person's name: Han characters (with ``·`` where it has parts) or Latin letters.

    Raises:
        FieldNotUnderstood: with how to give it.
    """
    plain = re.sub(r"[•‧・．∙](?=.)", "·", unified(text)).strip(STOPS)
    name = _NAME_TAIL.sub("", _NAME_LEAD.sub("", plain)).strip(STOPS)
    if re.search(r"\d", name):
        raise FieldNotUnderstood("name", "姓名里有数字。请只写身份证上的姓名，比如：王小明。")
    if not re.search(r"[A-Za-z]", name):
        name = name.replace(" ", "")
    if len(name) > LONGEST_NAME:
        raise FieldNotUnderstood("name", "这个姓名太长了。请只写身份证上的姓名，比如：王小明。")
    if _NO_NAMES.search(name) or not (_HAN_NAME.fullmatch(name) or _LATIN_NAME.fullmatch(name)):
        raise FieldNotUnderstood("name", "没看出姓名。请只写身份证上的姓名，比如：王小明。")
    return name


def read_phone(text: str) -> str:
    """A Chinese mobile or landline number, as E.164: ``+8613812341234``.

    Raises:
        FieldNotUnderstood: with how to give it.
    """
    found = [re.sub(r"[^\d+]", "", one) for one in _PHONE.findall(plain_text(text))]
    if not found:
        raise FieldNotUnderstood("phone", "没看到电话号码。请写 11 位手机号，或者带区号的座机号。")
    numbers = {number for one in found if (number := _e164(one))}
    if len(numbers) > 1:
        raise FieldNotUnderstood("phone", "您给了不止一个号码。请只写一个最容易打通的。")
    if not numbers:
        raise FieldNotUnderstood("phone", _why_no_phone(found[0]))
    return numbers.pop()


def plain_text(text: str) -> str:
    """Widths unified, nothing invisible, digits of every script as 0 to 9; Chinese numerals too."""
    return unified(text).translate(_DIGITS)


def unified(text: str) -> str:
    kept = visible(unicodedata.normalize("NFKC", text))
    return "".join(str(unicodedata.digit(one)) if one.isdecimal() else one for one in kept).strip()


def visible(text: str) -> str:
    hidden = {"Cf", "Cc", "Cs", "Co", "Cn"}
    return "".join(one for one in text if one in "\n\t" or unicodedata.category(one) not in hidden)


def _e164(digits: str) -> str | None:
    for attempt in (digits, f"+{digits}") if digits.startswith("86") else (digits,):
        try:
            number = phonenumbers.parse(attempt, "CN")
        except NumberParseException:
            continue
        ours = number.country_code == 86 and phonenumbers.number_type(number) in _OUR_PHONES
        if ours and phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return None


def _why_no_phone(digits: str) -> str:
    number = digits.removeprefix("+86")
    if number.startswith("+"):
        return "目前只能登记中国大陆的号码。请写 11 位手机号，或者带区号的座机号。"
    if number.startswith("1") and len(number) != 11:
        return f"手机号应当是 11 位，您给的是 {len(number)} 位。请再看一遍。"
    if 7 <= len(number) <= 8:
        return "座机号请带上区号，比如 0571-12345678；也可以写 11 位手机号。"
    return "这个号码打不通。请写 11 位手机号，或者带区号的座机号。"
