"""Takes updates: each is stored once, then answered in the background; the outbox delivers the answers."""

import asyncio
import contextlib
from collections import OrderedDict
from collections.abc import Coroutine
from typing import Any, TypeVar
from weakref import WeakValueDictionary

import structlog
from sqlalchemy import exc
from telegram import Bot, Update
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.channels.telegram import wording
from bot.channels.telegram.keyboard import place
from bot.channels.telegram.sender import Sender, Undeliverable
from bot.channels.telegram.text import Passage, split
from bot.channels.telegram.updates import Enclosure, Greeting, Post, Press, Words, read
from bot.conversations.events import Bell
from bot.conversations.incoming import Incoming
from bot.conversations.model import Author, Channel, TurnResult
from bot.conversations.pace import Pace
from bot.conversations.router import Router
from bot.conversations.transcript import Transcript
from bot.conversations.wording import check_text, clean, for_dialogue
from bot.errors import FawenError, InvalidInput, TooManyMessages
from bot.replies import Button, Reply

log = structlog.get_logger()
_Result = TypeVar("_Result")

RECORD_UNAVAILABLE = (exc.OperationalError, exc.InterfaceError, exc.TimeoutError, OSError)
"""The database cannot be reached: the update has to come again."""

TYPING_AFTER_S = 0.5
_TYPING_LASTS_S = 4.5
_LOOK_S = 0.2
_GRACE_S = 5.0
_NOTICE_TRIES = 4
_REMEMBERED = 4096


