"""Errors as RFC 9457 problem documents, in Chinese, with nothing of the inside showing."""

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from bot.errors import FawenError, TooManyMessages

log = structlog.get_logger()

_PLAIN = {
    404: ("找不到", "没有这个地址。"),
    405: ("不能这样访问", "这个地址不接受这种请求。"),
    413: ("内容太大", "发来的内容太大了，请分开发送。"),
}


def problem(
    status: int, kind: str, title: str, detail: str, headers: dict[str, str] | None = None
) -> JSONResponse:
    """One problem document."""
    return JSONResponse(
        {"type": f"urn:fawen:problem:{kind}", "title": title, "status": status, "detail": detail},
        status_code=status,
        headers=headers,
        media_type="application/problem+json",
    )


def _printable(part: object) -> str:
    """A name as the client sent it, half an emoji (which no answer could carry) replaced."""
    return str(part).encode("utf-8", "replace").decode()


def install(app: FastAPI) -> None:
    """Turn every error of the app into a problem document."""

    @app.exception_handler(FawenError)
    async def known(_: Request, error: FawenError) -> JSONResponse:
        headers = {}
        if isinstance(error, TooManyMessages):
            headers["Retry-After"] = str(error.retry_after)
        if error.status == 401:
            headers["WWW-Authenticate"] = "Bearer"
        return problem(error.status, error.kind, error.title, error.detail, headers)

    @app.exception_handler(RequestValidationError)
    async def malformed(_: Request, error: RequestValidationError) -> JSONResponse:
        if any(fault["type"] == "json_invalid" for fault in error.errors()):
            return problem(
                400,
                "broken-json",
                "内容读不出来",
                "发来的内容不是有效的 JSON。什么都没有被改动，请检查后重发。",
            )
        named = "、".join(sorted({_printable(fault["loc"][-1]) for fault in error.errors()}))
        return problem(
            422,
            "invalid-request",
            "请求的内容不合要求",
            f"请检查这些地方：{named}。什么都没有被改动，改好后可以重发。",
        )

    @app.exception_handler(HTTPException)
    async def plain(_: Request, error: HTTPException) -> JSONResponse:
        title, detail = _PLAIN.get(error.status_code, ("请求没有成功", "这次请求没有成功。"))
        return problem(error.status_code, "http", title, detail, dict(error.headers or {}))

    @app.exception_handler(Exception)
    async def unexpected(request: Request, error: Exception) -> JSONResponse:
        log.error("unexpected_error", path=request.url.path, error=type(error).__name__, exc_info=error)
        return problem(
            500,
            "internal",
            "出了点问题",
            "服务器出了点问题。已经收到的消息都在；请稍后用同一个 client_message_id 重发，不会重复。",
        )
