"""Interviews kept: no turn is applied twice and no answer is lost, on either database, many at once."""

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.clock import now
from bot.conversations.model import Channel
from bot.conversations.transcript import Transcript
from bot.database import Database
from bot.interviews import payloads
from bot.interviews.desk import InterviewDesk
from bot.interviews.engine import KEPT_DAYS
from bot.interviews.subjects import Plain
from tests.support.inquiries import Library


class Clock:
    def __init__(self) -> None:
        self.moment = now()

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(database: Database, clock: Clock) -> InterviewDesk:
    return InterviewDesk(database, {"library": Plain(Library())}, clock)


@pytest.fixture
async def chat(database: Database) -> str:
    return (await Transcript(database).open(Channel.WEB))[0]


async def test_a_turn_heard_again_is_applied_once_and_answered_alike(desk: InterviewDesk, chat: str) -> None:
    begun = await desk.begin(chat, "library", "借书证", turn=1)
    assert await desk.begin(chat, "library", "借书证", turn=1) == begun
    first = await desk.hear(chat, "自己", turn=2)
    assert await desk.hear(chat, "自己", turn=2) == first
    assert await desk.answers(chat, "library") == {"who": "自己"}


async def test_a_process_that_died_loses_no_answer(
    database: Database, desk: InterviewDesk, chat: str
) -> None:
    await desk.begin(chat, "library", "给孩子办", turn=1)
    await desk.hear(chat, "9", turn=2)
    another = InterviewDesk(database, {"library": Plain(Library())})
    heard = await another.hear(chat, "在", turn=3)
    assert heard
    assert "1. 您给谁问：孩子" in heard.replies[0].text


async def test_without_an_interview_a_message_is_none_of_its_business(desk: InterviewDesk, chat: str) -> None:
    assert await desk.hear(chat, "自己") is None
    assert await desk.answers(chat, "library") is None


async def test_after_the_end_messages_are_none_of_its_business_but_buttons_are(
    desk: InterviewDesk, chat: str
) -> None:
    await desk.begin(chat, "library", "")
    for said in ("自己", "40", "都对"):
        heard = await desk.hear(chat, said)
    assert heard
    assert not heard.going
    assert await desk.hear(chat, "谢谢") is None
    changed = await desk.hear(chat, payloads.spell("change", "age"))
    assert changed
    assert changed.going


async def test_one_that_was_left_is_taken_up_by_asking_for_it_again(desk: InterviewDesk, chat: str) -> None:
    await desk.begin(chat, "library", "给孩子办")
    await desk.hear(chat, "算了")
    assert await desk.hear(chat, "9") is None
    again = await desk.begin(chat, "library", "我要办借书证")
    assert again.replies[0].text.endswith("多大年纪？")


async def test_restarting_begins_with_nothing_told(desk: InterviewDesk, chat: str) -> None:
    await desk.begin(chat, "library", "给孩子办")
    heard = await desk.hear(chat, payloads.spell("restart"))
    assert heard
    assert await desk.answers(chat, "library") == {}


async def test_after_a_long_silence_a_message_is_no_answer_but_nothing_is_forgotten(
    desk: InterviewDesk, chat: str, clock: Clock
) -> None:
    await desk.begin(chat, "library", "给孩子办")
    clock.moment += timedelta(days=2)
    assert await desk.hear(chat, "9") is None
    assert await desk.answers(chat, "library") == {"who": "孩子"}
    assert (await desk.begin(chat, "library", "")).replies[0].text.endswith("多大年纪？")


async def test_what_was_kept_long_enough_is_erased(desk: InterviewDesk, chat: str, clock: Clock) -> None:
    await desk.begin(chat, "library", "给孩子办")
    clock.moment += timedelta(days=KEPT_DAYS, hours=1)
    assert await desk.erase_old() == 1
    assert await desk.answers(chat, "library") is None


async def test_a_thousand_interviews_at_once_lose_no_answer(database: Database, desk: InterviewDesk) -> None:
    count = 1000
    transcript = Transcript(database)
    gate = asyncio.Semaphore(40)

    async def one(number: int) -> bool:
        async with gate:
            chat, _ = await transcript.open(Channel.WEB)
            await desk.begin(chat, "library", "给孩子办", turn=3 * number)
            await desk.hear(chat, str(number % 90), turn=3 * number + 1)
            await desk.hear(chat, "在", turn=3 * number + 2)
            told = await desk.answers(chat, "library")
        return told == {"who": "孩子", "age": number % 90, "school": "在"}

    assert all(await asyncio.gather(*map(one, range(count))))


async def test_answers_heard_at_the_same_moment_are_both_applied(desk: InterviewDesk, chat: str) -> None:
    await desk.begin(chat, "library", "给孩子办", turn=1)
    press = payloads.spell("choose", "who", "自己")
    await asyncio.gather(desk.hear(chat, "9", turn=2), desk.hear(chat, press, turn=3))
    assert await desk.answers(chat, "library") == {"who": "自己", "age": 9}
