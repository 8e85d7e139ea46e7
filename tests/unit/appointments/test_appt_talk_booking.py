"""Booking as the citizen meets it, with the real catalogue: what was told is not asked again, nobody is left
at a dead end, and nothing personal lies open."""

import pytest
from sqlalchemy import text

from bot.appointments.states import State
from bot.clock import LOCAL
from bot.conversations.events import Bell
from bot.conversations.incoming import Incoming
from bot.conversations.model import Channel, TurnResult
from bot.conversations.router import Router
from bot.conversations.transcript import Transcript
from bot.database import Database
from bot.interviews.desk import Heard
from bot.interviews.payloads import spell
from bot.replies import Reply
from tests.support.bookings import Counter, text_of, titles
from tests.support.dialogues import EchoDialogue
from tests.unit.appointments.office import Clock, here

SECRETS = ("王小明", "13812345678", "138 1234 5678", "修水管的老李", "赔我三千")
WILL = "我想下周三上午约个遗嘱公证，我妈腿脚不便"
ABOUT_THE_WILL = ("清楚", "房子和存款", "配偶去世了", "国内用", "不急")
NEIGHBOURS = ("漏水", "没有", "一万以下", "就我和对方", "没有调解过", "没问过", "可以来", "调解中心")


@pytest.fixture
def counter(database: Database, clock: Clock) -> Counter:
    return Counter(database, clock)


async def will_until_time(counter: Counter, chat: str, opening: str = WILL) -> Heard:
    await counter.begin(chat, "notarization", opening)
    return await counter.say(chat, *ABOUT_THE_WILL, "都有了")


async def test_what_the_first_sentence_tells_is_not_asked_again(counter: Counter) -> None:
    chat = await counter.chat()
    begun = await counter.begin(chat, "notarization", WILL)
    assert "头脑" in text_of(begun)
    told = await counter.desk.answers(chat, "notarization")
    assert told
    assert told["matter"] == "will"
    assert told["q_coming"] == "cannot_move"
    assert told["wish"]["said"] == "下周三上午"
    asked = await counter.say(chat, *ABOUT_THE_WILL, "都有了")
    assert "下周三上午" in text_of(asked)  # no question of how to come, nor where, nor when
    assert "上门" in text_of(asked)  # who comes to the house does not on Wednesdays
    assert "3月10日（周二）15:00" in titles(asked)
    assert "3月12日（周四）09:00" in titles(asked)
    review = await counter.say(chat, "下周四上午九点", "同意", "王小明 13812345678")
    assert "工作人员上门" in text_of(review)
    done = await counter.finish(chat, "notarization")
    assert "约好了" in text_of(done)
    assert ("民法典", "第一千一百四十二条") in {(one.law, one.article) for one in done.replies[0].citations}
    assert not done.going
    (made,) = await counter.booking.of_conversation(chat)
    assert made.state is State.BOOKED
    assert made.slot.resource_id == "notary_home_visit"
    assert made.slot.starts_at == here(12, 9)
    assert made.contact.phone == "+8613812345678"


async def test_finishing_twice_books_once(counter: Counter) -> None:
    chat = await counter.chat()
    await will_until_time(counter, chat)
    await counter.say(chat, "下周四上午九点", "同意", "王小明 13812345678")
    finish = spell("finish", subject="notarization")
    first = await counter.desk.hear(chat, finish, turn=900)
    again = await counter.desk.hear(chat, finish, turn=900)
    assert first
    assert again
    assert text_of(first) == text_of(again)
    assert len(await counter.booking.of_conversation(chat)) == 1


async def test_papers_that_are_missing_are_told_with_how_to_get_them(counter: Counter) -> None:
    chat = await counter.chat()
    await counter.begin(chat, "notarization", WILL)
    asked = await counter.say(chat, *ABOUT_THE_WILL)
    assert "户口簿" in titles(asked)
    ticked = await counter.press(chat, asked, "户口簿")
    assert "✓ 户口簿" in titles(ticked)
    missing = await counter.press(chat, ticked, "选好了")
    assert "房产证" in text_of(missing)
    assert "丢了到不动产登记窗口查档" in text_of(missing)
    assert "- 户口簿" not in text_of(missing)
    assert "约不上" in text_of(await counter.press(chat, missing, "先约上"))


