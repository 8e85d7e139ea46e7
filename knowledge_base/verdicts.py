"""Yes and no as citizens' wording says them: 可以 or 不能, 要 or 不用, 有效 or 无效."""

import re
from typing import NamedTuple


class Verdict(NamedTuple):
    """``yes`` or no, and of what kind: only verdicts of one kind can be opposite."""

    kind: str
    yes: bool


# Kind, yes or no, and how it is said; the first in this order that fits a place takes it.
_SAID = [
    ("合法", False, r"不合法|(?<!不)违法(?!所得|行为)|(?<!不)犯法"),
    ("合法", True, r"合法(?!权)|不违法|不犯法"),
    ("支持", False, r"不(?:会)?支持|不受理"),
    ("可以", False, r"不可以|不能|(?<!再)(?<!实在)不行|不得|不许|不允许|(?<!拿)不准|无权|没有权利|没权"),
    ("收费", False, r"免费|不收(?:任何)?(?:费用?|钱)|不用交钱|不交钱|不用花钱|不花钱|不要钱"),
    ("收费", True, r"要?收费|要?收钱|要交钱|要花钱"),
    (
        "要",
        False,
        r"不用|不必(?!要)|不需要|无需|不是必须|不是一定要|没有规定必须|没有要求必须|不一定要|不要求",
    ),
    ("有效", False, r"无效|不算数|不作数|作废|不管用|没用了|没有(?:.{2})?效力"),
    ("算", False, r"不算|不属于|不视为|不看作"),
    ("可以", False, r"不会"),
    ("有效", True, r"有效(?!期)|算数|作数|管用|有(?:.{2})?效力"),
    ("可以", True, r"可以(?!是)|(?<![只才])能(?!力|不能|够不|说明|证明)|允许|有权|行(?=吗)"),
    ("要", True, r"必须|需要|应当|(?<![只重主想紧])要(?!求|紧|是|看|不|么|点)"),
    ("算", True, r"(?<!打)算(?!法|账|清|起)|属于|视为|看作"),
    ("可以", True, r"(?<![员工协社机委])会(?!议|见|计)"),
    ("支持", True, r"支持|受理"),
]
_VERDICT = re.compile("|".join(f"({how})" for _, _, how in _SAID))
KINDS = frozenset(kind for kind, _, _ in _SAID)
_SAME_KIND = {"合法": "可以"}
"""违法吗 and 能……吗 ask the same thing from opposite ends."""

# Left open, asked, told with a telephone number, or said of a case (不能当场答复的) and not laid down.
_OPEN = re.compile(
    r"不一定|要看|先看|看情况|可能|未必|不等于|不都|很难|关键看|有机会|分情况|能不能|可不可以|是不是|会不会|要不要"
    r"|1[12][0-9]{1,3}|^(?!.*是).+的(?:事|人|大人|老人|孩子|成年人)?$"
)
_ASKS = re.compile(r"吗|能不能|可不可以|要不要|用不用|行不行|算不算|会不会|合不合法|犯不犯法")


def verdict(clause: str) -> Verdict | None:
    """The first verdict that a clause lays down; None if it lays down none or leaves it open."""
    return None if left_open(clause) else _first(clause)


def left_open(text: str) -> bool:
    """Whether a text says that it depends, or lays nothing down."""
    return bool(_OPEN.search(text))


def asked(wording: str) -> str | None:
    """The kind of verdict that a yes-or-no question asks for; None if it asks for none."""
    found = _first(wording) if _ASKS.search(wording) else None
    return broad(found.kind) if found else None


def broad(kind: str) -> str:
    """The kind under which a question and the answer to it meet."""
    return _SAME_KIND.get(kind, kind)


def without_verdicts(text: str) -> str:
    """The text with a comma for each verdict."""
    return _VERDICT.sub("，", text)


def _first(text: str) -> Verdict | None:
    match = _VERDICT.search(text)
    if not match:
        return None
    kind, yes, _ = _SAID[(match.lastindex or 1) - 1]
    return Verdict(kind, yes)
