"""Appointments over the API with the real dialogue: booked, asked about; violence is no mediation."""

import re
import time

import pytest

from tests.conversations.test_screening_talk import Messages, text_of, titles
from tests.support.stack import Citizen, Stack

MOST = 30
AROUND = ("为什么问这个", "先停一停", "改一下前面的回答", "不改了")
STORIES = {
    "a callback": "让律师给我回个电话，我想问工资的事",
    "a will": "我想约个遗嘱公证，我妈头脑清楚，腿脚不便",
    "neighbours": "邻居家漏水把我家天花板泡坏了，帮我约个调解",
}


def step(citizen: Citizen, messages: Messages) -> Messages:
    time.sleep(0.15)  # a citizen does not answer faster than this
    question = messages[-1]["text"].split("\n\n")[-1]
    offered = [one for one in titles(messages[-1:]) if one not in AROUND]
    if "同意" in offered:
        return citizen.press(messages, "同意")
    if "叫什么" in question or "姓名" in question or "称呼" in question:
        return citizen.say("王小明")
    if ("电话" in question or "号码" in question) and not offered:
        return citizen.say("13812345678")
    wanted = ("选好了", "安全", "清楚", "愿意", "没有动手", "没有", "都带", "齐", "办公室", "到")
    if not offered:
        return citizen.say("不知道")
    fitting = (one for said in wanted for one in offered if one.startswith(said))
    return citizen.press(messages, next(fitting, offered[0]))


def to_the_review(citizen: Citizen, messages: Messages) -> Messages:
    asked = []
    for _ in range(MOST):
        if "没错，就这样约" in titles(messages):
            return messages
        asked.append(text_of(messages)[-200:])
        messages = step(citizen, messages)
    raise AssertionError("\n---\n".join(asked))


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES.keys())
def test_an_appointment_is_booked_and_asked_about(citizen: Citizen, story: str) -> None:
    review = to_the_review(citizen, citizen.say(story))
    assert "13812345678" not in text_of(review)
    done = citizen.press(review, "没错，就这样约")
    assert re.search(r"预约码|预约号", text_of(done)), text_of(done)
    found = citizen.say("我约的是什么时候")
    assert re.search(r"\d+月\d+日", text_of(found)), text_of(found)


def test_who_is_beaten_is_not_sent_to_mediation(citizen: Citizen) -> None:
    said = citizen.say("我老公昨天又打我，打得很重，你帮我约个调解吧")
    assert "110" in text_of(said)
    assert "没错，就这样约" not in titles(said)


def test_it_is_left_and_the_rest_of_the_conversation_goes_on(citizen: Citizen, stack: Stack) -> None:
    citizen.say("让律师给我回个电话")
    assert "先停在这里" in text_of(citizen.say("算了，先不约了"))
    assert citizen.say("房东不退押金怎么办")[0]["citations"]
