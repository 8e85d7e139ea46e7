"""How a code is handed out and what is said to one, on the web and on Telegram."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from bot.conversations.carry_over import CarryOver, arrival
from bot.conversations.continuation_codes import find_code, make_code
from bot.conversations.continuations import Continuations
from bot.conversations.model import Channel
from bot.conversations.pace import Pace
from bot.conversations.transcript import Transcript
from bot.database import Database
from bot.errors import ConversationNotFound
from bot.interviews import payloads
from bot.interviews.desk import InterviewDesk
from bot.interviews.subjects import Plain
from tests.support.clocks import HandClock
from tests.support.inquiries import Library

URL = "https://fawen.example"
CLAIM = "a-secret-of-the-browser"


@pytest.fixture
def clock() -> HandClock:
    clock = HandClock()
    clock.moment = datetime(2026, 11, 23, 1, 5, tzinfo=UTC)
    return clock


@pytest.fixture
def desk(database: Database, clock: HandClock) -> InterviewDesk:
    return InterviewDesk(database, {"library": Plain(Library())}, clock)


@pytest.fixture
def continuations(database: Database, desk: InterviewDesk, clock: HandClock) -> Continuations:
    return Continuations(database, [desk.carry], clock, timedelta(hours=24), arrival(desk))


@pytest.fixture
def carry_over(
    database: Database, transcript: Transcript, continuations: Continuations, desk: InterviewDesk
) -> CarryOver:
    return CarryOver(database, transcript, continuations, desk, Pace(1000, 1000, 1000), URL + "/")


@pytest.fixture
def without_address(
    database: Database, transcript: Transcript, continuations: Continuations, desk: InterviewDesk
) -> CarryOver:
    return CarryOver(database, transcript, continuations, desk, Pace(1000, 1000, 1000), "")


@pytest.fixture
async def web(transcript: Transcript) -> str:
    return (await transcript.open(Channel.WEB))[0]


@pytest.fixture
async def telegram(transcript: Transcript) -> str:
    return await transcript.open_external(Channel.TELEGRAM, "42")


async def told(carry_over: CarryOver, chat: str) -> tuple[str, str]:
    (reply,) = await carry_over.reply(chat)
    code = find_code(reply.text)
    assert code
    assert not re.search("[a-z]{3,}", reply.text.replace(f"{URL}/#fawen={code}", "")), "no English"
    return reply.text, code


async def test_on_the_web_the_link_and_the_code_are_told_with_what_to_mind(
    carry_over: CarryOver, web: str, desk: InterviewDesk
) -> None:
    await desk.begin(web, "library", "")
    text, code = await told(carry_over, web)
    assert f"{URL}/#fawen={code}" in text
    assert text.count(code) == 2
    assert "11月24日9点05分" in text
    assert "“借书证”" in text
    assert "只能用一次" in text
    assert "不要转给别人" in text


async def test_without_an_address_there_is_the_code_alone(without_address: CarryOver, web: str) -> None:
    text, code = await told(without_address, web)
    assert "http" not in text
    assert text.count(code) == 1


async def test_telegram_is_led_to_the_bureaus_own_page(carry_over: CarryOver, telegram: str) -> None:
    text, code = await told(carry_over, telegram)
    assert f"{URL}/#fawen={code}\n" in text
    assert "不要写在这里" in text
    assert "不会传回这里" in text


async def test_telegram_without_an_address_sends_the_code_to_the_page(
    without_address: CarryOver, telegram: str
) -> None:
    text, _ = await told(without_address, telegram)
    assert "http" not in text
    assert "公共法律服务网页" in text


async def test_asked_again_the_older_code_is_void(
    carry_over: CarryOver, telegram: str, web: str, continuations: Continuations
) -> None:
    _, older = await told(carry_over, telegram)
    _, newer = await told(carry_over, telegram)
    (reply,) = await carry_over.taken(web, older) or []
    assert "没有找到" in reply.text
    assert await continuations.open(newer, CLAIM)


async def test_a_code_in_words_brings_the_interview_and_a_button_that_goes_on(
    carry_over: CarryOver, telegram: str, web: str, desk: InterviewDesk
) -> None:
    await desk.begin(telegram, "library", "给孩子办")
    _, code = await told(carry_over, telegram)
    said = f"我的接续码是 {code.lower()}"
    (reply,) = await carry_over.taken(web, said) or []
    assert "“借书证”还没做完" in reply.text
    assert [(one.title, one.payload) for one in reply.buttons] == [
        ("接着往下答", payloads.spell("resume", subject="library"))
    ]
    assert await carry_over.taken(web, said) == [reply], "the same turn heard again"
    heard = await desk.hear(web, reply.buttons[0].payload)
    assert heard
    assert "多大年纪" in heard.replies[0].text


async def test_where_nothing_was_left_it_is_said(carry_over: CarryOver, telegram: str, web: str) -> None:
    (reply,) = await carry_over.taken(web, (await told(carry_over, telegram))[1]) or []
    assert "没有做到一半的事" in reply.text
    assert reply.buttons == ()


async def test_a_link_that_was_pasted_is_a_code_too(carry_over: CarryOver, telegram: str, web: str) -> None:
    _, code = await told(carry_over, telegram)
    (reply,) = await carry_over.taken(web, f"{URL}/#fawen={code}") or []
    assert "接上了" in reply.text


async def test_other_words_are_none_of_its_business(carry_over: CarryOver, web: str) -> None:
    assert await carry_over.taken(web, "老板拖欠工资怎么办") is None


async def test_a_slip_is_said_to_be_one(carry_over: CarryOver, web: str) -> None:
    (reply,) = await carry_over.taken(web, "JX-2222-2222-222A") or []
    assert "打错了一位" in reply.text


async def test_guessing_is_slowed_down_and_a_good_code_waits_as_well(
    carry_over: CarryOver, telegram: str, web: str, transcript: Transcript
) -> None:
    for _ in range(20):
        (reply,) = await carry_over.taken(web, make_code()) or []
        assert "没有找到" in reply.text
    _, code = await told(carry_over, telegram)
    (reply,) = await carry_over.taken(web, code) or []
    assert re.search(r"请过 \d+ 分钟再试", reply.text)
    other, _ = await transcript.open(Channel.WEB)
    (reply,) = await carry_over.taken(other, code) or []
    assert "接上了" in reply.text, "others are not slowed down, and nothing was used up"


async def test_opened_by_its_link_the_conversation_says_how_to_go_on(
    continuations: Continuations,
    carry_over: CarryOver,
    telegram: str,
    desk: InterviewDesk,
    transcript: Transcript,
) -> None:
    await desk.begin(telegram, "library", "")
    new, _ = await continuations.open((await told(carry_over, telegram))[1], CLAIM)
    (last,) = await transcript.history(new)
    assert "“借书证”还没做完" in last.text
    assert [one.payload for one in last.buttons] == [payloads.spell("resume", subject="library")]


async def test_no_conversation_no_code(carry_over: CarryOver) -> None:
    with pytest.raises(ConversationNotFound):
        await carry_over.reply("0" * 32)
