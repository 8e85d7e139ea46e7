"""Applying for legal aid over the API with the real dialogue: in confidence, once, and undone at will."""

import sqlite3

from tests.conversations.test_screening_talk import Messages, text_of, titles, to_the_review
from tests.support.stack import Citizen, Stack

FIELDS = ("王小明", "不填", "13812345678", "龙泉市剑池街道中山路8号")
SECRETS = ("王小明", "13812345678", "中山路8号")


def screened(citizen: Citizen) -> Messages:
    said = citizen.say("我要申请法律援助，我是贵州来打工的，老板拖欠我三个月工资")
    return citizen.press(to_the_review(citizen, said), "都对，看结果")


def filled_in(citizen: Citizen) -> Messages:
    messages = citizen.press(screened(citizen), "现在就申请")
    for said in ("同意", "同意", *FIELDS):
        messages = citizen.say(said)
    return messages


def number_of(messages: Messages) -> str:
    return next(word for word in text_of(messages).split() if "LQ-" in word).split("：")[-1]


def test_it_is_filled_in_handed_in_and_asked_about(citizen: Citizen, stack: Stack) -> None:
    review = filled_in(citizen)
    assert "姓名：王**" in text_of(review)
    done = citizen.press(review, "没错，提交申请")
    assert "申请已经提交" in text_of(done)
    assert "传材料" in titles(done)
    assert "正在审查" in text_of(citizen.say("我的法律援助申请到哪一步了"))
    said = "\n".join(message["text"] for message in citizen.history())
    for name in ("fawen.db", "trackers.db"):
        with sqlite3.connect(stack.data_dir / name) as stored:
            said += "\n".join(stored.iterdump())
    assert not [one for one in SECRETS if one in said]


def test_a_law_question_in_the_middle_is_answered_and_the_field_asked_again(citizen: Citizen) -> None:
    messages = citizen.press(screened(citizen), "现在就申请")
    citizen.say("同意")
    messages = citizen.say("同意")
    question = messages[-1]["text"]
    aside = citizen.say("对了，房东不退押金怎么办？")
    assert aside[0]["citations"]
    assert aside[-1]["text"].endswith(question)
    assert "身份证" in text_of(citizen.say("我叫王小明"))


def test_without_consent_nothing_is_kept(citizen: Citizen) -> None:
    citizen.press(screened(citizen), "现在就申请")
    early = citizen.say("我叫王小明，电话13812345678")
    assert "先没有记" in text_of(early)
    assert "什么都没有存" in text_of(citizen.say("不同意"))


def test_another_conversation_finds_it_by_number_and_phone_and_takes_it_back(
    citizen: Citizen, stack: Stack
) -> None:
    number = number_of(citizen.press(filled_in(citizen), "没错，提交申请"))
    other = stack.citizen()
    assert "一起发给我" in text_of(other.say("查一下我的申请进度"))
    found = other.say(f"编号{number} 电话13812345678")
    assert "正在审查" in text_of(found)
    sure = other.press(found, "撤回申请")
    assert "已经撤回" in text_of(other.press(sure, "确定撤回"))
    assert "已撤回" in text_of(citizen.say("查进度"))
    other.client.close()


def test_everything_is_erased_on_request(citizen: Citizen) -> None:
    citizen.press(filled_in(citizen), "没错，提交申请")
    sure = citizen.say("删除我的申请")
    assert "不能恢复" in text_of(sure)
    assert "已经删除" in text_of(citizen.press(sure, "确定删除"))
    assert "一起发给我" in text_of(citizen.say("我的法律援助申请办得怎么样了"))


def test_it_is_left_and_goes_on_in_another_conversation_with_a_code(citizen: Citizen, stack: Stack) -> None:
    citizen.say("我要申请法律援助，老板拖欠我三个月工资")
    offered = text_of(citizen.say("我想换个手机接着弄"))
    code = next(line for line in offered.split("\n") if line.startswith("JX-"))
    other = stack.citizen()
    taken = other.say(f"接续码 {code}")
    review = to_the_review(other, other.press(taken, "接着往下答"))
    assert "讨要工资" in text_of(review)
    other.client.close()
