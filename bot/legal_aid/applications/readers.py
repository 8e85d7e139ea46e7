"""Personal fields as people type them: full-width digits, spaces, whole sentences, digits in Chinese.

Every reader gives the plain value or raises ``FieldNotUnderstood``, whose Chinese says what is wrong and how
to give it. Nothing here logs or keeps what it reads.
"""

import re
from datetime import date

from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from bot.personal_fields import STOPS, FieldNotUnderstood, plain_text, unified, visible

SHORTEST_ADDRESS, LONGEST_ADDRESS, LONGEST_STATEMENT = 5, 120, 1000
FIRST_BIRTH = date(1890, 1, 1)


_ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d(?:[\s\-]{0,2}\d){13,19}(?:[\s\-]{0,2}X)?(?![0-9A-Za-z])")

_ADDRESS_LEAD = re.compile(
    r"^(?:(?:我|本人)?(?:现在|目前|平时)?(?:的?(?:家庭|居住|通讯|联系|现)?(?:住址|地址|住所)|家?住在?|家在|人在)[\s:：是在]*|我是)"
)
_PLACE = re.compile(r"[省市县区州盟旗镇乡村街路巷弄号幢楼室屯组寨里苑园城庄]|道")


def read_id_number(text: str) -> str:
    """A resident's ID number, 18 characters, its date and check digit right.

    The place in it is not checked: numbers are given on registration, long after birth for some, so a code
    that did not exist in the year of birth proves nothing.

    Raises:
        FieldNotUnderstood: with how to give it.
    """
    plain = plain_text(text).upper()
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
    address = re.sub(r"\s+", " ", _ADDRESS_LEAD.sub("", unified(text).strip(STOPS))).strip(STOPS)
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
    statement = re.sub(r"[ \t\u3000]+", " ", visible(text)).strip()
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
