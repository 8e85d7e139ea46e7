"""What must hold of every screening, whatever the facts."""

import random
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.legal_aid.assessment import assess
from bot.legal_aid.cascade import screen
from bot.legal_aid.document import assessment_document
from bot.legal_aid.facts import NAMES, TRUTHS, Facts
from bot.legal_aid.facts_reading import facts_as_dict, facts_from
from bot.legal_aid.matters import Matter
from bot.legal_aid.outcomes import rank
from bot.legal_aid.parties import Applicant, Role
from bot.legal_aid.proceedings import Detention, Stage
from bot.legal_aid.questions import next_facts, next_questions
from bot.legal_aid.truth import NO, UNKNOWN, YES, Truth
from tests.support.legal_aid_facts import ON, PARAMETERS, PLACE, REGION, complete_facts, consistent, without

MOST_QUESTIONS = 14
HELPFUL: dict[str, Truth] = {
    "minor": YES,
    "elderly": YES,
    "disabled": YES,
    "blind_deaf_mute": YES,
    "limited_capacity": YES,
    "receives_support": YES,
    "migrant_worker": YES,
    "personal_injury": YES,
    "abuse_victim": YES,
    "claims_maintenance": YES,
    "acquitted_on_retrial": YES,
    "hero_near_relative": YES,
    "retrial_ordered": YES,
    "epidemic_related": YES,
    "may_face_life_or_death": YES,
    "death_review_requested": YES,
    "within_standard": YES,
    "has_counsel": NO,
    "fixed_income": NO,
}
ANSWERS: dict[str, tuple[Any, ...]] = {
    "matter": tuple(Matter),
    "applicant": tuple(Applicant),
    "role": tuple(Role),
    "stage": tuple(Stage),
    "detention": tuple(Detention),
    "people": (1, 9, 10),
    "household_size": (1, 4),
    "monthly_household_income": (Decimal(0), Decimal(3200), Decimal(50_000)),
    "deadline": (ON,),
}
some_names = st.frozensets(st.sampled_from(NAMES))


@settings(max_examples=600)
@given(complete_facts(), some_names)
def test_what_is_possible_never_excludes_what_the_whole_truth_gives(
    facts: Facts, hidden: frozenset[str]
) -> None:
    whole = screen(facts, PLACE)
    assume(not whole.contradictions)
    assert whole.settled
    part = screen(without(facts, hidden), PLACE)
    assert whole.outcome in part.possible
    assert not part.settled or part.outcome is whole.outcome


@settings(max_examples=600)
@given(complete_facts(), some_names, st.sampled_from(sorted(HELPFUL)))
def test_a_more_helpful_fact_never_worsens_the_outcome(
    facts: Facts, hidden: frozenset[str], name: str
) -> None:
    before = without(facts, hidden)
    changes: dict[str, Any] = {name: HELPFUL[name]}
    if name in ("minor", "elderly"):  # nobody is both, and an age would contradict
        before = replace(before, age=None, minor=NO, elderly=NO)
    after = replace(before, **changes)
    assume(consistent(before) and consistent(after))
    _never_worse(before, after)


@given(complete_facts(), some_names, st.integers(0, 20_000), st.integers(0, 60))
def test_less_income_and_more_fellow_workers_never_worsen_the_outcome(
    facts: Facts, hidden: frozenset[str], less: int, more: int
) -> None:
    before = replace(without(facts, hidden), within_standard=UNKNOWN)
    income, people = before.monthly_household_income, before.people
    after = replace(
        before,
        monthly_household_income=None if income is None else max(Decimal(0), income - less),
        people=None if people is None else people + more,
    )
    _never_worse(before, after)


def _never_worse(before: Facts, after: Facts) -> None:
    was = [rank(one) for one in screen(before, PLACE).possible]
    now = [rank(one) for one in screen(after, PLACE).possible]
    assert min(now) >= min(was)
    assert max(now) >= max(was)


@given(complete_facts(), some_names, st.randoms(use_true_random=False))
def test_the_order_in_which_facts_are_told_never_matters(
    facts: Facts, hidden: frozenset[str], chance: random.Random
) -> None:
    told = facts_as_dict(without(facts, hidden))
    shuffled = list(told.items())
    chance.shuffle(shuffled)
    step_by_step = Facts()
    for name, value in shuffled:
        step_by_step = facts_from(facts_as_dict(step_by_step) | {name: value})
    assert step_by_step == facts_from(told) == without(facts, hidden)
    whole = assess(facts_from(told), on=ON, region=REGION, parameters=PARAMETERS)
    assert assess(step_by_step, on=ON, region=REGION, parameters=PARAMETERS) == whole


@given(complete_facts(), some_names, some_names)
def test_only_what_is_open_is_asked_and_what_is_settled_is_not(
    facts: Facts, hidden: frozenset[str], unsure: frozenset[str]
) -> None:
    part = replace(without(facts, hidden), asked=unsure)
    for name in next_facts(part, on=ON, region=REGION, parameters=PARAMETERS):
        assert not part.knows(name)
        assert name not in unsure


@settings(max_examples=300)
@given(st.data())
def test_answering_at_random_ends_within_fourteen_questions(data: st.DataObject) -> None:
    facts, seen = Facts(), set()
    for number in range(MOST_QUESTIONS + 1):
        questions = next_questions(facts, on=ON, region=REGION, parameters=PARAMETERS)
        if not questions:
            break
        assert number < MOST_QUESTIONS, "a fifteenth question"
        names = questions[0].facts
        assert seen.isdisjoint(names), "asked twice"
        seen.update(names)
        facts = _answered(facts, names, data)
    found = assess(facts, on=ON, region=REGION, parameters=PARAMETERS)
    assert not found.missing
    assert found.settled or facts.asked, "open only where the person did not know"


def _answered(facts: Facts, names: tuple[str, ...], data: st.DataObject) -> Facts:
    told: dict[str, Any] = {}
    unsure = set(facts.asked)
    for name in names:
        values = (YES, NO) if name in TRUTHS else ANSWERS[name]
        if name == "role" and facts.matter:
            values = tuple(sorted(facts.matter.roles, key=lambda role: role.value))
        value = data.draw(st.sampled_from((*values, None)), label=name)
        if value is None:
            unsure.add(name)
        else:
            told[name] = value
    return replace(facts, **told, asked=frozenset(unsure))


@given(complete_facts(), some_names)
def test_every_assessment_can_be_read_and_sent(facts: Facts, hidden: frozenset[str]) -> None:
    found = assess(without(facts, hidden), on=ON, region=REGION, parameters=PARAMETERS)
    document = assessment_document(found)
    assert document["tentative"] is True
    assert "None" not in document["text"]
    assert all(reason["text"] for reason in document["reasons"])
    assert facts_from(document["facts"]) == found.facts
