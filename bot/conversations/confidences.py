"""What citizens tell in confidence: names, phone numbers, what opens an application.

Such a message never reaches the dialogue. The record shows it masked; the words themselves wait sealed in
the turn until it is answered, and are gone then.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from bot.conversations.incoming import SEALED, Incoming
from bot.conversations.model import Turn
from bot.replies import Reply
from bot.vault import Vault

MOVED_ON = Reply("这句话我没有对上要问的问题，也没有留下。请您再说一次，或者点上面的按钮。")


class Listener(Protocol):
    """Who may be told something in confidence."""

    async def shown(self, conversation_id: str, text: str) -> str | None:
        """How the record may show the message; None if it is none of its business."""
        ...

    async def confide(self, conversation_id: str, text: str, turn: int) -> list[Reply] | None:
        """The replies; None if, on second thoughts, it is none of its business. A turn heard again changes
        nothing twice."""
        ...


class Confidences:
    """Keeps messages that are for certain listeners only.

    Args:
        vault: seals the words while they wait.
        listeners: asked in order.
    """

    def __init__(self, vault: Vault, listeners: Sequence[Listener]) -> None:
        self._vault = vault
        self._listeners = listeners

    async def take(self, conversation_id: str, incoming: Incoming) -> Incoming:
        """The message as it may be stored: sealed and masked if somebody is to hear it in confidence."""
        if incoming.text is None:
            return incoming
        for listener in self._listeners:
            shown = await listener.shown(conversation_id, incoming.text)
            if shown is not None:
                sealed = self._vault.seal(incoming.text.encode()).decode()
                return replace(incoming, text=shown, sent=SEALED + sealed)
        return incoming

    async def answer(self, turn: Turn) -> list[Reply]:
        """The replies to a turn that was sealed.

        Raises:
            CannotOpen: sealed with a key that is not among ours.
        """
        text = self._vault.open(turn.sent.removeprefix(SEALED).encode()).decode()
        for listener in self._listeners:
            replies = await listener.confide(turn.conversation_id, text, turn.id)
            if replies is not None:
                return replies
        return [MOVED_ON]
