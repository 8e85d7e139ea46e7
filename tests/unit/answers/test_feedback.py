"""「不是我想问的」, 「有帮助」, 「没帮助」: with and without the dialogue, over the real record."""

from collections.abc import Sequence

import pytest

from bot.answers import payloads, wording
from bot.answers.answering import AnswerService
from bot.answers.gaps import Kind, knowledge_gaps
from bot.answers.past import Exchange
from bot.bootstrap.knowledge import create_answers
from bot.conversations.events import Bell
from bot.conversations.incoming import Incoming
from bot.conversations.model import Channel, Message
from bot.conversations.recall import Recall
from bot.conversations.router import Router
from bot.conversations.transcript import Transcript
from bot.database import Database
from bot.settings import Settings
from knowledge_base.retrieval.search import KnowledgeBase
from tests.support.dialogues import BrokenDialogue

QUESTION = "老板拖欠工资不给怎么办？"


class Chat:
    """A citizen who talks while Rasa is down: everything is answered by ``AnswerService.fallback``."""

    def __init__(self, router: Router, transcript: Transcript, conversation: str) -> None:
        self._router = router
        self._transcript = transcript
        self.conversation = conversation
        self._said = 0

    async def say(self, text: str) -> list[Message]:
        return await self._receive(text=text, sent=text)

    async def press(self, message: Message, title: str) -> list[Message]:
        payload = next(button.payload for button in message.buttons if button.title == title)
        return await self._receive(payload=payload)

    async def _receive(self, **what: str) -> list[Message]:
        self._said += 1
        result = await self._router.receive(self.conversation, Incoming(f"m{self._said}", **what))
        return [message for message in result.messages if message.author == "bot"]


@pytest.fixture
def judging(settings: Settings, knowledge: KnowledgeBase, database: Database) -> AnswerService:
    answers = create_answers(settings, knowledge)
    answers.look_back_on(Recall(database))
    return answers


@pytest.fixture
async def chat(judging: AnswerService, transcript: Transcript) -> Chat:
    router = Router(transcript, BrokenDialogue(), lambda sent, chat, _: judging.fallback(sent, chat), Bell())
    return Chat(router, transcript, (await transcript.open(Channel.WEB))[0])


async def recorded(database: Database) -> list[tuple[str, str, str]]:
    async with database.reading() as connection:
        rows = await connection.execute(knowledge_gaps.select().order_by(knowledge_gaps.c.id))
        return [(row.kind, row.question, row.shown) for row in rows]


def questions(messages: Sequence[Message]) -> set[str]:
    """The FAQ entries that buttons offer."""
    found = set()
    for message in messages:
        for button in message.buttons:
            payload = payloads.read(button.payload)
            if payload and payload.values.get("faq", "none") != "none":
                found.add(button.title)
    return found


async def test_the_next_best_readings_are_offered_and_none_that_was_seen(
    chat: Chat, database: Database
) -> None:
    (answer,) = await chat.say(QUESTION)
    (readings,) = await chat.press(answer, "不是我想问的")
    offered = questions([readings])
    assert 1 <= len(offered) <= 3
    assert not offered & (questions([answer]) | {QUESTION})
    assert [button.title for button in readings.buttons[-2:]] == ["换个说法", "找人工"]
    assert await recorded(database) == [("not_what_i_asked", QUESTION, "labour-unpaid-wages")]


async def test_the_second_time_a_person_is_named(chat: Chat, database: Database) -> None:
    (answer,) = await chat.say(QUESTION)
    (readings,) = await chat.press(answer, "不是我想问的")
    (reading,) = await chat.press(readings, next(iter(questions([readings]))))
    (person,) = await chat.press(reading, "不是我想问的")
    assert "12348" in person.text
    assert [button.title for button in person.buttons] == ["找人工"]
    assert len(await recorded(database)) == 2


async def test_pressing_twice_under_the_same_answer_names_a_person_and_counts_once(
    chat: Chat, database: Database
) -> None:
    (answer,) = await chat.say(QUESTION)
    await chat.press(answer, "不是我想问的")
    (person,) = await chat.press(answer, "不是我想问的")
    assert person.text.startswith("对不起，我还是没答到您的问题")
    assert "12348" in person.text
    assert len(await recorded(database)) == 1


async def test_another_question_begins_anew(chat: Chat) -> None:
    (answer,) = await chat.say(QUESTION)
    await chat.press(answer, "不是我想问的")
    (other,) = await chat.say("房东不退押金怎么办")
    (readings,) = await chat.press(other, "不是我想问的")
    assert questions([readings])


