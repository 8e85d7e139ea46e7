"""The days of a statute: passed 通过, made public 公布 and in force 施行 are three different days.

They stand in the information block under the title, in the announcement above it, or in the closing
article. Each is given out for the version at hand only: an amended statute still tells when its first
version was published and came into force, which says nothing of the amendment.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge_base.models import ArticleText
from knowledge_base.numerals import to_int

_DIGITS = "[0-9０-９零〇○Ｏ一二三四五六七八九十]"
_DAY = re.compile(rf"({_DIGITS}{{4}})\s*年\s*({_DIGITS}{{1,3}})\s*月\s*({_DIGITS}{{1,3}})\s*日")
_QUOTED = re.compile("《[^》]*》|〈[^〉]*〉")
_PASSED = re.compile("通过|修正|修订|修改")
_APPROVED = re.compile("批准")
_PUBLISHED = re.compile("公布|发布|公告")
_IN_FORCE = re.compile(
    r"^\s*(?:零时)?\s*(?:起)?\s*(?:施行|实施|生效|执行)|(?:公布|发布)(?:之日)?(?:起)?(?:施行|实施)"
)
_COMMENCES = re.compile(rf"自\s*{_DAY.pattern}\s*(?:零时)?\s*起\s*(?:施行|实施|生效|执行)")
_COMMENCES_AT_ONCE = re.compile("自(?:公布|发布)之日起(?:施行|实施|生效|执行)")
_IN_NAME = re.compile(r"\((\d{4})-(\d\d)-(\d\d)\)$|_(\d{4})(\d\d)(\d\d)$")
_FIRST_YEAR = 1900
_LONGEST_BLOCK = 20_000  # characters; no information block is longer
_LONGEST_WAY = 366  # days from vote to publication; what was passed earlier is an earlier version
_CLOSING = 3  # so many articles at the end may tell of commencement


@dataclass(frozen=True, slots=True)
class Dates:
    """The days of one version; None where the text does not tell."""

    version: date | None
    adopted: date | None
    published: date | None
    effective: date | None


@dataclass(frozen=True, slots=True)
class _Event:
    day: date
    what: str


def dates(information: Sequence[str], articles: Sequence[ArticleText], named: date | None) -> Dates:
    """Read the days from the information block and the articles; ``named`` is the day in the file's name."""
    events = list(_events(information))
    passed = _newest(events, _PASSED) or _newest(events, _APPROVED)
    published = _newest(events, _PUBLISHED)
    version = named or passed or published
    if passed and named and (named - passed).days > _LONGEST_WAY:
        passed = None
    if published and published < max(passed or date.min, version or date.min):
        published = None
    newest = max([event.day for event in events] + [version or date.min])
    effective = _commencement(events, articles, newest)
    if effective is None and published and published >= newest and _at_once(articles):
        effective = published
    return Dates(version, passed, published, effective)


def named_day(stem: str) -> date | None:
    """The day in a file's name: ``法(2024-03-01)``, or ``法_20240301`` as the national database has it."""
    match = _IN_NAME.search(stem)
    return _date(*(group for group in match.groups() if group)) if match else None


def without_day(stem: str) -> str:
    """The file's name without the day in it."""
    return _IN_NAME.sub("", stem)


def tells_of_days(text: str) -> bool:
    """Whether the line names a day and what was done on it."""
    return any(
        pattern.search(event.what)
        for event in _events([text])
        for pattern in (_PASSED, _APPROVED, _PUBLISHED, _IN_FORCE)
    )


def _commencement(events: list[_Event], articles: Sequence[ArticleText], newest: date) -> date | None:
    """The first day in force, where it is stated and is not that of an earlier version."""
    stated = [event.day for event in events if _IN_FORCE.search(event.what)]
    for article in reversed(articles[-_CLOSING:]):
        match = _COMMENCES.search(article.text)
        day = _date(*match.groups()) if match else None
        stated += [day] if day else []
    return stated[0] if stated and stated[0] >= newest else None


def _at_once(articles: Sequence[ArticleText]) -> bool:
    return any(_COMMENCES_AT_ONCE.search(article.text) for article in articles[-_CLOSING:])


def _events(information: Iterable[str]) -> Iterator[_Event]:
    """Each day, with the words from there to the next day, quoted titles left out."""
    text = _QUOTED.sub("", " ".join(information)[:_LONGEST_BLOCK])
    found = list(_DAY.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    for match, end in zip(found, ends, strict=False):
        day = _date(*match.groups())
        if day:
            yield _Event(day, text[match.end() : end])


def _newest(events: Iterable[_Event], what: re.Pattern[str]) -> date | None:
    return max((event.day for event in events if what.search(event.what)), default=None)


def _date(year: str, month: str, day: str) -> date | None:
    try:
        found = date(*(to_int(part.replace("○", "〇").replace("Ｏ", "〇")) for part in (year, month, day)))
    except ValueError:
        return None
    return found if found.year >= _FIRST_YEAR else None
