"""Errors of this capability.

FawenError
├── InvalidFacts        a fact has a name or a value that cannot be
└── ParameterMissing    no parameter is kept for that day and place
"""

from http import HTTPStatus

from bot.errors import FawenError


class InvalidFacts(FawenError):
    """A fact has a name or a value that cannot be; the message names it."""

    kind = "invalid-facts"
    title = "填写的情况有误"
    status = HTTPStatus.UNPROCESSABLE_ENTITY


class ParameterMissing(FawenError):
    """No parameter is kept for that day and place, and none is guessed."""

    kind = "parameter-missing"
    title = "缺少这个地方或者这一天的标准"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
