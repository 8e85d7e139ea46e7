"""Defence that courts, procuratorates and police must see to (法律援助法 25, 28): nobody need apply."""

from bot.legal_aid.facts import Facts
from bot.legal_aid.findings import Finding, Reason, both, either, judged, known, one_of, silent, told
from bot.legal_aid.matters import Matter
from bot.legal_aid.parties import ACCUSED, Role
from bot.legal_aid.proceedings import Stage
from bot.legal_aid.sources import CRIMINAL_PROCEDURE_INTERPRETATION, act
from bot.legal_aid.truth import NO, UNKNOWN, YES

_COURT_MUST = frozenset({Stage.SUSPENDED_DEATH_NEW_CRIME, Stage.HIGH_COURT_DEATH_REVIEW})
_DEFENDANT = frozenset({Role.DEFENDANT})
_COMMITTED = frozenset({Role.COMMITMENT_RESPONDENT})


def by_notice(facts: Facts) -> Finding:
    """Whether a lawyer must be assigned on notice, leaving aside whether there is one already."""
    if facts.matter is None:
        return Finding(UNKNOWN, (), ("matter",))
    if facts.matter is Matter.CRIMINAL:
        return both(one_of(facts, "role", ACCUSED), either(_person(facts), _severity(facts), _stage(facts)))
    if facts.matter is Matter.RETRIAL:
        opened = silent(told(facts, "retrial_ordered", "retrial-ordered", act(33)))
        return both(one_of(facts, "role", _DEFENDANT), opened, either(_person(facts), _severity(facts)))
    if facts.matter is Matter.COMPULSORY_TREATMENT:
        if facts.role is None:
            return Finding(UNKNOWN, (), ("role",))
        return known(facts.role in _COMMITTED, "compulsory-treatment", ("matter", "role"), act(28))
    return Finding(NO)


def _person(facts: Facts) -> Finding:
    """25 items 1 to 3."""
    minor_by = ("age",) if facts.age is not None else ("minor",)
    return either(
        judged(facts.is_minor, YES, minor_by, "notice-minor", act(25, 1)),
        told(facts, "blind_deaf_mute", "notice-blind-deaf-mute", act(25, 2)),
        told(facts, "limited_capacity", "notice-limited-capacity", act(25, 3)),
    )


def _severity(facts: Facts) -> Finding:
    """25 item 4."""
    return told(facts, "may_face_life_or_death", "notice-life-or-death", act(25, 4))


def _stage(facts: Facts) -> Finding:
    """25 items 5 to 7; item 5 only on the defendant's application."""
    if facts.stage is None:
        return Finding(UNKNOWN, (), ("stage",))
    if facts.stage is Stage.DEATH_REVIEW:
        return told(facts, "death_review_requested", "notice-death-review", act(25, 5))
    if facts.stage is Stage.ABSENTIA:
        return known(True, "notice-absentia", ("stage",), act(25, 6))
    if facts.stage in _COURT_MUST:
        other = Reason("notice-other-law", ("stage",), act(25, 7))
        return Finding(
            YES, (other, Reason("notice-court-must", ("stage",), CRIMINAL_PROCEDURE_INTERPRETATION))
        )
    return Finding(NO)
