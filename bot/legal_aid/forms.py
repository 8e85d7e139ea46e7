"""In which forms help is given (法律援助法 22), as far as the outcome leaves it possible."""

from dataclasses import dataclass

from bot.legal_aid.facts import Facts
from bot.legal_aid.matters import CRIME, LABOUR, Matter
from bot.legal_aid.outcomes import AIDED, Outcome
from bot.legal_aid.parameters import Local
from bot.legal_aid.parties import ACCUSED, Role
from bot.legal_aid.sources import Source, act
from bot.legal_aid.truth import YES


@dataclass(frozen=True, slots=True)
class Form:
    """A form of help, its name in words, and where it stands."""

    id: str
    title: str
    sources: tuple[Source, ...]


ADVICE = Form("advice", "免费法律咨询", (act(22, 1), act(23)))
DRAFTING = Form("drafting", "代写法律文书", (act(22, 2),))
CRIMINAL = Form("criminal", "刑事辩护或者代理", (act(22, 3),))
AGENCY = Form("agency", "代理打官司或者办理非诉讼事务", (act(22, 4),))
DUTY_LAWYER = Form("duty-lawyer", "值班律师帮助", (act(22, 5), act(30)))
LABOUR_ARBITRATION = Form("labour-arbitration", "代理劳动调解、仲裁", (act(22, 6),))


def forms(facts: Facts, possible: tuple[Outcome, ...], place: Local) -> tuple[Form, ...]:
    """Advice is for everybody; a duty lawyer for every accused without counsel; the rest goes with aid."""
    found = [ADVICE]
    if facts.role in ACCUSED and facts.has_counsel is not YES:
        found.append(DUTY_LAWYER)
    if AIDED.isdisjoint(possible):
        return tuple(found)
    found.append(DRAFTING)
    if facts.matter in CRIME or (facts.matter is Matter.RETRIAL and facts.role is Role.DEFENDANT):
        found.append(CRIMINAL)
    elif facts.matter is not None:
        found.append(AGENCY)
    if facts.matter in LABOUR:
        found.append(LABOUR_ARBITRATION)
    for extra in place.forms:
        local_law = Source(extra.citation.law, extra.citation.article, None, extra.valid.since)
        found.append(Form(extra.id, extra.title, (act(22, 7), local_law)))
    return tuple(found)
