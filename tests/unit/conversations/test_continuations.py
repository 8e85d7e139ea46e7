"""Conversations taken along: once, whole, and never back; on either database, many at once."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.conversations.continuation_codes import make_code
from bot.conversations.continuations import Continuations
from bot.conversations.incoming import Incoming
from bot.conversations.model import Author, Channel
from bot.conversations.recall import Recall
from bot.conversations.tables import continuations as table
from bot.conversations.transcript import Transcript
from bot.database import Database
from bot.errors import (
    ContinuationExpired,
    ContinuationMistyped,
    ContinuationNotHere,
    ContinuationRefused,
    ContinuationUnknown,
    ContinuationUsed,
    NotAuthorised,
)
from bot.replies import Button, Citation, Reply
from tests.support.clocks import HandClock

CLAIM = "a-secret-of-the-browser"
ANSWER = Reply("可以要回来。", (Citation("劳动法", "第五十条"),), (Button("怎么申请", "/apply"),))


class Carried:
    """A carrier that remembers; fails if it is told to."""

    def __init__(self) -> None:
        self.pairs: list[tuple[str, str]] = []
        self.fails = False

    async def __call__(self, connection: AsyncConnection, old: str, new: str, *, whole: bool) -> None:  # noqa: ARG002
        self.pairs.append((old, new))
        if self.fails:
            raise RuntimeError("no")


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def carried() -> Carried:
    return Carried()


@pytest.fixture
def continuations(database: Database, clock: HandClock, carried: Carried) -> Continuations:
    return Continuations(database, [carried], clock, timedelta(hours=24))


@pytest.fixture
async def chat(transcript: Transcript) -> str:
    """A Telegram chat with an answered question and one that is not answered yet."""
    conversation = await transcript.open_external(Channel.TELEGRAM, "42")
    turn, _ = await transcript.store(conversation, Incoming("m1", text="工资怎么要", sent="工资怎么要"))
    await transcript.finish(turn, [(Author.SYSTEM, Reply("提示")), (Author.BOT, ANSWER)], limited=False)
    await transcript.store(conversation, Incoming("m2", text="然后呢", sent="然后呢"))
    return conversation


async def test_everything_said_comes_along_in_order_and_as_it_was(
    continuations: Continuations, transcript: Transcript, chat: str, carried: Carried
) -> None:
    code = (await continuations.issue(chat)).code
    new, token = await continuations.open(code, CLAIM)
    assert await transcript.authorise(new, token) == "bot"
    assert await transcript.channel(new) is Channel.WEB
    there, here = await transcript.history(chat), await transcript.history(new)
    assert here[:3] == there[:3]
    assert here[3:] == [replace(there[3], client_message_id=None)], "its turn stays where it is answered"
    assert carried.pairs == [(chat, new)]


async def test_what_is_said_afterwards_counts_on_and_stays_there(
    continuations: Continuations, transcript: Transcript, chat: str
) -> None:
    before = await transcript.history(chat)
    new, _ = await continuations.open((await continuations.issue(chat)).code, CLAIM)
    assert await transcript.claim_next(new) is None, "what is not answered yet must not be done twice"
    _, mine = await transcript.store(new, Incoming("m3", text="我叫张三", sent="我叫张三"))
    assert mine
    assert [message.seq for message in await transcript.history(new)] == [1, 2, 3, 4, 5]
    assert await transcript.history(chat) == before, "nothing flows back"


async def test_nothing_is_delivered_again(
    continuations: Continuations, transcript: Transcript, chat: str
) -> None:
    await transcript.mark_delivered(chat, 4)
    await continuations.open((await continuations.issue(chat)).code, CLAIM)
    assert await transcript.undelivered(Channel.TELEGRAM) == []
    assert await transcript.undelivered(Channel.WEB) == []


async def test_buttons_and_what_looks_back_work_in_the_new_conversation(
    continuations: Continuations, transcript: Transcript, chat: str, database: Database
) -> None:
    new, _ = await continuations.open((await continuations.issue(chat)).code, CLAIM)
    past = await Recall(database).before(new)
    assert [(one.sent, one.replies[-1].text) for one in past] == [("工资怎么要", "可以要回来。")]
    pressed, _ = await transcript.store(new, Incoming("m9", payload="/apply"))
    assert pressed.text == "怎么申请"


async def test_an_empty_conversation_can_be_taken_along(
    continuations: Continuations, transcript: Transcript
) -> None:
    empty, _ = await transcript.open(Channel.WEB)
    new, _ = await continuations.open((await continuations.issue(empty)).code, CLAIM)
    assert await transcript.history(new) == []
    await transcript.store(new, Incoming("m1", text="您好", sent="您好"))
    assert [message.seq for message in await transcript.history(new)] == [1]


async def test_a_word_of_arrival_stands_behind_everything(
    database: Database, transcript: Transcript, chat: str, clock: HandClock
) -> None:
    async def welcome(connection: AsyncConnection, conversation_id: str) -> Reply:
        return Reply("都在这里了", buttons=(Button("接着答", "/on"),))

    continuations = Continuations(database, [], clock, timedelta(hours=1), welcome)
    new, _ = await continuations.open((await continuations.issue(chat)).code, CLAIM)
    last = (await transcript.history(new))[-1]
    assert (last.seq, last.author, last.text) == (5, Author.BOT, "都在这里了")
    assert (await transcript.store(new, Incoming("m9", payload="/on")))[0].text == "接着答"


async def test_it_works_once(continuations: Continuations, chat: str) -> None:
    code = (await continuations.issue(chat)).code
    await continuations.open(code, CLAIM)
    with pytest.raises(ContinuationUsed, match="已经用过"):
        await continuations.open(code, "another-secret-entirely")


async def test_whoever_lost_the_answer_asks_again_and_gets_the_same_conversation(
    continuations: Continuations, transcript: Transcript, chat: str, clock: HandClock, carried: Carried
) -> None:
    code = (await continuations.issue(chat)).code
    first, lost = await continuations.open(code, CLAIM)
    clock.advance(minutes=9)
    again, token = await continuations.open(code, CLAIM)
    assert again == first
    assert await transcript.authorise(first, token)
    with pytest.raises(NotAuthorised):
        await transcript.authorise(first, lost)
    assert len(carried.pairs) == 1
    clock.advance(minutes=2)
    with pytest.raises(ContinuationUsed):
        await continuations.open(code, CLAIM)


async def test_it_is_good_for_a_day(continuations: Continuations, chat: str, clock: HandClock) -> None:
    issued = await continuations.issue(chat)
    assert issued.expires_at == clock.moment + timedelta(hours=24)
    clock.advance(hours=24)
    with pytest.raises(ContinuationExpired, match="有效期"):
        await continuations.open(issued.code, CLAIM)


async def test_a_newer_one_voids_the_older(continuations: Continuations, chat: str) -> None:
    older = (await continuations.issue(chat)).code
    newer = (await continuations.issue(chat)).code
    with pytest.raises(ContinuationUnknown):
        await continuations.open(older, CLAIM)
    assert await continuations.open(newer, CLAIM)


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("JX-2222-2222-2223", ContinuationMistyped),
        ("", ContinuationMistyped),
        (make_code(), ContinuationUnknown),
    ],
)
async def test_what_is_no_code_is_told_apart(
    continuations: Continuations, typed: str, refusal: type[ContinuationRefused]
) -> None:
    with pytest.raises(refusal):
        await continuations.open(typed, CLAIM)


async def test_only_its_digest_is_stored(continuations: Continuations, chat: str, database: Database) -> None:
    code = (await continuations.issue(chat)).code
    await continuations.open(code, CLAIM)
    async with database.reading() as connection:
        row = (await connection.execute(select(table))).one()
    assert code not in str(row)
    assert CLAIM not in str(row)


async def test_of_many_at_once_one_wins(
    continuations: Continuations, transcript: Transcript, chat: str, carried: Carried
) -> None:
    code = (await continuations.issue(chat)).code
    others = [(await transcript.open(Channel.WEB))[0] for _ in range(4)]
    results = await asyncio.gather(
        *(continuations.open(code, f"secret-number-{number:04}") for number in range(4)),
        *(continuations.take_over(code, other) for other in others),
        return_exceptions=True,
    )
    assert sum(not isinstance(one, Exception) for one in results) == 1
    assert all(isinstance(one, ContinuationUsed) for one in results if isinstance(one, Exception))
    assert len(carried.pairs) == 1


async def test_many_issued_at_once_leave_one(
    continuations: Continuations, chat: str, database: Database
) -> None:
    await asyncio.gather(*(continuations.issue(chat) for _ in range(8)))
    async with database.reading() as connection:
        assert await connection.scalar(select(func.count()).select_from(table)) == 1


async def test_crossing_codes_do_not_wait_for_each_other_forever(
    continuations: Continuations, transcript: Transcript
) -> None:
    one, other = [(await transcript.open(Channel.WEB))[0] for _ in range(2)]
    codes = [(await continuations.issue(chat)).code for chat in (one, other)]
    async with asyncio.timeout(20):
        assert await asyncio.gather(
            continuations.take_over(codes[0], other), continuations.take_over(codes[1], one)
        ) == [one, other]


async def test_what_fails_half_way_leaves_no_trace_and_the_code_good(
    continuations: Continuations, chat: str, carried: Carried, transcript: Transcript
) -> None:
    code = (await continuations.issue(chat)).code
    carried.fails = True
    with pytest.raises(RuntimeError):
        await continuations.open(code, CLAIM)
    carried.fails = False
    assert await continuations.open(code, CLAIM)


async def test_typed_in_a_conversation_only_the_carriers_run(
    continuations: Continuations, transcript: Transcript, carried: Carried, chat: str
) -> None:
    here, _ = await transcript.open(Channel.WEB)
    code = (await continuations.issue(chat)).code
    assert await continuations.take_over(code, here) == chat
    assert await continuations.take_over(code, here) == chat, "the same turn heard again"
    assert carried.pairs == [(chat, here)]
    assert await transcript.history(here) == []
    with pytest.raises(ContinuationUsed):
        await continuations.open(code, CLAIM)


async def test_opened_by_its_link_it_is_no_longer_for_typing(continuations: Continuations, chat: str) -> None:
    code = (await continuations.issue(chat)).code
    new, _ = await continuations.open(code, CLAIM)
    with pytest.raises(ContinuationUsed):
        await continuations.take_over(code, new)


async def test_its_own_conversation_does_not_use_it_up(continuations: Continuations, chat: str) -> None:
    code = (await continuations.issue(chat)).code
    with pytest.raises(ContinuationNotHere, match="这个对话的"):
        await continuations.take_over(code, chat)
    assert await continuations.open(code, CLAIM)


async def test_what_was_told_on_the_web_never_goes_abroad(
    continuations: Continuations, transcript: Transcript, chat: str, carried: Carried
) -> None:
    web, _ = await transcript.open(Channel.WEB)
    code = (await continuations.issue(web)).code
    with pytest.raises(ContinuationNotHere, match="境外"):
        await continuations.take_over(code, chat)
    assert carried.pairs == []
    phone = await transcript.open_external(Channel.TELEGRAM, "43")
    assert await continuations.take_over((await continuations.issue(chat)).code, phone) == chat


async def test_beginning_anew_brings_only_what_the_carriers_bring(
    continuations: Continuations, transcript: Transcript, carried: Carried, chat: str
) -> None:
    new, token = await continuations.begin_after(chat)
    assert await transcript.authorise(new, token)
    assert carried.pairs == [(chat, new)]
    assert await transcript.history(new) == []


async def test_codes_are_forgotten_a_week_after_their_time(
    continuations: Continuations, chat: str, clock: HandClock
) -> None:
    code = (await continuations.issue(chat)).code
    clock.advance(days=7)
    assert await continuations.erase_old() == 0
    clock.advance(days=1, minutes=1)
    assert await continuations.erase_old() == 1
    with pytest.raises(ContinuationUnknown):
        await continuations.open(code, CLAIM)
