"""Where Telegram delivers updates in webhook mode."""

import hmac
from collections.abc import Awaitable, Callable
from typing import Annotated

import structlog
from fastapi import APIRouter, Header, Request, Response
from telegram import Bot, Update

from bot.channels.telegram.inbound import RECORD_UNAVAILABLE
from bot.errors import NotAuthorised

log = structlog.get_logger()

PATH = "/telegram/webhook"


def create_routes(bot: Bot, secret: str, accept: Callable[[Update], Awaitable[None]]) -> APIRouter:
    """One route. It answers as soon as the update is stored; Telegram repeats what was not answered 2xx.

    Args:
        bot: whose updates they are.
        secret: what Telegram was told to show.
        accept: stores an update.
    """
    routes = APIRouter(include_in_schema=False)

    @routes.post(PATH)
    async def webhook(
        request: Request, x_telegram_bot_api_secret_token: Annotated[str, Header()] = ""
    ) -> Response:
        if not hmac.compare_digest(x_telegram_bot_api_secret_token.encode(), secret.encode()):
            raise NotAuthorised("凭证不对。这个地址只接收 Telegram 发来的消息。")
        try:
            update = Update.de_json(await request.json(), bot)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            log.error("telegram_update_unreadable", error=type(error).__name__)
            return Response(status_code=200)  # repeating it would not help
        try:
            await accept(update)
        except RECORD_UNAVAILABLE as error:
            log.error("telegram_update_not_stored", error=type(error).__name__)
            return Response(status_code=503)
        return Response(status_code=200)

    return routes
