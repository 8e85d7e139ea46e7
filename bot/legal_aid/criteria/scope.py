"""Matters for which those in hardship may have a lawyer (法律援助法 24, 29, 31, 33 and local law)."""

from bot.legal_aid.facts import Facts
from bot.legal_aid.findings import Finding, Reason, both, either, known, told
from bot.legal_aid.matters import Matter
from bot.legal_aid.parameters import Local
from bot.legal_aid.parties import ACCUSED, Role
from bot.legal_aid.proceedings import Stage
from bot.legal_aid.sources import Source, act
from bot.legal_aid.truth import NO, UNKNOWN, YES
from knowledge_base.legal_aid_parameters import Extension

ITEMS = {
    Matter.STATE_COMPENSATION: 1,
    Matter.SOCIAL_INSURANCE: 2,
    Matter.SOCIAL_ASSISTANCE: 2,
    Matter.SURVIVORS_PENSION: 3,
    Matter.MAINTENANCE: 4,
    Matter.LABOUR_RELATION: 5,
    Matter.LABOUR_PAY: 5,
    Matter.INCAPACITY: 6,
    Matter.WORK_INJURY: 7,
    Matter.TRAFFIC_ACCIDENT: 7,
    Matter.FOOD_DRUG_ACCIDENT: 7,
    Matter.MEDICAL_ACCIDENT: 7,
    Matter.POLLUTION: 8,
}
"""The item of 法律援助法 31 that a matter is."""

_MAYBE_WITHOUT_INJURY = frozenset(
    {Matter.TRAFFIC_ACCIDENT, Matter.FOOD_DRUG_ACCIDENT, Matter.MEDICAL_ACCIDENT}
)
_WITH_MAINTENANCE = frozenset({Matter.DIVORCE, Matter.CUSTODY})


def in_scope(facts: Facts, place: Local) -> Finding:
    """Whether the matter is one for which aid may be applied for, means aside."""
    if facts.matter is None:
        return Finding(UNKNOWN, (), ("matter",))
    local_rules = [extension_holds(facts, one) for one in place.extensions if not one.valid.sample]
    return either(_national(facts, facts.matter), *local_rules)


def extension_holds(facts: Facts, extension: Extension) -> Finding:
    """Whether a local extension covers the matter."""
    if facts.matter is None:
        return Finding(UNKNOWN, (), ("matter",))
    if facts.matter.value not in extension.matters:
        return Finding(NO)
    value = getattr(facts, extension.fact)
    if value is None or value is UNKNOWN:
        return Finding(UNKNOWN, (), (extension.fact,))
    holds = value is YES if extension.at_least is None else value >= extension.at_least
    rested = ("matter", extension.fact)
    base = Source(extension.law, extension.article, extension.item, act(31).since)
    reasons = [Reason(f"extension:{extension.id}", rested, base, holds)]
    if extension.citation and extension.since:
        local_law = Source(extension.citation.law, extension.citation.article, None, extension.since)
        reasons.append(Reason(f"extension:{extension.id}", rested, local_law, holds))
    return Finding(YES if holds else NO, tuple(reasons))


def _national(facts: Facts, matter: Matter) -> Finding:
    if matter in ITEMS:
        listed = known(True, f"listed-{matter.value}", ("matter",), act(31, ITEMS[matter]))
        if matter in _MAYBE_WITHOUT_INJURY:
            return both(listed, told(facts, "personal_injury", "personal-injury", act(31, 7)))
        return listed
    if matter in _WITH_MAINTENANCE:
        return told(facts, "claims_maintenance", "claims-maintenance", act(31, 4))
    if matter is Matter.CRIMINAL:
        return _criminal(facts)
    if matter is Matter.RETRIAL:
        return _retrial(facts)
    return Finding(NO)


def _criminal(facts: Facts) -> Finding:
    if facts.role is None:
        return Finding(UNKNOWN, (), ("role",))
    if facts.role in ACCUSED:
        return known(True, "accused", ("matter", "role"), act(24))
    if facts.role is Role.VICTIM:
        if facts.stage is None:
            return Finding(UNKNOWN, (), ("stage",))
        return known(facts.stage is not Stage.NOT_FILED, "public-prosecution", ("role", "stage"), act(29))
    return known(facts.role is not Role.WITNESS, "harmed", ("matter", "role"), act(29))


def _retrial(facts: Facts) -> Finding:
    if facts.role is None:
        return Finding(UNKNOWN, (), ("role",))
    if facts.role is Role.RETRIAL_RESPONDENT:
        return Finding(NO)
    return told(facts, "retrial_ordered", "retrial-ordered", act(33))
