"""Statutes as markdown: a title, an information block, headings for 编 章 节, then articles.

The information block ends at ``<!-- INFO END -->`` and tells of adoption and amendment. A file that
numbers its provisions 一、二、 without 第X条 (some judicial interpretations) yields those numbers as
labels; a file with neither is kept whole under the label 全文.
"""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from knowledge_base.models import ArticleText, StatuteText
from knowledge_base.numerals import NUMERAL, article_label, to_int
from knowledge_base.titles import normalise_title, strip_invisible

WHOLE_TEXT = "全文"

_INFO_END = "<!-- INFO END -->"
_VERSION_IN_NAME = re.compile(r"\((\d{4})-(\d\d)-(\d\d)\)$")
_HEADING = re.compile(r"^(#+)\s+(.+)$")
_BARE_HEADING = re.compile(rf"^第{NUMERAL}(编|分编|章|节)(?:\s|$)")
_BARE_DEPTHS = {"编": 11, "分编": 12, "章": 13, "节": 14}  # below every heading that is marked as one
_ARTICLE = re.compile(rf"^第({NUMERAL})条(?:之({NUMERAL}))?[\s　:：]*(.*)$", re.DOTALL)
_NUMBERED = re.compile(r"^([一二三四五六七八九十百]+)、\s*(.+)$", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->")
_COMMENCES = re.compile(r"自\s*(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*起\s*(?:施行|实施|生效|执行)")
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_COMMENCES_INFO = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日\s*(?:起)?施行")


class UnreadableStatute(Exception):
    """The file is no statute that this importer can read; the message says why, in Chinese."""


def read_markdown(path: Path) -> StatuteText:
    """Parse one file.

    Raises:
        UnreadableStatute: not UTF-8, no title, or no text.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableStatute("不是 UTF-8 编码的文本") from error
    except OSError as error:
        raise UnreadableStatute(f"文件无法打开：{error.strerror}") from error
    return parse_markdown(text, path)


def parse_markdown(text: str, path: Path) -> StatuteText:
    """Parse a statute's markdown; ``path`` gives the version's date, the kind and a Code's part.

    Raises:
        UnreadableStatute: no title, or no text.
    """
    lines = [line.strip() for line in strip_invisible(text).splitlines()]
    title_line = next((line for line in lines if line.startswith("# ")), None)
    title = normalise_title(title_line[2:]) if title_line else ""
    if not title:
        raise UnreadableStatute("没有标题（以“# ”开头的一行）")
    head, body = _split_information(lines)
    articles = _articles(body)
    if not articles:
        raise UnreadableStatute("标题之后没有正文")
    version = _version(path)
    return StatuteText(
        title=title,
        kind=_kind(title, path),
        version=version,
        effective=_effective(head, articles, version),
        part=_VERSION_IN_NAME.sub("", path.stem) if path.parent.name == title else "",
        articles=tuple(articles),
    )


def _split_information(lines: list[str]) -> tuple[list[str], list[str]]:
    if _INFO_END in lines:
        cut = lines.index(_INFO_END)
        return lines[:cut], lines[cut + 1 :]
    return [], [line for line in lines if not line.startswith("# ")]


def _articles(body: list[str]) -> list[ArticleText]:
    plain = [line for raw in body if (line := _COMMENT.sub("", raw).strip())]
    for opening in (_opens_article, _opens_numbered):
        if any(opening(line) for line in plain):
            return _collect(plain, opening)
    text = "\n".join(words for line in plain if (words := line.lstrip("# ")))
    return [ArticleText(WHOLE_TEXT, text)] if text else []


def _opens_article(line: str) -> tuple[str, str] | None:
    """The label and what follows it, if the line begins 第X条."""
    match = _ARTICLE.match(line)
    if match is None:
        return None
    try:
        label = article_label(to_int(match[1]), to_int(match[2]) if match[2] else None)
    except ValueError:  # 第0条, 第十0条
        return None
    return label, match[3].strip()


def _opens_numbered(line: str) -> tuple[str, str] | None:
    """The label and what follows it, if the line, or the heading in it, begins 一、."""
    match = _NUMBERED.match(line.lstrip("# "))
    return (match[1], match[2].strip()) if match else None


def _collect(lines: list[str], opening: Callable[[str], tuple[str, str] | None]) -> list[ArticleText]:
    """Group lines under the article that opens before them; headings in between build the path."""
    found: list[ArticleText] = []
    headings: list[tuple[int, str]] = []
    label, paragraphs = "", list[str]()

    def close() -> None:
        if label and paragraphs:
            found.append(ArticleText(label, "\n".join(paragraphs), tuple(name for _, name in headings)))

    for line in lines:
        opened = opening(line)
        heading = None if opened else _HEADING.match(line)
        if heading or (not opened and _BARE_HEADING.match(line)):
            close()
            label, paragraphs = "", []
            depth, name = (len(heading[1]), heading[2]) if heading else (_bare_depth(line), line)
            headings = [entry for entry in headings if entry[0] < depth]
            headings.append((depth, " ".join(name.split())))
            continue
        if opened:
            close()
            label, rest = opened
            paragraphs = [rest] if rest else []
        elif label:
            paragraphs.append(line)
    close()
    return found


def _bare_depth(line: str) -> int:
    match = _BARE_HEADING.match(line)
    return _BARE_DEPTHS[match[1]] if match else 0


def _version(path: Path) -> date | None:
    match = _VERSION_IN_NAME.search(path.stem)
    return _date(match) if match else None


def _effective(head: list[str], articles: list[ArticleText], version: date | None) -> date | None:
    """The first day in force, where the text states it for this version.

    An amended law keeps the commencement article of its first version; a day before this version's
    adoption therefore tells nothing of when the amendment began, and is not given out.
    """
    known_days = [day for line in head for match in _DAY.finditer(line) if (day := _date(match))]
    newest = max([*known_days, *([version] if version else [])], default=date.min)
    stated = [match for line in head if (match := _COMMENCES_INFO.search(line))]
    stated += [match for one in reversed(articles[-3:]) if (match := _COMMENCES.search(one.text))]
    day = _date(stated[0]) if stated else None
    return day if day and day >= newest else None


def _date(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _kind(title: str, path: Path) -> str:
    if title.startswith(("最高人民法院", "最高人民检察院", "人民检察院", "人民法院")):
        return "司法解释"
    folders = set(path.parts)
    for kind in ("司法解释", "行政法规", "地方性法规", "部门规章"):
        if kind in folders:
            return kind
    if title.startswith("宪法"):
        return "宪法"
    return "法律" if re.search(r"(法|法典|修正案(（[一二三四五六七八九十]+）)?)$", title) else "其他规范"
