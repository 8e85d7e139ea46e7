"""Errors that people outside may meet, named for the fact.

FawenError
├── InvalidInput            the text or payload cannot be taken
├── NotAuthorised           the token is missing or wrong
├── ConversationNotFound
├── TooManyMessages         has ``retry_after`` in seconds
├── ContinuationRefused     a conversation cannot be taken along by this code
│   ├── ContinuationMistyped    no code can look like this
│   ├── ContinuationUnknown     never issued, or replaced by a newer one
│   ├── ContinuationUsed
│   ├── ContinuationExpired
│   └── ContinuationNotHere     a good code, but it is not for this conversation
└── DialogueUnavailable     Rasa gave no usable answer (internal; the citizen is answered anyway)

Every message is Chinese, says what happened, what was kept, and what to do next.
"""

from http import HTTPStatus


class FawenError(Exception):
    """Base. ``kind`` is the stable name in problem documents, ``title`` a short heading."""

    kind = "error"
    title = "出了点问题"
    status = HTTPStatus.INTERNAL_SERVER_ERROR

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class InvalidInput(FawenError):
    """The text or payload cannot be taken as it is."""

    kind = "invalid-input"
    title = "这条消息没法处理"
    status = HTTPStatus.UNPROCESSABLE_ENTITY


class NotAuthorised(FawenError):
    """The token is missing or wrong."""

    kind = "not-authorised"
    title = "凭证不对"
    status = HTTPStatus.UNAUTHORIZED


class ConversationNotFound(FawenError):
    """No conversation has this number."""

    kind = "conversation-not-found"
    title = "找不到这个对话"
    status = HTTPStatus.NOT_FOUND


class TooManyMessages(FawenError):
    """More messages than a person can type."""

    kind = "too-many-messages"
    title = "消息发得太快了"
    status = HTTPStatus.TOO_MANY_REQUESTS

    def __init__(self, detail: str, retry_after: int) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class ContinuationRefused(FawenError):
    """A conversation cannot be taken along by this code."""

    title = "接续码没有用上"


class ContinuationMistyped(ContinuationRefused):
    """No code can look like this."""

    kind = "continuation-mistyped"
    status = HTTPStatus.UNPROCESSABLE_ENTITY


class ContinuationUnknown(ContinuationRefused):
    """It was never issued, or a newer one has taken its place."""

    kind = "continuation-unknown"
    status = HTTPStatus.NOT_FOUND


class ContinuationUsed(ContinuationRefused):
    """It works once."""

    kind = "continuation-used"
    status = HTTPStatus.GONE


class ContinuationExpired(ContinuationRefused):
    """Its time is over."""

    kind = "continuation-expired"
    status = HTTPStatus.GONE


class ContinuationNotHere(ContinuationRefused):
    """A good code, but it is not for this conversation; it stays good."""

    kind = "continuation-not-here"
    status = HTTPStatus.CONFLICT


class DialogueUnavailable(FawenError):
    """Rasa did not answer in time, answered an error, or answered nothing."""

    kind = "dialogue-unavailable"
    title = "对话服务暂不可用"
    status = HTTPStatus.SERVICE_UNAVAILABLE
