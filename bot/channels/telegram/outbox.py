"""Pushes to Telegram what was said and has not been delivered, in order, each conversation on its own.

The record remembers how far each citizen has been served. The mark is moved right after each message,
so a crash repeats one message at most and loses none.
"""

import asyncio

import structlog

from bot.channels.telegram.keyboard import keyboard
from bot.channels.telegram.rendering import render
from bot.channels.telegram.sender import Sender, Undeliverable
from bot.conversations.events import Bell
from bot.conversations.model import Author, Channel, Message
from bot.conversations.transcript import Transcript

log = structlog.get_logger()

PATIENCE_S = 5.0
_GRACE_S = 1.0


class Outbox:
    """Delivers until cancelled; a message in flight then is seen through."""

    def __init__(self, transcript: Transcript, bell: Bell, sender: Sender) -> None:
        self._transcript = transcript
        self._bell = bell
        self._sender = sender
        self._at_work: dict[str, asyncio.Task[None]] = {}
        self._news_meanwhile: set[str] = set()
        self._stopping = False

    async def run(self) -> None:
        """Look at every ring of the bell, and now and then in case a ring was missed."""
        self._stopping = False
        try:
            async for _ in self._bell.listen(None, PATIENCE_S):
                await self._look()
        finally:
            await self._wind_up()

    async def _look(self) -> None:
        busy = set(self._at_work)
        try:
            behind = await self._transcript.undelivered(Channel.TELEGRAM)
        except Exception as error:  # whatever ails the record, later looks may succeed
            log.error("telegram_outbox_failed", error=type(error).__name__)
            return
        for conversation_id, external_id, delivered in behind:
            if conversation_id in self._at_work:
                self._news_meanwhile.add(conversation_id)
            elif conversation_id in busy:  # finished since: ``delivered`` is out of date, look again
                self._bell.ring(conversation_id)
            else:
                work = self._deliver(conversation_id, int(external_id), delivered)
                self._at_work[conversation_id] = asyncio.create_task(work)

    async def _deliver(self, conversation_id: str, chat_id: int, delivered: int) -> None:
        try:
            while messages := await self._transcript.history(conversation_id, delivered):
                for message in messages:
                    if self._stopping:
                        return
                    await self._push(conversation_id, chat_id, message)
                    await self._transcript.mark_delivered(conversation_id, message.seq)
                    delivered = message.seq
        except Exception as error:
            log.error("telegram_delivery_failed", conversation=conversation_id, error=type(error).__name__)
        finally:
            del self._at_work[conversation_id]
            if conversation_id in self._news_meanwhile:
                self._news_meanwhile.remove(conversation_id)
                self._bell.ring(conversation_id)

    async def _push(self, conversation_id: str, chat_id: int, message: Message) -> None:
        if message.author is Author.CITIZEN:
            return
        parts = render(message)
        try:
            for number, part in enumerate(parts, start=1):
                buttons = keyboard(message) if number == len(parts) else None
                await self._sender.send(chat_id, part, buttons)
        except Undeliverable as error:  # it stays in the record; the next ones are tried
            log.warning("telegram_undeliverable", conversation=conversation_id, reason=str(error))

    async def _wind_up(self) -> None:
        self._stopping = True
        tasks = list(self._at_work.values())
        if not tasks:
            return
        _, late = await asyncio.wait(tasks, timeout=_GRACE_S)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
