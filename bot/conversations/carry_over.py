"""Going on elsewhere, as it is talked about: how a code is handed out, and what is said to one."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import payloads
from bot.clock import LOCAL
from bot.conversations import carry_wording
from bot.conversations.continuation_codes import find_code
from bot.conversations.continuations import Arrival, Continuations, Issued
from bot.conversations.model import Channel
from bot.conversations.pace import Pace
from bot.conversations.transcript import Transcript
from bot.database import Database
from bot.errors import ContinuationRefused, TooManyMessages
from bot.interviews.carrying import Unfinished
from bot.interviews.desk import InterviewDesk
from bot.replies import Button, Reply

INTENT = "carry_over"
FRAGMENT = "fawen"
"""The code travels in the address's fragment: no browser sends that to a server, so no log can hold it."""


class CarryOver:
    """Hands codes out and takes them, in words.

    Args:
        database: of the interviews.
        transcript: knows the channel of a conversation.
        continuations: keeps the codes.
        desk: knows what was begun and not finished.
        pace: slows down whoever guesses codes.
        public_url: where citizens reach the widget; empty: not known, then there are no links.
    """

    def __init__(
        self,
        database: Database,
        transcript: Transcript,
        continuations: Continuations,
        desk: InterviewDesk,
        pace: Pace,
        public_url: str,
    ) -> None:
        self._database = database
        self._transcript = transcript
        self._continuations = continuations
        self._desk = desk
        self._pace = pace
        self._public_url = public_url.rstrip("/")

    async def issue(self, conversation_id: str) -> tuple[Issued, str]:
        """A new code and the link that holds it, "" where the public address is not known."""
        issued = await self._continuations.issue(conversation_id)
        link = f"{self._public_url}/#{FRAGMENT}={issued.code}" if self._public_url else ""
        return issued, link

    async def reply(self, conversation_id: str) -> list[Reply]:
        """A new code for a conversation, and how to use it; whatever code it had before is void."""
        abroad = await self._transcript.channel(conversation_id) is not Channel.WEB
        unfinished = await self._unfinished(conversation_id)
        issued, link = await self.issue(conversation_id)
        text = carry_wording.offer(
            abroad=abroad,
            code=issued.code,
            link=link,
            until=_in_words(issued.expires_at),
            unfinished=[one.title for one in unfinished],
        )
        return [Reply(text)]

    def spelled(self, text: str) -> str | None:
        """What the dialogue is given for a message that holds a code, or nearly one; None for any other."""
        try:
            return payloads.spell(INTENT, text=text) if find_code(text) else None
        except ContinuationRefused:
            return payloads.spell(INTENT, text=text)

    def attends(self, intent: str) -> bool:
        """Whether an intent is its business."""
        return intent == INTENT

    async def attend(self, conversation_id: str, intent: str, sent: str) -> list[Reply]:  # noqa: ARG002
        """A code that was typed is taken; else a new one is handed out."""
        found = payloads.read(sent)
        taken = await self.taken(conversation_id, found[1].get("text", "")) if found else None
        return taken or await self.reply(conversation_id)

    async def taken(self, conversation_id: str, text: str) -> list[Reply] | None:
        """What is said to a message that holds a code; None if it holds none.

        Heard again, the same message in the same conversation changes nothing and is answered alike.
        """
        try:
            code = find_code(text)
            if code is None:
                return None
            with self._pace.guessing(conversation_id):
                await self._continuations.take_over(code, conversation_id)
        except (ContinuationRefused, TooManyMessages) as refusal:
            return [Reply(refusal.detail)]
        unfinished = await self._unfinished(conversation_id)
        return [Reply(carry_wording.taken([one.title for one in unfinished]), buttons=_buttons(unfinished))]

    async def _unfinished(self, conversation_id: str) -> list[Unfinished]:
        async with self._database.reading() as connection:
            return await self._desk.unfinished(connection, conversation_id)


def arrival(desk: InterviewDesk) -> Arrival:
    """What is said last where a whole conversation was opened elsewhere."""

    async def say(connection: AsyncConnection, conversation_id: str) -> Reply:
        unfinished = await desk.unfinished(connection, conversation_id)
        return Reply(carry_wording.arrived([one.title for one in unfinished]), buttons=_buttons(unfinished))

    return say


def _buttons(unfinished: Sequence[Unfinished]) -> tuple[Button, ...]:
    only = len(unfinished) == 1
    return tuple(Button(carry_wording.resume_title(one.title, only=only), one.payload) for one in unfinished)


def _in_words(moment: datetime) -> str:
    here = moment.astimezone(LOCAL)
    return f"{here.month}月{here.day}日{here.hour}点{here.minute:02d}分"
