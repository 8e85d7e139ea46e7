"""Numbers and local rules of legal-aid screening as the bureau's lawyers keep them, by region and day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar

from knowledge_base.faq_entries import InvalidContent, read_content
from knowledge_base.models import Reference
from knowledge_base.periods import Unit, last_day

FILE = "legal_aid.yaml"


@dataclass(frozen=True, slots=True)
class Region:
    """A place; ``within`` is the next wider one, "" for the nation."""

    name: str
    code: str
    within: str


@dataclass(frozen=True, slots=True)
class Validity:
    """Where and when an entry holds; both days belong to it, and ``until`` None is "still in force"."""

    region: str
    since: date
    until: date | None
    source: str
    sample: bool

    def covers(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class HardshipStandard:
    """Income per head that counts as hardship (法律援助法 34): ``amount`` × ``multiplier`` yuan a month."""

    valid: Validity
    base: str
    amount: Decimal
    multiplier: Decimal
    household: str

    @property
    def limit(self) -> Decimal:
        """Yuan per head and month."""
        return self.amount * self.multiplier


@dataclass(frozen=True, slots=True)
class Clock:
    """How long an authority has."""

    id: str
    valid: Validity
    length: int
    unit: Unit
    about: str
    citation: Reference

    @property
    def spelled(self) -> str:
        """The length in words: 7日, 24小时."""
        return f"{self.length}{'个' if self.unit == '工作日' else ''}{self.unit}"

    def ends(self, start: date) -> date:
        """The last day if it begins with an event on ``start``."""
        return last_day(start, self.length, self.unit)


@dataclass(frozen=True, slots=True)
class Extension:
    """Matters that local law or practice adds: ``matters`` in which ``fact`` is yes or at least ``at_least``.

    ``article`` and ``item`` are the clause of the Act that it fills in; ``citation`` is the local statute, in
    force since ``since``, or None where it is the bureau's practice.
    """

    id: str
    valid: Validity
    law: str
    article: str
    item: int
    citation: Reference | None
    also: tuple[Reference, ...]
    since: date | None
    matters: tuple[str, ...]
    fact: str
    at_least: int | None
    over_standard: Literal["tested", "person"]
    about: str


@dataclass(frozen=True, slots=True)
class GreenChannel:
    """A faster or easier way for those of whom all facts of ``when`` are yes, in ``matters`` (empty: any)."""

    id: str
    valid: Validity
    title: str
    when: tuple[str, ...]
    matters: tuple[str, ...]
    promise: str
    decide_days: int | None
    assign_days: int | None
    citations: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class LocalForm:
    """A form of help that local law adds."""

    id: str
    valid: Validity
    title: str
    citation: Reference


@dataclass(frozen=True, slots=True, eq=False)
class LegalAidParameters:
    """All of the file. ``papers``: what to bring, by matter."""

    as_of: date
    regions: tuple[Region, ...]
    hardship: tuple[HardshipStandard, ...]
    clocks: tuple[Clock, ...]
    extensions: tuple[Extension, ...]
    green_channels: tuple[GreenChannel, ...]
    forms: tuple[LocalForm, ...]
    papers: dict[str, tuple[str, ...]]

    def chain(self, place: str) -> tuple[str, ...]:
        """The regions from a name or code to the nation, the nearest first; empty if it is not known."""
        by_name = {region.name: region for region in self.regions}
        region = by_name.get(place) or next((one for one in self.regions if one.code == place), None)
        found: list[str] = []
        while region:
            found.append(region.name)
            region = by_name.get(region.within)
        return tuple(found)


class _Dated(Protocol):
    @property
    def valid(self) -> Validity: ...


DatedT = TypeVar("DatedT", bound=_Dated)


def in_force(entries: Iterable[DatedT], chain: Sequence[str], day: date) -> list[DatedT]:
    """The entries that hold on a day in any region of a chain, the nearest region first."""
    found = [entry for entry in entries if entry.valid.region in chain and entry.valid.covers(day)]
    return sorted(found, key=lambda entry: chain.index(entry.valid.region))


def read_legal_aid_parameters(folder: Path) -> LegalAidParameters:
    """``folder/legal_aid.yaml`` (``folder`` is ``parameters``).

    Raises:
        InvalidContent: the file breaks its schema, names a region that is none, or ends before it begins.
    """
    path = folder / FILE
    content = read_content(path, folder.parent / "schemas" / "legal_aid_parameters.schema.json")
    regions = _regions(content["regions"])
    names = {region.name for region in regions}
    return LegalAidParameters(
        as_of=date.fromisoformat(content["as_of"]),
        regions=regions,
        hardship=tuple(_hardship(item, names) for item in content["hardship"]),
        clocks=tuple(_clock(item, names) for item in content["clocks"]),
        extensions=tuple(_extension(item, names) for item in content["extensions"]),
        green_channels=tuple(_green_channel(item, names) for item in content["green_channels"]),
        forms=tuple(
            LocalForm(item["id"], _validity(item, names), item["title"], _reference(item["citation"]))
            for item in content["forms"]
        ),
        papers={matter: tuple(item["bring"]) for item in content["papers"] for matter in item["matters"]},
    )


def _regions(items: Iterable[dict[str, str]]) -> tuple[Region, ...]:
    found: dict[str, Region] = {}
    for item in items:
        within = item.get("within", "")
        if item["name"] in found:
            raise InvalidContent(f"{FILE}：地区 {item['name']} 出现了两次")
        if within and within not in found:
            raise InvalidContent(f"{FILE}：{item['name']} 的上级 {within} 要写在它前面")
        found[item["name"]] = Region(item["name"], item["code"], within)
    return tuple(found.values())


def _validity(item: dict[str, Any], regions: set[str]) -> Validity:
    since = date.fromisoformat(item["from"])
    until = date.fromisoformat(item["until"]) if "until" in item else None
    place = f"{FILE} {item.get('id', '经济困难标准')}"
    if item["region"] not in regions:
        raise InvalidContent(f"{place}：没有地区 {item['region']}，请先写进 regions")
    if until and until < since:
        raise InvalidContent(f"{place}：until 早于 from")
    return Validity(item["region"], since, until, item["source"], item.get("sample", False))


def _hardship(item: dict[str, Any], regions: set[str]) -> HardshipStandard:
    return HardshipStandard(
        _validity(item, regions),
        item["base"],
        Decimal(item["amount"]),
        Decimal(item["multiplier"]),
        item["household"],
    )


def _clock(item: dict[str, Any], regions: set[str]) -> Clock:
    return Clock(
        item["id"],
        _validity(item, regions),
        item["length"],
        item["unit"],
        item["about"],
        _reference(item["citation"]),
    )


def _extension(item: dict[str, Any], regions: set[str]) -> Extension:
    return Extension(
        id=item["id"],
        valid=_validity(item, regions),
        law=item["extends"]["law"],
        article=item["extends"]["article"],
        item=item["extends"]["item"],
        citation=_reference(item["citation"]) if "citation" in item else None,
        also=tuple(_reference(one) for one in item.get("also", ())),
        since=date.fromisoformat(item["since"]) if "since" in item else None,
        matters=tuple(item["matters"]),
        fact=item["when"]["fact"],
        at_least=item["when"].get("at_least"),
        over_standard=item["over_standard"],
        about=item["about"],
    )


def _green_channel(item: dict[str, Any], regions: set[str]) -> GreenChannel:
    return GreenChannel(
        id=item["id"],
        valid=_validity(item, regions),
        title=item["title"],
        when=tuple(item["when"]),
        matters=tuple(item.get("matters", ())),
        promise=item["promise"],
        decide_days=item.get("decide_days"),
        assign_days=item.get("assign_days"),
        citations=tuple(_reference(one) for one in item["citations"]),
    )


def _reference(item: dict[str, str]) -> Reference:
    return Reference(item["law"], item["article"])