async def test_who_waits_for_papers_is_told_to_come_back(counter: Counter) -> None:
    chat = await counter.chat()
    await counter.begin(chat, "notarization", WILL)
    later = await counter.say(chat, *ABOUT_THE_WILL, "身份证有了", "等备齐了再来")
    assert not later.going
    assert "备齐" in text_of(later)
    assert "找人工" in titles(later)


async def test_an_unclear_mind_is_no_will_and_has_a_person_to_turn_to(counter: Counter) -> None:
    chat = await counter.chat()
    await counter.begin(chat, "notarization", WILL)
    ended = await counter.say(chat, "已经不认人了")
    assert not ended.going
    assert {"约律师回电", "找人工"} <= set(titles(ended))


async def test_a_refusal_is_not_a_dead_end(counter: Counter) -> None:
    chat = await counter.chat()
    await counter.begin(chat, "mediation", "楼上漏水，邻居不赔，想调解")
    ended = await counter.say(chat, *NEIGHBOURS[:5], "他坚决不调解")
    assert not ended.going
    assert "法院" in text_of(ended)
    assert {"约律师回电", "申请法律援助", "找人工"} <= set(titles(ended))
    assert await counter.booking.of_conversation(chat) == []


async def test_violence_is_not_mediated(counter: Counter) -> None:
    chat = await counter.chat()
    await counter.begin(chat, "mediation", "邻居纠纷想调解")
    ended = await counter.say(chat, "噪音", "他打过我")
    assert not ended.going
    assert "110" in text_of(ended)
    assert "找人工" in titles(ended)


async def test_a_town_has_its_own_committee(counter: Counter) -> None:
    chat = await counter.chat()
    await counter.begin(chat, "mediation", "邻居纠纷想调解")
    await counter.say(chat, *NEIGHBOURS[:7], "就近的司法所", "示例二镇", "不填")
    await counter.say(chat, "明天下午三点", "同意", "没有", "没有", "王小明", "13812345678")
    await counter.finish(chat, "mediation")
    (made,) = await counter.booking.of_conversation(chat)
    assert made.slot.resource_id == "town_committee_two"


async def test_an_unknown_matter_is_asked_in_two_levels(counter: Counter) -> None:
    chat = await counter.chat()
    groups = await counter.begin(chat, "notarization", "我要预约公证")
    assert "继承" in titles(groups)
    matters = await counter.press(chat, groups, "继承")
    assert "房产继承公证" in titles(matters)
    assert "继承" in titles(await counter.press(chat, matters, "都不是"))
    asked = await counter.say(chat, "我要办个委托书")
    told = await counter.desk.answers(chat, "notarization")
    assert told
    assert told.get("matter") == "power_of_attorney" or "委托书公证" in titles(asked)


async def test_a_taken_time_offers_others_and_keeps_what_was_told(counter: Counter) -> None:
    mine, others = await counter.chat(), await counter.chat()
    for chat in (mine, others):
        await will_until_time(counter, chat)
        await counter.say(chat, "下周四上午九点", "同意", "王小明 13812345678")
    assert "约好了" in text_of(await counter.finish(others, "notarization"))
    gone = await counter.finish(mine, "notarization")
    assert gone.going
    assert "已经有人约了" in text_of(gone)
    assert "3月12日（周四）14:00" in titles(gone)
    review = await counter.press(mine, gone, "3月12日（周四）14:00")
    assert "王**" in text_of(review)
    assert "约好了" in text_of(await counter.finish(mine, "notarization"))


