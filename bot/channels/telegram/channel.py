"""The Telegram channel as the app sees it: start, deliver, stop."""

import asyncio
import contextlib
import logging
import ssl

import httpx
import structlog
from fastapi import APIRouter
from telegram.error import InvalidToken, TelegramError
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from bot.channels.telegram import webhook
from bot.channels.telegram.inbound import Inbound
from bot.channels.telegram.outbox import Outbox
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.sender import Sender, pause_s
from bot.channels.telegram.updates import WANTED
from bot.conversations.events import Bell
from bot.conversations.pace import Pace
from bot.conversations.router import Router
from bot.conversations.transcript import Transcript
from bot.settings import Settings

log = structlog.get_logger()

_TELEGRAM = "https://api.telegram.org"
_REQUEST_S = 20.0
_CONNECT_S = 10.0
_CONNECTIONS = 64


class TelegramChannel:
    """Citizens' messages in, replies out. The app runs, whether or not Telegram can be reached.

    Raises:
        ValueError: the settings hold no token.
    """

    def __init__(
        self, settings: Settings, transcript: Transcript, router: Router, bell: Bell, pace: Pace
    ) -> None:
        if settings.telegram_token is None:
            raise ValueError("the Telegram channel needs a token")
        logging.getLogger("httpx").setLevel(logging.WARNING)  # it logs addresses, and these hold the token
        trust = httpx.create_ssl_context()  # slow to read, so once for both kinds of request
        self._settings = settings
        self._bot = ExtBot(
            settings.telegram_token.get_secret_value(),
            base_url=f"{(settings.telegram_api_url or _TELEGRAM).rstrip('/')}/bot",
            request=_request(_CONNECTIONS, trust),
            get_updates_request=_request(1, trust),
            rate_limiter=AIORateLimiter(group_max_rate=0),  # 30 messages a second, what Telegram allows a bot
        )
        sender = Sender(self._bot)
        self._inbound = Inbound(
            self._bot, sender, transcript, router, bell, pace, settings.message_max_characters
        )
        self._outbox = Outbox(transcript, bell, sender)
        self._polling = Polling(self._bot, self._inbound)
        self._connected = asyncio.Event()
        self._connecting: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to connect, and go on trying in the background: other channels need not wait for this one."""
        self._connecting = asyncio.create_task(self._connect())

    async def stop(self) -> None:
        """Take no more updates, finish what is under way, close the connections."""
        if self._connecting:
            self._connecting.cancel()
            await asyncio.gather(self._connecting, return_exceptions=True)
        with contextlib.suppress(TelegramError):
            await self._polling.stop()
        await self._inbound.close()
        await self._bot.shutdown()

    async def deliver_forever(self) -> None:
        """Push what citizens have not got yet, until cancelled."""
        await self._connected.wait()
        await self._outbox.run()

    def webhook_routes(self) -> APIRouter:
        """Where Telegram delivers in webhook mode.

        Raises:
            ValueError: the settings hold no secret to know Telegram by.
        """
        secret = self._settings.telegram_webhook_secret
        if secret is None:
            raise ValueError("the Telegram webhook needs a secret")
        return webhook.create_routes(self._bot, secret.get_secret_value(), self._inbound.accept)

    async def _connect(self) -> None:
        failures = 0
        while True:
            try:
                await self._bot.initialize()
                if self._settings.telegram_mode == "webhook":
                    await self._set_webhook()
                else:
                    await self._polling.start()
            except InvalidToken:  # its text holds the token: not for the log
                log.error("telegram_token_refused")
                return
            except TelegramError as error:
                failures += 1
                pause = pause_s(error, failures)
                log.warning("telegram_unreachable", error=type(error).__name__, retry_in_s=pause)
                await asyncio.sleep(pause)
            else:
                log.info("telegram_connected", mode=self._settings.telegram_mode)
                self._connected.set()
                return

    async def _set_webhook(self) -> None:
        secret = self._settings.telegram_webhook_secret
        await self._bot.set_webhook(
            f"{self._settings.public_url.rstrip('/')}{webhook.PATH}",
            allowed_updates=WANTED,
            secret_token=secret.get_secret_value() if secret else None,
        )


def _request(connections: int, trust: ssl.SSLContext) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=connections,
        read_timeout=_REQUEST_S,
        write_timeout=_REQUEST_S,
        connect_timeout=_CONNECT_S,
        pool_timeout=_REQUEST_S,
        httpx_kwargs={"verify": trust},
    )
