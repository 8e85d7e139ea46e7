"""Titles of laws: one spelling for each, so that citations and files meet."""

import re

_STATE = "中华人民共和国"
_ZERO_WIDTH = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_SPACE = re.compile(r"\s+")
_BRACKETS = str.maketrans({"(": "（", ")": "）", "<": "〈", ">": "〉"})


def strip_invisible(text: str) -> str:
    """Remove characters that nobody sees: of no width, hyphens for breaks, marks of direction."""
    return _ZERO_WIDTH.sub("", text)


def normalise_title(title: str) -> str:
    """The title without 中华人民共和国 at its head, white space and half-width brackets.

    The state's name inside a title stays (外国人在中华人民共和国收养子女登记办法), except inside
    《》 or 〈〉, where statutes quote another title.
    """
    text = _SPACE.sub("", strip_invisible(title)).translate(_BRACKETS)
    if text.startswith("《") and text.endswith("》") and text.count("《") == 1:
        text = text[1:-1]
    text = text.replace(f"《{_STATE}", "《").replace(f"〈{_STATE}", "〈")
    return text.removeprefix(_STATE)
