"""Where one application stands, and what each step makes of it. Pure: no database, no clock of its own."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.clock import local_day
from bot.legal_aid.applications.clocks import (
    Clock,
    ClockKind,
    Clocks,
    ClockStatus,
    days_stopped,
    last_day,
    status_by_day,
    status_by_hour,
)
from bot.legal_aid.applications.errors import (
    NotPossibleNow,
    NotYours,
    StepIncomplete,
    SupplementAlreadyAsked,
)
from bot.legal_aid.applications.states import ENDED, TABLE, Event, Role, Rule, State
from bot.legal_aid.applications.wording import MISSING, STATES


@dataclass(frozen=True, slots=True)
class Actor:
    """Whose hand; ``name`` is a staff member's, never a citizen's."""

    role: Role
    name: str = ""


CITIZEN, SYSTEM = Actor(Role.CITIZEN), Actor(Role.SYSTEM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that happens.

    Args:
        event: what.
        by: whose hand.
        at: when.
        note: reasons, the lawyer's name, or any remark, by event.
        papers: what is missing, all of it (``ASK_SUPPLEMENT``).
        answer_by: the day the institution sets for that; None takes the usual length.
    """

    event: Event
    by: Actor
    at: datetime
    note: str = ""
    papers: tuple[str, ...] = ()
    answer_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The state and what the clocks need. Dates are days here; moments are aware.

    ``decide_by`` and its like were computed when their clock started: later changes of a parameter do not
    move them. The promised days are a green channel's (0: the same day), None where there is none.
    """

    state: State = State.DRAFT
    promised_decide_days: int | None = None
    promised_assign_days: int | None = None
    handed_in_at: datetime | None = None
    forward_by: datetime | None = None
    received_at: datetime | None = None
    decide_by: date | None = None
    supplement_asked_at: datetime | None = None
    supplement_by: date | None = None
    review_stopped: bool = False
    decided_at: datetime | None = None
    assign_by: date | None = None
    assigned_at: datetime | None = None
    objected_at: datetime | None = None
    object_by: date | None = None
    ended_at: datetime | None = None

    def after(self, step: Step, clocks: Clocks) -> "Standing":
        """What the step makes of it.

        Raises:
            NotPossibleNow: the state does not allow this (``SupplementAlreadyAsked`` where papers were asked
                for before).
            NotYours: somebody else takes this step.
            StepIncomplete: reasons, papers, a name are missing, or the day set is past.
        """
        rule = TABLE[self.state].get(step.event)
        if rule is None:
            raise NotPossibleNow(
                f"这件申请现在是「{STATES[self.state]}」，这一步办不了。什么都没有改动。", self.state
            )
        if step.by.role not in rule.by:
            raise NotYours("这一步不由您来办。什么都没有改动。")
        self._check(rule, step)
        moved = replace(self, state=rule.to, ended_at=step.at if rule.to in ENDED else None)
        return _CHANGES[step.event](moved, step, clocks) if step.event in _CHANGES else moved

    def clocks(self, moment: datetime) -> tuple[Clock, ...]:
        """The clocks that run, or stand still, in this state; the one that ends first comes first."""
        today, found = local_day(moment), []
        if self.state is State.TO_FORWARD and self.handed_in_at and self.forward_by:
            status = status_by_hour(self.handed_in_at, self.forward_by, moment)
            since, due = local_day(self.handed_in_at), local_day(self.forward_by)
            found.append(Clock(ClockKind.FORWARD, since, due, status, self.forward_by))
        if self.state in {State.SUBMITTED, State.SUPPLEMENT_ASKED}:
            found += _clock(ClockKind.DECIDE, self.received_at, self.decide_by, today, self.review_stopped)
        if self.state is State.SUPPLEMENT_ASKED:
            found += _clock(ClockKind.SUPPLEMENT, self.supplement_asked_at, self.supplement_by, today)
        if self.state is State.GRANTED:
            found += _clock(ClockKind.ASSIGN, self.decided_at, self.assign_by, today)
        if self.state is State.OBJECTED:
            found += _clock(ClockKind.OBJECTION, self.objected_at, self.object_by, today)
        return tuple(sorted(found, key=lambda clock: (clock.status is ClockStatus.STOPPED, clock.due)))

    def _check(self, rule: Rule, step: Step) -> None:
        if step.event is Event.ASK_SUPPLEMENT and self.supplement_asked_at is not None:
            raise SupplementAlreadyAsked(
                f"缺什么材料只能一次说清（法律援助法第四十三条）。"
                f"{local_day(self.supplement_asked_at)}已经通知过一次，不能再要第二次。"
                "请按现有材料作出决定，或者自己核查（第四十一条）。",
                self.state,
            )
        said = step.papers if rule.needs == "papers" else (step.note,)
        if rule.needs and not (said and all(part.strip() for part in said)):
            raise StepIncomplete(MISSING[rule.needs])
        if step.answer_by is not None and step.answer_by <= local_day(step.at):
            raise StepIncomplete("补材料的最后一天至少要到明天。什么都没有改动，请换一个日子。")
        if step.event is Event.LAPSE and not (self.supplement_by and local_day(step.at) > self.supplement_by):
            raise NotPossibleNow("补材料的日子还没有过，不能按撤回处理。什么都没有改动。", self.state)


def _received(standing: Standing, step: Step, clocks: Clocks) -> Standing:
    due = clocks.decide_by(local_day(step.at), standing.promised_decide_days)
    return replace(
        standing, handed_in_at=standing.handed_in_at or step.at, received_at=step.at, decide_by=due
    )


def _handed_in(standing: Standing, step: Step, clocks: Clocks) -> Standing:
    return replace(standing, handed_in_at=step.at, forward_by=clocks.forward_by(step.at))


def _asked(standing: Standing, step: Step, clocks: Clocks) -> Standing:
    return replace(
        standing,
        supplement_asked_at=step.at,
        supplement_by=step.answer_by or clocks.supplement_by(local_day(step.at)),
        review_stopped=clocks.supplement_stops_review,
    )


def _answered(standing: Standing, step: Step, _: Clocks) -> Standing:
    asked, due = standing.supplement_asked_at, standing.decide_by
    if standing.review_stopped and asked and due:
        due = last_day(due, days_stopped(local_day(asked), local_day(step.at)))
    return replace(standing, decide_by=due, review_stopped=False)


def _granted(standing: Standing, step: Step, clocks: Clocks) -> Standing:
    due = clocks.assign_by(local_day(step.at), standing.promised_assign_days)
    return replace(standing, decided_at=step.at, assign_by=due, review_stopped=False)


def _refused(standing: Standing, step: Step, _: Clocks) -> Standing:
    return replace(standing, decided_at=step.at)


def _assigned(standing: Standing, step: Step, _: Clocks) -> Standing:
    return replace(standing, assigned_at=step.at)


def _objected(standing: Standing, step: Step, clocks: Clocks) -> Standing:
    return replace(standing, objected_at=step.at, object_by=clocks.object_by(local_day(step.at)))


_CHANGES = {
    Event.SUBMIT: _received,
    Event.HAND_IN_CUSTODY: _handed_in,
    Event.FORWARD: _received,
    Event.ASK_SUPPLEMENT: _asked,
    Event.ANSWER_SUPPLEMENT: _answered,
    Event.GRANT: _granted,
    Event.REFUSE: _refused,
    Event.ASSIGN: _assigned,
    Event.OBJECT: _objected,
}


def _clock(
    kind: ClockKind, since: datetime | None, due: date | None, today: date, stopped: bool = False
) -> list[Clock]:
    if since is None or due is None:
        return []
    first = local_day(since)
    status = ClockStatus.STOPPED if stopped else status_by_day(first, due, today)
    return [Clock(kind, first, due, status)]
