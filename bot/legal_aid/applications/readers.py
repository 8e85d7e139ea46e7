"""Personal fields as people type them: full-width digits, spaces, whole sentences, digits in Chinese.

Every reader gives the plain value or raises ``FieldNotUnderstood``, whose Chinese says what is wrong and how
to give it. Nothing here logs or keeps what it reads.
"""

import re
import unicodedata
from datetime import date

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType
from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from bot.legal_aid.applications.errors import FieldNotUnderstood

LONGEST_NAME, SHORTEST_ADDRESS, LONGEST_ADDRESS, LONGEST_STATEMENT = 50, 5, 120, 1000
FIRST_BIRTH = date(1890, 1, 1)

_DIGITS = str.maketrans("零〇○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖×", "0001234567891123456789X")
_STOPS = " \t\n\r,，.。;；:：!！?？、~～\"“”'‘’「」()（）"
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
_ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d(?:[\s\-]{0,2}\d){13,19}(?:[\s\-]{0,2}X)?(?![0-9A-Za-z])")

_ADDRESS_LEAD = re.compile(
    r"^(?:(?:我|本人)?(?:现在|目前|平时)?(?:的?(?:家庭|居住|通讯|联系|现)?(?:住址|地址|住所)|家?住在?|家在|人在)[\s:：是在]*|我是)"
)
_PLACE = re.compile(r"[省市县区州盟旗镇乡村街路巷弄号幢楼室屯组寨里苑园城庄]|道")


def read_name(text: str) -> str:
    """A person's name: Han characters (with ``·`` where it has parts) or Latin letters.

    Raises:
        FieldNotUnderstood: with how to give it.
    """
    plain = re.sub(r"[•‧・．∙](?=.)", "·", _plain(text)).strip(_STOPS)
    name = _NAME_TAIL.sub("", _NAME_LEAD.sub("", plain)).strip(_STOPS)
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
    found = [re.sub(r"[^\d+]", "", one) for one in _PHONE.findall(_plain(text).translate(_DIGITS))]
    if not found:
        raise FieldNotUnderstood("phone", "没看到电话号码。请写 11 位手机号，或者带区号的座机号。")
    numbers = {number for one in found if (number := _e164(one))}
    if len(numbers) > 1:
        raise FieldNotUnderstood("phone", "您给了不止一个号码。请只写一个最容易打通的。")
    if not numbers:
        raise FieldNotUnderstood("phone", _why_no_phone(found[0]))
    return numbers.pop()


def read_id_number(text: str) -> str:
    """A resident's ID number, 18 characters, its date and check digit right.

    The place in it is not checked: numbers are given on registration, long after birth for some, so a code
    that did not exist in the year of birth proves nothing.

    Raises:
        FieldNotUnderstood: with how to give it.
    """
    plain = _plain(text).translate(_DIGITS).upper()
    found = [re.sub(r"[\s\-]", "", one) for one in _ID_NUMBER.findall(plain)]
    if not found:
        raise FieldNotUnderstood("id_number", "没看到身份证号。请写 18 位号码；不方便给，也可以不填。")
    number = found[0]
    if len(number) == 15:
        raise FieldNotUnderstood(
            "id_number", "这是 15 位的旧号码。请写现在身份证上的 18 位号码；不方便给，也可以不填。"
        )
    if len(number) != 18:
        raise FieldNotUnderstood(
            "id_number", f"身份证号应当是 18 位，您给的是 {len(number)} 位。请对着身份证再看一遍。"
        )
    if number[-1] != ric.calc_check_digit(number):
        raise FieldNotUnderstood("id_number", "这个号码对不上，可能有一位写错了。请对着身份证再看一遍。")
    try:
        born = ric.get_birth_date(number)
    except ValidationError:
        born = date.min
    if not FIRST_BIRTH <= born <= date.today():  # noqa: DTZ011 - a day more or less does not matter here
        raise FieldNotUnderstood("id_number", "号码里的出生日期不对。请对着身份证再看一遍。")
    return number


def read_address(text: str) -> str:
    """An address where letters arrive, from the county down.

    Raises:
        FieldNotUnderstood: with how to give it.
    """
    address = re.sub(r"\s+", " ", _ADDRESS_LEAD.sub("", _plain(text).strip(_STOPS))).strip(_STOPS)
    if len(address) > LONGEST_ADDRESS:
        raise FieldNotUnderstood(
            "address", f"地址太长了，请控制在 {LONGEST_ADDRESS} 个字以内，写到门牌号就可以。"
        )
    if len(address) < SHORTEST_ADDRESS or not _PLACE.search(address):
        raise FieldNotUnderstood(
            "address", "地址还不够详细。请从县（市、区）写到村或者门牌号，比如：某某市某某镇某某村 8 号。"
        )
    return address


def read_statement(text: str) -> str:
    """How the household is doing, in the applicant's words (法律援助法 41).

    Raises:
        FieldNotUnderstood: with how to give it.
    """
    statement = re.sub(r"[ \t\u3000]+", " ", _visible(text)).strip()
    if len(statement) < 5:
        raise FieldNotUnderstood(
            "means", "请再多说几句：家里几口人、一个月大概收入多少、有没有特别大的开支。"
        )
    if len(statement) > LONGEST_STATEMENT:
        raise FieldNotUnderstood("means", f"说明太长了，请控制在 {LONGEST_STATEMENT} 个字以内。")
    return statement


def birth_date(id_number: str) -> date:
    """The date in a number that ``read_id_number`` gave."""
    return ric.get_birth_date(id_number)


def plain_text(text: str) -> str:
    """Widths unified, nothing invisible, digits of every script as 0 to 9; Chinese numerals too."""
    return _plain(text).translate(_DIGITS)


def _plain(text: str) -> str:
    kept = _visible(unicodedata.normalize("NFKC", text))
    return "".join(str(unicodedata.digit(one)) if one.isdecimal() else one for one in kept).strip()


def _visible(text: str) -> str:
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
