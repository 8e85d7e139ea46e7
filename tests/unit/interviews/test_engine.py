"""An interview as the citizen meets it: one question at a time, every wish heard, nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.interviews import engine, payloads, wording
from bot.interviews.engine import Step, begin, hear
from bot.interviews.model import Answers, Stage
from tests.support.inquiries import Library

LIBRARY = Library()


def go(*said: str) -> Step:
    step = begin(LIBRARY, "library", "我要办借书证")
    for one in said:
        step = hear(LIBRARY, step.interview, one)
    return step


def titles(step: Step) -> list[str]:
    return [button.title for reply in step.replies for button in reply.buttons]


def press(step: Step, title: str) -> str:
    return next(one.payload for reply in step.replies for one in reply.buttons if one.title == title)


def test_it_begins_with_a_welcome_and_the_first_question() -> None:
    step = go()
    assert step.replies[0].text == "几个问题就好。\n\n您给谁问？"
    assert titles(step) == ["自己", "孩子", wording.WHY_TITLE, wording.LEAVE_TITLE]


def test_what_the_first_message_told_is_not_asked_again() -> None:
    step = begin(LIBRARY, "library", "给孩子办借书证")
    assert step.interview.current == "age"


def test_words_and_buttons_answer_alike() -> None:
    by_words, by_button = go("孩子"), go(press(go(), "孩子"))
    assert by_words == by_button
    assert by_words.interview.current == "age"


def test_all_answers_are_shown_before_the_end() -> None:
    step = go("孩子", "9", "在")
    assert step.interview.stage is Stage.REVIEWING
    assert "1. 您给谁问：孩子\n2. 多大年纪：9\n3. 在上学吗：在" in step.replies[0].text
    assert titles(step) == [wording.FINISH_TITLE, "改：您给谁问", "改：多大年纪", "改：在上学吗"]


@pytest.mark.parametrize("said", ["都对", "对的", "没错。", "好的", "看结果"])
def test_a_yes_to_the_review_gives_the_outcome(said: str) -> None:
    step = hear(LIBRARY, go("自己", "40").interview, said)
    assert step.interview.stage is Stage.FINISHED
    assert step.replies[0].text == "可以办：自己，40岁。"


@pytest.mark.parametrize("said", ["改：您给谁问", "第1条不对", "第一条改一下"])
def test_one_answer_is_changed_and_only_what_that_opens_is_asked(said: str) -> None:
    review = go("自己", "9")
    changing = hear(LIBRARY, review.interview, press(review, said) if said.startswith("改：") else said)
    assert changing.interview.current == "who"
    step = hear(LIBRARY, changing.interview, "孩子")
    assert step.interview.current == "school", "the age was told and is not asked again"
    assert hear(LIBRARY, step.interview, "在").interview.stage is Stage.REVIEWING


def test_an_old_button_changes_the_answer_it_belongs_to() -> None:
    step = hear(LIBRARY, go("自己").interview, press(go(), "孩子"))
    assert step.interview.answers["who"] == "孩子"
    assert step.interview.current == "age"


@pytest.mark.parametrize("said", ["为什么要问这个", "干嘛问这个", "问这个做什么"])
def test_why_is_told_and_the_question_stands(said: str) -> None:
    step = go(said)
    assert step.replies[0].text == "因为规定要看who。\n\n您给谁问？"
    assert step.interview == go().interview


@pytest.mark.parametrize("said", ["前面答错了", "我要改前面的答案", "看看我答过的", "刚才说的不对"])
def test_answers_can_be_looked_at_and_changed_at_any_time(said: str) -> None:
    step = hear(LIBRARY, go("孩子").interview, said)
    assert "1. 您给谁问：孩子" in step.replies[0].text
    assert wording.RESUME_TITLE in titles(step)
    assert not step.aside


@pytest.mark.parametrize("said", ["算了", "不弄了", "先这样吧", "下次再弄"])
def test_it_can_be_left_and_taken_up_where_it_was(said: str) -> None:
    left = hear(LIBRARY, go("孩子").interview, said)
    assert left.interview.stage is Stage.LEFT
    assert "借书证" in left.replies[0].text
    again = engine.take_up(LIBRARY, left.interview)
    assert again.interview.current == "age"
    assert again.interview.answers == {"who": "孩子"}
    assert again.replies[0].text.endswith("多大年纪？")


def test_what_is_no_answer_is_said_to_be_aside_and_the_question_comes_again() -> None:
    step = hear(LIBRARY, go("孩子").interview, "丢了书要赔多少", "ask_legal_question")
    assert step.aside
    assert step.replies[0].text == f"{wording.AGAIN}\n\n多大年纪？"
    assert step.interview == go("孩子").interview


def test_what_answers_and_asks_at_once_is_taken_and_answered() -> None:
    step = hear(Curious(), go().interview, "孩子的，丢了书怎么办？", "ask_legal_question")
    assert step.aside
    assert step.interview.current == "age"


class Curious(Library):
    """Reads an answer out of a question."""

    def read(self, question: str, text: str, answers: Answers) -> Answers | None:
        return super().read(question, text[:2], answers)


@pytest.mark.parametrize("intent", ["affirm", "deny", "nlu_fallback"])
def test_a_word_that_answers_nothing_is_asked_about(intent: str) -> None:
    step = hear(LIBRARY, go("孩子").interview, "嗯嗯啊", intent)
    assert not step.aside
    assert step.replies[0].text.startswith(wording.NOT_UNDERSTOOD)


def test_a_button_of_something_else_is_aside() -> None:
    assert hear(LIBRARY, go().interview, '/ask_legal_question{"faq": "x"}').aside


@pytest.mark.parametrize(
    "sent",
    [
        payloads.spell("choose", "who", "邻居"),
        payloads.spell("choose", "nothing", "孩子"),
        payloads.spell("change", "school"),
        payloads.spell("dance"),
        "/answer_interview",
        '/answer_interview{"does": 3}',
        "/answer_interview{",
    ],
)
def test_a_press_that_means_nothing_changes_nothing(sent: str) -> None:
    assert hear(LIBRARY, go("孩子").interview, sent).interview == go("孩子").interview


SAYINGS = st.sampled_from(
    [
        *(
            "自己",
            "孩子",
            "9",
            "40",
            "在",
            "不在",
            "都对",
            "为什么问这个",
            "看看我答过的",
            "第1条改",
            "随便说说",
        ),
        payloads.spell("choose", "who", "孩子"),
        payloads.spell("change", "age"),
        payloads.spell("review"),
        payloads.spell("finish"),
        payloads.spell("resume"),
    ]
)


@given(st.lists(SAYINGS, max_size=25))
def test_whatever_is_said_there_is_a_reply_and_the_end_comes_only_when_nothing_is_open(
    said: list[str],
) -> None:
    step = go()
    for one in said:
        step = hear(LIBRARY, step.interview, one)
        assert step.replies
        assert all(reply.text for reply in step.replies)
        if step.interview.stage in (Stage.FINISHED, Stage.REVIEWING):
            assert LIBRARY.next(step.interview.answers) is None
        if step.interview.stage is Stage.FINISHED:
            break
