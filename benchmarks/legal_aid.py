"""Screening: how many questions a simulated population is asked, how early it ends, how long the rules take.

The population is a rough guess of ours, not counted from real talks: the matters people ask about most often
come most often, ages, incomes and hardships are drawn independently, and one fact in twenty is 「不知道」. It
shares nothing with the likelihoods by which questions are ordered.
"""

import random
import statistics
import time
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from benchmarks.figures import Figure, at_most
from bot.legal_aid.assessment import assess
from bot.legal_aid.facts import TRUTHS, Facts
from bot.legal_aid.matters import Matter
from bot.legal_aid.outcomes import Outcome
from bot.legal_aid.parameters import open_parameters
from bot.legal_aid.parties import Applicant, Role
from bot.legal_aid.proceedings import Detention, Stage
from bot.legal_aid.questions import next_questions
from bot.legal_aid.truth import NO, Truth, truth
from bot.settings import PROJECT
from knowledge_base.legal_aid_parameters import LegalAidParameters

TODAY = date(2026, 11, 23)
REGION = "龙泉市"
UNSURE = 0.05
MOST_QUESTIONS = 14

_MATTERS = {
    Matter.LABOUR_PAY: 15,
    Matter.DIVORCE: 12,
    Matter.ORDINARY_DEBT: 12,
    Matter.WORK_INJURY: 8,
    Matter.TRAFFIC_ACCIDENT: 8,
    Matter.CRIMINAL: 7,
    Matter.LABOUR_DISMISSAL: 5,
    Matter.MAINTENANCE: 5,
    Matter.PROPERTY: 4,
    Matter.CONSUMER: 4,
    Matter.ABUSE: 3,
    Matter.LAND: 3,
    Matter.INHERITANCE: 3,
    Matter.LEASE: 3,
    Matter.OTHER_INJURY: 2,
    Matter.RETRIAL: 2,
}
_ROLES = {
    Matter.CRIMINAL: {Role.SUSPECT: 8, Role.DEFENDANT: 7, Role.VICTIM: 4, Role.INCIDENTAL_CLAIMANT: 1},
    Matter.RETRIAL: {Role.RETRIAL_PETITIONER: 8, Role.DEFENDANT: 1, Role.RETRIAL_RESPONDENT: 1},
    Matter.COMPULSORY_TREATMENT: {Role.COMMITMENT_RESPONDENT: 9, Role.VICTIM: 1},
}
_STAGES = {Stage.INVESTIGATION: 4, Stage.PROSECUTION: 2, Stage.FIRST_INSTANCE: 4, Stage.SECOND_INSTANCE: 1}
_APPLICANTS = {
    Applicant.SELF: 72,
    Applicant.NEAR_RELATIVE: 14,
    Applicant.GUARDIAN: 7,
    Applicant.OTHER_PERSON: 4,
    Applicant.ORGANISATION: 2,
    Applicant.FOREIGNER: 1,
}
_SHARES = {
    "has_counsel": 0.07,
    "disabled": 0.07,
    "blind_deaf_mute": 0.01,
    "limited_capacity": 0.02,
    "receives_support": 0.1,
    "migrant_worker": 0.55,
    "veteran": 0.04,
    "military_family": 0.02,
    "limited_mobility": 0.08,
    "personal_injury": 0.75,
    "abuse_victim": 0.2,
    "claims_maintenance": 0.45,
    "acquitted_on_retrial": 0.1,
    "hero_near_relative": 0.7,
    "retrial_ordered": 0.15,
    "epidemic_related": 0.02,
    "may_face_life_or_death": 0.04,
    "death_review_requested": 0.5,
    "elsewhere": 0.1,
    "deadline_near": 0.08,
    "urgent_measure_needed": 0.05,
    "violence_ongoing": 0.3,
}


@dataclass(frozen=True, slots=True)
class Talk:
    """One screening: questions asked, questions until the outcome was settled (None: never), the outcome."""

    asked: int
    settled_after: int | None
    outcome: Outcome


