"""Whether the household is within the hardship standard of the place and day (法律援助法 34, 41)."""

from decimal import Decimal

from bot.legal_aid.facts import Facts
from bot.legal_aid.findings import Finding, known
from bot.legal_aid.parameters import Local
from bot.legal_aid.sources import act
from bot.legal_aid.truth import UNKNOWN, Truth

_INCOME = ("household_size", "monthly_household_income")


def within_standard(facts: Facts, place: Local) -> Finding:
    """Income per head is at most the standard, or the applicant declares that it is.

    Raises:
        ParameterMissing: no standard is kept for the place and day, and nothing was declared.
    """
    if facts.within_standard is not UNKNOWN:
        return known(facts.within_standard is Truth.YES, "declared-hardship", ("within_standard",), act(41))
    limit = place.hardship().limit
    computed = income_within(facts, limit)
    if computed is None:
        missing = tuple(name for name in _INCOME if not facts.knows(name))
        return Finding(UNKNOWN, (), missing)
    return known(computed, "hardship-standard", _INCOME, act(34))


def income_within(facts: Facts, limit: Decimal) -> bool | None:
    """Whether income per head is at most ``limit`` yuan a month; None if it is not known."""
    if facts.household_size is None or facts.monthly_household_income is None:
        return None
    return facts.monthly_household_income <= limit * facts.household_size
