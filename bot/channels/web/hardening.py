"""Security headers on every answer, and a limit on every body."""

import contextlib
import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.web import problems

MAX_BODY = 1_000_000
"""Bytes; a message of 2,000 characters needs under 30,000."""

_UPLOADS = re.compile(r"/api/v1/applications/[^/]+/papers")
_ROOM = 1_000
"""Bytes a file may be over, so that the route itself can say what is wrong."""

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


_FILE_TOO_LARGE = "这个文件太大，没有收下。请把照片拍小一点，或者分成几份再发。"


class _BodyTooLarge(Exception):
    pass


class Hardening:
    """Plain ASGI, so that event streams pass through untouched.

    Args:
        app: what is served.
        largest_upload: bytes of the largest paper; every other body is limited to ``MAX_BODY``.
    """

    def __init__(self, app: ASGIApp, largest_upload: int = MAX_BODY) -> None:
        self._app = app
        self._largest_upload = largest_upload + _ROOM

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        extra: tuple[tuple[bytes, bytes], ...] = _HEADERS
        if scope["path"] not in _DOCS:  # the API's own documentation page loads its viewer from elsewhere
            extra = (*_HEADERS, (b"content-security-policy", _POLICY.encode()))
        taken, started = 0, False
        uploading = _UPLOADS.fullmatch(scope["path"]) is not None
        most = self._largest_upload if uploading else MAX_BODY
        refused = False

        async def counted() -> Message:
            nonlocal taken, refused
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > most:
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
            detail = _FILE_TOO_LARGE if uploading else "发来的内容太大了，请分成几条发送。"
            refusal = problems.problem(413, "too-large", "内容太大", detail)
            await refusal(scope, receive, with_headers)