async def test_other_words_are_asked_for_by_button(chat: Chat) -> None:
    (answer,) = await chat.say(QUESTION)
    (readings,) = await chat.press(answer, "不是我想问的")
    (asked,) = await chat.press(readings, "换个说法")
    assert asked.text == wording.REPHRASE


async def test_typed_words_mean_the_latest_answer(chat: Chat, database: Database) -> None:
    (answer,) = await chat.say(QUESTION)
    (readings,) = await chat.say("不是我想问的")
    assert questions([readings])
    assert not questions([readings]) & questions([answer])
    (person,) = await chat.say("不是我想问的。")
    assert "12348" in person.text
    assert (await recorded(database))[0] == ("not_what_i_asked", QUESTION, "labour-unpaid-wages")


async def test_a_rating_is_thanked_and_counted_once(chat: Chat, database: Database) -> None:
    (answer,) = await chat.say(QUESTION)
    (thanks,) = await chat.press(answer, "有帮助")
    assert thanks.text == wording.THANKS_USEFUL
    (again,) = await chat.press(answer, "有帮助")
    assert again.text == wording.RATED_ALREADY
    assert await recorded(database) == [("helpful", QUESTION, "labour-unpaid-wages")]


async def test_a_second_tap_changes_the_rating(chat: Chat, database: Database) -> None:
    (answer,) = await chat.say(QUESTION)
    await chat.press(answer, "有帮助")
    (sorry,) = await chat.press(answer, "没帮助")
    assert sorry.text.startswith(wording.RATING_CHANGED)
    assert await recorded(database) == [("not_helpful", QUESTION, "labour-unpaid-wages")]
    await chat.press(answer, "有帮助")
    assert await recorded(database) == [("helpful", QUESTION, "labour-unpaid-wages")]


async def test_what_was_missing_is_asked_kindly_and_a_person_offered(chat: Chat) -> None:
    (answer,) = await chat.say(QUESTION)
    (sorry,) = await chat.press(answer, "没帮助")
    assert "没帮上您" in sorry.text
    assert "12348" in sorry.text
    assert [button.title for button in sorry.buttons] == ["找人工"]


async def test_two_answers_are_rated_apart(chat: Chat, database: Database) -> None:
    (first,) = await chat.say(QUESTION)
    (second,) = await chat.say("房东不退押金怎么办")
    await chat.press(second, "有帮助")
    await chat.press(first, "没帮助")
    assert [kind for kind, _, _ in await recorded(database)] == ["helpful", "not_helpful"]


async def test_the_gap_list_gets_no_personal_data(chat: Chat, database: Database) -> None:
    (answer,) = await chat.say("我叫王小明，老板拖欠工资不给怎么办")
    await chat.press(answer, "没帮助")
    assert await recorded(database) == [
        ("not_helpful", "我叫〔姓名〕，老板拖欠工资不给怎么办", "labour-unpaid-wages")
    ]


async def test_unanswered_questions_are_recorded_too(chat: Chat, database: Database) -> None:
    await chat.say("qwertyuiop zxcv")
    assert await recorded(database) == [(Kind.UNANSWERED, "qwertyuiop zxcv", "")]


class Unreadable:
    """A record that cannot be read."""

    async def before(self, _: str) -> list[Exchange]:
        raise OSError("gone")


async def test_a_press_is_answered_even_if_the_record_cannot_be_read(
    settings: Settings, knowledge: KnowledgeBase
) -> None:
    answers = create_answers(settings, knowledge)
    answers.look_back_on(Unreadable())
    (reply,) = (await answers.answer_not_asked("c", '/not_what_i_asked{"answer": "a1"}')).replies
    assert "12348" in reply.text
    assert reply.note is None
    (sorry,) = (await answers.answer_rating("c", '/rate_answer{"answer": "a1", "useful": "no"}')).replies
    assert sorry.text == wording.SORRY_USELESS


@pytest.mark.parametrize(
    ("typed", "useful"), [("没什么帮助", False), ("对我没有用处", False), ("对我挺有用的", True)]
)
async def test_a_rating_in_other_words_is_read_for_what_it_says(
    answers: AnswerService, typed: str, useful: bool
) -> None:
    (reply,) = (await answers.answer_rating("c", typed)).replies
    assert reply.text == (wording.THANKS_USEFUL if useful else wording.SORRY_USELESS)
