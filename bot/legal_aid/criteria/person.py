"""What the rules leave open, so that a person must look."""

from collections.abc import Iterator

from bot.legal_aid.criteria.scope import extension_holds
from bot.legal_aid.facts import Facts
from bot.legal_aid.findings import Finding, known
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
        scope: what ``in_scope`` found.
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
    if matter is Matter.CRIMINAL:  # 24 knows "other reasons" besides hardship, and 25 lets the court notify
        yield _role(facts, role in ACCUSED, "other-reason", 24)
    for extension in place.extensions:
        if extension.valid.sample or extension.over_standard == "person":
            yield extension_holds(facts, extension)
    clause = _CLAUSES.get(facts.other_rule) if facts.other_rule else None
    if clause:
        needs_scope = facts.other_rule is OtherRule.WAIVER and scope.truth is NO
        yield known(not needs_scope, "other-rule", ("other_rule",), clause)


def _role(facts: Facts, holds: bool, rule: str, article: int) -> Finding:
    if facts.role is None:
        return Finding(UNKNOWN, (), ("role",))
    return known(holds, rule, ("matter", "role"), act(article))
