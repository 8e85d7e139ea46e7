"""What is asked next."""

from typing import Any

import pytest

from bot.legal_aid.cascade import screen
from bot.legal_aid.facts import NAMES
from bot.legal_aid.facts_reading import facts_from
from bot.legal_aid.matters import GROUPS, Matter
from bot.legal_aid.outcomes import Outcome
from bot.legal_aid.questions import next_facts, next_questions, still_open
from tests.support.legal_aid_facts import ON, PARAMETERS, PLACE, REGION

READY = {"applicant": "self", "has_counsel": "no"}


def asked(**told: Any) -> list[str]:
    """The questions that come next, by name."""
    questions = next_questions(facts_from(told), on=ON, region=REGION, parameters=PARAMETERS)
    return [question.id for question in questions]


def test_the_matter_comes_first_and_alone() -> None:
    assert asked() == ["matter"]
    assert asked(has_counsel="no", age=30) == ["matter"]


@pytest.mark.parametrize("matter", ["ordinary_debt", "business", "consumer", "advice_only"])
def test_what_is_out_of_scope_whoever_asks_needs_no_second_question(matter: str) -> None:
    assert asked(matter=matter) == []


def test_violence_at_home_is_asked_about_before_anything_else() -> None:
    assert asked(matter="abuse")[0] == "violence_ongoing"
    assert asked(matter="divorce", abuse_victim="yes")[0] == "violence_ongoing"
    assert "violence_ongoing" not in asked(matter="divorce")
    assert "violence_ongoing" not in asked(matter="labour_pay")


def test_a_worker_who_wants_pay_is_asked_first_whether_he_came_from_elsewhere() -> None:
    assert asked(matter="labour_pay")[0] == "migrant_worker"


def test_once_the_outcome_stands_only_what_makes_it_faster_is_asked_all_at_once() -> None:
    assert asked(matter="labour_pay", migrant_worker="yes", **READY) == ["circumstances"]


def test_income_is_not_asked_of_those_whose_means_do_not_count() -> None:
    for told in (
        {"matter": "abuse"},
        {"matter": "bravery"},
        {"matter": "labour_pay", "migrant_worker": "yes"},
        {"matter": "pollution", "receives_support": "yes"},
        {"matter": "maintenance", "age": 75, "fixed_income": "no", "abuse_victim": "no"},
    ):
        assert "means" not in asked(**told)
    assert "means" in asked(matter="pollution", **READY)


def test_the_last_day_is_asked_only_of_those_who_say_that_it_is_near() -> None:
    told = {"matter": "labour_pay", "migrant_worker": "yes", **READY}
    assert "deadline" not in asked(**told)
    assert "deadline" in asked(**told, deadline_near="yes")
    assert "deadline" not in asked(**told, deadline_near="no")
    assert "deadline" not in asked(**told, deadline_near="yes", deadline="2026-11-25")


def test_the_accused_is_asked_whether_he_is_held_and_first_of_what_is_left() -> None:
    told = {"matter": "criminal", "role": "suspect", "minor": "yes", **READY}
    assert asked(**told) == ["detention"]
    assert asked(**told, detention="none") == []


def test_a_question_offers_only_what_is_still_open_of_it() -> None:
    questions = next_questions(
        facts_from({"matter": "pollution", "age": 40, **READY}), on=ON, region=REGION, parameters=PARAMETERS
    )
    situation = next(question for question in questions if question.id == "situation")
    assert situation.facts == ("fixed_income", "disabled", "receives_support")


def test_what_was_said_in_passing_is_not_asked_again() -> None:
    told = {"matter": "labour_pay", "household_size": 4, "monthly_household_income": 3200}
    names = next_facts(facts_from(told), on=ON, region=REGION, parameters=PARAMETERS)
    assert {"household_size", "monthly_household_income"}.isdisjoint(names)
    assert {"migrant_worker", "fixed_income"} <= set(names)


def test_not_knowing_is_an_answer_that_is_not_asked_for_again() -> None:
    told = {"matter": "pollution", "fixed_income": "yes", "receives_support": "no", **READY}
    unsure = facts_from(told | {"household_size": 3, "monthly_household_income": "不知道"})
    assert "monthly_household_income" not in still_open(unsure, on=ON, region=REGION, parameters=PARAMETERS)
    found = screen(unsure, PLACE)
    assert found.outcome is Outcome.PERSON_MUST_LOOK
    assert found.possible == (Outcome.MEANS_TESTED_LIKELY, Outcome.MEANS_TESTED_OVER)


def test_a_changed_answer_opens_only_what_hangs_on_it() -> None:
    told = {"matter": "labour_pay", "migrant_worker": "yes", "deadline_near": "no", **READY}
    assert set(asked(**told | {"migrant_worker": "no"})) == {"situation", "means", "people"}
    assert asked(**told | {"matter": "ordinary_debt"}) == []


def test_contradictory_facts_end_the_asking() -> None:
    assert asked(matter="labour_pay", minor="yes", age=40) == []


def test_every_matter_stands_once_in_the_two_taps_that_offer_it() -> None:
    offered = [matter for group in GROUPS.values() for matter in group]
    assert sorted(offered, key=lambda one: one.value) == sorted(Matter, key=lambda one: one.value)
    assert max(map(len, GROUPS.values())) <= 9


def test_whatever_is_asked_is_a_fact() -> None:
    assert {name for question in PARAMETERS.guide.questions for name in question.facts} <= set(NAMES)
