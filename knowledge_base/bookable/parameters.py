"""What only the bureau or the province can set for bookings: fees, policies and the calendar."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from knowledge_base.faq_entries import InvalidContent, read_content
from knowledge_base.models import Reference

FILE = "bookings.yaml"
CALENDAR_FILE = "booking_calendar.yaml"
EVERYBODY = "all"


@dataclass(frozen=True, slots=True)
class Fee:
    """What a matter costs; ``amount`` None: not confirmed, or set case by case, and only ``text`` is told."""

    id: str
    text: str
    free: bool
    amount: Decimal | None
    unit: str
    reduction: str
    since: date
    source: str
    sample: bool
    citations: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """The bureau's own practice that no statute settles, such as who is visited at home."""

    id: str
    title: str
    text: str
    since: date
    source: str
    sample: bool
    citations: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Closure:
    """Days on which a resource (or everybody) is away; both days belong to it."""

    resource: str
    first: date
    last: date
    why: str
    sample: bool


@dataclass(frozen=True, slots=True)
class ExtraDay:
    """Hours on a day besides the weekly ones."""

    resource: str
    day: date
    start: time
    end: time
    why: str
    sample: bool


@dataclass(frozen=True, slots=True)
class BookingCalendar:
    """What the bureau knows better than a holiday library; nothing is booked after ``confirmed_through``.

    ``corrections``: whether a day is worked, where the library errs or does not know.
    """

    confirmed_through: date
    corrections: dict[date, Literal["workday", "holiday"]]
    closures: tuple[Closure, ...]
    extra_days: tuple[ExtraDay, ...]
    source: str
    sample: bool


@dataclass(frozen=True, slots=True)
class BookingParameters:
    """Fees and policies by id."""

    fees: dict[str, Fee]
    policies: dict[str, Policy]
    as_of: date


def read_booking_parameters(knowledge: Path) -> BookingParameters:
    """``parameters/bookings.yaml``.

    Raises:
        InvalidContent: the file breaks its schema, or an id stands twice.
    """
    content = read_content(
        knowledge / "parameters" / FILE, knowledge / "schemas" / "booking_parameters.schema.json"
    )
    fees = [_fee(item) for item in content["fees"]]
    policies = [_policy(item) for item in content["policies"]]
    for ids in ([fee.id for fee in fees], [policy.id for policy in policies]):
        for name in ids:
            if ids.count(name) > 1:
                raise InvalidContent(f"{FILE}：编号 {name} 出现了两次")
    return BookingParameters(
        {fee.id: fee for fee in fees},
        {policy.id: policy for policy in policies},
        date.fromisoformat(content["as_of"]),
    )


def read_booking_calendar(knowledge: Path) -> BookingCalendar:
    """``parameters/booking_calendar.yaml``.

    Raises:
        InvalidContent: the file breaks its schema, a day is corrected twice, or one ends before it begins.
    """
    content = read_content(
        knowledge / "parameters" / CALENDAR_FILE, knowledge / "schemas" / "booking_calendar.schema.json"
    )
    corrections: dict[date, Literal["workday", "holiday"]] = {}
    for item in content["corrections"]:
        day = date.fromisoformat(item["date"])
        if day in corrections:
            raise InvalidContent(f"{CALENDAR_FILE}：{day} 写了两次")
        corrections[day] = item["is"]
    closures = tuple(_closure(item) for item in content["closures"])
    extra = tuple(_extra(item) for item in content["extra_days"])
    for closure in closures:
        if closure.last < closure.first:
            raise InvalidContent(f"{CALENDAR_FILE}：{closure.first} 的停办先结束后开始")
    for one in extra:
        if one.end <= one.start:
            raise InvalidContent(f"{CALENDAR_FILE}：{one.day} 的加班先结束后开始")
    return BookingCalendar(
        confirmed_through=date.fromisoformat(content["confirmed_through"]),
        corrections=corrections,
        closures=closures,
        extra_days=extra,
        source=content["source"],
        sample=content["sample"],
    )


def _fee(item: dict[str, Any]) -> Fee:
    amount = item.get("amount")
    return Fee(
        id=item["id"],
        text=item["text"],
        free=item["free"],
        amount=None if amount is None else Decimal(amount),
        unit=item.get("unit", ""),
        reduction=item.get("reduction", ""),
        since=date.fromisoformat(item["from"]),
        source=item["source"],
        sample=item.get("sample", False),
        citations=references(item.get("citations", ())),
    )


def _policy(item: dict[str, Any]) -> Policy:
    return Policy(
        id=item["id"],
        title=item["title"],
        text=item["text"],
        since=date.fromisoformat(item["from"]),
        source=item["source"],
        sample=item.get("sample", False),
        citations=references(item.get("citations", ())),
    )


def _closure(item: dict[str, Any]) -> Closure:
    first = date.fromisoformat(item["from"])
    last = date.fromisoformat(item["until"]) if "until" in item else first
    return Closure(item["resource"], first, last, item["why"], item.get("sample", False))


def _extra(item: dict[str, Any]) -> ExtraDay:
    return ExtraDay(
        item["resource"],
        date.fromisoformat(item["date"]),
        time.fromisoformat(item["from"]),
        time.fromisoformat(item["until"]),
        item["why"],
        item.get("sample", False),
    )


def references(items: Any) -> tuple[Reference, ...]:
    """Citations as the files write them."""
    return tuple(Reference(one["law"], one["article"]) for one in items)
