"""Fetching updates. Telegram forgets an update once the next are asked for: by then it must be stored."""

import asyncio

import structlog
from telegram import Bot, Update
from telegram.error import TelegramError
from telegram.ext import Updater

from bot.channels.telegram.inbound import RECORD_UNAVAILABLE, Inbound
from bot.channels.telegram.sender import pause_s
from bot.channels.telegram.updates import WANTED

log = structlog.get_logger()


class Polling:
    """python-telegram-bot's updater, minding that ``put`` returns only when the update is safe.

    Its ``Application`` is not used: that acknowledges updates which are still waiting in memory, and a
    process that dies there loses them.
    """

    def __init__(self, bot: Bot, inbound: Inbound) -> None:
        self._updater = Updater(bot, _SafeQueue(inbound))

    async def start(self) -> None:
        """Ask for updates from now on.

        Raises:
            TelegramError: Telegram cannot be reached, or refuses the token.
        """
        await self._updater.initialize()
        await self._updater.start_polling(bootstrap_retries=-1, allowed_updates=WANTED, error_callback=_say)

    async def stop(self) -> None:
        """Stop asking, and acknowledge what is stored."""
        if self._updater.running:
            await self._updater.stop()


class _SafeQueue(asyncio.Queue[object]):
    def __init__(self, inbound: Inbound) -> None:
        super().__init__()
        self._inbound = inbound

    async def put(self, item: object) -> None:
        """Hand the update in, as often as it takes; only then may the updater acknowledge it."""
        failures = 0
        while isinstance(item, Update):
            try:
                return await self._inbound.accept(item)
            except RECORD_UNAVAILABLE as error:
                failures += 1
                log.error("telegram_update_not_stored", error=type(error).__name__)
                await asyncio.sleep(pause_s(error, failures))


def _say(error: TelegramError) -> None:
    log.warning("telegram_polling_failed", error=type(error).__name__)
