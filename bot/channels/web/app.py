"""The public web application: API, health, widget, demo page."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import FileResponse, JSONResponse
from fastapi.staticfiles import StaticFiles

from bot.channels.web import problems
from bot.channels.web.hardening import Hardening

WIDGET = Path(__file__).parent.parent / "widget"
Check = Callable[[], Awaitable[bool]]


def create_web_app(
    apis: Iterable[APIRouter],
    checks: Mapping[str, Check],
    allowed_origins: list[str],
    lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]],
    largest_upload: int,
) -> FastAPI:
    """Put the parts together.

    Args:
        apis: the routes under ``/api/v1``.
        checks: what ``/readyz`` asks, by name.
        allowed_origins: pages that may embed the widget.
        lifespan: what runs from start to stop.
        largest_upload: bytes of the largest paper.
    """
    app = FastAPI(title="法问 对话接口", version="1", lifespan=lifespan)
    problems.install(app)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=allowed_origins,
        allow_methods=["GET", "POST", "DELETE"],
        allow_headers=["Authorization", "Content-Type", "Last-Event-ID", "X-File-Name", "X-Wanted-Paper"],
        expose_headers=["Retry-After"],
        max_age=600,
    )

    app.add_middleware(Hardening, largest_upload=largest_upload)

    for api in apis:
        app.include_router(api)

    @app.get("/healthz", tags=["health"])
    async def live() -> dict[str, str]:
        """The process runs."""
        return {"status": "ok"}

    @app.get("/readyz", tags=["health"])
    async def ready() -> JSONResponse:
        """Each part by name; 200 only if all are ready."""
        parts = {name: await check() for name, check in checks.items()}
        body = {"status": "ready" if all(parts.values()) else "not ready", "parts": parts}
        return JSONResponse(body, status_code=200 if all(parts.values()) else 503)

    @app.get("/", include_in_schema=False)
    async def demo() -> FileResponse:
        """The demo page."""
        return FileResponse(WIDGET / "index.html")

    app.mount("/widget", StaticFiles(directory=WIDGET), name="widget")
    return app