class Inbound:
    """From updates to turns. Updates of one chat are taken one by one, those of others meanwhile."""

    def __init__(
        self,
        bot: Bot,
        sender: Sender,
        transcript: Transcript,
        router: Router,
        bell: Bell,
        pace: Pace,
        message_max_characters: int,
    ) -> None:
        self._bot = bot
        self._sender = sender
        self._transcript = transcript
        self._router = router
        self._bell = bell
        self._pace = pace
        self._limit = message_max_characters
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._taken: OrderedDict[int, None] = OrderedDict()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._warned: set[int] = set()

    async def accept(self, update: Update) -> None:
        """Take one update. On return it is stored, or its sender is being told why it was not.

        Raises:
            RECORD_UNAVAILABLE: nothing was taken; hand it in again later.
        """
        post = read(update)
        if post is None:
            if update.callback_query:
                self._start(self._acknowledge(update.callback_query.id))
            return
        async with self._lock(post.chat_id):
            if post.update_id in self._taken:
                return
            try:
                await self._take(post)
            except FawenError as refusal:
                self._tell(post, refusal.detail, once=isinstance(refusal, TooManyMessages))
            except RECORD_UNAVAILABLE:
                raise
            except Exception as error:
                log.error("telegram_update_failed", error=type(error).__name__)
                self._tell(post, wording.NOT_TAKEN)
            self._remember(post.update_id)

    async def close(self) -> None:
        """Give what is under way a moment; what is left is in the record and answered at the next start."""
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=_GRACE_S)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _take(self, post: Post) -> None:
        conversation_id = await self._transcript.open_external(Channel.TELEGRAM, str(post.chat_id))
        match post:
            case Press():
                await self._take_press(conversation_id, post)
            case Greeting():
                await self._admit(conversation_id, post.client_message_id)
                samples = tuple(Button(text, text) for text in wording.SAMPLES)
                said = Incoming(post.client_message_id, text=clean(post.text), sent=wording.GREETING)
                await self._reply(conversation_id, said, Reply(wording.WELCOME, buttons=samples))
            case Enclosure():
                await self._admit(conversation_id, post.notice_id)
                record = wording.RECORDED.format(kind=post.kind)
                said = Incoming(post.notice_id, text=record, sent=record)
                await self._reply(conversation_id, said, Reply(wording.ONLY_TEXT.format(kind=post.kind)))
                if clean(post.caption):
                    await self._ask(conversation_id, post, self._words(post, post.caption))
            case Words():
                await self._admit(conversation_id, post.client_message_id)
                await self._ask(conversation_id, post, self._words(post, post.text))

    async def _take_press(self, conversation_id: str, post: Press) -> None:
        button = await self._button(conversation_id, post.data)
        toast = wording.CHOSEN.format(title=button.title[:100]) if button else None
        self._start(self._acknowledge(post.query_id, toast))
        if button is None:
            raise InvalidInput(wording.BUTTON_GONE)
        await self._admit(conversation_id, post.client_message_id)
        await self._ask(conversation_id, post, Incoming(post.client_message_id, payload=button.payload))

    async def _button(self, conversation_id: str, data: str) -> Button | None:
        found = place(data)
        if found is None:
            return None
        seq, index = found
        for message in await self._transcript.history(conversation_id, after=seq - 1, limit=1):
            if message.seq == seq and message.author is not Author.CITIZEN and index < len(message.buttons):
                return message.buttons[index]
        return None

    def _words(self, post: Post, text: str) -> Incoming:
        text = check_text(text, self._limit)
        return Incoming(post.client_message_id, text=text, sent=for_dialogue(text))

    async def _admit(self, conversation_id: str, client_message_id: str) -> None:
        if await self._transcript.find(conversation_id, client_message_id) is None:
            self._pace.message(conversation_id)

    async def _reply(self, conversation_id: str, said: Incoming, reply: Reply) -> None:
        """Answer without the dialogue, but through the record all the same: once, and never lost."""
        turn, _ = await self._transcript.store(conversation_id, said)
        if not turn.answered:
            await self._transcript.finish(turn, [(Author.BOT, reply)], limited=False)
            self._bell.ring(conversation_id)

    async def _ask(self, conversation_id: str, post: Post, incoming: Incoming) -> None:
        """Hand a message to the router; returns once it is stored."""
        work = self._start(self._router.receive(conversation_id, incoming))
        async for _ in self._bell.listen(conversation_id, _LOOK_S):
            failed_or_done = work.done()
            if await self._transcript.find(conversation_id, incoming.client_message_id):
                break
            if failed_or_done:
                await work  # raises what kept it from being stored
                break
        self._start(self._see_through(conversation_id, post, work))

    async def _see_through(self, conversation_id: str, post: Post, work: asyncio.Task[TurnResult]) -> None:
        typing = asyncio.create_task(self._type(post.chat_id))
        try:
            await work
        except FawenError as error:
            self._tell(post, error.detail)
        except Exception as error:
            log.error("telegram_turn_failed", conversation=conversation_id, error=type(error).__name__)
            self._tell(post, wording.SAVED_NOT_ANSWERED)
        finally:
            typing.cancel()

    async def _type(self, chat_id: int) -> None:
        await asyncio.sleep(TYPING_AFTER_S)  # most answers are there sooner
        while True:
            with contextlib.suppress(TelegramError):
                await self._bot.send_chat_action(chat_id, ChatAction.TYPING)
            await asyncio.sleep(_TYPING_LASTS_S)

    async def _acknowledge(self, query_id: str, toast: str | None = None) -> None:
        with contextlib.suppress(TelegramError):  # an old press cannot be acknowledged any more
            await self._bot.answer_callback_query(query_id, toast)

    def _tell(self, post: Post, text: str, *, once: bool = False) -> None:
        """Say why a message was not taken. ``once``: not again while the last such notice is under way."""
        if once and post.chat_id in self._warned:
            return
        if once:
            self._warned.add(post.chat_id)
        self._start(self._notify(post.chat_id, text, post.message_id))

    async def _notify(self, chat_id: int, text: str, reply_to: int | None) -> None:
        try:
            for part in split([Passage(text)]):
                await self._sender.send(chat_id, part, reply_to=reply_to, tries=_NOTICE_TRIES)
        except Undeliverable as error:
            log.warning("telegram_notice_undeliverable", reason=str(error))
        finally:
            self._warned.discard(chat_id)

    def _start(self, work: Coroutine[Any, Any, _Result]) -> asyncio.Task[_Result]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()  # seen: or the loop would log it, and with it what the citizen said

    def _remember(self, update_id: int) -> None:
        self._taken[update_id] = None
        if len(self._taken) > _REMEMBERED:
            self._taken.popitem(last=False)

    def _lock(self, chat_id: int) -> asyncio.Lock:
        lock = self._locks.get(chat_id)
        if lock is None:
            lock = self._locks[chat_id] = asyncio.Lock()
        return lock
