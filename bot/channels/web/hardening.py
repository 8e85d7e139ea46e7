"""Security headers on every answer, and a limit on every body."""

import contextlib

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.web import problems

MAX_BODY = 1_000_000
"""Bytes; a message of 2,000 characters needs under 30,000."""

_POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; frame-ancestors 'self'"
)
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"SAMEORIGIN"),
)
_DOCS = ("/docs", "/redoc")


class _BodyTooLarge(Exception):
    pass


class Hardening:
    """Plain ASGI, so that event streams pass through untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        extra: tuple[tuple[bytes, bytes], ...] = _HEADERS
        if scope["path"] not in _DOCS:  # the API's own documentation page loads its viewer from elsewhere
            extra = (*_HEADERS, (b"content-security-policy", _POLICY.encode()))
        taken, started = 0, False
        refused = False

        async def counted() -> Message:
            nonlocal taken, refused
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > MAX_BODY:
                refused = True
                raise _BodyTooLarge
            return message

        async def with_headers(message: Message) -> None:
            nonlocal started
            if refused and not started:
                return  # the framework took our refusal for a broken body and words it otherwise
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = [*message.get("headers", []), *extra]
            await send(message)

        with contextlib.suppress(_BodyTooLarge):
            await self._app(scope, counted, with_headers)
        if refused and not started:
            refused = False
            refusal = problems.problem(413, "too-large", "内容太大", "发来的内容太大了，请分成几条发送。")
            await refusal(scope, receive, with_headers)
