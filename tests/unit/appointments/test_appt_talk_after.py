"""After the booking: how it stands, another time, cancelling; from its own conversation and from another."""

from collections.abc import Sequence

import pytest
from icalendar import Calendar
from sqlalchemy import text

from bot.appointments.codes import shown
from bot.appointments.model import Appointment
from bot.appointments.states import State
from bot.appointments.talking.calendar_file import calendar_file
from bot.appointments.talking.receipts import case_of
from bot.conversations.events import Bell
from bot.conversations.incoming import Incoming
from bot.conversations.router import Router
from bot.conversations.transcript import Transcript
from bot.database import Database
from bot.replies import Reply
from tests.support.bookings import Counter, catalogue
from tests.support.dialogues import EchoDialogue
from tests.unit.appointments.office import Clock, here

PHONE = "13812345678"


@pytest.fixture
def counter(database: Database, clock: Clock) -> Counter:
    return Counter(database, clock)


@pytest.fixture
def dialogue() -> EchoDialogue:
    return EchoDialogue()


@pytest.fixture
def router(database: Database, counter: Counter, dialogue: EchoDialogue) -> Router:
    async def nothing(*_: object) -> list[Reply]:
        return [Reply("…")]

    return Router(Transcript(database), dialogue, nothing, Bell(), confidences=counter.confidences)


async def booked(counter: Counter) -> tuple[str, Appointment]:
    chat = await counter.chat()
    await counter.begin(chat, "notarization", "约个放弃继承的公证，下周四上午九点")
    for _ in range(20):
        asked = await counter.say(chat, "没有的按钮")
        if "手头" in asked.replies[-1].text:
            await counter.press(chat, asked, "都有了")
        elif "您同意吗" in asked.replies[-1].text:
            break
        else:
            wanted = ("国内", "可以来", "自己办", "都同意", "没有争", "清楚", "不填", "到窗口")
            names = [one.title for one in asked.replies[-1].buttons]
            title = next((name for word in wanted for name in names if word in name), names[0])
            await counter.press(chat, asked, title)
    await counter.say(chat, "同意", f"王小明 {PHONE}")
    await counter.finish(chat, "notarization")
    (made,) = await counter.booking.of_conversation(chat)
    return chat, made


async def attend(counter: Counter, chat: str, intent: str, sent: str) -> Sequence[Reply]:
    replies = await counter.counters.attend(chat, intent, sent)
    assert replies
    return replies


async def press(counter: Counter, chat: str, reply: Reply, title: str) -> Reply:
    payload = next(one.payload for one in reply.buttons if title in one.title)
    return (await attend(counter, chat, "", payload))[0]


async def test_its_own_conversation_needs_nothing_more(counter: Counter) -> None:
    chat, made = await booked(counter)
    (status,) = await attend(counter, chat, "check_appointment", "我的预约")
    assert shown(made.code) in status.text
    assert "3月12日（周四）09:00" in status.text
    assert "已约好" in status.text
    assert {"改时间", "取消预约"} <= {one.title for one in status.buttons}


async def test_cancelling_asks_once_and_gives_the_time_back(counter: Counter) -> None:
    chat, made = await booked(counter)
    (asked,) = await attend(counter, chat, "cancel_appointment", "取消预约")
    assert "确定" in asked.text
    assert (await counter.booking.get(made.id)).state is State.BOOKED
    assert "已经取消" in (await press(counter, chat, asked, "确定取消")).text
    assert (await counter.booking.get(made.id)).state is State.CANCELLED
    twice = await press(counter, chat, asked, "确定取消")
    assert "取消" in twice.text


async def test_another_time_is_said_or_pressed(counter: Counter) -> None:
    chat, made = await booked(counter)
    (offer,) = await attend(counter, chat, "change_appointment", "把预约改到下周五下午")
    assert all("3月13日（周五）" in one.title for one in offer.buttons[:-2])
    changed = await press(counter, chat, offer, "3月13日（周五）14:00")
    assert "改好了" in changed.text
    assert (await counter.booking.get(made.id)).slot.starts_at == here(13, 14)


async def test_another_conversation_needs_code_and_phone_which_is_shown_masked(
    database: Database, counter: Counter, router: Router, dialogue: EchoDialogue
) -> None:
    _, made = await booked(counter)
    other = await counter.chat()

    async def say(number: int, said: str) -> Reply:
        done = await router.receive(other, Incoming(f"m{number}", text=said, sent=said))
        return Reply(done.messages[0].text, buttons=tuple(done.messages[0].buttons))

    status = await say(1, f"帮我查预约 {shown(made.code)} 电话 138 1234 5678")
    assert "已约好" in status.text
    assert "没有查到" in (await say(2, f"{made.code} 13900000000")).text
    assert "电话" in (await say(3, shown(made.code))).text
    assert "已约好" in (await say(4, PHONE)).text
    async with database.reading() as connection:
        rows = [
            str((await connection.execute(text(f"SELECT * FROM {one}"))).all())
            for one in ("messages", "turns", "appointments", "appointment_events")
        ]
    assert not [one for one in (PHONE, "138 1234 5678", "王小明") if one in "\n".join(rows)]
    assert dialogue.asked == []
    asked = await press(counter, other, status, "取消预约")
    stolen = await press(counter, await counter.chat(), asked, "确定取消")
    assert "过时" in stolen.text
    assert "已经取消" in (await press(counter, other, asked, "确定取消")).text


async def test_a_button_of_a_strange_conversation_opens_nothing(counter: Counter) -> None:
    chat, made = await booked(counter)
    (status,) = await attend(counter, chat, "check_appointment", "我的预约")
    stolen = await press(counter, await counter.chat(), status, "取消预约")
    assert "过时" in stolen.text
    assert (await counter.booking.get(made.id)).state is State.BOOKED


async def test_a_pass_does_not_last(counter: Counter, clock: Clock, router: Router) -> None:
    _, made = await booked(counter)
    other = await counter.chat()
    said = f"{made.code} {PHONE}"
    done = await router.receive(other, Incoming("m1", text=said, sent=said))
    clock.forward(hours=1)
    button = next(one for one in done.messages[0].buttons if one.title == "查预约")
    (late,) = await attend(counter, other, "", button.payload)
    assert "过时" in late.text


async def test_who_has_none_is_asked_for_code_and_phone(counter: Counter) -> None:
    (which,) = await attend(counter, await counter.chat(), "check_appointment", "查预约")
    assert "预约码" in which.text


async def test_a_phone_alone_is_nobodys_business(counter: Counter) -> None:
    chat = await counter.chat()
    assert await counter.talk.shown(chat, f"对方电话是{PHONE}，欠我钱") is None


async def test_the_calendar_file_is_the_same_event_after_a_change(counter: Counter) -> None:
    _, made = await booked(counter)
    case = case_of(catalogue(), made)
    assert case
    first = Calendar.from_ical(calendar_file(made, case)).walk("VEVENT")[0]
    assert first["DTSTART"].dt == made.slot.starts_at
    moved = await counter.talk._changes.make(made, here(13, 14))  # type: ignore[union-attr]
    then = Calendar.from_ical(calendar_file(moved, case)).walk("VEVENT")[0]
    assert then["UID"] == first["UID"]
    assert then["SEQUENCE"] > first["SEQUENCE"]
    cancelled = await counter.booking.cancel("c1", made.id)
    assert "METHOD:CANCEL" in calendar_file(cancelled, case)
    assert PHONE not in calendar_file(made, case)
    assert "王小明" not in calendar_file(made, case)
