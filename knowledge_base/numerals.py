"""Chinese numerals as statutes use them: 第一千零七十九条, 第二百三十四条之一."""

import re

_DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_NAMES = "零一二三四五六七八九"

NUMERAL = "[零〇一二两三四五六七八九十百千0-9０-９]+"
"""Regular-expression fragment: a number in either notation."""

ARTICLE = re.compile(rf"第?\s*({NUMERAL})\s*条(?:\s*之\s*({NUMERAL}))?")
"""An article's number anywhere in a text, in either notation."""


def to_int(numeral: str) -> int:
    """Read a Chinese or Arabic numeral below 10,000.

    Raises:
        ValueError: the text is not a numeral.
    """
    text = numeral.strip()
    if not text:
        raise ValueError("empty numeral")
    if text.isdigit():  # also full-width digits
        return int(text)
    if len(text) > 1 and all(character in _DIGITS for character in text):  # 二〇二一, 一〇七九
        return int("".join(str(_DIGITS[character]) for character in text))
    total, digit = 0, 0
    for character in text:
        if character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        elif character in _DIGITS:
            digit = _DIGITS[character]
        else:
            raise ValueError(f"not a numeral: {numeral!r}")
    return total + digit


def to_chinese(number: int) -> str:
    """Write 1..9999 the way article headings do (十一, 一百零三, 一千零七十九).

    Raises:
        ValueError: outside 1..9999.
    """
    if not 1 <= number <= 9999:
        raise ValueError(f"outside 1..9999: {number}")
    parts: list[str] = []
    pending_zero = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            if pending_zero and parts:
                parts.append("零")
            parts.append(_NAMES[digit] + name)
            pending_zero = False
        else:
            pending_zero = True
    text = "".join(parts)
    return text[1:] if text.startswith("一十") else text


def article_label(number: int, suffix: int | None = None) -> str:
    """The heading of an article: ``article_label(234, 1)`` is 第二百三十四条之一."""
    label = f"第{to_chinese(number)}条"
    return f"{label}之{to_chinese(suffix)}" if suffix else label


def normalise_article(text: str) -> str | None:
    """The first article number in a text as its heading (「1079条」 → 第一千零七十九条), or None."""
    match = ARTICLE.search(text)
    if match is None:
        return None
    try:
        return article_label(to_int(match[1]), to_int(match[2]) if match[2] else None)
    except ValueError:
        return None
