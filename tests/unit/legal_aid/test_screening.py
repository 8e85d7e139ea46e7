"""The screening as an interview: what is asked, kept, shown again, and said at the end."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.interviews import engine, payloads
from bot.interviews.engine import Step, begin, hear
from bot.interviews.model import Stage
from bot.legal_aid.outcomes import Outcome
from bot.legal_aid.parameters import open_parameters
from bot.legal_aid.screening import LegalAidScreening
from bot.settings import PROJECT
from knowledge_base.interview_questions import read_interview_questions

CONTENT = PROJECT / "knowledge_base"
SCREENING = LegalAidScreening(
    open_parameters(CONTENT / "parameters"),
    read_interview_questions(CONTENT, "legal_aid"),
    "龙泉市",
    lambda: date(2026, 11, 24),
)
MOST_QUESTIONS = 14


def go(first: str, *said: str) -> Step:
    step = begin(SCREENING, "legal_aid", first)
    for one in said:
        step = hear(SCREENING, step.interview, press(step, one) or one)
    return step


def press(step: Step, title: str) -> str | None:
    return next((one.payload for reply in step.replies for one in reply.buttons if one.title == title), None)


def titles(step: Step) -> list[str]:
    return [one.title for reply in step.replies for one in reply.buttons]


def test_a_matter_is_found_by_two_taps() -> None:
    heading = go("我要申请法律援助", "干活、工资")
    assert "讨工资、工钱" in titles(heading)
    assert go("我要申请法律援助", "干活、工资", "讨工资、工钱").interview.answers["matter"] == "labour_pay"


def test_the_wrong_heading_is_left_by_one_tap() -> None:
    step = go("我要申请法律援助", "干活、工资", "都不是，重新选")
    assert "家里的事" in titles(step)


def test_a_matter_is_found_in_everyday_words() -> None:
    step = go("我想申请法律援助", "老板三个月没发工资了")
    assert step.interview.answers["matter"] == "labour_pay"


def test_who_writes_i_want_aid_has_not_said_who_needs_it() -> None:
    assert "applicant" not in go("我要申请法律援助").interview.answers


def test_what_is_told_out_of_turn_is_kept() -> None:
    step = go("我要申请法律援助，被车撞伤了", "我家四口人，全家一个月三千二")
    assert step.interview.answers["household_size"] == 4
    assert step.interview.answers["monthly_household_income"] == "3200"


def test_a_question_tells_nothing_out_of_turn() -> None:
    before = go("我要申请法律援助，老板拖欠我工资").interview
    step = hear(SCREENING, before, "要是我家一个月收入五千，能申请吗", "ask_legal_question")
    assert step.aside
    assert step.interview == before


def test_by_the_way_is_no_yes() -> None:
    before = go("我要申请法律援助，老板拖欠我三个月工资").interview
    step = hear(SCREENING, before, "对了，房东不退押金怎么办？", "ask_legal_question")
    assert step.aside
    assert step.interview == before


def to_circumstances() -> Step:
    step = go("我要申请法律援助，我是贵州来打工的，老板拖欠我工资", "没有请")
    assert step.interview.current == "circumstances"
    return step


def test_more_than_one_circumstance_can_be_told() -> None:
    step = to_circumstances()
    step = hear(SCREENING, step.interview, press(step, "是退役军人") or "")
    assert "还有" in step.replies[0].text
    assert "是退役军人" not in titles(step)
    step = hear(SCREENING, step.interview, press(step, "出门困难") or "")
    step = hear(SCREENING, step.interview, press(step, "没有别的了") or "")
    assert step.interview.stage is Stage.REVIEWING
    answers = step.interview.answers
    assert (answers["veteran"], answers["limited_mobility"], answers["elsewhere"]) == ("yes", "yes", "no")
    assert "能办得快一点的情况：是退役军人、行动不便，出门困难" in step.replies[0].text


def test_not_knowing_is_kept_and_not_asked_again() -> None:
    step = go("我要申请法律援助，老板拖欠我工资", "不清楚")
    (untold,) = step.interview.answers["asked"]
    assert step.interview.current != untold


def test_a_changed_answer_leaves_all_others() -> None:
    step = to_circumstances()
    step = hear(SCREENING, step.interview, press(step, "都没有") or "")
    changing = hear(SCREENING, step.interview, payloads.spell("change", "has_counsel"))
    assert changing.interview.current == "has_counsel"
    again = hear(SCREENING, changing.interview, press(changing, "没有请") or "")
    assert again.interview.stage is Stage.REVIEWING
    assert again.interview.answers["matter"] == "labour_pay"


def test_the_end_says_outcome_law_papers_place_and_a_person() -> None:
    step = to_circumstances()
    step = hear(SCREENING, step.interview, press(step, "都没有") or "")
    (reply,) = hear(SCREENING, step.interview, "都对").replies
    for part in (
        "初步看，您可以申请法律援助",
        "由法律援助机构决定",
        "为什么",
        "到哪里申请",
        "带什么",
        "12348",
    ):
        assert part in reply.text
    assert ("法律援助法", "第四十二条") in {(one.law, one.article) for one in reply.citations}
    assert "找人工" in [one.title for one in reply.buttons]


@pytest.mark.parametrize("question", sorted(read_interview_questions(CONTENT, "legal_aid")))
def test_every_question_is_short_and_says_why_with_an_article(question: str) -> None:
    text = read_interview_questions(CONTENT, "legal_aid")[question]
    assert len(text.text) <= 60
    assert text.citations
    assert all(len(choice.title) <= 12 for choice in text.choices)


@given(st.integers(0, 2**32))
def test_every_interview_ends_soon_and_asks_nothing_twice(seed: int) -> None:
    dice = random.Random(seed)
    step = begin(SCREENING, "legal_aid", "我要申请法律援助")
    asked: list[str] = []
    while step.interview.stage is Stage.ASKING:
        if not asked or asked[-1] != step.interview.current:
            asked.append(step.interview.current)
        choices = [
            one.payload
            for reply in step.replies
            for one in reply.buttons
            if (pressed := payloads.read(one.payload)) and pressed.does == "choose"
        ]
        if step.interview.current == "means":
            choices = ["四口人，一共三千二", "两口人，全家一个月八千", *choices]
        step = hear(SCREENING, step.interview, dice.choice(choices))
    assert len(asked) == len(set(asked)) <= MOST_QUESTIONS
    found = SCREENING.assessment(step.interview.answers)
    assert found.settled or found.outcome is Outcome.PERSON_MUST_LOOK
    assert engine.hear(SCREENING, step.interview, "都对").replies[0].citations is not None


@pytest.mark.parametrize(
    ("said", "applicant", "age"),
    [
        ("我儿子16岁，打架被公安刑事拘留了，想申请法律援助", "guardian", 16),
        ("我爸今年68岁，工地欠他工资", "near_relative", 68),
        ("我有个儿子12岁，老公经常打我，要离婚，申请法援", "self", None),
        ("我孩子三岁，我被老板欠薪，申请法援", "self", None),
    ],
)
def test_an_age_is_of_the_one_it_was_told_of(said: str, applicant: str, age: int | None) -> None:
    told = SCREENING.opening(said)
    assert (told.get("applicant"), told.get("age")) == (applicant, age)
