"""Whole screenings over the API with the real dialogue: one story each, in everyday words."""

from dataclasses import dataclass, field

import pytest

from tests.conversations.test_screening_talk import Messages, text_of, titles
from tests.support.stack import Citizen

MOST = 15


@dataclass(frozen=True)
class Story:
    """What a citizen says first, what to each question that holds certain words, and what must come of it."""

    name: str
    opening: str
    expected: str
    answers: dict[str, str] = field(default_factory=dict)
    otherwise: tuple[str, ...] = ("没有请", "我自己", "自己", "都没有", "没", "不是", "不")


LIKELY = "初步看，您可以申请法律援助"
NO_MEANS = "而且不看家里有没有钱"
BY_NOTICE = "本人不用申请"
OUT = "申请不到援助律师"
OVER = "超过了经济困难标准"
PERSON = "请法律援助机构的工作人员看了"

STORIES = [
    Story("a migrant's wages", "我要申请法律援助，我是外地来打工的，工地欠我三个月工资", LIKELY),
    Story(
        "a migrant hurt at work", "想申请法援，我从贵州来厂里打工，手被机器压断了，厂里不肯按工伤赔", LIKELY
    ),
    Story(
        "a local's wages with little income",
        "我要申请法律援助，厂里拖欠我工资",
        LIKELY,
        {"进城务工": "不是", "在外地": "不是", "几口人": "家里四口人，一个月总共三千块"},
    ),
    Story(
        "a local's wages with much income",
        "我要申请法律援助，公司拖欠我工资",
        OVER,
        {"进城务工": "不是", "几口人": "家里三口人，一个月总共五万块"},
    ),
    Story("beaten at home", "我想申请法律援助，我老公经常打我，我要离婚，现在我躲在娘家", NO_MEANS),
    Story(
        "an heir of a hero",
        "申请法援，我爷爷是烈士，有人在网上造谣侮辱他，我要告",
        NO_MEANS,
        {"近亲属": "是"},
    ),
    Story("hurt while helping", "我见义勇为受了伤，想申请法律援助要赔偿", NO_MEANS),
    Story("lent money", "我要申请法律援助，朋友借我两万块不还", OUT),
    Story("a company", "我们公司想申请法律援助，客户欠我们货款", OUT),
    Story(
        "has a lawyer",
        "我要申请法援，老板欠我工资，我已经花钱请了律师",
        "您已经自己请了律师",
        {},
        ("已经请了", "没"),
    ),
    Story("a boy accused", "我儿子16岁，打架被公安刑事拘留了，想申请法律援助", BY_NOTICE),
    Story(
        "an old mother without support",
        "我要申请法律援助，我七十六岁了，儿子不给赡养费，我没有养老金没有收入",
        LIKELY,
    ),
    Story(
        "a traffic victim on minimum living aid",
        "我被车撞断了腿对方不赔，我是低保户，申请法律援助",
        LIKELY,
    ),
    Story("a tenant", "想申请法援，房东不退我押金", OUT),
    Story("nothing is known", "我要申请法律援助，我被车撞了", PERSON, {}, ("不知道", "不清楚", "没")),
    Story("quarrelling neighbours", "邻居家的水漏到我家，我要申请法律援助", OUT),
]


def answer(citizen: Citizen, story: Story, messages: Messages) -> Messages:
    question = messages[-1]["text"]
    for words, said in story.answers.items():
        if words in question:
            return citizen.say(said)
    offered = [one for one in titles(messages) if one not in ("为什么问这个", "先停一停", "改一下前面的回答")]
    fitting = (title for said in story.otherwise for title in offered if title.startswith(said))
    return citizen.press(messages, next(fitting, offered[0]))


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_a_story_comes_to_its_outcome(citizen: Citizen, story: Story) -> None:
    messages = citizen.say(story.opening)
    asked: list[str] = []
    for _ in range(MOST):
        if "都对，看结果" in titles(messages):
            break
        asked.append(messages[-1]["text"])
        messages = answer(citizen, story, messages)
    done = citizen.press(messages, "都对，看结果")
    text = text_of(done)
    assert story.expected in text, f"{asked}\n{text}"
    assert len(asked) <= 14
    assert "找人工" in titles(done)
