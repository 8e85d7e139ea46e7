"""What a Telegram update means to us. Only private chats count: what is said in a group is not said to us."""

from dataclasses import dataclass

from telegram import Message, Update
from telegram.constants import ChatType, MessageAttachmentType

from bot.channels.telegram import wording

WANTED = (Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY)
"""The kinds of update that Telegram is asked for."""

_GREETINGS = {"/start", "/help"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Post:
    update_id: int
    chat_id: int
    message_id: int | None

    @property
    def client_message_id(self) -> str:
        """The same for an update that is delivered again."""
        return f"tg-{self.update_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words(_Post):
    """Something said, or said anew (edited)."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting(_Post):
    """/start or /help."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure(_Post):
    """A photo, a voice message, a place …; ``album`` is shared by photos sent together."""

    kind: str
    caption: str
    album: str | None

    @property
    def notice_id(self) -> str:
        """One notice an album is enough."""
        return f"tg-album-{self.album}" if self.album else f"{self.client_message_id}-notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Press(_Post):
    """A button pressed."""

    query_id: str
    data: str


Post = Words | Greeting | Enclosure | Press


def read(update: Update) -> Post | None:
    """What a citizen did; None if it is nothing for us (a group, a service message, an edited caption)."""
    query = update.callback_query
    if query:
        message = query.message
        if message is None or message.chat.type != ChatType.PRIVATE:
            return None
        return Press(
            update_id=update.update_id,
            chat_id=message.chat.id,
            message_id=message.message_id,
            query_id=query.id,
            data=query.data or "",
        )
    if update.message:
        return _read_message(update.update_id, update.message) or _enclosure(update.update_id, update.message)
    if update.edited_message:  # a live location is edited every few seconds: only words count
        return _read_message(update.update_id, update.edited_message)
    return None


def _read_message(update_id: int, message: Message) -> Words | Greeting | None:
    if message.chat.type != ChatType.PRIVATE or not message.text:
        return None
    text = message.text
    command = text.split(maxsplit=1)[0].partition("@")[0].lower() if text.strip() else ""
    kind = Greeting if command in _GREETINGS else Words
    return kind(update_id=update_id, chat_id=message.chat.id, message_id=message.message_id, text=text)


def _enclosure(update_id: int, message: Message) -> Enclosure | None:
    if message.chat.type != ChatType.PRIVATE:
        return None
    kind = next((name.value for name in MessageAttachmentType if message[name.value]), None)
    if kind is None:
        return None
    return Enclosure(
        update_id=update_id,
        chat_id=message.chat.id,
        message_id=message.message_id,
        kind=wording.KINDS.get(kind, wording.OTHER_KIND),
        caption=message.caption or "",
        album=message.media_group_id,
    )
