"""What a screening means for the application that follows it."""

from dataclasses import dataclass
from datetime import date

from bot.legal_aid.agents import Agency
from bot.legal_aid.applications.consent import ConsentWording
from bot.legal_aid.applications.personal import Ground
from bot.legal_aid.assessment import Assessment
from bot.legal_aid.outcomes import Outcome
from bot.legal_aid.parties import Applicant
from bot.legal_aid.proceedings import HELD
from bot.legal_aid.truth import NO, YES

_NO_MEANS = frozenset({Outcome.NO_MEANS_CONDITION, Outcome.MEANS_CHECK_WAIVED, Outcome.DEFENCE_BY_NOTICE})
_FOR_OTHERS = frozenset({Applicant.GUARDIAN, Applicant.NEAR_RELATIVE, Applicant.OTHER_PERSON})


@dataclass(frozen=True, slots=True)
class Background:
    """What decides which fields are asked.

    ``represented``: somebody else applies for the person (法律援助法 40). ``helped``: whoever writes may only
    help the person, who applies in person. ``maybe_child``: the person may be under 18.
    """

    assessment: Assessment
    consent: ConsentWording
    on: date

    @property
    def for_another(self) -> bool:
        """Whether whoever writes asks for somebody else."""
        return self.assessment.facts.applicant in _FOR_OTHERS

    @property
    def represented(self) -> bool:
        """Whether whoever writes may apply in that person's place, or it is not clear that they may not."""
        agency: Agency | None = self.assessment.agency
        own = agency is not None and agency.rule == "own-application"
        return self.for_another and not own and not (agency and agency.may_apply is NO)

    @property
    def maybe_child(self) -> bool:
        """Whether the person may be a minor, so that the date of birth matters (个人信息保护法 31)."""
        return self.assessment.facts.minor is not NO and (
            self.assessment.facts.minor is YES or self.represented
        )

    @property
    def means_asked(self) -> bool:
        """Whether the household's means matter (法律援助法 34, 41, 42)."""
        return self.assessment.outcome not in _NO_MEANS

    @property
    def ground(self) -> Ground:
        """Why somebody else applies (40)."""
        facts = self.assessment.facts
        if facts.applicant is Applicant.NEAR_RELATIVE and facts.guardian_harms is YES:
            return Ground.WARD_WRONGED
        return Ground.DETAINED if facts.detention in HELD else Ground.WARD