async def test_taken_between_looking_and_holding_the_interview_stays(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, others = await counter.chat(), await counter.chat()
    for chat in (mine, others):
        await will_until_time(counter, chat)
        await counter.say(chat, "下周四上午九点", "同意", "王小明 13812345678")
    hold = counter.booking.hold
    subject = counter.desk._subjects["notarization"]

    async def too_late(*given: object, **more: object) -> object:
        monkeypatch.setattr(counter.booking, "hold", hold)
        await counter.finish(others, "notarization")
        return await hold(*given, **more)  # type: ignore[arg-type]

    assert subject
    monkeypatch.setattr(counter.booking, "hold", too_late)
    gone = await counter.finish(mine, "notarization")
    assert gone.going
    assert "刚刚约满了" in text_of(gone)
    review = await counter.press(mine, gone, "3月12日（周四）14:00")
    assert "王**" in text_of(review)
    assert "约好了" in text_of(await counter.finish(mine, "notarization"))


async def test_without_consent_nothing_is_kept(counter: Counter) -> None:
    chat = await counter.chat()
    await will_until_time(counter, chat)
    ended = await counter.say(chat, "下周四上午九点", "不同意")
    assert not ended.going
    assert await counter.desk.answers(chat, "notarization") == {}
    assert await counter.booking.of_conversation(chat) == []


async def test_the_matter_can_be_changed_at_the_end(counter: Counter) -> None:
    chat = await counter.chat()
    await will_until_time(counter, chat)
    review = await counter.say(chat, "下周四上午九点", "同意", "王小明 13812345678")
    asked = await counter.press(chat, review, "改：要办的事")
    again = await counter.press(chat, asked, "说不好")
    told = await counter.desk.answers(chat, "notarization")
    assert told
    assert told["matter"] == "notary_advice"
    assert told["phone"]
    assert again.going


async def test_a_lawyers_call_asks_whether_it_is_safe(counter: Counter) -> None:
    chat = await counter.chat()
    asked = await counter.begin(chat, "lawyer_callback", "请律师给我回个电话")
    assert "安全" in text_of(asked)
    ended = await counter.say(chat, "不安全，别打")
    assert not ended.going
    assert "12348" in text_of(ended)


async def test_a_lawyers_call_is_booked_under_the_number_told(counter: Counter) -> None:
    chat = await counter.chat()
    await counter.begin(chat, "lawyer_callback", "请律师给我回个电话")
    await counter.say(chat, "可以打", "可以说", "工资的事")
    await counter.say(chat, "没有到期的", "打电话", "不写", "明天下午三点", "同意", "王小明", "13812345678")
    done = await counter.finish(chat, "lawyer_callback")
    assert "约好了" in text_of(done)
    (made,) = await counter.booking.of_conversation(chat)
    assert made.contact.phone == "+8613812345678"
    assert made.slot.starts_at.astimezone(LOCAL).hour == 15


async def test_abroad_nothing_personal_is_asked(database: Database, clock: Clock) -> None:
    async def abroad(_: str) -> list[Reply]:
        return [Reply("服务器在境外")]

    counter = Counter(database, clock, abroad)
    heard = await counter.begin(await counter.chat(), "mediation", "想调解")
    assert not heard.going
    assert "境外" in text_of(heard)


async def say(router: Router, chat: str, number: int, said: str) -> TurnResult:
    return await router.receive(chat, Incoming(f"m{number}", text=said, sent=said))


async def test_nothing_personal_lies_open_and_the_dialogue_never_hears_it(
    database: Database, counter: Counter
) -> None:
    async def nothing(*_: object) -> list[Reply]:
        return [Reply("…")]

    dialogue = EchoDialogue()
    router = Router(Transcript(database), dialogue, nothing, Bell(), confidences=counter.confidences)
    chat, _ = await Transcript(database).open(Channel.WEB)
    await counter.begin(chat, "mediation", "邻居纠纷想调解")
    said = (*NEIGHBOURS, "希望他赔我三千，找修水管的老李作证", "明天下午三点", "同意")
    for number, one in enumerate((*said, "老李", "13812345678", "我叫王小明", "138 1234 5678")):
        await say(router, chat, number, one)
    done = await counter.finish(chat, "mediation")
    assert "约好了" in text_of(done)
    async with database.reading() as connection:
        tables = ("messages", "turns", "interviews", "appointments", "appointment_events")
        rows = [str((await connection.execute(text(f"SELECT * FROM {one}"))).all()) for one in tables]
    stored = "\n".join(rows)
    assert not [one for one in SECRETS if one in stored]
    assert not [one for one in SECRETS if any(one in asked for asked in dialogue.asked)]
