"""Numbers as people say and type them: 三千二, 一万二, 3千多, 1.2万, 四五千, 两千五到三千, 5k."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_DIGITS = {
    name: value
    for value, names in enumerate(
        ("零〇", "一壹幺", "二两俩贰", "三仨叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for name in names
}
_UNITS = {
    **dict.fromkeys("十拾", 10),
    "廿": 20,
    "卅": 30,
    **dict.fromkeys("百佰", 100),
    **dict.fromkeys("千仟k", 1000),
    **dict.fromkeys("万w", 10_000),
    "亿": 100_000_000,
}
_LONGEST = 14

_HAN = "".join(_DIGITS) + "十拾廿卅百佰千仟万亿"
_ONE = (
    rf"(?:\d+(?:\.\d+)?(?:[百佰千仟万亿kw](?![a-z]))*(?:零?[{_HAN}\d]+(?:\.\d+)?)*|"
    rf"[{_HAN}][{_HAN}\d]*(?:\.\d+)?[kw]?(?![a-z]))"
)

_NUMBER = re.compile(
    rf"(?P<low>{_ONE})(?:(?:块|元)?(?:到|至|-|~|—|–)(?P<high>{_ONE}))?|(?P<about>[百千万])把(?=[块元来])"
)
_AROUND = re.compile(r"^(?:多|来|几|好几|出头|左右|上下|大几)")
_PART = re.compile(r"\d+(?:\.\d+)?|.")


@dataclass(frozen=True, slots=True)
class SpokenNumber:
    """A number and where it stands. Of a range it is the higher end: nobody is called poorer than said.

    ``about``: the words say that it is more or less that (三千多, 六十出头).
    """

    value: Decimal
    start: int
    end: int
    about: bool


def spoken_numbers(text: str) -> Iterator[SpokenNumber]:
    """Every number of a text with half-width characters, in its order; what is no number is passed over."""
    for found in _NUMBER.finditer(text):
        if found["about"]:  # 千把块
            yield SpokenNumber(Decimal(_UNITS[found["about"]]), found.start(), found.end(), True)
            continue
        low, high = number(found["low"]), number(found["high"]) if found["high"] else None
        if low is None or (found["high"] and high is None):
            continue
        if high is not None and high > low * 100:  # 3-5千: both ends are thousands, whatever is said once
            low = high
        about = bool(_AROUND.match(text[found.end() : found.end() + 2])) or high is not None
        yield SpokenNumber(max(low, high or low), found.start(), found.end(), about)


def number(words: str) -> Decimal | None:
    """One number without anything around it, or None. Of 四五千 the higher: 5000."""
    if not words or len(words) > _LONGEST:
        return None
    total = section = Decimal(0)
    digit: Decimal | None = None
    unit, after_zero, pairs = 1, False, False
    parts = _PART.findall(words)
    if len(parts) > 1 and all(part in _DIGITS for part in parts):
        return _digits_only(parts)
    for part in parts:
        if part in _UNITS:
            size = _UNITS[part]
            if size in (20, 30) or (digit is None and size == 10):
                section, digit, unit = section + (size if size > 10 else 10), None, 1 if size > 10 else 10
            elif size >= 10_000:
                total = (total + section + (digit or 0) or Decimal(1)) * size
                section, digit, unit = Decimal(0), None, size
            else:
                section, digit, unit = section + (Decimal(1) if digit is None else digit) * size, None, size
            after_zero = False
        elif part in _DIGITS:
            if digit is not None and digit != 0:
                if pairs or _DIGITS[part] != digit + 1:
                    return None
                pairs = True  # 四五千
            after_zero = after_zero or _DIGITS[part] == 0
            digit = Decimal(_DIGITS[part])
        elif part[0].isdecimal() and part.isascii():
            if digit is not None:
                return None
            digit = Decimal(part)
        else:
            return None
    if digit is None:
        return total + section
    if unit >= 100 and not after_zero and 0 < digit < 10 and digit == int(digit):  # 三千二, 1万2
        return total + section + digit * unit / 10
    return total + section + digit


def _digits_only(parts: list[str]) -> Decimal | None:
    values = [_DIGITS[part] for part in parts]
    if len(values) == 2 and values[1] == values[0] + 1 and values[0] > 0:  # 三四(口人)
        return Decimal(values[1])
    return Decimal("".join(map(str, values)))
