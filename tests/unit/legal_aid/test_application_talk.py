"""From the screening's end to the receipt and beyond: nothing personal lies open on the way."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text

from bot.bootstrap.services import Services, create_services
from bot.clock import now
from bot.conversations.events import Bell
from bot.conversations.incoming import Incoming
from bot.conversations.model import Channel, TurnResult
from bot.conversations.pace import Pace
from bot.conversations.router import Router
from bot.conversations.transcript import Transcript
from bot.database import Database
from bot.interviews.payloads import spell
from bot.replies import Reply
from bot.settings import Settings
from tests.support.applicants import MIGRANT_WAGES
from tests.support.dialogues import EchoDialogue

SECRETS = ("王小明", "13812345678", "中山路8号")
Say = Callable[..., Awaitable[TurnResult]]


@pytest.fixture
def services(tmp_path: Path, database: Database) -> Services:
    settings = Settings(_env_file=None, data_dir=tmp_path, data_keys=Fernet.generate_key().decode())
    return create_services(settings, database, Transcript(database), Pace(1000, 1000, 1000))


@pytest.fixture
def dialogue() -> EchoDialogue:
    return EchoDialogue()


@pytest.fixture
def router(database: Database, services: Services, dialogue: EchoDialogue) -> Router:
    async def nothing(*_: object) -> list[Reply]:
        return [Reply("…")]

    return Router(Transcript(database), dialogue, nothing, Bell(), confidences=services.confidences)


@pytest.fixture
async def chat(database: Database, services: Services) -> str:
    """A conversation whose screening is finished."""
    conversation_id, _ = await Transcript(database).open(Channel.WEB)
    await _screened(services, conversation_id)
    return conversation_id


async def _screened(services: Services, conversation_id: str) -> None:
    desk = services.desk
    await desk.begin(conversation_id, "legal_aid", "老板拖欠我工资，我是来打工的")
    for name, value in MIGRANT_WAGES.items():
        await desk.hear(conversation_id, spell("choose", name, value, "legal_aid"))
    for _ in range(14):
        heard = await desk.hear(conversation_id, spell("finish", subject="legal_aid"))
        assert heard
        if not heard.going:
            return
        choices = [one.payload for one in heard.replies[-1].buttons if '"choose"' in one.payload]
        await desk.hear(conversation_id, choices[-1])
    raise AssertionError("the screening does not end")


async def say(router: Router, chat: str, number: int, said: str) -> TurnResult:
    return await router.receive(chat, Incoming(f"m{number}", text=said, sent=said))


async def applied(services: Services, router: Router, chat: str) -> str:
    await services.desk.begin(chat, "legal_aid_application", "")
    told = ("同意", "同意", "王小明", "不填", "13812345678", "龙泉市剑池街道中山路8号")
    for place, one in enumerate(told):
        await say(router, chat, place, one)
    done = await services.desk.hear(chat, spell("finish", subject="legal_aid_application"), turn=1000)
    assert done
    assert "申请已经提交" in done.replies[0].text
    assert services.applications
    (number,) = await services.applications.made_in(chat)
    return number


async def everything_stored(database: Database) -> str:
    async with database.reading() as connection:
        tables = ("messages", "turns", "interviews", "applications", "application_events")
        rows = [str((await connection.execute(text(f"SELECT * FROM {one}"))).all()) for one in tables]
    return "\n".join(rows)


async def test_nothing_personal_lies_open_and_the_dialogue_never_hears_it(
    database: Database, services: Services, router: Router, dialogue: EchoDialogue, chat: str
) -> None:
    await applied(services, router, chat)
    stored = await everything_stored(database)
    assert not [one for one in SECRETS if one in stored]
    assert not [one for one in SECRETS if any(one in asked for asked in dialogue.asked)]
    shown = [message.text for message in await Transcript(database).history(chat)]
    assert "姓名：王**" in shown


async def test_handing_in_twice_makes_one_application(services: Services, router: Router, chat: str) -> None:
    number = await applied(services, router, chat)
    again = await services.desk.hear(chat, spell("finish", subject="legal_aid_application"), turn=1000)
    assert again
    assert number in again.replies[0].text
    assert services.applications
    assert await services.applications.made_in(chat) == [number]


async def test_without_a_screening_the_screening_comes_first(database: Database, services: Services) -> None:
    chat, _ = await Transcript(database).open(Channel.WEB)
    heard = await services.desk.begin(chat, "legal_aid_application", "")
    assert "申请之前" in heard.replies[0].text
    assert heard.going


async def test_over_telegram_nothing_personal_is_asked(database: Database, services: Services) -> None:
    chat = await Transcript(database).open_external(Channel.TELEGRAM, "77")
    await _screened(services, chat)
    heard = await services.desk.begin(chat, "legal_aid_application", "")
    assert not heard.going
    assert "境外" in heard.replies[0].text


async def test_its_own_conversation_asks_for_the_status_without_a_number(
    services: Services, router: Router, chat: str
) -> None:
    number = await applied(services, router, chat)
    (status,) = await services.counters.attend(chat, "application_status", "查进度") or []
    assert number in status.text
    assert "正在审查" in status.text
    assert "最晚" in status.text
    assert {"传材料", "撤回申请", "删除我的申请"} <= {button.title for button in status.buttons}


async def test_another_conversation_needs_number_and_phone_which_is_shown_masked(
    database: Database, services: Services, router: Router, dialogue: EchoDialogue, chat: str
) -> None:
    number = await applied(services, router, chat)
    other, _ = await Transcript(database).open(Channel.WEB)
    done = await say(router, other, 1, f"帮我查 {number} 电话 138 1234 5678")
    assert "正在审查" in done.messages[0].text
    wrong = await say(router, other, 2, f"{number} 13900000000")
    assert "没有查到" in wrong.messages[0].text
    alone = await say(router, other, 3, number)
    assert "电话" in alone.messages[0].text
    then = await say(router, other, 4, "13812345678")
    assert "正在审查" in then.messages[0].text
    stored = await everything_stored(database)
    assert not [one for one in SECRETS if one in stored]
    assert dialogue.asked == []


async def test_a_phone_alone_is_nobodys_business(
    database: Database, router: Router, dialogue: EchoDialogue
) -> None:
    chat, _ = await Transcript(database).open(Channel.WEB)
    await say(router, chat, 1, "对方电话是13812345678，欠我钱")
    assert dialogue.asked == ["对方电话是13812345678，欠我钱"]


async def test_it_is_taken_back_after_a_second_question(
    services: Services, router: Router, chat: str
) -> None:
    await applied(services, router, chat)
    (asked,) = await services.counters.attend(chat, "withdraw_application", "撤回我的申请") or []
    assert "确定" in asked.text
    yes = next(one for one in asked.buttons if one.title == "确定撤回")
    (done,) = await services.counters.attend(chat, "", yes.payload) or []
    assert "已经撤回" in done.text


async def test_it_is_erased_by_number_and_phone_from_another_conversation(
    database: Database, services: Services, router: Router, chat: str
) -> None:
    number = await applied(services, router, chat)
    other, _ = await Transcript(database).open(Channel.WEB)
    status = (await say(router, other, 1, f"{number}，13812345678")).messages[0]
    erase = next(one for one in status.buttons if one.title == "删除我的申请")
    (sure,) = await services.counters.attend(other, "", erase.payload) or []
    yes = next(one for one in sure.buttons if one.title == "确定删除")
    elsewhere, _ = await Transcript(database).open(Channel.WEB)
    (stolen,) = await services.counters.attend(elsewhere, "", yes.payload) or []
    assert "过时" in stolen.text
    (done,) = await services.counters.attend(other, "", yes.payload) or []
    assert "已经删除" in done.text
    gone = (await say(router, other, 2, f"{number}，13812345678")).messages[0]
    assert "没有查到" in gone.text


async def test_a_pass_does_not_last(
    database: Database, services: Services, router: Router, chat: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = await applied(services, router, chat)
    status = (await say(router, chat, 90, f"{number}，13812345678")).messages[0]
    erase = next(one for one in status.buttons if one.title == "删除我的申请")
    talk = services.counters._counters[0]
    later: datetime = now() + timedelta(hours=2)
    monkeypatch.setattr(talk, "_now", lambda: later)
    (late,) = await services.counters.attend(chat, "", erase.payload) or []
    assert "过时" in late.text


async def test_a_message_told_in_confidence_survives_a_process_that_died(
    database: Database, services: Services, router: Router, chat: str
) -> None:
    await services.desk.begin(chat, "legal_aid_application", "")
    await say(router, chat, 1, "同意")
    await say(router, chat, 2, "同意")
    assert services.confidences
    taken = await services.confidences.take(chat, Incoming("m3", text="王小明", sent="王小明"))
    await Transcript(database).store(chat, taken)  # and then the power went
    assert "王小明" not in await everything_stored(database)
    await Transcript(database).release_claims()
    await router.resume()
    told = await services.desk.answers(chat, "legal_aid_application")
    assert told
    assert told["name"] == "王小明"
    assert "王小明" not in await everything_stored(database)
