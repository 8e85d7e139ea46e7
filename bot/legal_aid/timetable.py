"""How long the authorities have, and when that ends if the application is made on the day of assessment."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.legal_aid.outcomes import AIDED, Outcome
from bot.legal_aid.parameters import Local
from knowledge_base.legal_aid_parameters import GreenChannel
from knowledge_base.models import Reference


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what is done, how long it may take (in words), and its last day where that can be told."""

    id: str
    about: str
    length: str
    last_day: date | None
    citation: Reference


def timetable(
    outcome: Outcome,
    possible: tuple[Outcome, ...],
    channels: tuple[GreenChannel, ...],
    *,
    held: bool,
    place: Local,
) -> tuple[Step, ...]:
    """The steps that lie ahead. Days are calendar days: the Act does not say working days.

    Raises:
        ParameterMissing: a clock is not kept for the place and day.
    """
    if outcome is Outcome.DEFENCE_BY_NOTICE:
        return (_step("notice", place, None), _step("notice-assign", place, None))
    if possible == (Outcome.OUT_OF_SCOPE,):
        return ()
    steps = [_step("forward", place, place.on)] if held else []
    if not AIDED.isdisjoint(possible):
        decide = _quicker("decide", place, place.on, [channel.decide_days for channel in channels])
        assign = _quicker("assign", place, decide.last_day, [channel.assign_days for channel in channels])
        steps += [decide, assign]
    else:
        steps.append(_step("decide", place, place.on))
    steps.append(_step("objection", place, None))
    return tuple(steps)


def _step(name: str, place: Local, start: date | None) -> Step:
    clock = place.clock(name)
    return Step(name, clock.about, f"{clock.spelled}内", clock.ends(start) if start else None, clock.citation)


def _quicker(name: str, place: Local, start: date | None, promised: list[int | None]) -> Step:
    statutory = _step(name, place, start)
    days = min((days for days in promised if days is not None), default=None)
    if days is None:
        return statutory
    length = f"{'当天' if days == 0 else f'{days}日内'}（法律规定{statutory.length}）"
    last = start + timedelta(days=days) if start else None
    return Step(name, statutory.about, length, last, statutory.citation)
