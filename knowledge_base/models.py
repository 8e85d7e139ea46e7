"""What the knowledge base is made of. Plain values, no framework, no input or output."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ArticleText:
    """One article as parsed: ``label`` is its heading (第X条), ``path`` the headings above it."""

    label: str
    text: str
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatuteText:
    """One statute file as parsed.

    ``title`` has no 中华人民共和国; ``version`` is the day that names this version (in the file's name, else
    when it was passed); ``adopted``, ``published`` and ``effective`` are its days where the text tells
    them; ``region`` is the place that a local regulation is for, "" for the nation; ``preamble`` stands
    above the first article and is not cited.
    """

    title: str
    kind: str
    version: date | None
    effective: date | None
    part: str
    articles: tuple[ArticleText, ...]
    adopted: date | None = None
    published: date | None = None
    region: str = ""
    preamble: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One article in the library, citable."""

    law: str
    label: str
    text: str
    path: tuple[str, ...] = ()
    kind: str = ""
    version: date | None = None
    effective: date | None = None
    region: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """An article by name and number alone, as an FAQ entry cites it."""

    law: str
    article: str


@dataclass(frozen=True, slots=True)
class Digest:
    """What an article says in our own words: never its text, and never shown without saying so.

    ``everyday`` is how citizens speak of it.
    """

    of: Reference
    gist: str
    everyday: tuple[str, ...]
    as_of: date


@dataclass(frozen=True, slots=True)
class FaqEntry:
    """A question that citizens ask, answered in plain words by us."""

    id: str
    topic: str
    topic_title: str
    question: str
    phrasings: tuple[str, ...]
    answer: str
    next_step: str
    citations: tuple[Reference, ...]
    as_of: date
    service: str | None = None
    related: tuple[str, ...] = ()
    caution: str | None = None
    beyond_citations: tuple[str, ...] = ()
