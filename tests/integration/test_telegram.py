"""The Telegram channel against a local Bot API: real HTTP, real python-telegram-bot, a real database file."""

import asyncio
import contextlib
import functools
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

import bot.conversations.tables  # noqa: F401  (declares the tables)
from bot.answers import payloads
from bot.channels.telegram import inbound, sender, wording
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.web import problems
from bot.conversations.dialogue import RasaClient
from bot.conversations.events import Bell
from bot.conversations.incoming import Incoming
from bot.conversations.model import Author, Channel, Message, Turn
from bot.conversations.pace import Pace
from bot.conversations.router import LIMITED, Router
from bot.conversations.transcript import Transcript
from bot.database import Database, metadata
from bot.errors import DialogueUnavailable
from bot.replies import Button, Citation, Reply
from bot.settings import Settings
from tests.support.bot_api import TOKEN, BotApi, parse_html

SECRET = "webhook-secret"
WANG, LI = 111, 222
PHOTO: dict[str, Any] = {"photo": [{"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}]}
ANSWER = Reply(
    "可以向劳动监察大队投诉。",
    citations=(
        Citation("劳动法", "第五十条", "工资应当以货币形式按月支付给劳动者本人。", date(1995, 1, 1)),
        Citation("保障农民工工资支付条例", "第三条"),
    ),
    buttons=(
        Button("要哪些材料？", '/ask_legal_question{"faq": "wages_papers"}'),
        Button("找人工", "/request_person"),
    ),
)


class StubDialogue:
    """Stands in for Rasa: answers what a test says."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answer: Callable[[str], Awaitable[list[Reply]]] = self._echo

    async def ask(self, _: str, text: str, turn: int) -> list[Reply]:  # noqa: ARG002
        self.asked.append(text)
        return await self.answer(text)

    async def _echo(self, text: str) -> list[Reply]:
        return [Reply(f"答：{text}")]

    def always(self, *replies: Reply) -> None:
        async def answer(_: str) -> list[Reply]:
            return list(replies)

        self.answer = answer


class Office:
    """One process: the channel over a database file, started and stopped like the app does it."""

    def __init__(self, api: BotApi, path: Path, **settings: Any) -> None:
        self.api = api
        self.database = Database(f"sqlite+aiosqlite:///{path}")
        self.transcript = Transcript(self.database)
        self.dialogue = StubDialogue()
        self.bell = Bell()
        self.settings = Settings(_env_file=None, telegram_token=TOKEN, telegram_api_url=api.url, **settings)
        self.router = Router(self.transcript, cast(RasaClient, self.dialogue), self._fallback, self.bell)

    async def _fallback(self, sent: str, _: str, __: int) -> list[Reply]:
        return [Reply(f"查到：{sent}")]

    @contextlib.asynccontextmanager
    async def open(self, *, delivering: bool = True) -> AsyncIterator["Office"]:
        async with self.database.engine.begin() as connection:
            await connection.run_sync(metadata.create_all)
        pace = Pace(self.settings.messages_per_second, self.settings.messages_per_minute, 100)
        self.channel = TelegramChannel(self.settings, self.transcript, self.router, self.bell, pace)
        before = asyncio.all_tasks()
        await self.channel.start()
        delivery = asyncio.create_task(self.channel.deliver_forever()) if delivering else None
        try:
            yield self
        finally:
            if delivery:
                delivery.cancel()
                await asyncio.gather(delivery, return_exceptions=True)
            await self.channel.stop()
            await self.database.close()
            await asyncio.sleep(0.05)
            here = {asyncio.current_task()}
            assert not [task for task in asyncio.all_tasks() - before - here if "uvicorn" not in repr(task)]

    async def history(self, chat: int) -> list[Message]:
        conversation_id = await self.transcript.open_external(Channel.TELEGRAM, str(chat))
        return await self.transcript.history(conversation_id)

    async def said(self, chat: int) -> list[str]:
        return [message.text for message in await self.history(chat) if message.author is Author.CITIZEN]


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi().serve() as server:
        yield server


@pytest.fixture
async def office(api: BotApi, tmp_path: Path) -> AsyncIterator[Office]:
    async with Office(api, tmp_path / "fawen.db").open() as opened:
        yield opened


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try again soon after a failure; read the certificates once, not for every test."""
    monkeypatch.setattr(sender, "FIRST_PAUSE_S", 0.05)
    monkeypatch.setattr(httpx, "create_ssl_context", _certificates)


_certificates = functools.cache(httpx.create_ssl_context)


# Questions, answers, buttons


async def test_a_question_is_answered_with_its_law_and_buttons(api: BotApi, office: Office) -> None:
    office.dialogue.always(ANSWER)
    await api.push(api.text(WANG, "老板拖欠我三个月工资"))
    await api.until(lambda: len(api.sent) == 1)
    (sent,) = api.sent
    assert sent["chat_id"] == str(WANG)
    assert sent["parse_mode"] == "HTML"
    assert sent["text"] == (
        "可以向劳动监察大队投诉。\n\n"
        "依据：《劳动法》第五十条（1995年1月1日起施行）\n"
        "<blockquote expandable>工资应当以货币形式按月支付给劳动者本人。</blockquote>\n\n"
        "依据：《保障农民工工资支付条例》第三条"
    )
    assert sent["reply_markup"]["inline_keyboard"] == [
        [{"text": "要哪些材料？", "callback_data": "b:2:0"}],
        [{"text": "找人工", "callback_data": "b:2:1"}],
    ]
    assert office.dialogue.asked == ["老板拖欠我三个月工资"]
    assert await office.said(WANG) == ["老板拖欠我三个月工资"]


async def test_a_pressed_button_says_its_payload_and_is_acknowledged(api: BotApi, office: Office) -> None:
    office.dialogue.always(ANSWER)
    await api.push(api.text(WANG, "老板拖欠我三个月工资"))
    await api.until(lambda: len(api.sent) == 1)
    await api.push(api.press(WANG, "b:2:0"))
    await api.until(lambda: len(api.sent) == 2)
    assert office.dialogue.asked[1] == '/ask_legal_question{"faq": "wages_papers"}'
    assert await office.said(WANG) == ["老板拖欠我三个月工资", "要哪些材料？"]
    (acknowledged,) = api.of("answerCallbackQuery")
    assert acknowledged["text"] == "您选了：要哪些材料？"


async def test_what_rates_an_answer_shares_a_row_and_all_else_has_its_own(
    api: BotApi, office: Office
) -> None:
    mark = payloads.Mark("a1", "labour-unpaid-wages")
    judging = (
        Button("不是我想问的", payloads.not_asked(mark)),
        Button("有帮助", payloads.rate(mark, useful=True)),
        Button("没帮助", payloads.rate(mark, useful=False)),
    )
    office.dialogue.always(Reply("答", buttons=(*ANSWER.buttons, *judging)))
    await api.push(api.text(WANG, "问"))
    await api.until(lambda: len(api.sent) == 1)
    rows = api.sent[0]["reply_markup"]["inline_keyboard"]
    assert [[button["text"] for button in row] for row in rows] == [
        ["要哪些材料？"],
        ["找人工"],
        ["不是我想问的"],
        ["有帮助", "没帮助"],
    ]
    await api.push(api.press(WANG, rows[-1][-1]["callback_data"]))
    await api.until(lambda: len(api.sent) == 2)
    assert office.dialogue.asked[-1] == payloads.rate(mark, useful=False)


@pytest.mark.parametrize("data", ["b:2:9", "b:1:0", "b:99:0", "/request_person", ""])
async def test_a_button_that_never_was_gets_a_kind_word(api: BotApi, office: Office, data: str) -> None:
    office.dialogue.always(ANSWER)
    await api.push(api.text(WANG, "问"))
    await api.until(lambda: len(api.sent) == 1)
    await api.push(api.press(WANG, data))
    await api.until(lambda: len(api.sent) == 2 and len(api.of("answerCallbackQuery")) == 1)
    assert api.texts(WANG)[1] == wording.BUTTON_GONE
    assert office.dialogue.asked == ["问"]


async def test_anothers_buttons_cannot_be_pressed(api: BotApi, office: Office) -> None:
    office.dialogue.always(ANSWER)
    await api.push(api.text(WANG, "问"))
    await api.until(lambda: len(api.sent) == 1)
    await api.push(api.press(LI, "b:2:0"))
    await api.until(lambda: len(api.sent) == 2)
    assert api.texts(LI) == [wording.BUTTON_GONE]


async def test_a_long_answer_comes_in_parts_with_buttons_under_the_last(api: BotApi, office: Office) -> None:
    sentence = "用人单位应当按照约定支付😀工资 & 补偿 <金>。"
    office.dialogue.always(
        Reply(
            sentence * 400,
            (Citation("劳动法", "第五十条", "条文。" * 1500),),
            (Button("找人工", "/request_person"),),
        )
    )
    await api.push(api.text(WANG, "问"))
    await api.until(lambda: bool(api.sent) and "reply_markup" in api.sent[-1])
    shown = [parse_html(message["text"]) for message in api.sent]
    assert len(shown) > 3
    assert "".join(shown).count(sentence) == 400
    assert "".join(shown).count("条文。") == 1500
    assert [("reply_markup" in message) for message in api.sent] == [False] * (len(shown) - 1) + [True]


async def test_start_and_help_welcome_and_open_the_conversation(api: BotApi, office: Office) -> None:
    await api.push(api.text(WANG, "/start"), api.text(WANG, "/help@fawen_bot"))
    await api.until(lambda: len(api.sent) == 2)
    assert api.texts(WANG) == [wording.WELCOME] * 2
    for needed in ("12348", "110", "身份证号", "境外", "网页"):
        assert needed in wording.WELCOME
    assert office.dialogue.asked == []
    await api.push(api.press(WANG, "b:2:0"))
    await api.until(lambda: len(api.sent) == 3)
    assert office.dialogue.asked == [wording.SAMPLES[0]]


async def test_other_commands_are_plain_words_to_the_dialogue(api: BotApi, office: Office) -> None:
    await api.push(api.text(WANG, "/restart"))
    await api.until(lambda: len(api.sent) == 1)
    assert office.dialogue.asked == ["／restart"]
    assert await office.said(WANG) == ["/restart"]


async def test_an_edited_message_is_a_new_one(api: BotApi, office: Office) -> None:
    await api.push(api.text(WANG, "老板不发"), api.edit(WANG, "老板不发工资"))
    await api.until(lambda: len(api.sent) == 2)
    assert office.dialogue.asked == ["老板不发", "老板不发工资"]


async def test_citizens_html_is_harmless(api: BotApi, office: Office) -> None:
    hostile = "<b>工资</b> <script>alert(1)</script> &lt; </blockquote> a<b & c"
    await api.push(api.text(WANG, hostile))
    await api.until(lambda: len(api.sent) == 1)
    assert parse_html(api.texts(WANG)[0]) == f"答：{hostile}"
    assert api.sent[0]["parse_mode"] == "HTML"


async def test_html_that_telegram_refuses_goes_out_as_plain_text(api: BotApi, office: Office) -> None:
    api.fail("sendMessage", status=400, description="Bad Request: can't parse entities: x")
    office.dialogue.always(ANSWER)
    await api.push(api.text(WANG, "问"))
    await api.until(lambda: len(api.sent) == 1)
    assert "parse_mode" not in api.sent[0]
    assert "<blockquote" not in api.sent[0]["text"]
    assert "reply_markup" in api.sent[0]


# What is not words


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PHOTO, "照片"),
        ({"voice": {"file_id": "f", "file_unique_id": "u", "duration": 3}}, "语音"),
        ({"location": {"longitude": 119.1, "latitude": 28.1}}, "位置"),
        ({"contact": {"phone_number": "13800000000", "first_name": "某"}}, "联系人"),
        ({"document": {"file_id": "f", "file_unique_id": "u"}}, "文件"),
        ({"dice": {"emoji": "🎲", "value": 3}}, "内容"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_what_is_not_words_is_declined_kindly(
    api: BotApi, office: Office, content: dict[str, Any], kind: str
) -> None:
    await api.push(api.message(WANG, **content))
    await api.until(lambda: len(api.sent) == 1)
    assert api.texts(WANG) == [wording.ONLY_TEXT.format(kind=kind)]
    assert await office.said(WANG) == [f"［{kind}，未保存］"]
    assert office.dialogue.asked == []


async def test_an_album_is_declined_once_and_its_caption_answered(api: BotApi, office: Office) -> None:
    photo = PHOTO | {"media_group_id": "77"}
    await api.push(
        api.message(WANG, **photo),
        api.message(WANG, caption="这份合同有效吗", **photo),
        api.message(WANG, **photo),
    )
    await api.until(lambda: len(api.sent) == 2)
    await asyncio.sleep(0.1)
    assert api.texts(WANG) == [wording.ONLY_TEXT.format(kind="照片"), "答：这份合同有效吗"]


async def test_groups_are_left_alone(api: BotApi, office: Office) -> None:
    said, shown, pressed = api.text(-5, "@fawen_bot 你好"), api.message(-5, **PHOTO), api.press(-5, "b:2:0")
    for message in (said["message"], shown["message"], pressed["callback_query"]["message"]):
        message["chat"] = {"id": -5, "type": "group", "title": "业主群"}
    await api.push(said, shown, pressed, api.text(LI, "问"))
    await api.until(lambda: len(api.sent) == 1 and len(api.of("answerCallbackQuery")) == 1)
    assert api.texts(LI) == ["答：问"]


async def test_service_messages_and_live_locations_are_passed_over(api: BotApi, office: Office) -> None:
    moved = api.edit(WANG, "")
    moved["edited_message"]["location"] = {"longitude": 119.1, "latitude": 28.1}
    timer = api.message(WANG, message_auto_delete_timer_changed={"message_auto_delete_time": 9})
    await api.push(timer, moved, api.text(WANG, "问"))
    await api.until(lambda: len(api.sent) == 1)
    assert api.texts(WANG) == ["答：问"]


# Once, in order, side by side


async def test_an_update_delivered_again_is_not_handled_again(api: BotApi, office: Office) -> None:
    updates = [api.text(WANG, "问"), api.text(WANG, "/start"), api.message(WANG, **PHOTO)]
    await api.push(*updates)
    await api.until(lambda: len(api.sent) == 3)
    await api.push(*updates, api.text(WANG, "又问"))
    await api.until(lambda: len(api.sent) == 4)
    await asyncio.sleep(0.1)
    assert api.texts(WANG)[3:] == ["答：又问"]
    assert office.dialogue.asked == ["问", "又问"]


async def test_nor_by_the_next_process(api: BotApi, tmp_path: Path) -> None:
    path = tmp_path / "fawen.db"
    updates = [api.text(WANG, "问"), api.text(WANG, "/start"), api.message(WANG, **PHOTO)]
    async with Office(api, path).open():
        await api.push(*updates)
        await api.until(lambda: len(api.sent) == 3)
    async with Office(api, path).open() as second:
        await api.push(*updates, api.text(WANG, "又问"))
        await api.until(lambda: len(api.sent) == 4)
        assert second.dialogue.asked == ["又问"]
    assert api.texts(WANG)[3:] == ["答：又问"]


async def test_one_slow_answer_does_not_hold_up_another_chat(api: BotApi, office: Office) -> None:
    gate = asyncio.Event()

    async def answer(text: str) -> list[Reply]:
        if text == "慢":
            await gate.wait()
        return [Reply(f"答：{text}")]

    office.dialogue.answer = answer
    await api.push(api.text(WANG, "慢"), api.text(WANG, "快一"), api.text(LI, "快二"))
    await api.until(lambda: api.texts(LI) == ["答：快二"])
    assert api.texts(WANG) == []
    gate.set()
    await api.until(lambda: len(api.texts(WANG)) == 2)
    assert api.texts(WANG) == ["答：慢", "答：快一"]  # within a chat in order


async def test_typing_is_shown_while_an_answer_takes_its_time(
    api: BotApi, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbound, "TYPING_AFTER_S", 0.05)
    gate = asyncio.Event()

    async def answer(_: str) -> list[Reply]:
        await gate.wait()
        return [Reply("好")]

    office.dialogue.answer = answer
    await api.push(api.text(WANG, "问"))
    await api.until(lambda: bool(api.of("sendChatAction")))
    gate.set()
    await api.until(lambda: len(api.sent) == 1)
    assert api.of("sendChatAction") == [{"chat_id": str(WANG), "action": "typing"}]


# Nothing is lost


async def test_what_was_stored_and_not_sent_is_sent_by_the_next_process(api: BotApi, tmp_path: Path) -> None:
    path = tmp_path / "fawen.db"
    async with Office(api, path).open(delivering=False) as dying:
        dying.dialogue.always(ANSWER, Reply("第二条"))
        await api.push(api.text(WANG, "问"))
        await api.until(lambda: bool(dying.dialogue.asked))
        while len(await dying.history(WANG)) < 3:
            await asyncio.sleep(0.01)
    assert api.sent == []
    async with Office(api, path).open():
        await api.until(lambda: len(api.sent) == 2)
    assert api.texts(WANG)[1] == "第二条"


async def test_after_a_crash_only_the_rest_is_sent(api: BotApi, tmp_path: Path) -> None:
    path = tmp_path / "fawen.db"
    api.fail("sendMessage", times=100, when=lambda call: call["text"] == "二")
    async with Office(api, path).open() as dying:
        dying.dialogue.always(Reply("一"), Reply("二"), Reply("三"))
        await api.push(api.text(WANG, "问"))
        await api.until(lambda: len(api.of("sendMessage")) >= 2)
    assert api.texts(WANG) == ["一"]
    api.heal()
    async with Office(api, path).open() as next_process:
        await api.until(lambda: len(api.sent) == 3)
        assert next_process.dialogue.asked == []
    assert api.texts(WANG) == ["一", "二", "三"]


async def test_an_update_is_acknowledged_only_once_it_is_stored(
    api: BotApi, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, failures = office.transcript.store, 2

    async def flaky(conversation_id: str, incoming: Incoming) -> tuple[Turn, bool]:
        nonlocal failures
        if failures:
            failures -= 1
            raise OperationalError("INSERT", {"text": incoming.text}, Exception("database is locked"))
        return await store(conversation_id, incoming)

    monkeypatch.setattr(office.transcript, "store", flaky)
    update = api.text(WANG, "问")
    with capture_logs() as logs:
        await api.push(update)
        await api.until(lambda: any(entry["event"] == "telegram_update_not_stored" for entry in logs))
        assert api.acknowledged <= update["update_id"]
        await api.until(lambda: api.texts(WANG) == ["答：问"])
    await api.until(lambda: api.acknowledged == update["update_id"] + 1)
    assert "问" not in str(logs)


async def test_429_is_waited_for_and_holds_up_nobody_else(api: BotApi, office: Office) -> None:
    api.fail(
        "sendMessage",
        status=429,
        description="Too Many Requests: retry after 1",
        retry_after=1,
        when=lambda call: call["chat_id"] == str(WANG),
    )
    await api.push(api.text(WANG, "问"), api.text(LI, "问"))
    await api.until(lambda: len(api.sent) == 1)
    assert api.texts(LI) == ["答：问"]
    await api.until(lambda: len(api.sent) == 2)
    assert api.texts(WANG) == ["答：问"]
    sends = [call for call in api.calls if call.method == "sendMessage"]
    tries = [call.at for call in sends if call.parameters["chat_id"] == str(WANG)]
    assert len(tries) == 2
    assert tries[1] - tries[0] >= 1


async def test_a_failing_telegram_is_tried_again_without_repeating_parts(api: BotApi, office: Office) -> None:
    api.fail("sendMessage", times=2, status=502, when=lambda call: call["text"].startswith("二"))
    office.dialogue.always(Reply("一" * 4096 + "二" * 9))
    await api.push(api.text(WANG, "问"))
    await api.until(lambda: len(api.sent) == 2)
    assert api.texts(WANG) == ["一" * 4096, "二" * 9]
    assert len(api.of("sendMessage")) == 4


async def test_who_blocked_the_bot_is_not_pursued(api: BotApi, office: Office) -> None:
    api.fail("sendMessage", status=403, description="Forbidden: bot was blocked by the user")
    await api.until(lambda: bool(api.of("getUpdates")))
    with capture_logs() as logs:
        await api.push(api.text(WANG, "问"))
        await api.until(lambda: len(api.of("sendMessage")) == 1)
        while await office.transcript.undelivered(Channel.TELEGRAM):
            await asyncio.sleep(0.01)
    assert {"telegram_undeliverable"} == {entry["event"] for entry in logs}
    assert str(WANG) not in str([{**entry, "conversation": ""} for entry in logs])
    await api.push(api.text(WANG, "又问"))
    await api.until(lambda: api.texts(WANG) == ["答：又问"])


async def test_staff_and_later_replies_are_pushed_too(api: BotApi, office: Office) -> None:
    await api.push(api.text(WANG, "问"))
    await api.until(lambda: len(api.sent) == 1)
    conversation_id = await office.transcript.open_external(Channel.TELEGRAM, str(WANG))
    turn, _ = await office.transcript.store(conversation_id, Incoming("later", text="在吗", sent="在吗"))
    await office.transcript.finish(turn, [(Author.STAFF, Reply("我在。"))], limited=False)
    office.bell.ring(conversation_id)
    await api.until(lambda: api.texts(WANG)[1:] == ["【工作人员】我在。"])


async def test_news_at_the_last_moment_of_a_delivery_is_not_left_lying(
    api: BotApi, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    history, late = office.transcript.history, True

    async def history_then_news(conversation_id: str, after: int = 0, limit: int = 500) -> list[Message]:
        nonlocal late
        found = await history(conversation_id, after, limit)
        if late and not found:  # the delivery believes that it is done, and someone says something
            late = False
            turn, _ = await office.transcript.store(
                conversation_id, Incoming("late", text="还有", sent="还有")
            )
            await office.transcript.finish(turn, [(Author.BOT, Reply("好"))], limited=False)
            office.bell.ring(conversation_id)
            await asyncio.sleep(0.1)
        return found

    monkeypatch.setattr(office.transcript, "history", history_then_news)
    await api.push(api.text(WANG, "问"))
    await api.until(lambda: "好" in api.texts(WANG), within_s=2)


async def test_a_look_that_a_delivery_overtakes_sends_nothing_twice(
    api: BotApi, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    undelivered = office.transcript.undelivered

    async def out_of_date(channel: Channel) -> list[tuple[str, str, int]]:
        found = await undelivered(channel)
        await asyncio.sleep(0.4 if api.of("sendMessage") else 0)
        return found

    monkeypatch.setattr(office.transcript, "undelivered", out_of_date)
    monkeypatch.setattr(sender, "FIRST_PAUSE_S", 0.2)
    api.fail("sendMessage")
    await api.push(api.text(WANG, "问"))
    await api.until(lambda: bool(api.of("sendMessage")))
    office.bell.ring("someone")  # a look begins while the message is on its way
    await api.until(lambda: bool(api.sent))
    await asyncio.sleep(0.6)
    assert api.texts(WANG) == ["答：问"]


async def test_delivery_can_be_stopped_at_the_very_moment_of_a_ring(api: BotApi, tmp_path: Path) -> None:
    async with Office(api, tmp_path / "fawen.db").open(delivering=False) as office:
        delivery = asyncio.create_task(office.channel.deliver_forever())
        await api.until(lambda: bool(api.of("getUpdates")))
        await asyncio.sleep(0.1)
        office.bell.ring("someone")
        await asyncio.sleep(0)
        delivery.cancel()
        stopped, _ = await asyncio.wait([delivery], timeout=2)
        delivery.cancel()
        assert stopped


# Errors


async def test_an_unexpected_error_is_never_shown_raw(api: BotApi, office: Office) -> None:
    async def answer(text: str) -> list[Reply]:
        raise RuntimeError(f"/srv/secret.py: {text}")

    office.dialogue.answer = answer
    await api.until(lambda: bool(api.of("getUpdates")))
    with capture_logs() as logs:
        await api.push(api.text(WANG, "我的隐私"))
        await api.until(lambda: len(api.sent) == 1)
    assert api.texts(WANG) == [wording.SAVED_NOT_ANSWERED]
    assert [entry["error"] for entry in logs] == ["RuntimeError"]
    assert "我的隐私" not in str(logs)
    assert await office.said(WANG) == ["我的隐私"]


async def test_an_unexpected_error_before_storing_says_so(
    api: BotApi, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: Any) -> None:
        raise KeyError("inside")

    monkeypatch.setattr(office.transcript, "store", broken)
    await api.push(api.text(WANG, "问"), api.text(WANG, "/start"))
    await api.until(lambda: len(api.sent) == 2)
    assert api.texts(WANG) == [wording.NOT_TAKEN] * 2


async def test_when_the_dialogue_is_down_the_knowledge_base_answers(api: BotApi, office: Office) -> None:
    async def down(_: str) -> list[Reply]:
        raise DialogueUnavailable("down")

    office.dialogue.answer = down
    await api.push(api.text(WANG, "问"))
    await api.until(lambda: len(api.sent) == 2)
    assert api.texts(WANG) == [LIMITED.text, "查到：问"]


async def test_too_long_is_explained(api: BotApi, office: Office) -> None:
    await api.push(api.text(WANG, "长" * 2001))
    await api.until(lambda: len(api.sent) == 1)
    assert "最多 2000 个字" in api.texts(WANG)[0]
    assert "reply_parameters" in api.sent[0]
    assert await office.said(WANG) == []


async def test_a_refusal_is_not_repeated_for_an_update_delivered_again(api: BotApi, office: Office) -> None:
    update = api.text(WANG, "长" * 2001)
    await api.push(update)
    await api.until(lambda: len(api.sent) == 1)
    await api.push(update, api.text(WANG, "问"))
    await api.until(lambda: api.texts(WANG)[1:] == ["答：问"])


async def test_too_fast_is_explained_once(api: BotApi, tmp_path: Path) -> None:
    async with Office(api, tmp_path / "fawen.db", messages_per_second=2).open() as office:
        await api.push(*(api.text(WANG, f"问{number}") for number in range(5)))
        await api.until(lambda: len(api.sent) >= 3)
        await asyncio.sleep(0.2)
        assert await office.said(WANG) == ["问0", "问1"]
        slow_down = [text for text in api.texts(WANG) if "您发得有点快" in text]
        assert 1 <= len(slow_down) <= 3


# Connecting


async def test_the_app_starts_although_telegram_is_unreachable(api: BotApi, tmp_path: Path) -> None:
    api.fail("getMe", times=2)
    async with asyncio.timeout(8):
        async with Office(api, tmp_path / "fawen.db").open():
            await api.push(api.text(WANG, "问"))
            await api.until(lambda: api.texts(WANG) == ["答：问"])
    assert api.of("deleteWebhook")


async def test_a_refused_token_is_logged_without_the_token(
    api: BotApi, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    api.fail("getMe", times=9, status=401, description="Unauthorized")
    with capture_logs() as logs:
        async with Office(api, tmp_path / "fawen.db").open():
            await api.until(lambda: any(entry["event"] == "telegram_token_refused" for entry in logs))
    assert TOKEN not in str(logs) + caplog.text


async def test_the_log_holds_no_token(api: BotApi, office: Office, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    await api.push(api.text(WANG, "问"))
    await api.until(lambda: len(api.sent) == 1)
    assert TOKEN not in caplog.text


# Webhook


@pytest.fixture
async def hooked(api: BotApi, tmp_path: Path) -> AsyncIterator[Office]:
    office = Office(
        api,
        tmp_path / "fawen.db",
        telegram_mode="webhook",
        telegram_webhook_secret=SECRET,
        public_url="https://fawen.example/",
    )
    async with office.open():
        yield office


def _telegram(office: Office) -> httpx.AsyncClient:
    app = FastAPI()
    problems.install(app)
    app.include_router(office.channel.webhook_routes())
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://app")


def _shown(secret: str) -> dict[str, str]:
    return {"X-Telegram-Bot-Api-Secret-Token": secret}


async def test_the_webhook_is_registered_with_its_secret(api: BotApi, hooked: Office) -> None:
    await api.until(lambda: bool(api.of("setWebhook")))
    (registered,) = api.of("setWebhook")
    assert registered["url"] == "https://fawen.example/telegram/webhook"
    assert registered["secret_token"] == SECRET
    assert registered["allowed_updates"] == ["message", "edited_message", "callback_query"]
    assert api.of("getUpdates") == []


async def test_the_webhook_takes_an_update_once(api: BotApi, hooked: Office) -> None:
    update = api.text(WANG, "问")
    async with _telegram(hooked) as telegram:
        again = (telegram.post("/telegram/webhook", json=update, headers=_shown(SECRET)) for _ in range(3))
        answers = await asyncio.gather(*again)
        assert [answer.status_code for answer in answers] == [200, 200, 200]
        await api.until(lambda: len(api.sent) == 1)
        await asyncio.sleep(0.1)
    assert hooked.dialogue.asked == ["问"]
    assert api.texts(WANG) == ["答：问"]


async def test_the_webhook_answers_before_the_dialogue_does(api: BotApi, hooked: Office) -> None:
    gate = asyncio.Event()

    async def answer(_: str) -> list[Reply]:
        await gate.wait()
        return [Reply("好")]

    hooked.dialogue.answer = answer
    async with _telegram(hooked) as telegram:
        taken = await telegram.post("/telegram/webhook", json=api.text(WANG, "问"), headers=_shown(SECRET))
    assert taken.status_code == 200
    assert await hooked.said(WANG) == ["问"]
    gate.set()
    await api.until(lambda: api.texts(WANG) == ["好"])


@pytest.mark.parametrize("headers", [{}, _shown(""), _shown("wrong"), _shown(SECRET + "x"), _shown("\u00fc")])
async def test_the_webhook_refuses_who_does_not_know_the_secret(
    api: BotApi, hooked: Office, headers: dict[str, str]
) -> None:
    async with _telegram(hooked) as telegram:
        raw = {name: value.encode("latin-1") for name, value in headers.items()}
        refused = await telegram.post("/telegram/webhook", json=api.text(WANG, "问"), headers=cast(Any, raw))
    assert refused.status_code == 401
    assert refused.headers["content-type"] == "application/problem+json"
    assert await hooked.said(WANG) == []


@pytest.mark.parametrize("body", [b"{", b"[]", b"{}", b"7", b'{"update_id": 1, "message": {}}', b"\xff"])
async def test_the_webhook_shrugs_at_what_is_no_update(hooked: Office, body: bytes) -> None:
    async with _telegram(hooked) as telegram:
        taken = await telegram.post("/telegram/webhook", content=body, headers=_shown(SECRET))
    assert taken.status_code == 200


async def test_the_webhook_asks_for_an_update_again_that_could_not_be_stored(
    api: BotApi, hooked: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def locked(*_: Any) -> None:
        raise OperationalError("INSERT", {}, Exception("database is locked"))

    update = api.text(WANG, "问")
    async with _telegram(hooked) as telegram:
        with monkeypatch.context() as patch:
            patch.setattr(hooked.transcript, "store", locked)
            first = await telegram.post("/telegram/webhook", json=update, headers=_shown(SECRET))
        again = await telegram.post("/telegram/webhook", json=update, headers=_shown(SECRET))
        assert (first.status_code, again.status_code) == (503, 200)
        await api.until(lambda: api.texts(WANG) == ["答：问"])
