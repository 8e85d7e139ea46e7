"""Between rows of the tables and what they stand for."""

from typing import Any

from bot.conversations.model import Author, Message, Turn
from bot.replies import Button, Citation


def turn_of(row: Any) -> Turn:
    """A turn read from ``queries.TURN``."""
    return Turn(row.id, row.conversation_id, row.client_message_id, row.text, row.sent, row.answered)


def message_row(conversation_id: str, turn_id: int, message: Message) -> dict[str, Any]:
    """A message as a row of its table."""
    return {
        "conversation_id": conversation_id,
        "seq": message.seq,
        "turn_id": turn_id,
        "author": message.author,
        "text": message.text,
        "citations": [citation.as_dict() for citation in message.citations],
        "buttons": [button.as_dict() for button in message.buttons],
        "created_at": message.created_at,
    }


def message_of(row: Any) -> Message:
    """A message read from its table; a citizen's own may carry its number."""
    return Message(
        seq=row.seq,
        author=Author(row.author),
        text=row.text,
        citations=tuple(Citation.from_dict(item) for item in row.citations),
        buttons=tuple(Button(item["title"], item["payload"]) for item in row.buttons),
        created_at=row.created_at,
        client_message_id=getattr(row, "client_message_id", None),
    )
