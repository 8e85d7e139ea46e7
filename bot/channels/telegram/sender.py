"""Sending one message to one chat, however often it takes."""

import asyncio
from datetime import timedelta

import structlog
from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot.channels.telegram.text import Part

log = structlog.get_logger()

FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 60.0
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Undeliverable(Exception):
    """Telegram will never take this message: the bot is blocked, the chat is gone, or the text is refused."""


class Sender:
    """Waits as long as Telegram asks, tries again after failures, and falls back from HTML to plain text."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(
        self,
        chat_id: int,
        part: Part,
        keyboard: InlineKeyboardMarkup | None = None,
        *,
        reply_to: int | None = None,
        tries: int | None = None,
    ) -> None:
        """Send, and try again until it has arrived (or ``tries`` are used up).

        Raises:
            Undeliverable: trying again is of no use.
        """
        failures = 0
        while True:
            try:
                await self._once(chat_id, part, keyboard, reply_to)
                return
            except (Forbidden, BadRequest) as error:
                raise Undeliverable(type(error).__name__) from error
            except TelegramError as error:
                failures += 1
                if tries is not None and failures >= tries:
                    raise Undeliverable(type(error).__name__) from error
                pause = pause_s(error, failures)
                log.warning("telegram_send_failed", error=type(error).__name__, retry_in_s=pause)
                await asyncio.sleep(pause)

    async def _once(
        self, chat_id: int, part: Part, keyboard: InlineKeyboardMarkup | None, reply_to: int | None
    ) -> None:
        try:
            await self._message(chat_id, part.html, ParseMode.HTML, keyboard, reply_to)
        except BadRequest:
            log.warning("telegram_html_refused")
            await self._message(chat_id, part.plain, None, keyboard, reply_to)

    async def _message(
        self,
        chat_id: int,
        text: str,
        mode: ParseMode | None,
        keyboard: InlineKeyboardMarkup | None,
        reply_to: int | None,
    ) -> None:
        quoted = ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None
        await self._bot.send_message(
            chat_id,
            text,
            parse_mode=mode,
            reply_markup=keyboard,
            reply_parameters=quoted,
            link_preview_options=_NO_PREVIEW,
        )


def pause_s(error: Exception, failures: int) -> float:
    """How long to wait after the n-th failure in a row: what Telegram asks for, else ever longer."""
    if isinstance(error, RetryAfter):
        asked = error.retry_after
        return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)
    doubled = FIRST_PAUSE_S * 2.0 ** min(failures - 1, 10)
    return min(LONGEST_PAUSE_S, doubled)
