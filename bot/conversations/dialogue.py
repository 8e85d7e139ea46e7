"""The dialogue server (Rasa) over its REST channel."""

import json
import time
from http import HTTPStatus
from typing import Any

import aiohttp
import structlog

from bot.errors import DialogueUnavailable
from bot.replies import Button, Reply

log = structlog.get_logger()

_REST_S = 30.0
_GLANCE = aiohttp.ClientTimeout(2.0)


class RasaClient:
    """Asks Rasa for the replies to one message.

    When it is down it is left alone until it is seen ready again (``wake``) or half a minute has passed,
    so that citizens need not wait for a time-out at every turn.

    Args:
        url: base address of the server.
        timeout_s: longest wait for one turn, in seconds.
    """

    def __init__(self, url: str, timeout_s: float) -> None:
        self._url = url.rstrip("/")
        self._timeout = aiohttp.ClientTimeout(timeout_s, sock_connect=2.0)
        self._session: aiohttp.ClientSession | None = None
        self._resting_until = 0.0

    async def ask(self, conversation_id: str, text: str, turn: int = 0) -> list[Reply]:
        """The replies, at least one.

        Raises:
            DialogueUnavailable: time-out, refusal, an error status, or an empty answer (Rasa answers
                200 with [] when something inside it failed).
        """
        if self.resting:
            raise DialogueUnavailable("对话服务暂不可用。")
        try:
            body = {"sender": conversation_id, "message": text, "metadata": {"turn": turn}}
            async with self._client().post(f"{self._url}/webhooks/rest/webhook", json=body) as response:
                response.raise_for_status()
                replies = [_reply(item) for item in json.loads(await response.read())]
        except (aiohttp.ClientConnectionError, aiohttp.ClientPayloadError, TimeoutError) as error:
            # It is down or hangs.
            self._resting_until = time.monotonic() + _REST_S
            log.warning("dialogue_unavailable", reason=type(error).__name__)
            raise DialogueUnavailable("对话服务暂不可用。") from error
        except (aiohttp.ClientError, ValueError, KeyError, TypeError) as error:  # this turn failed
            log.warning("dialogue_failed", reason=type(error).__name__)
            raise DialogueUnavailable("对话服务没有给出回答。") from error
        if not replies:
            log.warning("dialogue_failed", reason="empty")
            raise DialogueUnavailable("对话服务没有给出回答。")
        return replies

    async def ready(self) -> bool:
        """Whether the server answers and has a model loaded."""
        try:
            async with self._client().get(f"{self._url}/", timeout=_GLANCE) as response:
                return response.status == HTTPStatus.OK
        except (aiohttp.ClientError, TimeoutError):
            return False

    @property
    def resting(self) -> bool:
        """Whether the server is being left alone after a failure."""
        return time.monotonic() < self._resting_until

    def wake(self) -> None:
        """Try again at once: someone has seen the server ready."""
        self._resting_until = 0.0

    async def close(self) -> None:
        """Close the connections."""
        if self._session:
            await self._session.close()

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=self._timeout)
        return self._session


def _reply(item: dict[str, Any]) -> Reply:
    """Our actions send everything under ``custom``; Rasa's own responses are text and buttons."""
    if "custom" in item:
        return Reply.from_dict(item["custom"])
    buttons = tuple(Button(button["title"], button["payload"]) for button in item.get("buttons", ()))
    return Reply(text=item["text"], buttons=buttons)
