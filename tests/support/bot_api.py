"""A small Telegram Bot API over real HTTP: enough of it, and as strict as the real one where it matters."""

import asyncio
import contextlib
import json
import socket
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import count
from typing import Any
from urllib.parse import parse_qsl

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

TOKEN = "1234567:local-test-token"
_STRUCTURED = {"reply_markup", "allowed_updates", "link_preview_options", "reply_parameters"}
_TAGS = {"b", "strong", "i", "em", "u", "s", "a", "code", "pre", "blockquote", "span", "tg-spoiler"}


@dataclass(frozen=True)
class Call:
    """One call that the bot made."""

    method: str
    parameters: dict[str, Any]
    at: float = field(default_factory=time.monotonic)


@dataclass
class Failure:
    """What a method answers instead, and how often."""

    times: int
    status: int
    description: str
    retry_after: int | None
    when: Callable[[dict[str, Any]], bool]


class BotApi:
    """Records calls, holds updates until they are acknowledged, fails on demand."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.sent: list[dict[str, Any]] = []
        self.acknowledged = 0
        self.url = ""
        self._pending: dict[int, dict[str, Any]] = {}
        self._numbers = count(1000)
        self._failures: dict[str, list[Failure]] = defaultdict(list)
        self._changed = asyncio.Condition()
        self._closing = False

    # What happens at Telegram

    def text(self, chat: int, text: str, **more: Any) -> dict[str, Any]:
        """An update: a citizen writes."""
        return self._update(message=self._message(chat, text=text, **more))

    def message(self, chat: int, **more: Any) -> dict[str, Any]:
        """An update: any other message."""
        return self._update(message=self._message(chat, **more))

    def edit(self, chat: int, text: str) -> dict[str, Any]:
        """An update: a citizen changes what was written."""
        return self._update(edited_message=self._message(chat, text=text, edit_date=int(time.time())))

    def press(self, chat: int, data: str) -> dict[str, Any]:
        """An update: a citizen presses a button."""
        person = {"id": chat, "is_bot": False, "first_name": "某某"}
        number = next(self._numbers)
        query = {"id": str(number), "from": person, "chat_instance": "1", "data": data}
        return self._update(callback_query=query | {"message": self._message(chat, text="…")})

    async def push(self, *updates: dict[str, Any]) -> None:
        """Hold updates ready for ``getUpdates``; the same update may be pushed again."""
        async with self._changed:
            for update in updates:
                self._pending[update["update_id"]] = update
            self._changed.notify_all()

    def fail(
        self,
        method: str,
        times: int = 1,
        status: int = 500,
        description: str = "Internal Server Error",
        retry_after: int | None = None,
        when: Callable[[dict[str, Any]], bool] = lambda _: True,
    ) -> None:
        """Let the next calls of a method fail."""
        self._failures[method].append(Failure(times, status, description, retry_after, when))

    def heal(self) -> None:
        """Fail no more."""
        self._failures.clear()

    # What tests look at

    def of(self, method: str) -> list[dict[str, Any]]:
        """Parameters of all calls of a method, failed ones too."""
        return [call.parameters for call in self.calls if call.method == method]

    def texts(self, chat: int) -> list[str]:
        """What arrived in a chat."""
        return [message["text"] for message in self.sent if message["chat_id"] == str(chat)]

    async def until(self, reached: Callable[[], bool], within_s: float = 8.0) -> None:
        """Wait until something has become true."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                while not reached():
                    await asyncio.sleep(0.01)
        assert reached(), f"not within {within_s} s; sent: {self.sent}"

    # The server

    @asynccontextmanager
    async def serve(self) -> AsyncIterator["BotApi"]:
        """Answer on a free port of 127.0.0.1."""
        route = Route("/bot{token}/{method}", self._answer, methods=["GET", "POST"])
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        config = uvicorn.Config(Starlette(routes=[route]), log_level="critical", lifespan="off")
        server = uvicorn.Server(config)
        task = asyncio.create_task(server.serve(sockets=[listener]))
        while not server.started:
            await asyncio.sleep(0.005)
        try:
            yield self
        finally:
            async with self._changed:
                self._closing = True
                self._changed.notify_all()
            server.should_exit = server.force_exit = True
            await task
            listener.close()

    async def _answer(self, request: Request) -> Response:
        if request.path_params["token"] != TOKEN:
            return _refusal(401, "Unauthorized")
        method = request.path_params["method"]
        pairs = parse_qsl((await request.body()).decode(), keep_blank_values=True)
        parameters = {key: json.loads(value) if key in _STRUCTURED else value for key, value in pairs}
        self.calls.append(Call(method, parameters))
        for failure in self._failures[method]:
            if failure.times and failure.when(parameters):
                failure.times -= 1
                return _refusal(failure.status, failure.description, failure.retry_after)
        handler = getattr(self, f"_{method}", None)
        if handler is None:
            return _refusal(404, "Not Found")
        try:
            return JSONResponse({"ok": True, "result": await handler(parameters)})
        except ValueError as error:
            return _refusal(400, f"Bad Request: {error}")

    async def _getMe(self, _: dict[str, Any]) -> dict[str, Any]:
        return {"id": 1234567, "is_bot": True, "first_name": "法问", "username": "fawen_bot"}

    async def _getUpdates(self, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        offset = int(parameters.get("offset", 0))
        self.acknowledged = max(self.acknowledged, offset)
        async with self._changed:
            for known in [number for number in self._pending if number < offset]:
                del self._pending[known]
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(float(parameters.get("timeout", 0))):
                    await self._changed.wait_for(lambda: self._pending or self._closing)
            return [self._pending[number] for number in sorted(self._pending)][:100]

    async def _sendMessage(self, parameters: dict[str, Any]) -> dict[str, Any]:
        text = parameters["text"]
        if parameters.get("parse_mode") == "HTML":
            text = parse_html(text)
        if not text.strip():
            raise ValueError("message text is empty")
        if len(text.encode("utf-16-le")) // 2 > 4096:
            raise ValueError("message is too long")
        for row in parameters.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                if not 1 <= len(button["callback_data"].encode()) <= 64:
                    raise ValueError("BUTTON_DATA_INVALID")
        self.sent.append(parameters)
        return self._message(int(parameters["chat_id"]), text=text)

    async def _sendChatAction(self, _: dict[str, Any]) -> bool:
        return True

    async def _answerCallbackQuery(self, _: dict[str, Any]) -> bool:
        return True

    async def _setWebhook(self, _: dict[str, Any]) -> bool:
        return True

    async def _deleteWebhook(self, _: dict[str, Any]) -> bool:
        return True

    def _update(self, **content: Any) -> dict[str, Any]:
        return {"update_id": next(self._numbers), **content}

    def _message(self, chat: int, **content: Any) -> dict[str, Any]:
        return {
            "message_id": next(self._numbers),
            "date": int(time.time()),
            "chat": {"id": chat, "type": "private", "first_name": "某某"},
            "from": {"id": chat, "is_bot": False, "first_name": "某某"},
        } | content


def parse_html(text: str) -> str:
    """The text that Telegram would show.

    Raises:
        ValueError: mark-up that Telegram refuses.
    """
    reader = _TelegramHtml()
    reader.feed(text)
    reader.close()
    if reader.open:
        raise ValueError(f"can't parse entities: {reader.open[-1]} is not closed")
    return "".join(reader.shown)


class _TelegramHtml(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.shown: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag not in _TAGS:
            raise ValueError(f'can\'t parse entities: unsupported start tag "{tag}"')
        if tag == "blockquote" and "blockquote" in self.open:
            raise ValueError("can't parse entities: nested blockquote")
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise ValueError(f'can\'t parse entities: unexpected end tag "{tag}"')

    def handle_data(self, data: str) -> None:
        self.shown.append(data)

    def handle_comment(self, data: str) -> None:  # noqa: ARG002
        raise ValueError("can't parse entities: comment")


def _refusal(status: int, description: str, retry_after: int | None = None) -> JSONResponse:
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    if retry_after is not None:
        body["parameters"] = {"retry_after": retry_after}
    return JSONResponse(body, status_code=status)
