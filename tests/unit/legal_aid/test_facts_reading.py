"""Facts out of YAML or JSON."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.legal_aid.errors import InvalidFacts
from bot.legal_aid.fact_wording import TITLES, told_facts
from bot.legal_aid.facts import NAMES, Facts
from bot.legal_aid.facts_reading import facts_as_dict, facts_from
from bot.legal_aid.matters import Matter
from bot.legal_aid.truth import NO, UNKNOWN, YES


def test_nothing_told_is_nothing_known() -> None:
    assert facts_from({}) == Facts()
    assert facts_from({"matter": None, "has_counsel": None}) == Facts()


@pytest.mark.parametrize(
    ("written", "read"),
    [(True, YES), ("是", YES), ("Yes", YES), ("有", YES), (False, NO), (" 没有 ", NO), ("no", NO)],
)
def test_yes_and_no_are_read_in_many_ways(written: Any, read: Any) -> None:
    assert facts_from({"has_counsel": written}).has_counsel is read


@pytest.mark.parametrize("written", ["不知道", "unknown", "不清楚"])
def test_not_knowing_is_asked_and_unknown(written: str) -> None:
    facts = facts_from({"has_counsel": written, "household_size": written, "matter": written})
    assert facts == Facts(asked=frozenset({"has_counsel", "household_size", "matter"}))
    assert facts.has_counsel is UNKNOWN


def test_chinese_labels_numbers_dates_and_money_are_read() -> None:
    facts = facts_from(
        {
            "matter": "讨要工资、报酬",
            "household_size": "4",
            "monthly_household_income": 3200.5,
            "deadline": "2026-11-30",
            "asked": ["age"],
        }
    )
    assert facts == Facts(
        matter=Matter.LABOUR_PAY,
        household_size=4,
        monthly_household_income=Decimal("3200.5"),
        deadline=date(2026, 11, 30),
        asked=frozenset({"age"}),
    )


def test_what_is_written_back_reads_the_same() -> None:
    told = {
        "matter": "labour_pay",
        "age": 30,
        "has_counsel": "no",
        "monthly_household_income": "3200",
        "asked": ["role"],
    }
    assert facts_as_dict(facts_from(told)) == told


def test_a_misspelt_name_is_met_with_the_likely_one() -> None:
    with pytest.raises(InvalidFacts, match="has_counsel"):
        facts_from({"has_councel": "no"})


def test_a_value_that_cannot_be_is_named_with_what_can() -> None:
    with pytest.raises(InvalidFacts) as raised:
        facts_from({"applicant": "mother"})
    assert "applicant" in raised.value.detail
    assert "guardian" in raised.value.detail


def test_an_age_tells_who_is_minor_and_who_is_old() -> None:
    assert [facts_from({"age": age}).is_minor for age in (17, 18)] == [YES, NO]
    assert [facts_from({"age": age}).is_elderly for age in (59, 60)] == [NO, YES]
    assert facts_from({"minor": "yes"}).is_elderly is NO
    assert facts_from({}).is_minor is UNKNOWN
    assert facts_from({"blind_deaf_mute": "yes"}).is_disabled is YES
    assert facts_from({"blind_deaf_mute": "no"}).is_disabled is UNKNOWN


def test_every_fact_has_words_and_is_read_back_in_them() -> None:
    assert set(TITLES) == set(NAMES)
    facts = facts_from(
        {"matter": "labour_pay", "age": 30, "monthly_household_income": 3200, "has_counsel": "不知道"}
    )
    assert told_facts(facts) == [
        ("age", "年龄", "30岁"),
        ("matter", "什么事", "讨要工资、报酬"),
        ("has_counsel", "已经自己请了律师", "不知道"),
        ("monthly_household_income", "全家一个月的收入", "3200元"),
    ]
