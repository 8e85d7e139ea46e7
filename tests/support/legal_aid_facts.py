"""Facts drawn for property tests: complete and consistent ones, and parts of them."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from bot.legal_aid.contradictions import contradictions
from bot.legal_aid.criteria.means import income_within
from bot.legal_aid.facts import TRUTHS, Facts
from bot.legal_aid.matters import CRIME, Matter
from bot.legal_aid.parameters import local, open_parameters
from bot.legal_aid.parties import Applicant
from bot.legal_aid.proceedings import Detention, OtherRule, Stage
from bot.legal_aid.truth import NO, UNKNOWN, YES, truth

PARAMETERS = open_parameters(Path(__file__).parents[2] / "knowledge_base" / "parameters")
ON = date(2026, 11, 23)
REGION = "龙泉市"
PLACE = local(PARAMETERS, ON, REGION)
VOLUNTEERED = frozenset({"other_rule"})
"""Facts that nobody is asked: left out, they are taken as not claimed."""


def limit() -> Decimal:
    """The hardship standard of the place, yuan a head and month."""
    return PLACE.hardship().limit


def consistent(facts: Facts) -> bool:
    """Whether the facts can all be true."""
    return not contradictions(facts, limit())


@st.composite
def complete_facts(draw: st.DrawFn) -> Facts:
    """Everything known and free of contradiction."""
    matter = draw(st.sampled_from(Matter))
    told: dict[str, Any] = {name: draw(st.sampled_from((YES, NO))) for name in TRUTHS}
    age = draw(st.integers(0, 100))
    told |= {
        "matter": matter,
        "role": draw(st.sampled_from(sorted(matter.roles, key=lambda role: role.value))),
        "applicant": draw(st.sampled_from(Applicant)),
        "age": age,
        "minor": truth(age < 18),
        "elderly": truth(age >= 60),
        "people": draw(st.sampled_from((1, 9, 10, 40))),
        "stage": draw(st.sampled_from(Stage)) if matter in CRIME or matter is Matter.RETRIAL else None,
        "detention": draw(st.sampled_from(Detention)),
        "household_size": draw(st.integers(1, 8)),
        "monthly_household_income": Decimal(draw(st.integers(0, 40_000))),
        "deadline": ON + timedelta(days=draw(st.integers(-5, 40))),
        "other_rule": draw(st.sampled_from((None, None, None, *OtherRule))),
        "deciding_region": draw(st.sampled_from((None, "龙泉市", "丽水市"))),
        "dispute_region": draw(st.sampled_from((None, "龙泉市", "丽水市"))),
    }
    if told["blind_deaf_mute"] is YES:
        told["disabled"] = YES
    if matter is Matter.ABUSE:
        told["abuse_victim"] = YES
    if matter is Matter.WORK_INJURY:
        told["personal_injury"] = YES
    if told["applicant"] is Applicant.ORGANISATION:
        told["migrant_worker"] = NO
    facts = Facts(**told)
    within = truth(bool(income_within(facts, limit())))
    return replace(facts, within_standard=draw(st.sampled_from((UNKNOWN, within))))


def without(facts: Facts, names: frozenset[str]) -> Facts:
    """The same with some facts unknown."""
    blank = {name: UNKNOWN if name in TRUTHS else None for name in names - VOLUNTEERED}
    return replace(facts, **blank)  # type: ignore[arg-type]
