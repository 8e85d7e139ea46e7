"""Quantities in legal texts: 三十日, 30天, 百分之五十, 两倍, 一万元; each with one spelling."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from knowledge_base.numerals import NUMERAL, to_int
from knowledge_base.titles import strip_invisible


class Quantity(NamedTuple):
    """A value and its unit. Months for years and halves of them, yuan for 万元, per cent for shares."""

    value: Fraction
    unit: str


_UNITS = {
    "个工作日": ("工作日", 1),
    "工作日": ("工作日", 1),
    "个小时": ("小时", 1),
    "小时": ("小时", 1),
    "周岁": ("岁", 1),
    "岁": ("岁", 1),
    "日": ("日", 1),
    "天": ("日", 1),
    "个月": ("月", 1),
    "年": ("月", 12),
    "倍": ("倍", 1),
    "万元": ("元", 10_000),
    "万块": ("元", 10_000),
    "元": ("元", 1),
    "块钱": ("元", 1),
}
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_DECIMAL = r"[0-9０-９]+[.．][0-9０-９]+"
_MONEY = re.compile(rf"({NUMERAL})([万亿])({NUMERAL})(?=元|块)")
_QUANTITY = re.compile(rf"({_DECIMAL}|{NUMERAL}|半)(多?)({_UNIT})(半?)")
_PER_CENT = re.compile(rf"百分之({NUMERAL}(?:点{NUMERAL})?)|([0-9０-９]+(?:[.．][0-9０-９]+)?)[%％]")
_POINT = re.compile(rf"({NUMERAL})点({NUMERAL})")
_THOUSANDS = re.compile(r"(?<=[0-9])[,，](?=[0-9]{3}(?![0-9]))")
_SHARE = re.compile(r"([一二两三四五六七八九十])分之([一二两三四五六七八九十])")
_DATE = re.compile(
    r"[0-9〇零一二三四五六七八九]{2,4}年[0-9一二三四五六七八九十]{1,3}月(?:[0-9一二三四五六七八九十]{1,3}日)?"
)
_YEAR = re.compile(r"(?:19|20)\d\d年|二[〇零][〇零一二三四五六七八九]{2}年")
_BRACKETED = re.compile(r"第" + NUMERAL + r"[条款项编章节]")


def quantities(text: str) -> Iterator[Quantity]:
    """Every quantity in a text, in order of kind; dates and numbers of articles are none."""
    plain = _MONEY.sub(_whole, _THOUSANDS.sub("", strip_invisible(text)))
    for noise in (_DATE, _YEAR, _BRACKETED):
        plain = noise.sub("，", plain)
    for match in _PER_CENT.finditer(plain):
        yield Quantity(_number(match[1] or match[2]), "%")
    plain = _PER_CENT.sub("，", plain)
    for match in _SHARE.finditer(plain):
        yield Quantity(Fraction(100 * to_int(match[2]), to_int(match[1])), "%")
    plain = _SHARE.sub("，", plain)
    for match in _QUANTITY.finditer(plain):
        name, times = _UNITS[match[3]]
        value = Fraction(1, 2) if match[1] == "半" else _number(match[1])
        if match[4]:
            value += Fraction(1, 2)
        yield Quantity(value * times, name)


def _whole(match: re.Match[str]) -> str:
    """一万二千 as one Arabic number."""
    try:
        return str(to_int(match[1]) * (10_000 if match[2] == "万" else 100_000_000) + to_int(match[3]))
    except ValueError:
        return match[0]


def _number(text: str) -> Fraction:
    spoken = _POINT.fullmatch(text)
    if spoken:
        return _spoken_decimal(spoken[1], spoken[2])
    if "." in text or "．" in text:
        return Fraction(text.replace("．", "."))
    try:
        return Fraction(to_int(text))
    except ValueError:
        return Fraction(-1)  # no number; it will match nothing


def _spoken_decimal(whole: str, digits: str) -> Fraction:
    """十五点四; each character after the point is a digit."""
    try:
        return Fraction(f"{to_int(whole)}.{''.join(str(to_int(digit)) for digit in digits)}")
    except ValueError:
        return Fraction(-1)
