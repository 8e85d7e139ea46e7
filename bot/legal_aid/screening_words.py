"""Which choices of a question a text names, by the words that the interview's file lists."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from bot.legal_aid.matters import Matter
from bot.legal_aid.parties import Applicant
from bot.legal_aid.screening_people import of_whoever_needs_help
from bot.legal_aid.spoken_text import denied
from knowledge_base.interview_questions import ChoiceText, QuestionText

Texts = Mapping[str, QuestionText]
_OPPOSITE = {"yes": "no", "no": "yes"}
_Hit = tuple[int, int, str]

PERSONAL = frozenset(
    {
        "minor", "elderly", "disabled", "blind_deaf_mute", "limited_capacity", "fixed_income",
        "receives_support", "migrant_worker", "veteran", "limited_mobility",
    }
)  # fmt: skip
"""Facts of the person: a relative's or an opponent's are not meant."""

_IN_PASSING = PERSONAL | {
    "military_family", "has_counsel", "abuse_victim", "epidemic_related", "personal_injury", "deadline_near",
    "urgent_measure_needed", "elsewhere",
}  # fmt: skip

# Of two matters that one text names, the first is only an aspect of the others.
_ANY_LABOUR = {Matter.LABOUR_PAY, Matter.WORK_INJURY, Matter.LABOUR_DISMISSAL}
_ASPECTS: dict[Matter, set[Matter]] = {
    Matter.LABOUR_OTHER: {*_ANY_LABOUR, Matter.LABOUR_RELATION},
    Matter.LABOUR_RELATION: _ANY_LABOUR,
    Matter.OTHER_INJURY: {
        Matter.WORK_INJURY, Matter.TRAFFIC_ACCIDENT, Matter.MEDICAL_ACCIDENT, Matter.FOOD_DRUG_ACCIDENT,
        Matter.ABUSE, Matter.DIVORCE, Matter.CRIMINAL, Matter.BRAVERY,
    },
    Matter.ABUSE: {Matter.DIVORCE, Matter.CUSTODY, Matter.MAINTENANCE},
    Matter.MAINTENANCE: {Matter.DIVORCE, Matter.CUSTODY},
    Matter.CUSTODY: {Matter.DIVORCE},
    Matter.PROPERTY: {
        Matter.INHERITANCE, Matter.DIVORCE, Matter.LAND, Matter.LEASE, Matter.NEIGHBOURS, Matter.MAINTENANCE,
    },
    Matter.SOCIAL_INSURANCE: {Matter.WORK_INJURY, Matter.LABOUR_PAY},
    Matter.ADMINISTRATIVE: {Matter.LAND, Matter.SOCIAL_INSURANCE, Matter.SOCIAL_ASSISTANCE, Matter.CRIMINAL},
    Matter.ORDINARY_DEBT: {
        *_ANY_LABOUR, Matter.BUSINESS, Matter.CONSUMER, Matter.LEASE, Matter.MAINTENANCE, Matter.DIVORCE,
        Matter.CRIMINAL, Matter.INHERITANCE,
    },
    Matter.BUSINESS: {*_ANY_LABOUR, Matter.LABOUR_RELATION},
    Matter.NEIGHBOURS: {Matter.OTHER_INJURY, Matter.POLLUTION, Matter.LAND},
    Matter.REPUTATION: {Matter.HERO_HONOUR},
    Matter.CRIMINAL: {Matter.RETRIAL, Matter.STATE_COMPENSATION, Matter.COMPULSORY_TREATMENT},
    Matter.RETRIAL: {Matter.STATE_COMPENSATION},
    Matter.TRAFFIC_ACCIDENT: {Matter.RETRIAL},
    Matter.CONSUMER: {Matter.FOOD_DRUG_ACCIDENT, Matter.LEASE},
    Matter.INHERITANCE: {Matter.SURVIVORS_PENSION},
    Matter.ADVICE_ONLY: set(Matter) - {Matter.ADVICE_ONLY, Matter.OTHER},
    Matter.OTHER: set(Matter) - {Matter.OTHER},
}  # fmt: skip


def named_values(clause: str, choices: Iterable[ChoiceText], *, alone: bool) -> set[str]:
    """The values that a clause names; of three-valued facts a denied word says the opposite.

    Args:
        clause: even text.
        choices: of one question.
        alone: whether the question was asked, so that patterns of a whole answer (``^算了$``) count.
    """
    hits = list(_hits(clause, choices, alone))
    values = set()
    for start, end, value in hits:
        if any(s <= start and end <= e and (s, e) != (start, end) and v != value for s, e, v in hits):
            continue  # part of a longer phrase: 想请律师
        if denied(clause, start, end):
            if value not in _OPPOSITE:
                continue
            value = _OPPOSITE[value]
        values.add(value)
    return values


def _hits(clause: str, choices: Iterable[ChoiceText], alone: bool) -> Iterable[_Hit]:
    for choice in choices:
        for pattern in choice.words:
            if not alone and pattern.pattern.startswith("^"):
                continue
            found = pattern.search(clause)
            if found:
                yield found.start(), found.end(), choice.value


def truth_told(name: str, said: Iterable[str], texts: Texts, *, alone: bool) -> str | None:
    """yes or no as clauses state it of one three-valued fact, or None where they do not or disagree."""
    question = texts.get(name)
    if question is None:
        return None
    values: set[str] = set()
    for clause in said:
        values |= named_values(clause, question.choices, alone=alone) & _OPPOSITE.keys()
    return values.pop() if len(values) == 1 else None


def truths_in_passing(said: Sequence[str], texts: Texts, applicant: Applicant | None) -> dict[str, object]:
    """The three-valued facts that a text states clearly without being asked."""
    own = list(of_whoever_needs_help(said, applicant, asked=False))
    found: dict[str, object] = {}
    for name in sorted(_IN_PASSING):
        value = truth_told(name, own if name in PERSONAL else said, texts, alone=False)
        if value is not None:
            found[name] = value
    return found


def choice_told(
    name: str,
    said: Iterable[str],
    texts: Texts,
    *,
    alone: bool,
    allowed: Callable[[str], bool] | None = None,
) -> str | None:
    """The one choice that clauses name, or None."""
    question = texts.get(name)
    if question is None:
        return None
    choices = [choice for choice in question.choices if allowed is None or allowed(choice.value)]
    values: set[str] = set()
    for clause in said:
        values |= named_values(clause, choices, alone=alone)
    return values.pop() if len(values) == 1 else None


def matters_named(said: Sequence[str], texts: Texts, *, alone: bool) -> tuple[Matter, ...]:
    """Every matter that a text may mean, aspects of another left out."""
    question = texts.get("matter")
    if question is None or not said:
        return ()
    joined = ",".join(said)
    found: set[str] = set()
    for choice in question.choices:
        for pattern in choice.words:
            if not alone and pattern.pattern.startswith("^"):
                continue
            hit = pattern.search(joined)
            if hit and not denied(joined[: hit.end()] + "…", hit.start(), hit.end()):
                found.add(choice.value)
                break
    named = [matter for matter in Matter if matter.value in found]
    return tuple(matter for matter in named if _ASPECTS.get(matter, set()).isdisjoint(named))
