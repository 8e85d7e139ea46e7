"""Statutes as markdown: a title, an information block, headings for 编 章 节, then articles.

The information block ends at ``<!-- INFO END -->`` and tells of adoption and amendment. A file that
numbers its provisions 一、二、 without 第X条 (some judicial interpretations) yields those numbers as
labels; a file with neither is kept whole under the label 全文.
"""

import re
from datetime import date
from pathlib import Path

from knowledge_base.models import ArticleText, StatuteText
from knowledge_base.numerals import NUMERAL, article_label, to_int
from knowledge_base.titles import normalise_title, strip_invisible

WHOLE_TEXT = "全文"

_INFO_END = "<!-- INFO END -->"
_VERSION_IN_NAME = re.compile(r"\((\d{4})-(\d\d)-(\d\d)\)$")
_HEADING = re.compile(r"^(#+)\s+(.+)$")
_BARE_HEADING = re.compile(rf"^第{NUMERAL}(?:编|分编|章|节)(?:\s|$)")
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
    if title_line is None:
        raise UnreadableStatute("没有标题（以“# ”开头的一行）")
    title = normalise_title(title_line[2:])
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
        part=path.stem if path.parent.name == title else "",
        articles=tuple(articles),
    )


def _split_information(lines: list[str]) -> tuple[list[str], list[str]]:
    if _INFO_END in lines:
        cut = lines.index(_INFO_END)
        return lines[:cut], lines[cut + 1 :]
    return [], [line for line in lines if not line.startswith("# ")]


def _articles(body: list[str]) -> list[ArticleText]:
    plain = [line for raw in body if (line := _COMMENT.sub("", raw).strip())]
    if any(_ARTICLE.match(line) for line in plain):
        return _collect(plain, _ARTICLE)
    if any(_NUMBERED.match(line) for line in plain):
        return _collect(plain, _NUMBERED)
    text = "\n".join(line.lstrip("# ") for line in plain)
    return [ArticleText(WHOLE_TEXT, text)] if text else []


def _collect(lines: list[str], opening: re.Pattern[str]) -> list[ArticleText]:
    """Group lines under the article that opens before them; headings in between build the path."""
    found: list[ArticleText] = []
    headings: list[tuple[int, str]] = []
    label, paragraphs = "", list[str]()

    def close() -> None:
        if label and paragraphs:
            found.append(ArticleText(label, "\n".join(paragraphs), tuple(name for _, name in headings)))

    for line in lines:
        heading = _HEADING.match(line)
        if heading or _BARE_HEADING.match(line):
            close()
            label, paragraphs = "", []
            depth, name = (len(heading[1]), heading[2]) if heading else (9, line)
            headings = [entry for entry in headings if entry[0] < depth]
            headings.append((depth, " ".join(name.split())))
            continue
        opened = opening.match(line)
        if opened:
            close()
            label = _label(opened, opening)
            rest = opened[opened.re.groups].strip()
            paragraphs = [rest] if rest else []
        elif label:
            paragraphs.append(line)
    close()
    return found


def _label(match: re.Match[str], opening: re.Pattern[str]) -> str:
    if opening is _NUMBERED:
        return match[1]
    return article_label(to_int(match[1]), to_int(match[2]) if match[2] else None)


def _version(path: Path) -> date | None:
    match = _VERSION_IN_NAME.search(path.stem)
    return date(int(match[1]), int(match[2]), int(match[3])) if match else None


def _effective(head: list[str], articles: list[ArticleText], version: date | None) -> date | None:
    """The first day in force, where the text states it for this version.

    An amended law keeps the commencement article of its first version; a day before this version's
    adoption therefore tells nothing of when the amendment began, and is not given out.
    """
    for line in head:
        if match := _COMMENCES_INFO.search(line):
            return _date(match)
    known_days = [day for line in head for match in _DAY.finditer(line) if (day := _date(match))]
    newest = max([*known_days, *([version] if version else [])], default=date.min)
    for article in reversed(articles[-3:]):
        if match := _COMMENCES.search(article.text):
            day = _date(match)
            return day if day and day >= newest else None
    return None


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
    return "法律" if re.search(r"(法|法典|修正案（[一二三四五六七八九十]+）)$", title) else "其他规范"
