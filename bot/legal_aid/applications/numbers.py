"""Application numbers: ``LQ-2026-000123-8``. The last digit catches slips (Damm: any one digit wrong, any two
neighbours swapped). A number opens nothing by itself: whoever asks needs the phone number too."""

import re

from stdnum import damm

from bot.personal_fields import FieldNotUnderstood, plain_text

PATTERN = "[A-Z]{2,6}-[0-9]{4}-[0-9]{6,9}-[0-9]"

_LOOSE = re.compile(r"([A-Z]{2,6})[\s\-—–_]*(\d{4})[\s\-—–_]*(\d{6,9}?)[\s\-—–_]*(\d)(?!\d)")


def make_number(prefix: str, year: int, serial: int) -> str:
    """The number of the year's ``serial``-th application."""
    return f"{prefix}-{year:04d}-{serial:06d}-{damm.calc_check_digit(f'{year:04d}{serial:06d}')}"


def read_number(text: str) -> str:
    """A number as typed: lower case, full width, without dashes, inside a sentence.

    Raises:
        FieldNotUnderstood: none there, or the check digit is wrong.
    """
    found = _LOOSE.search(plain_text(text).upper())
    if found is None:
        raise FieldNotUnderstood(
            "number", "没看到申请编号。编号在您提交申请后的回执上，比如 LQ-2026-000123-8。"
        )
    prefix, year, serial, check = found.groups()
    if damm.calc_check_digit(year + serial) != check:
        raise FieldNotUnderstood("number", "这个编号对不上，可能有一位写错了。请对着回执再看一遍。")
    return f"{prefix}-{year}-{serial}-{check}"
