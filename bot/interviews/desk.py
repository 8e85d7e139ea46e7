"""Interviews of conversations: begun, heard, left and taken up; every step is stored before it is said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.clock import now
from bot.database import Database
from bot.errors import FawenError
from bot.interviews import engine, payloads, wording
from bot.interviews.carrying import Carrying
from bot.interviews.engine import KEPT_DAYS, Step
from bot.interviews.model import Answers, Stage
from bot.interviews.store import OPEN, InterviewStore, Kept
from bot.interviews.subjects import Instead, Subject
from bot.replies import Reply
from bot.vault import Vault

_IDLE = timedelta(hours=12)
"""After so long a silence a message is no longer taken for an answer; the interview can be taken up."""

_TURNS_TO = frozenset({"resume", "restart", "change"})
"""Presses by which a citizen turns from whatever else is open."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What an interview says to a message. ``aside``: answer the message first. ``going``: it goes on."""

    replies: list[Reply]
    aside: bool = False
    going: bool = True


class InterviewDesk(Carrying):
    """Keeps the interviews.

    A turn is applied once: heard again (its answer was stored, but the process died before it was said), it
    gives the same replies. Turns of one interview are applied one after the other, whichever process hears
    them. Of several interviews in a conversation the one that moved last is heard.

    Args:
        database: where they are kept.
        subjects: what can be interviewed for, by name.
        clock: this moment.
        vault: seals private answers; None where no private subject is kept.
    """

    def __init__(
        self,
        database: Database,
        subjects: Mapping[str, Subject],
        clock: Callable[[], datetime] = now,
        vault: Vault | None = None,
    ) -> None:
        private = frozenset(name for name, one in subjects.items() if one.private)
        super().__init__(subjects, InterviewStore(vault, private), clock)
        self._database = database

    def subject(self, intent: str) -> str | None:
        """The interview that an intent asks for."""
        return next((name for name, one in self._subjects.items() if one.intent == intent), None)

    async def begin(self, conversation_id: str, subject: str, text: str, turn: int | None = None) -> Heard:
        """Start an interview, or take up the one on this subject that is not finished."""
        kept = await self._peek(conversation_id, subject)
        if kept and turn is not None and kept.last_turn == turn:
            return _last(kept)
        resumed = (
            kept
            if kept and kept.interview.stage is not Stage.FINISHED and self._fresh(kept.updated_at)
            else None
        )
        inquiry = await self._subjects[subject].open(
            conversation_id, resumed.interview.answers if resumed else None
        )
        if isinstance(inquiry, Instead):
            return await self._instead(conversation_id, inquiry, turn)
        async with self._database.transaction() as connection:
            row = await self._store.latest(connection, conversation_id, subject, lock=True)
            if row and turn is not None and row.last_turn == turn:
                return _last(row)
            set_aside = await self._store.set_aside(connection, conversation_id, subject)
            if row and resumed and row.id == resumed.id:
                step = engine.take_up(inquiry, row.interview)
                await self._store.keep(connection, row, step, turn, self._now())
            else:
                step = engine.begin(inquiry, subject, text)
                await self._store.add(connection, conversation_id, step, turn, self._now())
        heard = _heard(step)
        return self._led(heard, set_aside) if set_aside and heard.replies else heard

    async def hear(
        self, conversation_id: str, said: str, intent: str = "", turn: int | None = None
    ) -> Heard | None:
        """A message of a citizen who may be being interviewed; None if no interview is to be had by it."""
        press = payloads.read(said)
        wanted = press.subject if press and press.subject in self._subjects else None
        kept = await self._peek(conversation_id, wanted)
        if kept is None:
            return None
        if turn is not None and kept.last_turn == turn:
            return _last(kept)
        if not press and not self._listening(kept):
            return None
        inquiry = await self._subjects[kept.interview.subject].open(conversation_id, kept.interview.answers)
        if isinstance(inquiry, Instead):
            return Heard(inquiry.replies, going=False)
        async with self._database.transaction() as connection:
            row = await self._store.latest(connection, conversation_id, wanted, lock=True)
            if row is None or row.interview.subject != kept.interview.subject:
                return None
            if turn is not None and row.last_turn == turn:
                return _last(row)
            if press and press.does in _TURNS_TO:
                await self._store.set_aside(connection, conversation_id, row.interview.subject)
            if press and press.does == "restart":
                step = engine.begin(inquiry, row.interview.subject, "")
                await self._store.add(connection, conversation_id, step, turn, self._now())
                return _heard(step)
            step = engine.hear(inquiry, row.interview, said, intent)
            if not _ends(row, step):
                await self._store.keep(connection, row, step, turn, self._now())
                return _heard(step)
        return await self._finish(conversation_id, row, step, turn)

    async def listens(self, conversation_id: str) -> bool:
        """Whether an interview awaits an answer."""
        kept = await self._peek(conversation_id)
        return kept is not None and self._listening(kept)

    async def shown(self, conversation_id: str, text: str) -> str | None:
        """How the record may show a message that answers a private question; None for any other message."""
        kept = await self._peek(conversation_id)
        if kept is None or not self._store.private(kept.interview.subject) or not self._listening(kept):
            return None
        inquiry = await self._subjects[kept.interview.subject].open(conversation_id, kept.interview.answers)
        if isinstance(inquiry, Instead) or not kept.interview.current:
            return None
        taken = engine.hear(inquiry, kept.interview, text).taken
        return inquiry.shown(kept.interview.current, text) if taken else None

    async def confide(self, conversation_id: str, text: str, turn: int) -> list[Reply] | None:
        """The replies to an answer that is not for the dialogue to hear; None if it is none."""
        heard = await self.hear(conversation_id, text, turn=turn)
        return None if heard is None or heard.aside else heard.replies

    async def answers(self, conversation_id: str, subject: str) -> Answers | None:
        """What was told in the latest interview on a subject; None if there was none."""
        kept = await self._peek(conversation_id, subject)
        return kept.interview.answers if kept else None

    async def erase_old(self) -> int:
        """Forget what was kept long enough; returns how many."""
        async with self._database.transaction() as connection:
            return await self._store.erase(connection, self._now() - timedelta(days=KEPT_DAYS))

    async def _finish(self, conversation_id: str, row: Kept, step: Step, turn: int | None) -> Heard:
        """Carry out, then keep that it ended. Dying in between, the turn is heard again and does it once."""
        subject = self._subjects[row.interview.subject]
        try:
            done = await subject.finish(f"{row.interview.subject}-{row.id}", conversation_id, step)
        except FawenError as failed:
            done = Step(row.interview, [Reply(failed.detail)])
        async with self._database.transaction() as connection:
            await self._store.keep(connection, row, done, turn, self._now())
        return _heard(done)

    async def _instead(self, conversation_id: str, instead: Instead, turn: int | None) -> Heard:
        if not instead.first:
            return Heard(instead.replies, going=False)
        heard = await self.begin(conversation_id, instead.first, "", turn)
        return replace(heard, replies=[*instead.replies, *heard.replies])

    def _led(self, heard: Heard, set_aside: str) -> Heard:
        first, *others = heard.replies
        lead = wording.SET_ASIDE.format(title=self._subjects[set_aside].title)
        return replace(heard, replies=[replace(first, text=f"{lead}\n\n{first.text}"), *others])

    async def _peek(self, conversation_id: str, subject: str | None = None) -> Kept | None:
        async with self._database.reading() as connection:
            return await self._store.latest(connection, conversation_id, subject)

    def _listening(self, kept: Kept) -> bool:
        return kept.interview.stage in OPEN and self._now() - kept.updated_at < _IDLE


def _ends(row: Kept, step: Step) -> bool:
    return step.interview.stage is Stage.FINISHED and row.interview.stage is not Stage.FINISHED


def _heard(step: Step) -> Heard:
    return Heard(step.replies, step.aside, step.interview.stage in OPEN)


def _last(kept: Kept) -> Heard:
    return Heard(kept.last_replies, kept.last_aside, kept.interview.stage in OPEN)
