"""What is still worth asking, the most telling first: only what can change the outcome or a flag.

A question asks one fact, or several that one message with choices asks together (parameters ``questions``).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.legal_aid.cascade import Screening, screen
from bot.legal_aid.facts import TRUTHS, Facts
from bot.legal_aid.facts_reading import fact_value
from bot.legal_aid.labels import Labelled
from bot.legal_aid.matters import CRIME, Matter
from bot.legal_aid.outcomes import AIDED, Outcome
from bot.legal_aid.parameters import Local, local
from bot.legal_aid.parties import ACCUSED
from bot.legal_aid.truth import NO, UNKNOWN, YES, Truth, negated
from bot.legal_aid.venue import venue
from knowledge_base.legal_aid_parameters import LegalAidParameters
from knowledge_base.legal_aid_questions import QuestionGuide

_FLAGGED = AIDED - {Outcome.DEFENCE_BY_NOTICE} | {Outcome.PERSON_MUST_LOOK}
_AN_OUTCOME = 0.25  # of a question
_EVEN = (("yes", 0.5), ("no", 0.5))


@dataclass(frozen=True, slots=True)
class Question:
    """One question; ``facts`` are those of it that are still open. ``id`` is a fact's name or a group's."""

    id: str
    facts: tuple[str, ...]


def next_questions(
    facts: Facts, *, on: date, region: str, parameters: LegalAidParameters
) -> tuple[Question, ...]:
    """The questions still worth asking, the most telling first; empty when there is nothing more to ask.

    Danger first, then what narrows the outcome most, then what only a flag depends on. Nothing that is known,
    or was asked in vain, comes again.

    Raises:
        ParameterMissing: as in ``assess``.
    """
    place = local(parameters, on, region)
    found = screen(facts, place)
    first = [name for name in _danger(facts) if not facts.settled(name)]
    telling = [name for name in found.missing if not facts.settled(name)] if not found.settled else []
    ranked = _ranked(facts, telling, place, parameters.guide)
    flags = [] if telling else [name for name in _flags(facts, found, place) if not facts.settled(name)]
    flags = [name for name in dict.fromkeys(flags) if name not in first]
    later = [question for question, _ in _grouped(flags, parameters.guide)]
    later.sort(key=lambda question: flags.index(question.facts[0]))
    asked_alone = [Question(name, (name,)) for name in first]
    return (*asked_alone, *ranked, *later)


def next_facts(facts: Facts, *, on: date, region: str, parameters: LegalAidParameters) -> tuple[str, ...]:
    """The names of the facts still worth asking, in the order of ``next_questions``.

    Raises:
        ParameterMissing: as in ``assess``.
    """
    questions = next_questions(facts, on=on, region=region, parameters=parameters)
    return tuple(dict.fromkeys(name for question in questions for name in question.facts))


def still_open(facts: Facts, *, on: date, region: str, parameters: LegalAidParameters) -> frozenset[str]:
    """The unknown facts that can still change the outcome, an urgency or a green channel.

    Raises:
        ParameterMissing: as in ``assess``.
    """
    return frozenset(next_facts(facts, on=on, region=region, parameters=parameters))


def _danger(facts: Facts) -> Iterator[str]:
    if facts.abuse_victim is YES or facts.matter is Matter.ABUSE:
        yield "violence_ongoing"


def _flags(facts: Facts, found: Screening, place: Local) -> Iterator[str]:
    """Facts that change no outcome any more, but an urgency or a green channel."""
    if facts.matter in (Matter.CRIMINAL, Matter.RETRIAL) and facts.role in ACCUSED:
        yield "detention"
    if _FLAGGED.isdisjoint(found.possible) or found.contradictions:
        return
    if facts.matter not in CRIME:  # 44 speaks of suits, arbitration, reconsideration and civil measures
        if facts.deadline is None:
            yield "deadline" if facts.deadline_near is YES else "deadline_near"
        yield "urgent_measure_needed"
    elsewhere_told = venue(facts, place).elsewhere is not UNKNOWN
    for channel in place.green_channels:
        if channel.matters and (facts.matter is None or facts.matter.value not in channel.matters):
            continue
        for name in channel.when:
            if name != "elsewhere" or not elsewhere_told:
                yield name


def _grouped(names: list[str], guide: QuestionGuide) -> list[tuple[Question, float]]:
    """The questions that ask these facts, with their cost; each fact once.

    A group is asked only if it has an open fact of its own, that no other group has.
    """
    left = list(dict.fromkeys(names))
    found: list[tuple[Question, float]] = []
    for spec in guide.questions:
        others = {name for other in guide.questions if other is not spec for name in other.facts}
        together = tuple(name for name in spec.facts if name in left)
        if any(name not in others for name in together):
            found.append((Question(spec.id, together), spec.cost))
            left = [name for name in left if name not in together]
    return found + [(Question(name, (name,)), 1.0) for name in left]


def _ranked(facts: Facts, names: list[str], place: Local, guide: QuestionGuide) -> list[Question]:
    """The questions for these facts, by how much work they are expected to save for their cost."""
    if not names:
        return []
    if "matter" in names:  # all else hangs on it
        return [Question("matter", ("matter",))]
    candidates = _grouped(names, guide)
    if len(candidates) == 1:
        return [candidates[0][0]]
    now = _work_left(facts, place, guide)
    scored = []
    for order, (question, cost) in enumerate(candidates):
        left = sum(
            share * _work_left(answered, place, guide)
            for answered, share in _answers(facts, question.facts, guide)
        )
        scored.append(((left - now) / cost, order, question))
    return [question for _, _, question in sorted(scored, key=lambda one: one[:2])]


def _work_left(facts: Facts, place: Local, guide: QuestionGuide) -> float:
    """How far the outcome is from settled: questions still open, and a little for each possible outcome."""
    found = screen(facts, place)
    if found.settled:
        return 0.0
    names = [name for name in found.missing if not facts.settled(name)]
    return len(_grouped(names, guide)) + _AN_OUTCOME * len(found.possible)


def _answers(facts: Facts, names: tuple[str, ...], guide: QuestionGuide) -> list[tuple[Facts, float]]:
    """Likely answers to one question with their shares: for choices, none applies, or exactly one does."""
    if all(name in TRUTHS for name in names):
        return _choices(facts, names, guide)
    answers: list[tuple[dict[str, Any], float]] = [({}, 1.0)]
    for name in names:
        answers = [
            ({**told, name: fact_value(name, answer)}, share * weight)
            for told, share in answers
            for answer, weight in _likely(facts, name, guide)
        ]
    return [(replace(facts, **told), share) for told, share in answers]


def _choices(facts: Facts, names: tuple[str, ...], guide: QuestionGuide) -> list[tuple[Facts, float]]:
    yes = {name: dict(_likely(facts, name, guide)).get("yes", 0.0) for name in names}
    usual = {name: YES if share > 0.5 else NO for name, share in yes.items()}
    odd = {name: min(share, 1 - share) for name, share in yes.items()}
    nothing_odd = 1.0
    for share in odd.values():
        nothing_odd *= 1 - share
    weighed: list[tuple[dict[str, Any], float]] = [(usual, nothing_odd)]
    for name, share in odd.items():
        weighed.append(({**usual, name: negated(usual[name])}, nothing_odd * share / (1 - share)))
    total = sum(share for _, share in weighed)
    return [(replace(facts, **told), share / total) for told, share in weighed]


def _likely(facts: Facts, name: str, guide: QuestionGuide) -> tuple[tuple[str, float], ...]:
    for entry in guide.likely.get(name, ()):
        if entry.given is None:
            return entry.answers
        known = getattr(facts, entry.given[0])
        if isinstance(known, Labelled | Truth) and known.value in entry.given[1]:
            return entry.answers
    return _EVEN
