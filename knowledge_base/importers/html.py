"""Statutes as web pages (.html, .htm): the text of the law without the site around it.

The law is the smallest part of the page that holds all its articles, headings and annexes; the title
stands in it or above it. Scripts are never run and nothing is fetched.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from knowledge_base.importers import marks
from knowledge_base.importers.files import UnreadableStatute, decode, read_bytes
from knowledge_base.importers.lines import Line, clean, ends_sentence
from knowledge_base.importers.statute import from_lines
from knowledge_base.models import StatuteText

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_NO_TEXT = ["script", "style", "noscript", "template", "button", "select", "iframe", "object", "svg"]
_AROUND = {"nav", "footer", "aside"}
_INLINE = {
    *("a", "abbr", "b", "big", "cite", "code", "del", "em", "font", "i", "ins", "label", "mark", "q", "s"),
    *("small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var"),
}
_SITE = re.compile(
    r"(?:^|[-_ ])(?:nav|menu|foot|footer|copyright|sidebar|breadcrumb|crumbs?|share|toolbar)(?:[-_ ]|$)", re.I
)
_ARTICLE = re.compile(r"第[零〇一二三四五六七八九十百千\d]{1,9}条")
_CHROME = re.compile(
    "^(?:首页|打印|关闭|返回|分享|上一篇|下一篇|责任编辑|编辑|来源|发布时间|发布日期|浏览次数|字号|字体|版权"
    "|主办单位|技术支持|网站地图|联系我们|相关链接|扫一扫|当前位置|您的位置|索引号"
    "|[【\\[]?(?:打印|关闭|字体|大 中 小))"
    "|ICP备|公网安备|All Rights Reserved",
)
_LONGEST_HEADING = 60
_LONGEST_ROW = 1000
_LEAST_LAW = 300  # a shorter text in what looks like the site around is not the law


def read_html(path: Path) -> StatuteText:
    """Parse one file.

    Raises:
        UnreadableStatute: no text, or there is no law in the page.
    """
    content = read_bytes(path)
    declared = _CHARSET.search(content[:4096])
    charset = declared[1].decode("ascii").lower() if declared else ""
    text = decode(content, "gb18030" if charset.startswith("gb") else charset)
    if "<" not in text:
        raise UnreadableStatute("不是网页（没有 HTML 标签）")
    try:
        page = BeautifulSoup(text, "lxml")
        name = _page_title(page)
        _strip(page)
        lines = _law(list(_blocks(page)))
    except (RecursionError, ValueError, AssertionError) as error:
        raise UnreadableStatute("网页已损坏，或者嵌套太深") from error
    return from_lines(lines, path, name)


def _page_title(page: BeautifulSoup) -> str:
    """What the page calls itself, without the name of the site, if that names a statute."""
    title = clean(page.title.get_text()) if page.title else ""
    return re.split(r"\s*[-_|—–－]\s*", title)[0] if title else ""


def _strip(page: BeautifulSoup) -> None:
    """Take out what is no text of the law, and set each row of a table in one line."""
    for tag in page(_NO_TEXT):
        tag.decompose()
    articles = len(_ARTICLE.findall(page.get_text()))
    for tag in page(_is_site):
        text = "" if tag.decomposed else tag.get_text()
        if len(_ARTICLE.findall(text)) * 2 < articles or len(text) < _LEAST_LAW:
            tag.decompose()
    for row in page("tr"):
        cells = [clean(cell.get_text(" ", strip=True)) for cell in row(["td", "th"], recursive=False)]
        together = " | ".join(cells)
        if sum(map(bool, cells)) > 1 and len(together) <= _LONGEST_ROW and not row("table"):
            row.clear()
            row.append(together)


def _is_site(tag: Tag) -> bool:
    names = [*(tag.get_attribute_list("class")), *(tag.get_attribute_list("id"))]
    return tag.name in _AROUND or any(
        _SITE.search(str(name)) for name in names if name and tag.name != "body"
    )


def _blocks(page: BeautifulSoup) -> Iterator[tuple[Line, Tag]]:
    """Each line of text, with the block that it stands in."""
    words: list[str] = []
    block: Tag | None = None
    for node in (page.body or page).descendants:
        if isinstance(node, Tag):
            if node.name == "br":
                words.append("\n")
            continue
        if isinstance(node, PreformattedString) or not isinstance(node, NavigableString):
            continue
        here = _block_of(node)
        if here is not block and block is not None:
            yield from _split("".join(words), block)
            words = []
        block = here
        words.append(re.sub(r"[ \t\r\n\f]+", " ", node))
    if block is not None:
        yield from _split("".join(words), block)


def _block_of(node: PageElement) -> Tag | None:
    parent = node.parent
    while parent is not None and parent.name in _INLINE:
        parent = parent.parent
    return parent


def _split(text: str, block: Tag) -> Iterator[tuple[Line, Tag]]:
    level = int(block.name[1]) if re.fullmatch("h[1-6]", block.name) else 0
    for raw in text.split("\n"):
        words = clean(raw)
        if words:
            heading = level and len(words) <= _LONGEST_HEADING and not ends_sentence(words)
            yield Line(words, level if heading else 0), block


def _law(blocks: Sequence[tuple[Line, Tag]]) -> list[Line]:
    """The lines of the law, and those above it, where its title may stand."""
    structural = [number for number, (line, _) in enumerate(blocks) if _is_structural(line.text)]
    if not structural:
        return [line for line, _ in blocks if not _CHROME.search(line.text)]
    holder = _common([blocks[number][1] for number in structural])
    end = max(number for number, (_, block) in enumerate(blocks) if _is_in(block, holder)) + 1
    while end - 1 > structural[-1] and _CHROME.search(blocks[end - 1][0].text):
        end -= 1
    above = [line for line, _ in blocks[: structural[0]] if not _CHROME.search(line.text)]
    return above + [line for line, _ in blocks[structural[0] : end]]


def _is_structural(text: str) -> bool:
    return bool(marks.article(text) or marks.numbered(text) or marks.division(text) or marks.annex(text))


def _common(blocks: Sequence[Tag]) -> Tag:
    """The smallest element that holds all the blocks; that around the block where there is only one."""
    shared = [blocks[0], *blocks[0].parents]
    for block in blocks[1:]:
        around = {id(block), *(id(parent) for parent in block.parents)}
        shared = [tag for tag in shared if id(tag) in around]
    found = shared[0]
    return found.parent if found is blocks[0] and found.parent is not None else found


def _is_in(block: Tag, holder: Tag) -> bool:
    return block is holder or any(parent is holder for parent in block.parents)
