"""What the rules leave open, so that a person must look."""

from collections.abc import Iterator

from bot.legal_aid.criteria.scope import extension_holds
from bot.legal_aid.facts import Facts
from bot.legal_aid.findings import Finding, both, known, silent
from bot.legal_aid.matters import Matter
from bot.legal_aid.parameters import Local
from bot.legal_aid.parties import ACCUSED, Role
from bot.legal_aid.proceedings import OtherRule
from bot.legal_aid.sources import act
from bot.legal_aid.truth import NO, UNKNOWN

_CLAUSES = {
    OtherRule.NOTICE: act(25, 7),
    OtherRule.NO_MEANS: act(32, 5),
    OtherRule.SCOPE: act(31, 9),
    OtherRule.WAIVER: act(42, 4),
}


def left_open(facts: Facts, place: Local, scope: Finding) -> Iterator[Finding]:
    """One finding a question that neither statute nor parameters settle; asked only below the standard's yes.

    Args:
        facts: of the matter.
        place: the parameters.
        scope: what is still open of ``in_scope``: NO where a matter in scope has ended before.
    """
    matter, role = facts.matter, facts.role
    if matter is None:
        yield Finding(UNKNOWN, (), ("matter",))
        return
    if matter is Matter.OTHER:
        yield known(True, "unlisted-matter", ("matter",), act(31, 9))
    if matter is Matter.COMPULSORY_TREATMENT:
        yield _role(facts, role is not Role.COMMITMENT_RESPONDENT, "compulsory-other-side", 28)
    if matter is Matter.RETRIAL:
        yield _role(facts, role is Role.RETRIAL_RESPONDENT, "retrial-other-side", 33)
    if matter is Matter.CRIMINAL and scope.truth is not NO:
        # 24 knows "other reasons" besides hardship, and 25 lets the court notify.
        yield _role(facts, role in ACCUSED, "other-reason", 24)
    for extension in place.extensions:
        over_standard = extension.over_standard == "person" and scope.truth is not NO
        if extension.valid.sample or over_standard:
            yield extension_holds(facts, extension)
    clause = _CLAUSES.get(facts.other_rule) if facts.other_rule else None
    if clause:
        claimed = known(True, "other-rule", ("other_rule",), clause)
        # A waiver of the means check helps only where the matter is in scope.
        yield both(silent(scope), claimed) if facts.other_rule is OtherRule.WAIVER else claimed


def _role(facts: Facts, holds: bool, rule: str, article: int) -> Finding:
    if facts.role is None:
        return Finding(UNKNOWN, (), ("role",))
    return known(holds, rule, ("matter", "role"), act(article))
