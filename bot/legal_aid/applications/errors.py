"""What may stand in the way of an application, named for the fact.

FawenError
├── ApplicationsNotOpen     no data keys are set: nothing personal may be stored
├── ApplicationNotFound     number and phone do not belong together, or there is no such number
├── TooManyLookups          has ``retry_after`` in seconds
├── ConsentMissing          nothing personal is stored before it
├── GuardianMissing         under 14: a guardian consents and applies
├── PaperRefused            type, size or number of papers
├── NotPossibleNow          the application stands elsewhere; has ``state``
│   ├── AlreadyHandled      someone was first; says who did what
│   ├── SupplementAlreadyAsked
│   └── StillBeingHandled   cannot be erased yet
├── NotYours                this step belongs to another
├── StepIncomplete          reasons, papers, a name or a date are missing
└── NotConfirmed            erasing needs a clear yes
"""

from http import HTTPStatus

from bot.errors import FawenError, TooManyMessages


class ApplicationsNotOpen(FawenError):
    """Without keys nothing personal is stored."""

    kind = "applications-not-open"
    title = "暂时不能在网上申请"
    status = HTTPStatus.SERVICE_UNAVAILABLE


class ApplicationNotFound(FawenError):
    """The same for a wrong number and a wrong phone, so that neither can be guessed."""

    kind = "application-not-found"
    title = "没有查到"
    status = HTTPStatus.NOT_FOUND


class TooManyLookups(TooManyMessages):
    """More tries than somebody needs who knows his number."""

    kind = "too-many-lookups"
    title = "查询次数太多"


class ConsentMissing(FawenError):
    """Nothing personal is stored before consent (个人信息保护法 13, 14, 29)."""

    kind = "consent-missing"
    title = "还没有得到您的同意"
    status = HTTPStatus.UNPROCESSABLE_ENTITY


class GuardianMissing(FawenError):
    """For a child under 14 a parent or guardian consents (个人信息保护法 31)."""

    kind = "guardian-missing"
    title = "需要监护人来办"
    status = HTTPStatus.UNPROCESSABLE_ENTITY


class PaperRefused(FawenError):
    """A paper that cannot be taken."""

    kind = "paper-refused"
    title = "这份材料没有收下"
    status = HTTPStatus.UNPROCESSABLE_ENTITY


class NotPossibleNow(FawenError):
    """The application stands where this step cannot be taken."""

    kind = "not-possible-now"
    title = "现在不能这样做"
    status = HTTPStatus.CONFLICT

    def __init__(self, detail: str, state: str = "") -> None:
        super().__init__(detail)
        self.state = state


class AlreadyHandled(NotPossibleNow):
    """Someone else was first."""

    kind = "already-handled"
    title = "已经有人办过了"


class SupplementAlreadyAsked(NotPossibleNow):
    """Missing papers are named once, all together (法律援助法 43)."""

    kind = "supplement-already-asked"
    title = "补充材料只能一次说清"


class StillBeingHandled(NotPossibleNow):
    """Aid is under way, so what it needs cannot be erased yet."""

    kind = "still-being-handled"
    title = "现在还不能删除"


class NotYours(FawenError):
    """This step belongs to another."""

    kind = "not-yours"
    title = "这一步不由您来办"
    status = HTTPStatus.FORBIDDEN


class StepIncomplete(FawenError):
    """The step lacks what the law asks for."""

    kind = "step-incomplete"
    title = "还缺内容"
    status = HTTPStatus.UNPROCESSABLE_ENTITY


class NotConfirmed(FawenError):
    """Erasing cannot be undone, so it needs a clear yes."""

    kind = "not-confirmed"
    title = "请先确认"
    status = HTTPStatus.CONFLICT
