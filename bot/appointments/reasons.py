"""Why a moment cannot be had, whoever asks; and what comes nearest to it. Pure."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.appointments import wording
from bot.appointments.availability import Demand, Horizon, openings
from bot.appointments.resources import Resource, Schedule
from bot.clock import local_day


def offers(demand: Demand, schedule: Schedule, starts_at: datetime, now: datetime) -> bool:
    """Whether somebody could be met then, were nobody else there."""
    days = Horizon(local_day(starts_at), 1)
    return bool(openings(demand, schedule, {}, days, now).at(starts_at))


def why_not(demand: Demand, schedule: Schedule, starts_at: datetime, now: datetime) -> str:
    """Half a sentence, for a moment that is not offered."""
    if starts_at <= now:
        return wording.PAST
    if offers(relaxed(demand), schedule, starts_at, now):
        return wording.OUTSIDE_WINDOW
    known = [schedule.resources[one] for one in demand.resources if one in schedule.resources]
    if not known:
        return wording.UNKNOWN_RESOURCE
    return _why(known[0], demand, schedule, starts_at, now)


def relaxed(demand: Demand) -> Demand:
    """The same without its window, for when nothing is free inside."""
    return replace(demand, earliest=None, latest=None, between=None, weekdays=None)


def _why(resource: Resource, demand: Demand, schedule: Schedule, starts_at: datetime, now: datetime) -> str:
    day = local_day(starts_at)
    found = schedule.open_on(resource, day)
    if not found.rows:
        return found.why
    if day > local_day(now) + timedelta(days=resource.horizon_days):
        return wording.too_far(resource.horizon_days)
    first = now + timedelta(hours=max(resource.lead_hours, demand.lead_hours))
    return wording.too_soon(first) if starts_at < first else wording.NOT_A_START
