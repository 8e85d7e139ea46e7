"""What else helps, whatever the outcome: advice, mediation, court fees, an objection, a person."""

from dataclasses import dataclass

from bot.legal_aid.facts import Facts
from bot.legal_aid.matters import FAMILY, LABOUR, Matter
from bot.legal_aid.outcomes import AIDED, Outcome
from bot.legal_aid.parties import ACCUSED, Applicant
from bot.legal_aid.sources import DOMESTIC_VIOLENCE_AID, PROTECTION_ORDER, Source, act
from bot.legal_aid.truth import YES
from bot.legal_aid.urgency import mediation_by_default


@dataclass(frozen=True, slots=True)
class Help:
    """One more way to help (worded in ``wording``)."""

    id: str
    sources: tuple[Source, ...]


def further_help(facts: Facts, possible: tuple[Outcome, ...]) -> tuple[Help, ...]:
    """The ways, the most pressing first. Safety stands before all; mediation never beside violence."""
    found: list[Help] = []
    at_home = facts.matter is Matter.ABUSE or facts.abuse_victim is YES
    if at_home or (facts.violence_ongoing is YES and facts.matter in FAMILY):
        found.append(Help("safety-at-home", (PROTECTION_ORDER, DOMESTIC_VIOLENCE_AID)))
    elif facts.violence_ongoing is YES:
        found.append(Help("safety", ()))
    found.append(Help("free-advice", (act(22, 1), act(23))))
    if facts.role in ACCUSED and facts.has_counsel is not YES:
        found.append(Help("duty-lawyer", (act(30), act(37))))
    if facts.applicant is Applicant.ORGANISATION:
        found.append(Help("organisation", ()))
    elif facts.matter in LABOUR:
        found.append(Help("labour", ()))
    if mediation_by_default(facts):
        found.append(Help("mediation", ()))
    if not AIDED.isdisjoint(possible) and facts.matter not in (Matter.CRIMINAL, Matter.COMPULSORY_TREATMENT):
        found.append(Help("court-fees", (act(53),)))
    if possible != (Outcome.DEFENCE_BY_NOTICE,):
        found.append(Help("objection", (act(49),)))
    found.append(Help("person", ()))
    return tuple(found)
