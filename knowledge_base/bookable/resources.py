"""Who can be booked, where and when, as the bureau's clerks write it."""

from dataclasses import dataclass
from datetime import time
from itertools import pairwise
from pathlib import Path
from typing import Any

from knowledge_base.bookable.matters import Place
from knowledge_base.faq_entries import InvalidContent, read_content

FOLDER = "resources"
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of a weekday (Monday is 0) without a break in it."""

    weekday: int
    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Town:
    """The township that a resource serves, and how people name it."""

    id: str
    title: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Resource:
    """A committee, a window, a person or a room; ``sample`` until the bureau has confirmed it.

    ``tiers``: grades of mediators that it has itself. ``capacity``: bookings at the same time.
    ``horizon_days``: how far ahead; ``lead_hours``: how long before at the latest.
    """

    id: str
    title: str
    kind: str
    places: tuple[Place, ...]
    tiers: tuple[str, ...]
    town: Town | None
    capacity: int
    hours: tuple[Period, ...]
    buffer_minutes: int
    lead_hours: int
    horizon_days: int
    sample: bool
    source: str

    def open_on(self, weekday: int) -> tuple[Period, ...]:
        """The stretches of a weekday in order."""
        return tuple(period for period in self.hours if period.weekday == weekday)


def read_resources(knowledge: Path) -> dict[str, Resource]:
    """The resources of ``knowledge/resources/*.yaml`` by id.

    Raises:
        InvalidContent: a file breaks the schema, an id stands twice, hours overlap or end before they begin.
    """
    schema = knowledge / "schemas" / "resource.schema.json"
    found: dict[str, Resource] = {}
    for path in sorted((knowledge / FOLDER).glob("*.yaml")):
        content = read_content(path, schema)
        for raw in content["resources"]:
            resource = _resource(path.name, {**content.get("defaults", {}), **raw})
            if resource.id in found:
                raise InvalidContent(f"{path.name}：编号 {resource.id} 出现了两次")
            found[resource.id] = resource
    return found


def _resource(file: str, item: dict[str, Any]) -> Resource:
    place = f"{file} {item['id']}"
    missing = [name for name in ("kind", "places", "hours", "source") if name not in item]
    if missing:
        raise InvalidContent(f"{place}：缺少 {'、'.join(missing)}")
    town = item.get("town")
    return Resource(
        id=item["id"],
        title=item["title"],
        kind=item["kind"],
        places=tuple(item["places"]),
        tiers=tuple(item.get("tiers", ())),
        town=Town(town["id"], town["title"], tuple(town.get("words", ()))) if town else None,
        capacity=item.get("capacity", 1),
        hours=_hours(place, item["hours"]),
        buffer_minutes=item.get("buffer_minutes", 0),
        lead_hours=item.get("lead_hours", 24),
        horizon_days=item.get("horizon_days", 30),
        sample=item.get("sample", False),
        source=item["source"],
    )


def _hours(place: str, items: list[dict[str, Any]]) -> tuple[Period, ...]:
    periods: list[Period] = []
    for item in items:
        edges = [item["from"]]
        for pause in item.get("breaks", ()):
            edges += [pause["from"], pause["until"]]
        edges.append(item["until"])
        times = [time.fromisoformat(edge) for edge in edges]
        if any(later <= earlier for earlier, later in pairwise(times)):
            raise InvalidContent(f"{place}：时间要从早到晚写，休息要在上班时间里面")
        stretches = list(zip(times[::2], times[1::2], strict=True))
        periods += [Period(_DAYS.index(day), start, end) for day in item["days"] for start, end in stretches]
    periods.sort(key=lambda period: (period.weekday, period.start))
    for one, other in pairwise(periods):
        if one.weekday == other.weekday and other.start < one.end:
            raise InvalidContent(f"{place}：同一天的两段时间重叠")
    return tuple(periods)
