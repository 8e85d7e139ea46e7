"""What closes the way to aid whatever the matter is, and who needs a person from the start."""

from bot.legal_aid.facts import Facts
from bot.legal_aid.findings import Finding, known, told
from bot.legal_aid.parties import Applicant
from bot.legal_aid.sources import act
from bot.legal_aid.truth import UNKNOWN


def organisation(facts: Facts) -> Finding:
    """A company or other organisation: legal aid is for citizens (法律援助法 2)."""
    return _applicant(facts, Applicant.ORGANISATION, "organisation", 2)


def own_counsel(facts: Facts) -> Finding:
    """Who has engaged a lawyer has no claim to one (24, 25, 28, 29, 31, 33), and loses one (48 item 6)."""
    return told(facts, "has_counsel", "own-counsel", act(48, 6))


def foreigner(facts: Facts) -> Finding:
    """For foreigners and stateless persons treaties and reciprocity count too (69)."""
    return _applicant(facts, Applicant.FOREIGNER, "foreigner", 69)


def _applicant(facts: Facts, kind: Applicant, rule: str, article: int) -> Finding:
    if facts.applicant is None:
        return Finding(UNKNOWN, (), ("applicant",))
    return known(facts.applicant is kind, rule, ("applicant",), act(article))
