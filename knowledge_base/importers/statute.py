"""Title, information block and lines → the statute. The same for all formats."""

from collections.abc import Sequence
from pathlib import Path

from knowledge_base.importers import structure
from knowledge_base.importers.dates import dates, named_day, without_day
from knowledge_base.importers.files import UnreadableStatute
from knowledge_base.importers.front import split_front, split_information
from knowledge_base.importers.kinds import kind, region
from knowledge_base.importers.lines import Line
from knowledge_base.models import StatuteText


def from_lines(lines: Sequence[Line], path: Path, name: str = "") -> StatuteText:
    """The statute in a text whose title nothing marks; ``name`` is what else may be its title.

    Raises:
        UnreadableStatute: it has no title, or is no statute.
    """
    if not lines:
        raise UnreadableStatute("文件里没有文字")
    front = split_front(lines, name or without_day(path.stem))
    return assemble(front.title, front.information, front.lines, path)


def assemble(title: str, information: Sequence[str], lines: Sequence[Line], path: Path) -> StatuteText:
    """The statute; ``path`` gives the version's day, hints at the rank and names a Code's part.

    Raises:
        UnreadableStatute: there is no text.
    """
    body = structure.parse(lines)
    if not body.articles:
        raise UnreadableStatute("标题之后没有正文")
    more, preamble = split_information(body.preamble, title)
    information = [*information, *more]
    days = dates(information, body.articles, named_day(path.stem))
    rank = kind(title, path, information)
    return StatuteText(
        title=title,
        kind=rank,
        version=days.version,
        effective=days.effective,
        part=without_day(path.stem) if path.parent.name == title else "",
        articles=body.articles + body.annexes,
        adopted=days.adopted,
        published=days.published,
        region=region(title, rank, information),
        preamble="\n".join(preamble),
    )
