"""Statutory clocks of an application: when each runs out, and how near that is.

How days are counted. 法律援助法 says 日 throughout, never 工作日, so these are calendar days. The day on
which something arrives is not counted; the last day counts whole. 法律援助法 does not say what happens where
the last day is a holiday. 民法典 203 and 民事诉讼法 85 move it to the day after, but speak of civil periods
and of procedure before a court; they do not govern an institution's duty towards an applicant. We take the
reading that is stricter for the institution: the day is not moved, it has to decide before the holiday.

Whether waiting for papers stops the time for deciding: 法律援助法 43 does not say so. Where the bureau
follows a rule that does (the ministry's procedure rules are not among our texts),
``supplement_stops_review`` says so.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class ClockKind(StrEnum):
    """What a clock measures."""

    FORWARD = "forward"
    DECIDE = "decide"
    SUPPLEMENT = "supplement"
    ASSIGN = "assign"
    OBJECTION = "objection"


ARTICLES = {
    ClockKind.FORWARD: "法律援助法第三十九条",
    ClockKind.DECIDE: "法律援助法第四十三条",
    ClockKind.SUPPLEMENT: "法律援助法第四十三条",
    ClockKind.ASSIGN: "法律援助法第四十三条",
    ClockKind.OBJECTION: "法律援助法第四十九条",
}


class ClockStatus(StrEnum):
    """How near the end is."""

    RUNNING = "running"
    AMBER = "amber"
    RED = "red"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """Lengths, all handed in: statutory ones from the parameters, the others from the bureau.

    Args:
        forward_hours: hours to hand on a detainee's application (39: 24).
        decide_days: days from receipt to the decision (43: 7).
        assign_days: days from granting to assigning (43: 3).
        objection_days: days from the objection's receipt to the bureau's decision (49: 5).
        supplement_days: days for the applicant to bring papers. The law states none: the bureau's own.
        supplement_stops_review: whether the decision's clock stands still while papers are awaited.
    """

    forward_hours: int
    decide_days: int
    assign_days: int
    objection_days: int
    supplement_days: int
    supplement_stops_review: bool

    def __post_init__(self) -> None:
        """Refuse lengths that can only be slips."""
        if min(self.forward_hours, self.decide_days, self.assign_days, self.objection_days) < 1:
            raise ValueError("a statutory clock has a length of at least one")
        if self.supplement_days < 1:
            raise ValueError("an applicant gets at least one day for missing papers")

    def decide_by(self, received: date, promised: int | None = None) -> date:
        """Last day for the decision; ``promised`` days where a green channel is quicker than the law."""
        return last_day(received, _quicker(self.decide_days, promised))

    def assign_by(self, granted: date, promised: int | None = None) -> date:
        """Last day for assigning someone; ``promised`` as above."""
        return last_day(granted, _quicker(self.assign_days, promised))

    def object_by(self, received: date) -> date:
        """Last day for the bureau's decision on an objection."""
        return last_day(received, self.objection_days)

    def supplement_by(self, asked: date) -> date:
        """Last day for missing papers where the institution names no other."""
        return last_day(asked, self.supplement_days)

    def forward_by(self, handed_in: datetime) -> datetime:
        """Last moment for handing a detainee's application on; hours run through the night."""
        return handed_in + timedelta(hours=self.forward_hours)


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock, looked at on some day: its first and last day, the exact moment where it counts in hours."""

    kind: ClockKind
    since: date
    due: date
    status: ClockStatus
    at: datetime | None = None

    @property
    def article(self) -> str:
        """The article that sets the clock."""
        return ARTICLES[self.kind]


def last_day(start: date, days: int) -> date:
    """The last of so many days, the first of which is the day after ``start``; 0 days: the same day."""
    return start + timedelta(days=days)


def status_by_day(since: date, due: date, today: date) -> ClockStatus:
    """Amber with a third of the days left or on the last two; red once the last day is over."""
    left, length = (due - today).days, (due - since).days
    if left < 0:
        return ClockStatus.RED
    return ClockStatus.AMBER if left <= 1 or left * 3 <= length else ClockStatus.RUNNING


def status_by_hour(since: datetime, due: datetime, moment: datetime) -> ClockStatus:
    """As ``status_by_day`` for a clock of hours: amber in its last third."""
    if moment > due:
        return ClockStatus.RED
    return ClockStatus.AMBER if (due - moment) * 3 <= due - since else ClockStatus.RUNNING


def _quicker(statutory: int, promised: int | None) -> int:
    return statutory if promised is None else max(0, min(statutory, promised))


def days_stopped(asked: date, answered: date) -> int:
    """How many days a stopped clock gives back."""
    return max(0, (answered - asked).days)
