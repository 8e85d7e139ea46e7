"""``fawen up`` and ``fawen train``: the whole service on one machine."""

import asyncio
import contextlib
import logging
import os
import secrets
import signal
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import structlog
import typer
import uvicorn
from fastapi import FastAPI
from rich.panel import Panel

from bot import migrations
from bot.cli.knowledge import import_statutes
from bot.cli.terminal import console, load_settings, problems, progress_bars
from bot.database import Database
from bot.dialogue_server import DialogueServer, TrainingFailed, free_port
from bot.settings import Settings
from knowledge_base.progress import Progress

if TYPE_CHECKING:
    from bot.bootstrap.apps import Apps

READY_WITHIN_S = 120


def train() -> None:
    """训练对话模型；内容没有变化就不重新训练。"""
    settings = load_settings()
    _train(DialogueServer(settings.dialogue_python, settings.data_dir))


def up(
    laws: Annotated[
        Path | None, typer.Option(help="还没有导入过法律时，先导入这个文件夹里的法律文件")
    ] = None,
) -> None:
    """启动全部服务，在前台运行；按 Ctrl-C 停止。"""
    settings = load_settings()
    _check_port(settings)
    if laws and not settings.library_path.exists():
        import_statutes([laws], index=False)  # the app builds the index when it opens the knowledge base
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    _log_to(settings)
    server = None
    if not settings.dialogue_url:
        server = DialogueServer(settings.dialogue_python, settings.data_dir)
        _train(server)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(settings, server))


def _check_port(settings: Settings) -> None:
    """Say so before minutes of work, if the address is taken."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            problems.print(
                f"[bold red]不能使用 {settings.host}:{settings.port}[/]（{error.strerror}）。\n"
                "可能已有一个法问在运行：请先停止它，或者换一个端口，例如 FAWEN_PORT=8001 make run。"
            )
            raise typer.Exit(1) from None


def _train(server: DialogueServer) -> None:
    if server.model.exists():
        return
    began = time.monotonic()
    with console.status("正在训练对话模型，大约一到三分钟……"):
        try:
            server.train()
        except TrainingFailed as error:
            problems.print("[bold red]对话模型没有训练成功：[/]")
            problems.print(str(error), markup=False)
            raise typer.Exit(1) from None
        except FileNotFoundError:
            problems.print("[bold red]没有找到 Rasa 的环境。[/]请先运行 make install。")
            raise typer.Exit(1) from None
    console.print(f"对话模型已训练（{time.monotonic() - began:.0f} 秒）。")


async def _serve(settings: Settings, server: DialogueServer | None) -> None:
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    token = settings.actions_token.get_secret_value() if settings.actions_token else secrets.token_urlsafe(32)
    actions_port = settings.actions_port or free_port()
    child = None
    if server:  # Rasa loads for many seconds, so it starts first
        environment = {
            "FAWEN_ACTIONS_PORT": str(actions_port),
            "FAWEN_ACTIONS_TOKEN": token,
            "FAWEN_TRACKER_DB": str(settings.data_dir / "trackers.db"),
        }
        child = asyncio.create_task(server.run_forever(environment))
    try:
        await _serve_apps(
            settings, server.url if server else settings.dialogue_url, token, actions_port, stop
        )
    finally:
        if child:
            child.cancel()
            await asyncio.gather(child, return_exceptions=True)


async def _serve_apps(
    settings: Settings, dialogue_url: str, token: str, actions_port: int, stop: asyncio.Event
) -> None:
    database = Database(settings.database)
    await migrations.upgrade(database)
    await database.close()
    with progress_bars() as report:
        # Imported here: the libraries behind it take seconds, and Rasa is loading meanwhile.
        apps = await asyncio.to_thread(_create_apps, settings, dialogue_url, token, report)
    servers = [
        _server(apps.public, settings.host, settings.port),
        _server(apps.actions, settings.actions_host, actions_port),
    ]
    tasks = [asyncio.create_task(_run(server)) for server in servers]
    announce = asyncio.create_task(_announce(settings))
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait([*tasks, stopped], return_when=asyncio.FIRST_COMPLETED)
    announce.cancel()
    stopped.cancel()
    for one in servers:
        one.should_exit = True
    results = await asyncio.gather(*tasks, return_exceptions=True)
    if any(isinstance(result, BaseException) for result in results) or not stop.is_set():
        problems.print(
            f"[bold red]服务没有启动成功或意外停止。[/]请看端口 {settings.port} 是否被占用，或换 FAWEN_PORT。"
        )
        raise typer.Exit(1)


def _create_apps(settings: Settings, dialogue_url: str, token: str, report: Progress) -> "Apps":
    from bot.bootstrap import apps, knowledge

    opened = knowledge.open_knowledge(settings, report)
    knowledge.one_thread_a_search()
    return apps.create_apps(settings, knowledge.create_answers(settings, opened), dialogue_url, token)


async def _announce(settings: Settings) -> None:
    import httpx

    host = "127.0.0.1" if settings.host in {"0.0.0.0", "::"} else settings.host  # noqa: S104
    address = f"http://{host}:{settings.port}"
    began = time.monotonic()
    ready = False
    async with httpx.AsyncClient(trust_env=False) as client:
        while not ready and time.monotonic() - began < READY_WITHIN_S:
            with contextlib.suppress(httpx.HTTPError):
                ready = (await client.get(f"{address}/readyz", timeout=2)).is_success
            await asyncio.sleep(0.2)
    state = "全部就绪" if ready else "对话服务还没有就绪，先由知识库直接回答"
    telegram = "已启用" if settings.telegram_token else "未启用（设置 FAWEN_TELEGRAM_TOKEN 后启用）"
    console.print(
        Panel.fit(
            f"网页与对话窗口  {address}/\n接口文档        {address}/docs\n"
            f"状态            {address}/readyz\n终端对话        .venv/bin/fawen chat\n"
            f"Telegram        {telegram}\n\n" + _where_to_look(settings),
            title=f"法问 · {state}",
        )
    )


def _where_to_look(settings: Settings) -> str:
    if settings.dialogue_url:  # in a container
        return "日志写在标准错误输出。"
    return f"按 Ctrl-C 停止。日志在 {settings.data_dir / 'logs'}"


async def _run(server: uvicorn.Server) -> None:
    try:
        await server.serve()
    except SystemExit as error:  # uvicorn's way to say that it could not start
        raise RuntimeError("the server did not start") from error


class _Server(uvicorn.Server):
    """Leaves signals to us: two servers run in one process."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _server(app: FastAPI, host: str, port: int) -> _Server:
    return _Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=5,
            server_header=False,
        )
    )


def _log_to(settings: Settings) -> None:
    """Events as JSON lines, in a file or (in a container, where Rasa runs elsewhere) on standard error.

    Nothing that citizens write goes there.
    """
    level = logging.getLevelNamesMapping()[settings.log_level]
    for name in ("httpx", "httpcore", "telegram"):  # they would log addresses that hold the bot's token
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
    output: TextIO = sys.stderr
    if not settings.dialogue_url:
        logs = settings.data_dir / "logs"
        logs.mkdir(parents=True, exist_ok=True)
        file = os.open(logs / "app.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        output = os.fdopen(file, "a", buffering=1)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(file=output),
    )
