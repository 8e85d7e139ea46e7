"""Who may apply for somebody else (法律援助法 24, 29, 33, 40), and for those who are held (39)."""

from dataclasses import dataclass

from bot.legal_aid.facts import Facts
from bot.legal_aid.matters import Matter
from bot.legal_aid.parties import ACCUSED, Applicant, Role
from bot.legal_aid.proceedings import HELD
from bot.legal_aid.sources import Source, act
from bot.legal_aid.truth import NO, UNKNOWN, YES, Truth, any_of


@dataclass(frozen=True, slots=True)
class Agency:
    """Whether whoever asks may hand the application in, by which rule (worded in ``wording``)."""

    may_apply: Truth
    rule: str
    source: Source | None


@dataclass(frozen=True, slots=True)
class Forwarding:
    """An application that the place of detention must pass on; ``by_duty_lawyer``: the duty lawyer too."""

    by_duty_lawyer: bool
    source: Source


def agency(facts: Facts) -> Agency | None:
    """Whether whoever asks may apply; None where it is not known who asks, or an organisation does."""
    if facts.applicant in (None, Applicant.ORGANISATION):
        return None
    family = facts.applicant in (Applicant.GUARDIAN, Applicant.NEAR_RELATIVE)
    if family and facts.matter is Matter.INCAPACITY:  # it is the family's own application to the court
        return Agency(YES, "own-application", None)
    if facts.applicant is Applicant.GUARDIAN:
        return _guardian(facts)
    if facts.applicant is Applicant.NEAR_RELATIVE:
        return _near_relative(facts)
    if facts.applicant is Applicant.OTHER_PERSON:
        return Agency(NO, "not-an-agent", act(40))
    incapable = any_of(facts.is_minor, facts.limited_capacity)
    if incapable is YES and facts.role not in ACCUSED:  # 24 gives the accused a right of their own
        if facts.guardian_harms is YES or (facts.matter is Matter.ABUSE and facts.guardian_harms is not NO):
            return Agency(UNKNOWN, "guardian-may-be-the-harm", act(40))
        return Agency(NO, "guardian-applies", act(40))
    return Agency(YES, "own-application", None)


def forwarding(facts: Facts) -> Forwarding | None:
    """What 39 promises those who are held, or None."""
    if facts.detention not in HELD:
        return None
    return Forwarding(facts.role in ACCUSED, act(39))


def _incapable(facts: Facts) -> Truth:
    return any_of(facts.is_minor, facts.limited_capacity)


def _guardian(facts: Facts) -> Agency:
    if facts.guardian_harms is YES:
        return Agency(NO, "guardian-harms", act(40))
    if _incapable(facts) is YES:
        return Agency(YES, "guardian", act(40))
    if facts.detention in HELD:
        return Agency(YES, "agent-of-detainee", act(40))
    if facts.role in (Role.VICTIM, Role.PRIVATE_PROSECUTOR, Role.INCIDENTAL_CLAIMANT):
        return Agency(YES, "guardian-of-harmed", act(29))
    if _incapable(facts) is NO:
        return Agency(NO, "capable-applies", act(40))
    return Agency(UNKNOWN, "guardian", act(40))


def _near_relative(facts: Facts) -> Agency:
    if facts.detention in HELD:
        return Agency(YES, "agent-of-detainee", act(40))
    if facts.role in ACCUSED:
        return Agency(YES, "relative-of-accused", act(24))
    if facts.role is Role.VICTIM:
        return Agency(YES, "relative-of-victim", act(29))
    if facts.matter is Matter.RETRIAL:
        return Agency(YES, "relative-in-retrial", act(33))
    incapable = _incapable(facts)
    if incapable is YES and facts.guardian_harms is YES:
        return Agency(YES, "guardian-harms-relative", act(40))
    if incapable is YES:
        return Agency(UNKNOWN if facts.guardian_harms is UNKNOWN else NO, "guardian-first", act(40))
    if facts.role in (Role.PRIVATE_PROSECUTOR, Role.INCIDENTAL_CLAIMANT):
        return Agency(NO, "only-legal-representative", act(29))
    return Agency(NO if incapable is NO else UNKNOWN, "capable-applies", act(40))
