"""The dialogue server (Rasa) over its REST channel."""

import time
from typing import Any

import httpx
import structlog

from bot.errors import DialogueUnavailable
from bot.replies import Button, Reply

log = structlog.get_logger()

_REST_S = 30.0


class RasaClient:
    """Asks Rasa for the replies to one message.

    When it is down it is left alone until it is seen ready again (``wake``) or half a minute has passed,
    so that citizens need not wait for a time-out at every turn.

    Args:
        url: base address of the server.
        timeout_s: longest wait for one turn, in seconds.
    """

    def __init__(self, url: str, timeout_s: float) -> None:
        self._client = httpx.AsyncClient(
            base_url=url, timeout=httpx.Timeout(timeout_s, connect=2.0), trust_env=False
        )
        self._resting_until = 0.0

    async def ask(self, conversation_id: str, text: str) -> list[Reply]:
        """The replies, at least one.

        Raises:
            DialogueUnavailable: time-out, refusal, an error status, or an empty answer (Rasa answers
                200 with [] when something inside it failed).
        """
        if self.resting:
            raise DialogueUnavailable("对话服务暂不可用。")
        try:
            response = await self._client.post(
                "/webhooks/rest/webhook", json={"sender": conversation_id, "message": text}
            )
            response.raise_for_status()
            replies = [_reply(item) for item in response.json()]
        except httpx.TransportError as error:  # it is down or hangs
            self._resting_until = time.monotonic() + _REST_S
            log.warning("dialogue_unavailable", reason=type(error).__name__)
            raise DialogueUnavailable("对话服务暂不可用。") from error
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:  # this turn failed
            log.warning("dialogue_failed", reason=type(error).__name__)
            raise DialogueUnavailable("对话服务没有给出回答。") from error
        if not replies:
            log.warning("dialogue_failed", reason="empty")
            raise DialogueUnavailable("对话服务没有给出回答。")
        return replies

    async def ready(self) -> bool:
        """Whether the server answers and has a model loaded."""
        try:
            response = await self._client.get("/", timeout=2.0)
        except httpx.HTTPError:
            return False
        return response.status_code == httpx.codes.OK

    @property
    def resting(self) -> bool:
        """Whether the server is being left alone after a failure."""
        return time.monotonic() < self._resting_until

    def wake(self) -> None:
        """Try again at once: someone has seen the server ready."""
        self._resting_until = 0.0

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()


def _reply(item: dict[str, Any]) -> Reply:
    """Our actions send everything under ``custom``; Rasa's own responses are text and buttons."""
    if "custom" in item:
        return Reply.from_dict(item["custom"])
    buttons = tuple(Button(button["title"], button["payload"]) for button in item.get("buttons", ()))
    return Reply(text=item["text"], buttons=buttons)
