"""What cannot wait (法律援助法 44), people who are held, and violence. It never changes the outcome."""

from dataclasses import dataclass
from datetime import date

from bot.legal_aid.facts import Facts
from bot.legal_aid.labels import Labelled
from bot.legal_aid.matters import FAMILY, MEDIABLE
from bot.legal_aid.parameters import Local
from bot.legal_aid.proceedings import HELD, OtherRule
from bot.legal_aid.sources import DOMESTIC_VIOLENCE_POLICE, PROTECTION_ORDER, Source, act
from bot.legal_aid.truth import NO, YES


class Urgent(Labelled):
    """Why a matter goes first, the most pressing first."""

    VIOLENCE = "violence", "正在受到暴力"
    LIMIT = "limit", "期限快到了"
    MEASURE = "measure", "要马上保全或者先予执行"
    DETAINED = "detained", "人被关押"
    OTHER_RULE = "other_rule", "别的规定说可以先行援助"
    LIMIT_PASSED = "limit_passed", "期限看来已经过了"


@dataclass(frozen=True, slots=True)
class Urgency:
    """One urgent thing. ``days_left`` counts from the day of assessment to the limit's last day, if known.

    ``aid_first``: the institution may help at once and have the papers later (44).
    """

    kind: Urgent
    facts: tuple[str, ...]
    sources: tuple[Source, ...]
    days_left: int | None = None
    aid_first: bool = False


def urgencies(facts: Facts, place: Local) -> tuple[Urgency, ...]:
    """Everything urgent, the most pressing first.

    Raises:
        ParameterMissing: a limit is told and the number of days that counts as near is not kept.
    """
    found = [_violence(facts), _limit(facts, place), _measure(facts), _detained(facts), _other_rule(facts)]
    return tuple(one for one in found if one)


def mediation_by_default(facts: Facts) -> bool:
    """Whether mediation may be offered unasked: never where violence at home may be, nor in crime."""
    if YES in (facts.abuse_victim, facts.violence_ongoing) or facts.matter not in MEDIABLE:
        return False
    return facts.matter not in FAMILY or facts.abuse_victim is NO


def days_left(deadline: date, on: date) -> int:
    """Days from one day to another."""
    return (deadline - on).days


def _violence(facts: Facts) -> Urgency | None:
    if facts.violence_ongoing is not YES:
        return None
    at_home = facts.matter in FAMILY or facts.abuse_victim is YES
    sources = (DOMESTIC_VIOLENCE_POLICE, PROTECTION_ORDER) if at_home else ()
    return Urgency(Urgent.VIOLENCE, ("violence_ongoing",), sources)


def _limit(facts: Facts, place: Local) -> Urgency | None:
    if facts.deadline is None:
        if facts.deadline_near is not YES:
            return None
        return Urgency(Urgent.LIMIT, ("deadline_near",), (act(44, 1),), aid_first=True)
    left = days_left(facts.deadline, place.on)
    if left < 0:
        return Urgency(Urgent.LIMIT_PASSED, ("deadline",), (), left)
    if left < place.clock("aid-first").length:
        return Urgency(Urgent.LIMIT, ("deadline",), (act(44, 1),), left, aid_first=True)
    return None


def _measure(facts: Facts) -> Urgency | None:
    if facts.urgent_measure_needed is not YES:
        return None
    return Urgency(Urgent.MEASURE, ("urgent_measure_needed",), (act(44, 2),), aid_first=True)


def _detained(facts: Facts) -> Urgency | None:
    if facts.detention not in HELD:
        return None
    return Urgency(Urgent.DETAINED, ("detention",), (act(39),))


def _other_rule(facts: Facts) -> Urgency | None:
    if facts.other_rule is not OtherRule.URGENT:
        return None
    return Urgency(Urgent.OTHER_RULE, ("other_rule",), (act(44, 3),), aid_first=True)
