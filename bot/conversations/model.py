"""What a conversation is: who has the floor, what was said, and which turn each reply belongs to."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.replies import Button, Citation


class State(StrEnum):
    """Who has the floor."""

    BOT = "bot"
    QUEUED = "queued"
    STAFF = "staff"
    CLOSED = "closed"


class Author(StrEnum):
    """Who said it."""

    CITIZEN = "citizen"
    BOT = "bot"
    STAFF = "staff"
    SYSTEM = "system"


class Channel(StrEnum):
    """Where the citizen writes."""

    WEB = "web"
    TELEGRAM = "telegram"


@dataclass(frozen=True, slots=True)
class Message:
    """One message in its place; ``seq`` counts from 1 without gaps within a conversation."""

    seq: int
    author: Author
    text: str
    citations: tuple[Citation, ...]
    buttons: tuple[Button, ...]
    created_at: datetime
    client_message_id: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The message shape of the conversation API."""
        body: dict[str, Any] = {
            "seq": self.seq,
            "author": self.author.value,
            "text": self.text,
            "citations": [citation.as_dict() for citation in self.citations],
            "buttons": [button.as_dict() for button in self.buttons],
            "created_at": self.created_at.isoformat(),
        }
        if self.client_message_id is not None:
            body["client_message_id"] = self.client_message_id
        return body


@dataclass(frozen=True, slots=True)
class Turn:
    """A citizen's message and the work of answering it. ``sent`` is what the dialogue is given."""

    id: int
    conversation_id: str
    client_message_id: str
    text: str
    sent: str
    answered: bool


@dataclass(frozen=True, slots=True)
class TurnResult:
    """The replies to one turn."""

    state: State
    messages: tuple[Message, ...]
