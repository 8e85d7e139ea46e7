"""An application with all that belongs to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.clock import local_text
from bot.legal_aid.applications.consent import Consent
from bot.legal_aid.applications.personal import Applicant
from bot.legal_aid.applications.standing import CITIZEN, Actor, Standing
from bot.legal_aid.applications.states import Event, Role, State
from bot.legal_aid.applications.wording import CLOCKS, DONE, STATES, STATUSES, WHO


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What is handed in.

    Args:
        request_id: made by the caller, the same when it tries again: nothing is handed in twice.
        matter: the matter's identifier among the criteria.
        assessment: the screening's snapshot, as JSON can hold it; informs, decides nothing.
        conversation_id: where it was made; its token opens the application too.
        green_channel: the channel's identifier, None for none.
        promised_decide_days, promised_assign_days: what the channel promises; 0 is the same day.
        through_custody: handed to a duty lawyer or a place of custody, to be forwarded (法律援助法 39).
        brings: papers that will be brought to the counter.
    """

    request_id: str
    matter: str
    applicant: Applicant
    consent: Consent | None
    assessment: Mapping[str, Any] = field(default_factory=dict, repr=False)
    conversation_id: str | None = None
    urgent: bool = False
    green_channel: str | None = None
    promised_decide_days: int | None = None
    promised_assign_days: int | None = None
    through_custody: bool = False
    brings: tuple[str, ...] = ()
    by: Actor = CITIZEN


@dataclass(frozen=True, slots=True)
class Receipt:
    """What whoever hands in gets: the number to remember, and where the application stands."""

    number: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Key:
    """Opens one application for its applicant. Only ``Applications`` makes one, from number and phone or from
    the conversation that made the application."""

    application_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One application."""

    id: str
    number: str
    conversation_id: str | None
    standing: Standing
    revision: int
    matter: str
    urgent: bool
    green_channel: str | None
    aid_first: bool
    applicant: Applicant
    assessment: Mapping[str, Any] = field(repr=False)
    consent: Consent
    created_at: datetime


@dataclass(frozen=True, slots=True, repr=False)
class Happening:
    """One line of the audit trail; ``note`` holds reasons, the lawyer's name or the missing papers."""

    at: datetime
    event: Event
    by: Actor
    came_from: State
    led_to: State
    note: str

    @property
    def moved(self) -> bool:
        """Whether the application stood elsewhere afterwards; taking a paper back moves nothing."""
        return self.came_from is not self.led_to

    def told(self) -> str:
        """Who did what when."""
        who = WHO[self.by.role] + (f" {self.by.name}" if self.by.name else "")
        return f"{who}于 {local_text(self.at)} {DONE[self.event]}"


@dataclass(frozen=True, slots=True, repr=False)
class Paper:
    """A paper sent (with type, size in bytes and digest) or to be brought (type None).

    ``wanted`` holds the ids of the wanted papers that it answers (see ``wanted_papers``).
    """

    id: str
    name: str
    media_type: str | None
    size: int
    sha256: str | None
    created_at: datetime
    storage_key: str | None = None
    wanted: tuple[str, ...] = ()

    def same_as(self, other: "Paper") -> bool:
        """Whether this is the same paper once more: the same bytes, or the same announcement."""
        if self.sha256 is None:
            return other.sha256 is None and self.name == other.name
        return self.sha256 == other.sha256

    def as_dict(self) -> dict[str, Any]:
        """As it may be shown."""
        return {
            "id": self.id,
            "name": self.name,
            "media_type": self.media_type,
            "size": self.size,
            "sha256": self.sha256,
            "created_at": self.created_at.isoformat(),
            "wanted": list(self.wanted),
        }


@dataclass(frozen=True, slots=True, repr=False)
class File:
    """An application, its papers and its history, the oldest first."""

    case: Case
    papers: tuple[Paper, ...]
    history: tuple[Happening, ...]

    def overview(self, moment: datetime) -> dict[str, Any]:
        """For its applicant: masked, with what is awaited and why it was decided so."""
        case = self.case
        last = next((one for one in reversed(self.history) if one.moved), None)
        return {
            "number": case.number,
            "state": case.standing.state.value,
            "state_text": STATES[case.standing.state],
            "applicant": case.applicant.masked(),
            "note": last.note if last and last.by.role in {Role.STAFF, Role.BUREAU} else "",
            "clocks": [
                {
                    "kind": clock.kind.value,
                    "title": CLOCKS[clock.kind],
                    "due": clock.due.isoformat(),
                    "status": clock.status.value,
                    "status_text": STATUSES[clock.status],
                    "article": clock.article,
                }
                for clock in case.standing.clocks(moment)
            ],
            "papers": [paper.as_dict() for paper in self.papers],
            "submitted_at": (case.standing.handed_in_at or case.created_at).isoformat(),
        }

    def export(self) -> dict[str, Any]:
        """Everything that is kept of the person (个人信息保护法 45), unmasked."""
        case = self.case
        return {
            "number": case.number,
            "state": case.standing.state.value,
            "state_text": STATES[case.standing.state],
            "matter": case.matter,
            "urgent": case.urgent,
            "green_channel": case.green_channel,
            "applicant": case.applicant.as_dict(),
            "assessment": dict(case.assessment),
            "consent": {
                "version": case.consent.version,
                "given_at": case.consent.given_at.isoformat(),
                "by_guardian": case.consent.by_guardian,
            },
            "papers": [paper.as_dict() for paper in self.papers],
            "history": [
                {
                    "at": one.at.isoformat(),
                    "event": one.event.value,
                    "by": one.by.role.value,
                    "name": one.by.name,
                    "text": one.told(),
                    "note": one.note,
                }
                for one in self.history
            ],
            "created_at": case.created_at.isoformat(),
        }
