"""Claims that may be helped however rich the claimant is (法律援助法 32)."""

from bot.legal_aid.facts import Facts
from bot.legal_aid.findings import Finding, both, known, one_of, told
from bot.legal_aid.matters import FAMILY, Matter
from bot.legal_aid.parties import HARMED
from bot.legal_aid.sources import act
from bot.legal_aid.truth import NO, UNKNOWN


def no_means_condition(facts: Facts) -> Finding:
    """Whether one of 32's items holds."""
    matter = facts.matter
    if matter is None:
        return Finding(UNKNOWN, (), ("matter",))
    if matter is Matter.HERO_HONOUR:
        return told(facts, "hero_near_relative", "hero-near-relative", act(32, 1))
    if matter is Matter.BRAVERY:
        return known(True, "bravery", ("matter",), act(32, 2))
    if matter is Matter.STATE_COMPENSATION:
        return told(facts, "acquitted_on_retrial", "acquitted-on-retrial", act(32, 3))
    if matter is Matter.ABUSE:
        return known(True, "abuse-victim", ("matter",), act(32, 4))
    if matter in FAMILY:
        return _abuse(facts)
    if matter is Matter.CRIMINAL:
        return both(one_of(facts, "role", HARMED), _abuse(facts))
    return Finding(NO)


def _abuse(facts: Facts) -> Finding:
    return told(facts, "abuse_victim", "abuse-victim", act(32, 4))
