"""The rank of a statute (宪法, 法律, 行政法规, 司法解释, …) and the region it is for."""

import re
from collections.abc import Sequence
from pathlib import Path

_COURTS = ("最高人民法院", "最高人民检察院", "人民检察院", "人民法院")
_FOLDERS = ("司法解释", "行政法规", "地方性法规", "部门规章")
_LAW = re.compile("((?<!办)法|法典|修正案(（[一二三四五六七八九十]+）)?)$")
_MINISTRY = re.compile("(?:部|委员会|总局|署|局|银行|办公室)令")
_PLACE = (
    "(?:[一-龥]{2,3}?省|(?:内蒙古|[一-龥]{2}(?:壮族|回族|维吾尔)?)自治区|[一-龥]{2,12}?(?:自治州|自治县|自治旗)"
    "|(?:(?![大中小各全])[一-龥]城|[一-龥]{2,4}?(?<![城上的辖]))市(?!场))"
)
_HEAD = re.compile(f"^({_PLACE})")
_AUTONOMOUS = re.compile("^[一-龥]{2,3}省([一-龥]{2,12}?(?:自治州|自治县|自治旗))")
_ASSEMBLY = re.compile(f"({_PLACE})(?:第[^届]{{1,4}}届)?(?:人民代表大会|人大常委会)")


def kind(title: str, path: Path, information: Sequence[str] = ()) -> str:
    """The rank: from the title, the folders the file lies in, and who passed it."""
    if title.startswith(_COURTS):
        return "司法解释"
    folders = set(path.parts)
    for name in _FOLDERS:
        if name in folders:
            return name
    if title.startswith("宪法"):
        return "宪法"
    passed = "".join(information)
    if _HEAD.match(title):
        local = "人民代表大会" in passed or "人大常委会" in passed or title.endswith("条例")
        return "地方性法规" if local else "其他规范"
    if _LAW.search(title) or (title.endswith("办法") and "全国人民代表大会" in passed):
        return "法律"
    return _by_issuer(passed)


def region(title: str, kind: str, information: Sequence[str] = ()) -> str:
    """The province, city or autonomous county a local regulation is for; "" where it is for the nation.

    A title that names a place only in part (杭州西湖…条例) belongs to the assembly that passed it.
    """
    if kind != "地方性法规":
        return ""
    match = _AUTONOMOUS.match(title) or _HEAD.match(title)
    if match:
        return match[1]
    assembly = _ASSEMBLY.search("".join(information))
    return assembly[1] if assembly else ""


def _by_issuer(passed: str) -> str:
    if "国务院令" in passed or re.search("国务院(?:第[^次]{1,6}次)?常务会议", passed):
        return "行政法规"
    if "最高人民法院" in passed or "最高人民检察院" in passed:
        return "司法解释"
    return "部门规章" if _MINISTRY.search(passed) else "其他规范"
