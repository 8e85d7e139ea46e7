"""Buttons as an inline keyboard. A press carries the button's place, never its payload.

Telegram allows 64 bytes of data and lets anyone alter them, so the payload is read from our own record.
"""

import re
from itertools import groupby

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.answers.payloads import is_rating
from bot.conversations.model import Message

_PLACE = re.compile(r"b:([0-9]{1,9}):([0-9]{1,3})", re.ASCII)


def keyboard(message: Message) -> InlineKeyboardMarkup | None:
    """The message's buttons, one a row, those that rate an answer side by side; None if it has none."""
    shown = [(index, button) for index, button in enumerate(message.buttons) if button.title.strip()]
    rows = [
        [
            InlineKeyboardButton(button.title, callback_data=f"b:{message.seq}:{index}")
            for index, button in row
        ]
        # a rating shares its row with the ratings next to it, any other button shares with none
        for _, row in groupby(shown, key=lambda item: -1 if is_rating(item[1].payload) else item[0])
    ]
    return InlineKeyboardMarkup(rows) if rows else None


def place(data: str) -> tuple[int, int] | None:
    """(seq of the message, index of the button) that a press names; None if it is not one of ours."""
    found = _PLACE.fullmatch(data)
    return (int(found[1]), int(found[2])) if found else None
