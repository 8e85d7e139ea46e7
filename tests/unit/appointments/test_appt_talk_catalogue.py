"""Every matter of the catalogue, walked through: it can be booked, or it says where to go instead."""

from pathlib import Path

import pytest

from bot import migrations
from bot.database import Database
from bot.interviews.payloads import read
from tests.support.bookings import Counter, catalogue, text_of
from tests.unit.appointments.office import Clock


@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize("service", ["mediation", "notarization", "lawyer_callback"])
async def test_every_matter_comes_to_an_end(service: str, last: bool, tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'walk.db'}")
    await migrations.upgrade(database)
    counter = Counter(database, Clock())
    stuck = [one.id for one in catalogue().of_service(service) if not await _walks(counter, one.id, last)]
    await database.close()
    assert stuck == []


async def _walks(counter: Counter, matter_id: str, last: bool) -> bool:
    """Take the first (or the last) answer offered each time until it ends; whether it did."""
    chat = await counter.chat()
    matter = catalogue().matters[matter_id]
    heard = await counter.begin(chat, matter.service, matter.title)
    for _ in range(40):
        if not heard.going:
            return "找人工" in {one.title for one in heard.replies[-1].buttons}
        presses = [(one, read_press(one.payload)) for one in heard.replies[-1].buttons]
        finish = next((button for button, does in presses if does == "finish"), None)
        choices = [button for button, does in presses if does == "choose"]
        told = await counter.desk.answers(chat, matter.service) or {}
        if finish:
            heard = await counter.say(chat, finish.payload)
        elif "consent" in told and not choices:
            heard = await counter.say(
                chat, "13812345678" if "电话" in text_of(heard) or "号码" in text_of(heard) else "王小明"
            )
        elif choices:
            agree = next((one for one in choices if one.title in {"同意", "都有了", "知道了，接着约"}), None)
            heard = await counter.say(chat, (agree or choices[-1 if last else 0]).payload)
            done = next((one for one in heard.replies[-1].buttons if one.title == "选好了"), None)
            heard = await counter.say(chat, done.payload) if done else heard
        else:
            heard = await counter.say(
                chat, "明天下午三点" if "什么时候" in text_of(heard) else "下个月十号，就是这件事"
            )
    return False


def read_press(payload: str) -> str:
    found = read(payload)
    return found.does if found else ""
