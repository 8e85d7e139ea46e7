"""Interviews that come along into another conversation."""

import pytest
from cryptography.fernet import Fernet

from bot.conversations.model import Channel
from bot.conversations.transcript import Transcript
from bot.database import Database
from bot.interviews import payloads
from bot.interviews.carrying import Unfinished
from bot.interviews.conclusions import Conclusions
from bot.interviews.desk import InterviewDesk
from bot.interviews.engine import KEPT_DAYS
from bot.interviews.subjects import Plain
from bot.vault import Vault
from tests.support.clocks import HandClock
from tests.support.inquiries import Library


class Swimming(Library):
    title = "游泳证"
    intent = "swimming_card"


class Diary(Library):
    title = "日记"
    intent = "diary"
    private = True


RESUME = payloads.spell("resume", subject="library")


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def desk(database: Database, clock: HandClock) -> InterviewDesk:
    subjects = {
        "library": Plain(Library()),
        "swimming": Plain(Swimming()),
        "diary": Plain(Diary()),
    }
    return InterviewDesk(database, subjects, clock, Vault([Fernet.generate_key().decode()]))


@pytest.fixture
async def chats(transcript: Transcript) -> tuple[str, str]:
    return (await transcript.open(Channel.WEB))[0], (await transcript.open(Channel.WEB))[0]


async def carry(
    database: Database, desk: InterviewDesk, old: str, new: str, *, whole: bool = False
) -> list[Unfinished]:
    async with database.transaction() as connection:
        await desk.carry(connection, old, new, whole=whole)
        return await desk.unfinished(connection, new)


async def test_it_goes_on_where_it_was_left_and_the_old_one_stays(
    database: Database, desk: InterviewDesk, chats: tuple[str, str]
) -> None:
    old, new = chats
    await desk.begin(old, "library", "给孩子办", turn=1)
    assert await carry(database, desk, old, new) == [Unfinished("借书证", RESUME)]
    heard = await desk.hear(new, RESUME, turn=1)
    assert heard
    assert "多大年纪" in heard.replies[0].text, "the turn's number is of another conversation"
    await desk.hear(new, "9", turn=2)
    assert await desk.answers(new, "library") == {"who": "孩子", "age": 9}
    assert await desk.answers(old, "library") == {"who": "孩子"}


async def test_one_that_was_finished_comes_along_but_is_not_to_be_gone_on_with(
    database: Database, desk: InterviewDesk, chats: tuple[str, str]
) -> None:
    old, new = chats
    await desk.begin(old, "library", "")
    for said in ("自己", "30", payloads.spell("finish")):
        await desk.hear(old, said)
    assert await carry(database, desk, old, new) == []
    assert await desk.answers(new, "library") == {"who": "自己", "age": 30}


async def test_a_later_one_is_not_covered_up(
    database: Database, desk: InterviewDesk, chats: tuple[str, str], clock: HandClock
) -> None:
    old, new = chats
    await desk.begin(old, "library", "给孩子办")
    clock.advance(minutes=1)
    await desk.begin(new, "library", "")
    await carry(database, desk, old, new)
    assert await desk.answers(new, "library") == {}


async def test_one_left_goes_before_a_later_one_that_is_finished(
    database: Database, desk: InterviewDesk, chats: tuple[str, str], clock: HandClock
) -> None:
    old, new = chats
    await desk.begin(old, "library", "给孩子办")
    clock.advance(minutes=1)
    await desk.begin(new, "library", "")
    for said in ("自己", "30", payloads.spell("finish")):
        await desk.hear(new, said)
    assert await carry(database, desk, old, new) == [Unfinished("借书证", RESUME)]
    assert await desk.answers(new, "library") == {"who": "孩子"}


@pytest.mark.parametrize("there_first", [True, False])
async def test_what_is_being_asked_here_goes_on_being_asked(
    database: Database, desk: InterviewDesk, chats: tuple[str, str], clock: HandClock, there_first: bool
) -> None:
    old, new = chats
    first, second = (("swimming", old), ("library", new))[:: 1 if there_first else -1]
    await desk.begin(first[1], first[0], "")
    clock.advance(minutes=1)
    await desk.begin(second[1], second[0], "")
    assert await carry(database, desk, old, new) == [
        Unfinished("借书证", RESUME),
        Unfinished("游泳证", payloads.spell("resume", subject="swimming")),
    ]
    await desk.hear(new, "自己")
    assert await desk.answers(new, "library") == {"who": "自己"}
    assert await desk.answers(new, "swimming") == {}


async def test_carried_twice_it_stands_once(
    database: Database, desk: InterviewDesk, chats: tuple[str, str]
) -> None:
    old, new = chats
    await desk.begin(old, "library", "")
    await carry(database, desk, old, new, whole=True)
    await desk.hear(new, "自己")
    assert len(await carry(database, desk, old, new)) == 1
    assert await desk.answers(new, "library") == {"who": "自己"}


async def test_what_is_kept_no_longer_does_not_come_along(
    database: Database, desk: InterviewDesk, chats: tuple[str, str], clock: HandClock
) -> None:
    old, new = chats
    await desk.begin(old, "library", "")
    clock.advance(days=KEPT_DAYS)
    assert await carry(database, desk, old, new) == []
    assert await desk.answers(new, "library") is None


async def test_with_its_messages_it_goes_on_listening(
    database: Database, desk: InterviewDesk, chats: tuple[str, str]
) -> None:
    old, new = chats
    await desk.begin(old, "library", "")
    await carry(database, desk, old, new, whole=True)
    assert await desk.listens(new)
    await desk.hear(new, "自己")
    assert await desk.answers(new, "library") == {"who": "自己"}


async def test_where_its_question_is_not_to_be_seen_no_word_is_taken_for_an_answer(
    database: Database, desk: InterviewDesk, chats: tuple[str, str]
) -> None:
    old, new = chats
    await desk.begin(old, "library", "")
    await carry(database, desk, old, new)
    assert not await desk.listens(new)
    assert await desk.hear(new, "自己") is None
    await desk.hear(new, RESUME)
    assert await desk.listens(new)
    assert await desk.listens(old), "it is a copy"


async def test_what_was_finished_comes_along_beneath_what_was_begun_again(
    database: Database, desk: InterviewDesk, chats: tuple[str, str], clock: HandClock
) -> None:
    old, new = chats
    await desk.begin(old, "library", "")
    for said in ("自己", "30", payloads.spell("finish")):
        await desk.hear(old, said)
    clock.advance(minutes=1)
    await desk.begin(old, "library", "给孩子办")
    assert await carry(database, desk, old, new) == [Unfinished("借书证", RESUME)]
    assert await desk.answers(new, "library") == {"who": "孩子"}
    assert await Conclusions(database).of(new, "library") == {"who": "自己", "age": 30}


async def test_a_private_one_is_moved_so_that_what_it_does_is_done_once(
    database: Database, desk: InterviewDesk, chats: tuple[str, str], clock: HandClock
) -> None:
    old, new = chats
    await desk.begin(old, "diary", "给孩子办")
    clock.advance(minutes=1)
    await desk.begin(old, "diary", "")
    assert [one.title for one in await carry(database, desk, old, new, whole=True)] == ["日记"]
    assert await desk.answers(old, "diary") is None
    assert await desk.answers(new, "diary") == {"who": "孩子"}
    assert await desk.shown(new, "9") is not None, "its answers are still heard in confidence"