def citizen(chance: random.Random) -> dict[str, Any]:
    """One person's true facts, complete and without contradiction."""
    pick = _picker(chance)
    matter = pick(_MATTERS | {one: 1 for one in Matter if one not in _MATTERS})
    told: dict[str, Any] = {name: truth(chance.random() < share) for name, share in _SHARES.items()}
    age = chance.choice([chance.randint(6, 17), *(chance.randint(18, 59) for _ in range(7)), 70, 76])
    earning = chance.random() < (0.75 if 18 <= age < 60 else 0.5 if age >= 60 else 0.02)
    size = chance.choice([1, 2, 2, 3, 3, 3, 4, 4, 5, 6])
    role = pick(_ROLES.get(matter, {Role.CLAIMANT: 3, Role.RESPONDENT: 1}))
    if role not in matter.roles:
        role = Role.CLAIMANT
    told |= {
        "matter": matter,
        "role": role,
        "stage": pick(_STAGES) if matter is Matter.CRIMINAL else None,
        "detention": pick({Detention.PENDING_TRIAL: 1, Detention.NONE: 1}),
        "applicant": pick(_APPLICANTS),
        "minor": truth(age < 18),
        "elderly": truth(age >= 60),
        "fixed_income": truth(earning),
        "household_size": size,
        "monthly_household_income": Decimal(round(chance.lognormvariate(8.6, 0.8), -2)),
        "people": chance.choice([1] * 8 + [4, 15]),
        "deadline": TODAY,
    }
    if told["blind_deaf_mute"] is Truth.YES:
        told["disabled"] = Truth.YES
    if matter is Matter.ABUSE:
        told["abuse_victim"] = Truth.YES
    if matter is Matter.WORK_INJURY:
        told["personal_injury"] = Truth.YES
    return told


def talk(told: dict[str, Any], chance: random.Random, parameters: LegalAidParameters) -> Talk:
    """Ask one person until nothing more is worth asking."""
    facts, asked, settled_after = Facts(), 0, None
    while True:
        found = assess(facts, on=TODAY, region=REGION, parameters=parameters)
        if found.settled and settled_after is None:
            settled_after = asked
        questions = next_questions(facts, on=TODAY, region=REGION, parameters=parameters)
        if not questions:
            return Talk(asked, settled_after, found.outcome)
        asked += 1
        answers, unsure = {}, set(facts.asked)
        for name in questions[0].facts:
            if name != "matter" and chance.random() < UNSURE:
                unsure.add(name)
            else:
                answers[name] = told.get(name, NO if name in TRUTHS else None)
        facts = replace(facts, **answers, asked=frozenset(unsure))


def measure(size: int = 10_000) -> list[Figure]:
    """Screen a population and time the rules."""
    parameters = open_parameters(PROJECT / "knowledge_base" / "parameters")
    chance = random.Random(20261123)
    talks = [talk(citizen(chance), chance, parameters) for _ in range(size)]
    asked = [one.asked for one in talks]
    settled = [one.settled_after for one in talks if one.settled_after is not None]
    outcomes = Counter(one.outcome for one in talks)
    early = sum(after <= 3 for after in settled) / size
    return [
        at_most(f"questions, median of {size} citizens", statistics.median(asked), 6),
        at_most("questions, most", max(asked), MOST_QUESTIONS),
        Figure("questions, mean", f"{statistics.fmean(asked):.2f}"),
        Figure("questions until the outcome is settled, median", f"{statistics.median(settled):g}"),
        Figure("outcomes settled", f"{len(settled) / size:.3f}"),
        Figure("outcomes settled within three questions", f"{early:.3f}"),
        *(Figure(f"outcome {one.value}", f"{outcomes[one] / size:.3f}") for one in Outcome),
        at_most("assess, median", 1000 * _assess_s(parameters), 1, " ms"),
    ]


def _assess_s(parameters: LegalAidParameters) -> float:
    """Median seconds of an assessment of complete facts."""
    chance = random.Random(1)
    times = []
    for _ in range(2_000):
        facts = Facts(**(citizen(chance) | {"asked": frozenset()}))
        began = time.perf_counter()
        assess(facts, on=TODAY, region=REGION, parameters=parameters)
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def _picker(chance: random.Random) -> Any:
    return lambda weights: chance.choices(list(weights), weights=list(weights.values()))[0]
