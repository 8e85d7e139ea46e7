"""Tables of contents: their entries are headings that come again, so they are left out."""

import re
from collections.abc import Sequence

from knowledge_base.importers import marks
from knowledge_base.importers.lines import Line, ends_sentence

_PAGE = re.compile(r"[\s.．…·•—-]*\d*$")
_FEWEST = 3  # so many headings in a row, of which the first comes again, are a table of contents
_MOST = 500  # no table of contents is longer


def without_contents(lines: Sequence[Line]) -> list[Line]:
    """The lines without tables of contents, whether headed 目录 or not."""
    last = {_key(line): position for position, line in enumerate(lines)}
    kept: list[Line] = []
    position = 0
    while position < len(lines):
        headed = marks.is_contents(lines[position].text)
        start = position + 1 if headed else position
        end = _end(lines, start, headed, last)
        if end > start:
            position = end
            continue
        if not headed:
            kept.append(lines[position])
        position += 1
    return kept


def _end(lines: Sequence[Line], start: int, headed: bool, last: dict[str, int]) -> int:
    """Where the entries that begin at ``start`` end; ``start`` itself if there are none.

    ``last`` is where each text occurs for the last time.
    """
    if start >= len(lines) or not (headed or _is_heading(lines[start])):
        return start
    first = _key(lines[start])
    end = start + 1
    limit = min(len(lines), start + _MOST)
    while end < limit and _is_entry(lines[end], headed) and _key(lines[end]) != first:
        end += 1
    if end == limit or _key(lines[end]) != first:  # the headings above the first article are no entries
        while end > start and last[_key(lines[end - 1])] < end:
            end -= 1
    return end if last[first] >= end and (headed or end - start >= _FEWEST) else start


def _is_heading(line: Line) -> bool:
    return bool(line.level or marks.division(line.text))


def _is_entry(line: Line, headed: bool) -> bool:
    return _is_heading(line) or (headed and len(line.text) <= 80 and not ends_sentence(line.text))


def _key(line: Line) -> str:
    return "".join(_PAGE.sub("", line.text).split())
