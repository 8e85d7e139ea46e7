"""What stands above the first article where the file does not mark it: title, information block, preamble."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge_base.importers import marks
from knowledge_base.importers.dates import tells_of_days
from knowledge_base.importers.files import UnreadableStatute
from knowledge_base.importers.lines import Line, ends_sentence
from knowledge_base.importers.structure import way_of_opening
from knowledge_base.titles import normalise_title

_NOUNS = (
    "法|法典|条例|规定|办法|细则|规则|解释|决定|决议|批复|答复|解答|复函|函|通知|意见|安排|规范|标准|方案|制度|程序"
    "|章程|纲要|修正案|命令|守则|公约|准则|规程|目录|名录|指引|纪要|若干问题|说明"
)
_TITLE = re.compile(rf"(?:{_NOUNS})(?:[（(〔][^）)〕]*[）)〕])*$")
_LONGEST = 80
_MOST_LINES = 5  # that a title is set in
_FAR = 60  # no title stands further down
_FOREIGN = re.compile("数据库|首页|当前位置|网站|官网|来源|字号|索引号|打印|令$|公告$|公报|[>＞|]")
_NUMERAL = "[0-9０-９零〇○一二三四五六七八九十百千]"
_NUMBER = re.compile(
    rf"第\s*{_NUMERAL}+\s*号[）)]?$|[〔\[［（(]\s*\d{{4}}\s*[〕\]］）)]\s*(?:第\s*)?\d+\s*号[）)]?$"
)
_DAY_ALONE = re.compile(rf"^{_NUMERAL}{{4}}\s*年\s*{_NUMERAL}{{1,3}}\s*月\s*{_NUMERAL}{{1,3}}\s*日$")
_DAY_FIRST = re.compile(rf"^(?:[（(]|根据|自|\s)*{_NUMERAL}{{4}}\s*年")
_ANNOUNCED = re.compile("现予公布|现予发布|予以公布")


@dataclass(frozen=True, slots=True)
class Front:
    """``lines`` are what is left: the preamble, then the text itself."""

    title: str
    information: list[str]
    lines: list[Line]


def split_front(lines: Sequence[Line], name: str) -> Front:
    """Find title and information block; ``name`` is the file's name without its day.

    Raises:
        UnreadableStatute: no title, or nothing that looks like a statute.
    """
    begin = _beginning(lines)
    above, below = list(lines[:begin]), list(lines[begin:])
    found = _marked(above) or _named(above, name) or _worded(above)
    start, end = found or (0, 0)
    title = normalise_title(_once([line.text for line in above[start:end]]) if found else name)
    if way_of_opening(below) is None and "关于" not in title and not any(map(_tells, above)):
        raise UnreadableStatute("没有找到法律条文（没有“第X条”，也没有“一、”）")
    if not title or not _TITLE.search(title):
        raise UnreadableStatute("没有标题（正文之前没有像法律名称的一行）")
    information, _ = split_information([line.text for line in above[:start]], title)
    kept = above[end:]
    if way_of_opening(below) is None:  # all that follows the information block is the text
        texts = [line.text for line in kept]
        more, rest = split_information(texts, title)
        first = texts.index(rest[0]) if rest else len(texts)
        information, kept = information + more, kept[first:]
    return Front(title, information, kept + below)


def _tells(line: Line) -> bool:
    return tells_of_days(line.text)


def split_information(texts: Sequence[str], title: str) -> tuple[list[str], list[str]]:
    """What tells of the statute's making, and what is its preamble."""
    information: list[str] = []
    preamble: list[str] = []
    depth = 0
    for text in texts:
        if text.endswith(("。", "：")):  # no information block ends so: a bracket was left open
            depth = 0
        if depth > 0 or _is_information(text, title):
            information.append(text)
            opens_here = depth > 0 or text.startswith(("（", "("))
            depth = max(0, depth + _unclosed(text)) if opens_here else 0
        else:
            preamble.append(text)
    return information, preamble


def _is_information(text: str, title: str) -> bool:
    repeats = normalise_title(text)
    return bool(
        (repeats and repeats in title)
        or _NUMBER.search(text)
        or _DAY_ALONE.match(text)
        or _ANNOUNCED.search(text)
        or (text.startswith(("（", "(")) and (tells_of_days(text) or _unclosed(text) > 0))
        or (_DAY_FIRST.match(text) and tells_of_days(text) and not text.endswith("："))
    )


def _unclosed(text: str) -> int:
    return text.count("（") + text.count("(") - text.count("）") - text.count(")")


def _beginning(lines: Sequence[Line]) -> int:
    """Where the statute itself begins: its table of contents, first heading or first article."""
    for position, line in enumerate(lines):
        if marks.is_contents(line.text) or marks.division(line.text) or marks.article(line.text):
            return position
    numbers = (position for position, line in enumerate(lines) if marks.numbered(line.text))
    return next(numbers, len(lines))


def _marked(above: Sequence[Line]) -> tuple[int, int] | None:
    """The title as a heading of the file's own."""
    for start, line in enumerate(above[:_FAR]):
        if not line.level:
            continue
        end = start + 1
        while end < min(len(above), start + _MOST_LINES) and above[end].level == line.level:
            end += 1
        if _TITLE.search(_once([part.text for part in above[start:end]])):
            return start, end
    return None


def _named(above: Sequence[Line], name: str) -> tuple[int, int] | None:
    """The lines that together are the file's name."""
    wanted = normalise_title(name)
    for start in range(min(len(above), _FAR)):
        for end in range(start + 1, min(len(above), start + _MOST_LINES) + 1):
            together = "".join(line.text for line in above[start:end])
            if len(together) > _MOST_LINES * _LONGEST:
                break
            if wanted and normalise_title(together) == wanted:
                return start, end
    return None


def _worded(above: Sequence[Line]) -> tuple[int, int] | None:
    """The first lines in a row that end like the name of a statute."""
    start = 0
    for position in range(min(len(above), _FAR) + 1):
        if position < min(len(above), _FAR) and _may_be_title(above[position].text):
            continue
        ends = [end for end in range(position, start, -1) if _TITLE.search(above[end - 1].text)]
        if ends:
            return start, ends[0]
        start = position + 1
    return None


def _may_be_title(text: str) -> bool:
    return not (
        len(text) > _LONGEST
        or ends_sentence(text)
        or "。" in text
        or text.startswith(("（", "("))
        or _FOREIGN.search(text)
        or _NUMBER.search(text)
        or _DAY_FIRST.match(text)
    )


def _once(texts: Sequence[str]) -> str:
    """The lines as one title, which some files print twice."""
    text = "".join(texts)
    half = text[: len(text) // 2]
    return half if half and half * 2 == text else text
