"""Whose means are not looked into if papers show who they are (法律援助法 42)."""

from bot.legal_aid.facts import Facts
from bot.legal_aid.findings import Finding, both, either, judged, known, told
from bot.legal_aid.matters import Matter
from bot.legal_aid.sources import act
from bot.legal_aid.truth import NO, UNKNOWN, YES

PAY_OR_WORK_INJURY = frozenset({Matter.LABOUR_PAY, Matter.WORK_INJURY})


def means_check_waived(facts: Facts) -> Finding:
    """Whether one of 42's items holds; age or disability alone is not enough for item 1."""
    return either(
        _without_income(facts),
        told(facts, "receives_support", "receives-support", act(42, 2)),
        _migrant(facts),
    )


def _without_income(facts: Facts) -> Finding:
    age_or = ("age",) if facts.age is not None else ()
    return both(
        told(facts, "fixed_income", "no-fixed-income", act(42, 1), wanted=NO),
        either(
            judged(facts.is_minor, YES, age_or or ("minor",), "vulnerable-minor", act(42, 1)),
            judged(facts.is_elderly, YES, age_or or ("elderly",), "vulnerable-elderly", act(42, 1)),
            judged(facts.is_disabled, YES, ("disabled",), "vulnerable-disabled", act(42, 1)),
        ),
    )


def _migrant(facts: Facts) -> Finding:
    if facts.matter is None:
        return Finding(UNKNOWN, (), ("matter",))
    claim = known(facts.matter in PAY_OR_WORK_INJURY, "pay-or-work-injury", ("matter",), act(42, 3))
    if claim.truth is NO:
        return Finding(NO, claim.reasons if facts.migrant_worker is YES else ())
    return told(facts, "migrant_worker", "migrant-worker", act(42, 3))
