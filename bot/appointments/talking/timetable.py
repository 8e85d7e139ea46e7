"""The catalogue's resources and the bureau's calendar as the engine of appointments takes them."""

from collections.abc import Iterable
from datetime import date, timedelta

from bot.appointments.hours import Hours, OtherHours, Span
from bot.appointments.resources import Resource, Schedule
from bot.appointments.working_days import Change, WorkingDays
from knowledge_base.bookable.catalogue import Catalogue
from knowledge_base.bookable.parameters import EVERYBODY, BookingCalendar
from knowledge_base.bookable.resources import Resource as Known

_WHY = {"workday": "上班", "holiday": "放假"}


def schedule(catalogue: Catalogue, calendar: BookingCalendar) -> Schedule:
    """Everybody's hours, closures and extra days."""
    changes = {day: Change(kind == "workday", _WHY[kind]) for day, kind in calendar.corrections.items()}
    working_days = WorkingDays(changes, calendar.confirmed_through)
    resources = {one.id: _resource(one, calendar) for one in catalogue.resources.values()}
    return Schedule(resources, working_days)


def _resource(known: Known, calendar: BookingCalendar) -> Resource:
    week = {
        weekday: spans
        for weekday in range(7)
        if (spans := tuple(Span(one.start, one.end) for one in known.open_on(weekday)))
    }
    return Resource(
        id=known.id,
        title=known.title,
        hours=Hours(week),
        capacity=known.capacity,
        exceptions=_exceptions(known.id, week, calendar),
        buffer_minutes=known.buffer_minutes,
        lead_hours=known.lead_hours,
        horizon_days=known.horizon_days,
    )


def _exceptions(
    name: str, week: dict[int, tuple[Span, ...]], calendar: BookingCalendar
) -> dict[date, OtherHours]:
    found: dict[date, OtherHours] = {}
    for extra in calendar.extra_days:
        if extra.resource in {name, EVERYBODY}:
            known = found.get(extra.day, OtherHours(week.get(extra.day.weekday(), ())))
            found[extra.day] = OtherHours((*known.spans, Span(extra.start, extra.end)), extra.why)
    for closure in calendar.closures:
        if closure.resource in {name, EVERYBODY}:
            found |= {day: OtherHours((), closure.why) for day in _days(closure.first, closure.last)}
    return found


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
