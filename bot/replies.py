"""What the bot says: a text, the articles it rests on, buttons, and what the gap list is to learn of it."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Citation:
    """An article as shown to a citizen; ``text`` is empty where the statute has not been imported."""

    law: str
    article: str
    text: str = ""
    effective_date: date | None = None
    source: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The shape of the conversation API."""
        day = self.effective_date.isoformat() if self.effective_date else None
        return asdict(self) | {"effective_date": day}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Back from ``as_dict``."""
        day = data.get("effective_date")
        return cls(
            law=data["law"],
            article=data["article"],
            text=data.get("text") or "",
            effective_date=date.fromisoformat(day) if day else None,
            source=data.get("source"),
        )


@dataclass(frozen=True, slots=True)
class Button:
    """A quick reply; ``payload`` is what its press sends to the dialogue."""

    title: str
    payload: str

    def as_dict(self) -> dict[str, str]:
        """The shape of the conversation API."""
        return {"title": self.title, "payload": self.payload}


@dataclass(frozen=True, slots=True)
class Note:
    """A line for the gap list: what was asked, free of personal data, and what was shown for it.

    ``replaces`` is the kind of an earlier rating of the same answer, given on ``replaced_day``, that this
    one takes the place of.
    """

    kind: str
    question: str
    shown: str = ""
    replaces: str = ""
    replaced_day: date | None = None

    def as_dict(self) -> dict[str, Any]:
        """On its way through Rasa."""
        day = self.replaced_day.isoformat() if self.replaced_day else None
        return asdict(self) | {"replaced_day": day}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Back from ``as_dict``."""
        day = data["replaced_day"]
        return cls(**data | {"replaced_day": date.fromisoformat(day) if day else None})


@dataclass(frozen=True, slots=True)
class Reply:
    """One message of the bot, before it has a place in a conversation.

    ``note`` is never shown: it is stored for the gap list together with the message.
    """

    text: str
    citations: tuple[Citation, ...] = ()
    buttons: tuple[Button, ...] = field(default=())
    note: Note | None = None

    def as_dict(self) -> dict[str, Any]:
        """How actions hand it to Rasa."""
        body: dict[str, Any] = {
            "text": self.text,
            "citations": [citation.as_dict() for citation in self.citations],
            "buttons": [button.as_dict() for button in self.buttons],
        }
        if self.note:
            body["note"] = self.note.as_dict()
        return body

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Back from ``as_dict``."""
        return cls(
            text=data["text"],
            citations=tuple(Citation.from_dict(item) for item in data.get("citations") or ()),
            buttons=tuple(Button(item["title"], item["payload"]) for item in data.get("buttons") or ()),
            note=Note.from_dict(data["note"]) if data.get("note") else None,
        )
