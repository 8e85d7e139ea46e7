"""What a citizen reads."""

import re
import unicodedata
from typing import Any

from hypothesis import given

from bot.legal_aid.assessment import Assessment, assess
from bot.legal_aid.facts import Facts
from bot.legal_aid.facts_reading import facts_from
from bot.legal_aid.wording import DISCLAIMER, assessment_text
from tests.support.legal_aid_facts import ON, PARAMETERS, REGION, complete_facts

READY = {"applicant": "self", "has_counsel": "no"}


def found(**told: Any) -> Assessment:
    return assess(facts_from(told), on=ON, region=REGION, parameters=PARAMETERS)


def text(**told: Any) -> str:
    return assessment_text(found(**told))


@given(complete_facts())
def test_there_is_no_english_and_no_ornament_and_it_is_tentative(facts: Facts) -> None:
    words = assessment_text(assess(facts, on=ON, region=REGION, parameters=PARAMETERS))
    assert not re.search("[A-Za-z_]", words)
    assert not [sign for sign in words if unicodedata.category(sign) == "So"]
    assert DISCLAIMER in words
    assert "12348" in words
    assert "您" in words


def test_the_answer_comes_first_then_why_then_what_to_do() -> None:
    words = text(matter="labour_pay", migrant_worker="yes", **READY)
    order = [
        words.index(part) for part in ("初步看", "为什么", "到哪里申请", "带什么", "要多久", "还有这些帮助")
    ]
    assert order == sorted(order)


def test_danger_stands_above_the_answer() -> None:
    words = text(matter="abuse", violence_ongoing="yes", **READY)
    assert words.index("110") < words.index("初步看")
    assert "12338" in words
    assert "人民调解" not in words


def test_a_near_limit_is_told_with_the_days_that_are_left() -> None:
    words = text(matter="labour_pay", migrant_worker="yes", deadline="2026-11-28", **READY)
    assert words.startswith("期限只剩5天")
    assert "今天就到" in text(matter="labour_pay", migrant_worker="yes", deadline=str(ON), **READY)


def test_a_limit_that_has_passed_is_not_called_too_late() -> None:
    words = text(matter="labour_pay", migrant_worker="yes", deadline="2026-11-01", **READY)
    assert "先别放弃" in words
    assert "律师" in words


def test_who_need_not_apply_is_told_why_and_is_not_sent_to_a_counter() -> None:
    words = text(matter="criminal", role="suspect", minor="yes", **READY)
    assert "不用申请" in words
    assert "第二十五条第一项" in words
    assert "带什么" not in words


def test_a_company_is_told_where_to_turn() -> None:
    words = text(matter="business", applicant="organisation")
    assert "单位" in words
    assert "工商联" in words


def test_out_of_scope_never_ends_without_free_advice() -> None:
    words = text(matter="ordinary_debt")
    assert "免费咨询" in words
    assert "谁都可以问" in words


def test_a_standard_that_nobody_has_confirmed_is_said_to_be_one() -> None:
    told = {"matter": "pollution", "fixed_income": "yes", "receives_support": "no"}
    shown = found(**told, household_size=3, monthly_household_income=1000, **READY)
    assert shown.on_samples == ("经济困难标准",)
    assert "还没有经司法局确认" in assessment_text(shown)


def test_a_contradiction_is_named() -> None:
    assert "年龄和是不是未满18岁对不上" in text(matter="labour_pay", minor="yes", age=40)


def test_what_is_not_known_is_asked_for_in_words() -> None:
    words = text(matter="labour_pay", migrant_worker="yes", applicant="self")
    assert "还不知道：是不是已经自己请了律师" in words
