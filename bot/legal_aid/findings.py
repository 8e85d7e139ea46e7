"""What a rule finds: whether it holds, why, and which unknown facts stand in the way of knowing."""

from dataclasses import dataclass

from bot.legal_aid.facts import Facts
from bot.legal_aid.sources import Source
from bot.legal_aid.truth import NO, UNKNOWN, YES, Truth, all_of, any_of


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: ``rule`` is its stable name (worded in ``wording``), ``facts`` what it rests on.

    ``holds`` is False where the rule failed for these facts.
    """

    rule: str
    facts: tuple[str, ...]
    source: Source | None
    holds: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """The truth of a rule; ``missing`` names the unknown facts that could settle it, if it is UNKNOWN."""

    truth: Truth
    reasons: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()


_NO = Finding(NO)


def known(holds: bool, rule: str, facts: tuple[str, ...], source: Source | None) -> Finding:
    """A finding that is certain either way."""
    return Finding(YES if holds else NO, (Reason(rule, facts, source, holds),))


def silent(finding: Finding) -> Finding:
    """The same without reasons, for a condition that explains nothing by itself."""
    return Finding(finding.truth, (), finding.missing)


def told(facts: Facts, name: str, rule: str, source: Source | None, *, wanted: Truth = YES) -> Finding:
    """Whether a three-valued fact is as wanted."""
    value: Truth = getattr(facts, name)
    return judged(value, wanted, (name,), rule, source)


def judged(value: Truth, wanted: Truth, names: tuple[str, ...], rule: str, source: Source | None) -> Finding:
    """Whether a truth worked out from the facts named is as wanted."""
    if value is UNKNOWN:
        return Finding(UNKNOWN, (), names)
    return known(value is wanted, rule, names, source)


def one_of(facts: Facts, name: str, values: frozenset[object]) -> Finding:
    """Whether an enumerated fact is among these; without reasons, because it only opens the way."""
    value = getattr(facts, name)
    if value is None:
        return Finding(UNKNOWN, (), (name,))
    return Finding(YES) if value in values else _NO


def both(*findings: Finding) -> Finding:
    """Kleene's "and". A NO gives the reasons of the first that failed: what stands before it was met."""
    for finding in findings:
        if finding.truth is NO:
            return Finding(NO, finding.reasons)
    truth = all_of(*(finding.truth for finding in findings))
    if truth is UNKNOWN:
        return Finding(UNKNOWN, (), _missing(findings))
    return Finding(YES, tuple(reason for finding in findings for reason in finding.reasons))


def either(*findings: Finding) -> Finding:
    """Kleene's "or". A YES gives the reasons of all that hold, a NO those of all that failed."""
    truth = any_of(*(finding.truth for finding in findings))
    if truth is UNKNOWN:
        return Finding(UNKNOWN, (), _missing(findings))
    found = (finding for finding in findings if finding.truth is truth)
    return Finding(truth, tuple(reason for finding in found for reason in finding.reasons))


def _missing(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    open_ones = (finding for finding in findings if finding.truth is UNKNOWN)
    return tuple(dict.fromkeys(name for finding in open_ones for name in finding.missing))
