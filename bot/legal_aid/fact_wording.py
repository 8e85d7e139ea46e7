"""Short Chinese phrases of facts, as they are read back to a citizen."""

from datetime import date
from decimal import Decimal

from bot.legal_aid.facts import NAMES, TRUTHS, Facts
from bot.legal_aid.labels import Labelled
from bot.legal_aid.truth import UNKNOWN, YES, Truth

TITLES = {
    "applicant": "是谁在问",
    "age": "年龄",
    "minor": "未满18岁",
    "elderly": "年满60岁",
    "disabled": "有残疾",
    "blind_deaf_mute": "视力、听力或者言语残疾",
    "limited_capacity": "不能完全明白自己在做什么",
    "guardian_harms": "监护人自己侵害了他的权益",
    "fixed_income": "有固定的生活来源",
    "receives_support": "享受低保等社会救助、司法救助或者优抚",
    "migrant_worker": "是进城务工人员",
    "veteran": "是退役军人",
    "military_family": "是军人、军人家属或者烈士等遗属",
    "limited_mobility": "行动不便，出门困难",
    "matter": "什么事",
    "role": "在这件事里是哪一方",
    "has_counsel": "已经自己请了律师",
    "personal_injury": "有人受伤",
    "abuse_victim": "受到家暴、虐待或者遗弃",
    "claims_maintenance": "要抚养费、扶养费或者赡养费",
    "acquitted_on_retrial": "再审改判了无罪",
    "hero_near_relative": "是英雄烈士的近亲属",
    "retrial_ordered": "法院已经决定再审，或者检察院已经抗诉",
    "epidemic_related": "是疫情引起的",
    "people": "有几个人提同样的要求",
    "other_rule": "别的法律另有规定",
    "stage": "案子到了哪一步",
    "may_face_life_or_death": "可能判无期徒刑或者死刑",
    "death_review_requested": "被告人申请了法律援助",
    "detention": "有没有被关押",
    "within_standard": "家里收入在困难标准以内（本人说明）",
    "household_size": "家里几口人",
    "monthly_household_income": "全家一个月的收入",
    "litigation": "要打官司",
    "deciding_region": "办案、处理的机关在哪里",
    "dispute_region": "事情发生在哪里",
    "home_region": "住在哪里",
    "elsewhere": "事情在外地发生、在外地办",
    "deadline": "期限到哪一天",
    "deadline_near": "7天之内就到期",
    "urgent_measure_needed": "要马上保全财产、保全证据或者先予执行",
    "violence_ongoing": "现在还在受到暴力或者威胁",
}
"""What each fact is about."""


def title(name: str) -> str:
    """What a fact is about."""
    return TITLES[name]


def question_words(name: str) -> str:
    """What is not known of a fact: 是不是退役军人, 家里几口人."""
    if name not in TRUTHS:
        return TITLES[name]
    return f"是不是{TITLES[name].removeprefix('是')}"


def value_text(name: str, value: object) -> str:
    """A fact's value in words: 是, 讨要工资、报酬, 3200元."""
    if isinstance(value, Truth):
        return {YES: "是", UNKNOWN: "不知道"}.get(value, "不是")
    if isinstance(value, Labelled):
        return value.label
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}元"
    units = {"age": "岁", "people": "人", "household_size": "口人"}
    return f"{value}{units.get(name, '')}"


def told_facts(facts: Facts) -> list[tuple[str, str, str]]:
    """(name, title, value in words) of every fact that is known or was asked in vain, in the form's order."""
    found = []
    for name in NAMES:
        if facts.knows(name):
            found.append((name, title(name), value_text(name, getattr(facts, name))))
        elif name in facts.asked:
            found.append((name, title(name), "不知道"))
    return found
