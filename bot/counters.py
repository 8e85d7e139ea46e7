"""Wishes that plain code sees to: how an application goes, taking it back, moving on elsewhere."""

from collections.abc import Sequence
from typing import Protocol

from bot import payloads
from bot.replies import Reply


class Counter(Protocol):
    """Sees to some intents. Never asks the dialogue, so it works without it."""

    def attends(self, intent: str) -> bool:
        """Whether an intent is its business."""
        ...

    async def attend(self, conversation_id: str, intent: str, sent: str) -> list[Reply]:
        """The replies, at least one; ``sent`` is the message, words or a button's payload."""
        ...


class Counters:
    """All of them: each intent goes to the first that attends it."""

    def __init__(self, counters: Sequence[Counter]) -> None:
        self._counters = counters

    async def attend(self, conversation_id: str, intent: str, sent: str) -> list[Reply] | None:
        """The replies; None if the intent is nobody's business here. A payload names its own intent."""
        pressed = payloads.read(sent)
        wanted = pressed[0] if pressed else intent
        counter = next((one for one in self._counters if one.attends(wanted)), None)
        return await counter.attend(conversation_id, wanted, sent) if counter else None
