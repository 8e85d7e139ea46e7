"""The ordered rules: the first that holds is the outcome; those not known to fail are what is possible."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.legal_aid.contradictions import Contradiction, contradictions
from bot.legal_aid.criteria import gate
from bot.legal_aid.criteria.means import within_standard
from bot.legal_aid.criteria.no_means import no_means_condition
from bot.legal_aid.criteria.notice import by_notice
from bot.legal_aid.criteria.person import left_open
from bot.legal_aid.criteria.scope import in_scope
from bot.legal_aid.criteria.waiver import means_check_waived
from bot.legal_aid.facts import Facts
from bot.legal_aid.findings import Finding, Reason, both, either
from bot.legal_aid.outcomes import BEST_FIRST, Outcome
from bot.legal_aid.parameters import Local
from bot.legal_aid.sources import ACT_SINCE, OLD_REGULATION, act
from bot.legal_aid.truth import NO, YES


@dataclass(frozen=True, slots=True)
class Screening:
    """What the cascade finds.

    ``possible`` holds every outcome that the unknown facts leave open, the most helpful first; ``outcome`` is
    the only one left, else PERSON_MUST_LOOK. ``missing`` names the unknown facts that keep it open, in the
    order of the rules; empty once settled.
    """

    outcome: Outcome
    possible: tuple[Outcome, ...]
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]
    contradictions: tuple[Contradiction, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether no unknown fact can change the outcome any more."""
        return len(self.possible) == 1


def screen(facts: Facts, place: Local) -> Screening:
    """Run the rules.

    Raises:
        ParameterMissing: a rule needs a parameter that is not kept for the place and day.
    """
    if place.on < ACT_SINCE:
        reason = Reason("before-the-act", (), OLD_REGULATION if place.on >= OLD_REGULATION.since else None)
        return _certain(Outcome.PERSON_MUST_LOOK, (reason,))
    found = contradictions(facts)
    if found:
        reasons = tuple(Reason("contradiction", one.facts, None) for one in found)
        return _certain(Outcome.PERSON_MUST_LOOK, reasons, found)
    return _run(_steps(facts, place))


def _steps(facts: Facts, place: Local) -> Iterator[tuple[Outcome, Finding]]:
    yield Outcome.OUT_OF_SCOPE, gate.organisation(facts)
    yield Outcome.OUT_OF_SCOPE, gate.own_counsel(facts)
    yield Outcome.DEFENCE_BY_NOTICE, by_notice(facts)
    scope, regardless = in_scope(facts, place), no_means_condition(facts)
    yield Outcome.PERSON_MUST_LOOK, both(either(scope, regardless), gate.foreigner(facts))
    yield Outcome.NO_MEANS_CONDITION, regardless
    if scope.truth is not NO:
        waived = means_check_waived(facts)
        yield Outcome.MEANS_CHECK_WAIVED, both(scope, waived)
        means = within_standard(facts, place)
        yield Outcome.MEANS_TESTED_LIKELY, both(scope, means)
    for question in left_open(facts, place, scope):
        yield Outcome.PERSON_MUST_LOOK, question
    if scope.truth is not NO:
        yield Outcome.MEANS_TESTED_OVER, Finding(scope.truth, (*scope.reasons, *means.reasons), scope.missing)
    else:
        failed = (*scope.reasons, *regardless.reasons)
        listed = Reason("not-listed", ("matter",), act(31), holds=False)
        yield Outcome.OUT_OF_SCOPE, Finding(YES, failed or (listed,))
    yield Outcome.OUT_OF_SCOPE, Finding(YES, scope.reasons)


def _run(steps: Iterator[tuple[Outcome, Finding]]) -> Screening:
    possible: set[Outcome] = set()
    missing: dict[str, None] = {}
    because: dict[Outcome, tuple[Reason, ...]] = {}
    for outcome, finding in steps:
        if finding.truth is NO:
            continue
        possible.add(outcome)
        missing.update(dict.fromkeys(finding.missing))
        if finding.truth is YES:
            because.setdefault(outcome, finding.reasons)
            break
    ordered = tuple(outcome for outcome in BEST_FIRST if outcome in possible)
    if len(ordered) == 1:
        return Screening(ordered[0], ordered, because[ordered[0]], ())
    certain = because.get(Outcome.MEANS_TESTED_OVER, ())  # the matter is in scope, whatever comes out
    unknown = Reason("facts-unknown", tuple(missing), None)
    return Screening(Outcome.PERSON_MUST_LOOK, ordered, (*certain, unknown), tuple(missing))


def _certain(
    outcome: Outcome, reasons: tuple[Reason, ...], found: tuple[Contradiction, ...] = ()
) -> Screening:
    return Screening(outcome, (outcome,), reasons, (), found)
