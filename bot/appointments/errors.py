"""What may stand in the way of an appointment, named for the fact.

FawenError
├── CodeNotUnderstood       no code in the text, or a slip in it
├── AppointmentNotFound     code and phone do not belong together, or there is no such appointment
├── NotOffered              closed, too soon, too far ahead, or not confirmed yet; has ``alternatives``
├── TimeSlotTaken           somebody was first; has ``alternatives``
├── HoldExpired             the place was kept long enough; has ``alternatives``
├── NotPossibleNow          the appointment stands elsewhere; has ``state``
├── NotYours                this step belongs to another
├── RequestReused           the same request id for something else
├── WaitlistEntryNotFound
├── NoLongerWaiting         the place in the queue was left, used or ran out
└── TooBusy                 the database gave way several times in a row; nothing was changed
"""

from collections.abc import Sequence
from http import HTTPStatus

from bot.appointments.availability import TimeSlot
from bot.errors import FawenError


class CodeNotUnderstood(FawenError):
    """What was typed is no appointment code; ``detail`` says what is wrong and how to give it."""

    kind = "appointment-code-not-understood"
    title = "这个预约码没看懂"
    status = HTTPStatus.UNPROCESSABLE_ENTITY


class AppointmentNotFound(FawenError):
    """The same for a wrong code and a wrong phone, so that neither can be guessed."""

    kind = "appointment-not-found"
    title = "没有查到"
    status = HTTPStatus.NOT_FOUND


class _WithAlternatives(FawenError):
    """``alternatives``: free when this was said, the closest to the wished moment first."""

    status = HTTPStatus.CONFLICT

    def __init__(self, detail: str, alternatives: Sequence[TimeSlot] = ()) -> None:
        super().__init__(detail)
        self.alternatives = tuple(alternatives)


class NotOffered(_WithAlternatives):
    """Nobody can be met then, whoever asks."""

    kind = "time-not-offered"
    title = "这个时间不能约"


class TimeSlotTaken(_WithAlternatives):
    """Somebody was first."""

    kind = "time-slot-taken"
    title = "这个时间约满了"


class HoldExpired(_WithAlternatives):
    """Not confirmed in time."""

    kind = "hold-expired"
    title = "保留的时间过了"


class NotPossibleNow(FawenError):
    """The appointment stands where this step cannot be taken."""

    kind = "appointment-not-possible-now"
    title = "现在不能这样做"
    status = HTTPStatus.CONFLICT

    def __init__(self, detail: str, state: str = "") -> None:
        super().__init__(detail)
        self.state = state


class NotYours(FawenError):
    """This step belongs to another."""

    kind = "appointment-not-yours"
    title = "这一步不由您来办"
    status = HTTPStatus.FORBIDDEN


class RequestReused(FawenError):
    """A request id belongs to one request for ever."""

    kind = "request-reused"
    title = "这个请求已经用过"
    status = HTTPStatus.CONFLICT


class WaitlistEntryNotFound(FawenError):
    """Nobody waits under this id."""

    kind = "waitlist-entry-not-found"
    title = "没有查到候补"
    status = HTTPStatus.NOT_FOUND


class NoLongerWaiting(FawenError):
    """The place in the queue was left, used or ran out."""

    kind = "no-longer-waiting"
    title = "候补已经结束"
    status = HTTPStatus.CONFLICT


class TooBusy(FawenError):
    """The database gave way several times in a row."""

    kind = "appointments-too-busy"
    title = "现在预约的人太多"
    status = HTTPStatus.SERVICE_UNAVAILABLE
