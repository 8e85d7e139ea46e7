"""Who answers a citizen's message: the dialogue, or the knowledge base when the dialogue is down."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Protocol
from weakref import WeakValueDictionary

import structlog

from bot.conversations.confidences import Confidences
from bot.conversations.events import Bell
from bot.conversations.incoming import SEALED, Incoming
from bot.conversations.model import Author, Turn, TurnResult
from bot.conversations.transcript import Transcript
from bot.errors import DialogueUnavailable, FawenError
from bot.replies import Reply

log = structlog.get_logger()


class Dialogue(Protocol):
    """What answers when all is well."""

    async def ask(self, conversation_id: str, text: str, turn: int) -> list[Reply]:
        """The replies to one message, at least one; raises DialogueUnavailable.

        ``turn`` tells a message that is asked again from one that says the same.
        """
        ...


Fallback = Callable[[str, str, int], Awaitable[list[Reply]]]
"""Answers a text (or a button's payload) of a conversation's turn without the dialogue."""

LIMITED = Reply(
    "现在智能对话暂时受限，我先直接从法律知识库里为您找答案。您说的话都已保存；"
    "预约、申请等事项请稍后再试，着急可以拨打12348，有危险请马上拨打110。"
)
FAILED = Reply(
    "刚才出了点问题，这一句我没能答上来，但您说的话已经保存。请稍后换个说法再问一次，"
    "或者拨打12348；有危险请马上拨打110。"
)
NOT_KEPT = Reply("刚才出了点问题，您这一句没有记下来，前面的都还在。请您再说一次；着急可以拨打12348。")
_OTHER_PROCESS_POLL_S = 0.2


class Router:
    """Stores each message first, then answers the turns of a conversation strictly in order.

    Args:
        transcript: where everything is kept.
        dialogue: what answers when all is well.
        fallback: what answers when it does not.
        bell: rung for whoever listens to a conversation.
        foresee: told of each text at once, so that a search can begin before the dialogue asks for it.
        confidences: what is not for the dialogue to hear; None where nothing personal may be stored.
        spelled: the payload that a text stands for, None for most texts: a code is no question.
    """

    def __init__(
        self,
        transcript: Transcript,
        dialogue: Dialogue,
        fallback: Fallback,
        bell: Bell,
        foresee: Callable[[str], None] | None = None,
        confidences: Confidences | None = None,
        spelled: Callable[[str], str | None] | None = None,
    ) -> None:
        self._spelled = spelled
        self._confidences = confidences
        self._foresee = foresee
        self._transcript = transcript
        self._dialogue = dialogue
        self._fallback = fallback
        self._bell = bell
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def receive(self, conversation_id: str, incoming: Incoming) -> TurnResult:
        """Store a message and give its replies; the same ``client_message_id`` gives the same replies.

        Once stored, the turn is answered even if the caller goes away.

        Raises:
            InvalidInput: a payload that no button of this conversation offered.
        """
        if self._confidences:
            incoming = await self._confidences.take(conversation_id, incoming)
        meant = self._spelled(incoming.text) if self._spelled and incoming.text else None
        if meant and not incoming.sent.startswith(SEALED):
            incoming = replace(incoming, sent=meant)
        turn, mine = await self._transcript.store(conversation_id, incoming)
        if not turn.answered:
            self._bell.ring(conversation_id)
        work = asyncio.create_task(self._settle(turn, mine=mine))
        return await asyncio.shield(work)

    async def resume(self) -> int:
        """Answer what a stopped process left unanswered; returns how many conversations had such turns."""
        left = await self._transcript.pending()
        for conversation_id in left:
            async with self._lock(conversation_id):
                await self._drain(conversation_id)
        return len(left)

    async def _settle(self, turn: Turn, *, mine: bool) -> TurnResult:
        if turn.answered:
            stored = await self._transcript.result(turn)
            if stored:
                return stored
        async with self._lock(turn.conversation_id):
            if mine:
                return await self._answer(turn)
            while True:
                await self._drain(turn.conversation_id)
                result = await self._transcript.result(turn)
                if result:
                    return result
                await asyncio.sleep(_OTHER_PROCESS_POLL_S)  # another process is at work on it

    async def _drain(self, conversation_id: str) -> None:
        while turn := await self._transcript.claim_next(conversation_id):
            await self._answer(turn)

    async def _answer(self, turn: Turn) -> TurnResult:
        if turn.sent.startswith(SEALED):
            return await self._finish(
                turn, [(Author.BOT, reply) for reply in await self._in_confidence(turn)]
            )
        try:
            asked = asyncio.create_task(self._dialogue.ask(turn.conversation_id, turn.sent, turn.id))
            await asyncio.sleep(0)  # the dialogue first: it works while the search begins
            if self._foresee and not turn.sent.startswith("/"):
                self._foresee(turn.sent)
            replies = [(Author.BOT, reply) for reply in await asked]
            limited = False
        except DialogueUnavailable:
            limited = True
            replies = [(Author.BOT, reply) for reply in await self._without_dialogue(turn)]
            if not await self._transcript.was_limited(turn):
                replies.insert(0, (Author.SYSTEM, LIMITED))
        return await self._finish(turn, replies, limited=limited)

    async def _finish(
        self, turn: Turn, replies: list[tuple[Author, Reply]], *, limited: bool = False
    ) -> TurnResult:
        result = await self._transcript.finish(turn, replies, limited=limited)
        self._bell.ring(turn.conversation_id)
        return result

    async def _in_confidence(self, turn: Turn) -> list[Reply]:
        try:
            return await self._confidences.answer(turn) if self._confidences else [NOT_KEPT]
        except FawenError as error:
            return [Reply(error.detail)]
        except Exception as error:  # as below
            log.error("confidence_failed", error=type(error).__name__)
            return [NOT_KEPT]

    async def _without_dialogue(self, turn: Turn) -> list[Reply]:
        try:
            return await self._fallback(turn.sent, turn.conversation_id, turn.id)
        except Exception as error:  # a turn that cannot be answered must not hold up those behind it
            log.error("fallback_failed", error=type(error).__name__)
            return [FAILED]

    def _lock(self, conversation_id: str) -> asyncio.Lock:
        lock = self._locks.get(conversation_id)
        if lock is None:
            lock = self._locks[conversation_id] = asyncio.Lock()
        return lock
