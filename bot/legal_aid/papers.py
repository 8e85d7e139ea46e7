"""What to bring (法律援助法 41, 42): who you are, for whom you act, the means, the matter."""

from dataclasses import dataclass

from bot.legal_aid.facts import Facts
from bot.legal_aid.outcomes import Outcome
from bot.legal_aid.parameters import Local
from bot.legal_aid.parties import Applicant
from bot.legal_aid.sources import Source, act


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of paper, in words, and the article that asks for it, if one does."""

    id: str
    text: str
    source: Source | None = None


_IDENTITY = Paper("identity", "身份证或者户口簿等身份证件")
_AGENT = Paper("agent", "您和当事人关系的证明，比如户口簿、出生证、监护证明", act(40))
_MEANS = Paper("means", "家里收入情况的说明；可以查询核实，也可以写一份诚信承诺", act(41))
_PROOF = {
    "fixed_income": Paper(
        "vulnerable",
        "未成年人、老年人、残疾人没有固定生活来源的证明，比如残疾证、村（居）委会证明",
        act(42, 1),
    ),
    "receives_support": Paper("support", "低保、特困、司法救助、优抚等证件或者决定", act(42, 2)),
    "migrant_worker": Paper("migrant", "能说明您是外出务工的材料，比如户口簿、居住证、务工合同", act(42, 3)),
}


def papers(
    facts: Facts, outcome: Outcome, possible: tuple[Outcome, ...], rested_on: frozenset[str], place: Local
) -> tuple[Paper, ...]:
    """What to bring; none where the authorities see to everything.

    Args:
        facts: of the matter.
        outcome, possible: what the screening found.
        rested_on: names of the facts that the outcome rests on.
        place: the parameters.
    """
    if outcome is Outcome.DEFENCE_BY_NOTICE:
        return ()
    found = [_IDENTITY]
    if facts.applicant in (Applicant.GUARDIAN, Applicant.NEAR_RELATIVE, Applicant.OTHER_PERSON):
        found.append(_AGENT)
    if outcome is Outcome.MEANS_CHECK_WAIVED:
        found += [paper for name, paper in _PROOF.items() if name in rested_on]
    elif Outcome.MEANS_TESTED_LIKELY in possible:
        found.append(_MEANS)
    if facts.matter is not None:
        bring = place.papers.get(facts.matter.value, ())
        found += [Paper(f"matter-{number}", text) for number, text in enumerate(bring, 1)]
    return tuple(found)
