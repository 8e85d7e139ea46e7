"""Screening for legal aid over the API, with the real dialogue: whole conversations of worried people."""

import os
import signal
import time
from typing import Any

import httpx

from tests.support.stack import Citizen, Stack

Messages = list[dict[str, Any]]
MOST_QUESTIONS = 14


def text_of(messages: Messages) -> str:
    return "\n".join(message["text"] for message in messages)


def titles(messages: Messages) -> list[str]:
    return [button["title"] for message in messages for button in message["buttons"]]


def to_the_review(
    citizen: Citizen, messages: Messages, answers: tuple[str, ...] = ("都没有", "没", "不")
) -> Messages:
    """Answer each question by the first choice that begins as one of these, until all answers are shown."""
    for _ in range(MOST_QUESTIONS + 1):
        offered = titles(messages)
        if "都对，看结果" in offered:
            return messages
        fitting = (title for answer in answers for title in offered if title.startswith(answer))
        messages = citizen.press(messages, next(fitting, offered[0]))
    raise AssertionError(f"no end after {MOST_QUESTIONS} questions:\n{text_of(messages)}")


def test_a_migrant_workers_pay_is_screened_to_a_tentative_outcome(citizen: Citizen) -> None:
    said = citizen.say("我要申请法律援助，我是贵州来打工的，老板拖欠我三个月工资")
    assert "一般五六个" in text_of(said)
    assert len(said) == 1, "it is said once"
    done = citizen.press(to_the_review(citizen, said), "都对，看结果")
    text = text_of(done)
    assert "初步看，您可以申请法律援助" in text
    assert "由法律援助机构决定" in text
    assert ("法律援助法", "第四十二条") in {(c["law"], c["article"]) for m in done for c in m["citations"]}
    assert "找人工" in titles(done)


def test_nothing_told_in_the_first_message_is_asked(citizen: Citizen) -> None:
    said = citizen.say("老板拖欠我三个月工资，我要申请法律援助")
    assert "什么事" not in text_of(said).split("\n")[-1]
    assert "干活、工资" not in titles(said)


def test_a_law_question_in_the_middle_is_answered_and_the_interview_goes_on(citizen: Citizen) -> None:
    first = citizen.say("我要申请法律援助，老板拖欠我三个月工资")
    question = first[-1]["text"].split("\n")[-1]
    said = citizen.say("对了，房东不退押金怎么办？")
    assert said[0]["citations"]
    assert said[-1]["text"].endswith(question)
    assert titles(said[-1:])[:3] == titles(first)[:3]


def test_one_answer_is_changed_at_the_end_and_only_what_it_opens_is_asked(citizen: Citizen) -> None:
    review = to_the_review(citizen, citizen.say("我要申请法律援助，老板拖欠我三个月工资"))
    change = next(one for one in titles(review) if one.startswith("改："))
    asked = citizen.press(review, change)
    assert "都对，看结果" not in titles(asked)
    again = to_the_review(citizen, asked)
    assert "都对，看结果" in titles(again)


def test_it_is_left_kindly_and_taken_up_where_it_was(citizen: Citizen) -> None:
    citizen.say("我要申请法律援助，老板拖欠我三个月工资")
    left = citizen.say("算了，下次再弄")
    assert "都记着" in text_of(left)
    assert citizen.say("房东不退押金怎么办")[0]["citations"], "meanwhile it is a conversation like any other"
    again = citizen.press(left, "接着往下答")
    assert "答过的都还在" in text_of(again)
    to_the_review(citizen, again)


def test_why_is_told_with_the_article(citizen: Citizen) -> None:
    said = citizen.press(citizen.say("我想申请法律援助"), "为什么问这个")
    assert "法律援助法" in text_of(said)


def test_not_knowing_is_an_answer(citizen: Citizen) -> None:
    said = citizen.say("我要申请法律援助，老板拖欠我三个月工资")
    review = to_the_review(citizen, said, ("不知道", "不清楚"))
    assert "不知道" in text_of(review)
    assert "工作人员" in text_of(citizen.press(review, "都对，看结果"))


def test_danger_in_the_middle_comes_first(citizen: Citizen) -> None:
    citizen.say("我要申请法律援助")
    said = citizen.say("救命，他拿刀在砍门")
    assert "110" in said[0]["text"]


def test_answers_survive_kill_9_and_the_dialogue_being_down(tmp_path) -> None:
    own = Stack(tmp_path)
    own.start()
    try:
        citizen = own.citizen()
        citizen.say("我要申请法律援助，老板拖欠我三个月工资，我是来打工的")
        own.kill()
        own.start()
        citizen.client = httpx.Client(
            base_url=own.url, headers=citizen.client.headers, trust_env=False, timeout=40
        )
        os.kill(own.dialogue_pid(), signal.SIGKILL)
        time.sleep(0.2)
        said = citizen.say("看看我答过的")
        assert "讨要工资" in text_of(said)
        assert "接着往下答" in titles(said)
        review = to_the_review(citizen, citizen.press(said, "接着往下答"))
        assert "初步看" in text_of(citizen.press(review, "都对，看结果"))
    finally:
        own.stop()


def test_nonsense_in_the_middle_costs_nothing(citizen: Citizen) -> None:
    first = citizen.say("我要申请法律援助，老板拖欠我三个月工资")
    question = first[-1]["text"].split("\n")[-1]
    for nonsense in ("asdfgh jkl", "哈哈哈哈", "？？？", "。"):
        said = citizen.say(nonsense)
        assert said[-1]["text"].endswith(question), nonsense
    assert "讨要工资" in text_of(to_the_review(citizen, said))
