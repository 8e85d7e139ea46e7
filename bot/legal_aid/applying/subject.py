"""The application as something to be interviewed for: what has to be there before it, and handing it in."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

from bot.clock import local_day
from bot.interviews.engine import Step
from bot.interviews.model import Answers
from bot.interviews.subjects import Instead
from bot.legal_aid.applications.consent import Consent, ConsentWording
from bot.legal_aid.applications.model import Receipt, Submission
from bot.legal_aid.applications.service import Applications
from bot.legal_aid.applying import wording
from bot.legal_aid.applying.background import Background
from bot.legal_aid.applying.inquiry import LegalAidApplication
from bot.legal_aid.applying.talk import receipt_buttons
from bot.legal_aid.assessment import Assessment
from bot.legal_aid.document import assessment_document
from bot.legal_aid.help_wording import day
from bot.legal_aid.outcomes import Outcome
from bot.legal_aid.parties import Applicant
from bot.legal_aid.screening import SUBJECT as SCREENING
from bot.legal_aid.screening import LegalAidScreening
from bot.replies import Reply


class ApplyingSubject:
    """Applying after a screening.

    Args:
        screening: makes an assessment of the screening's answers.
        screened: what was told in the finished screening of a conversation; None if there is none.
        applications: where it is handed in; None where no data keys are set.
        consent: the institution's words.
        abroad: replies for a conversation over a channel where nothing personal may be asked
            (个人信息保护法 36), None where it may.
        clock: this moment.
    """

    title = LegalAidApplication.title
    intent = LegalAidApplication.intent
    private = True

    def __init__(
        self,
        screening: LegalAidScreening,
        screened: Callable[[str], Awaitable[Answers | None]],
        applications: Applications | None,
        consent: ConsentWording,
        abroad: Callable[[str], Awaitable[list[Reply] | None]],
        clock: Callable[[], datetime],
    ) -> None:
        self._screening = screening
        self._screened = screened
        self._applications = applications
        self._consent = consent
        self._abroad = abroad
        self._now = clock

    async def open(self, conversation_id: str, answers: Answers | None) -> LegalAidApplication | Instead:
        """After a screening, here, where applications are open."""
        if self._applications is None:
            return Instead([Reply(wording.NOT_OPEN, buttons=(wording.PERSON,))])
        told = await self._screened(conversation_id)
        if told is None:
            return Instead([Reply(wording.SCREEN_FIRST)], first=SCREENING)
        elsewhere = await self._abroad(conversation_id)
        if elsewhere is not None:
            return Instead(elsewhere)
        background = self._background(told)
        refusal = _refusal(background.assessment) if answers is None else ""
        if refusal:
            return Instead([Reply(refusal, buttons=(wording.PERSON,))])
        return LegalAidApplication(background)

    async def finish(self, request_id: str, conversation_id: str, step: Step) -> Step:
        """Hand in, and forget the fields here: the application keeps them, sealed.

        Raises:
            ConsentMissing, GuardianMissing, InvalidInput: as ``Applications.submit``.
        """
        answers = step.interview.answers
        forgotten = replace(step, interview=replace(step.interview, answers={}, trail=()))
        told = await self._screened(conversation_id)
        if self._applications is None or told is None:
            return forgotten
        background = self._background(told)
        inquiry = LegalAidApplication(background)
        if inquiry.ended(answers):
            return forgotten
        found = background.assessment
        channel = found.green_channels[0] if found.green_channels else None
        receipt = await self._applications.submit(
            Submission(
                request_id=request_id,
                matter=found.facts.matter.value if found.facts.matter else "other",
                applicant=inquiry.applicant(answers),
                consent=Consent(
                    self._consent.version,
                    self._now(),
                    answers.get("sensitive") == "yes",
                    by_guardian=answers.get("guardian") == "yes",
                ),
                assessment=assessment_document(found),
                conversation_id=conversation_id,
                urgent=bool(found.urgencies),
                green_channel=channel.id if channel else None,
                promised_decide_days=channel.decide_days if channel else None,
                promised_assign_days=channel.assign_days if channel else None,
            )
        )
        return replace(forgotten, replies=[_receipt(receipt, found)])

    def _background(self, told: Answers) -> Background:
        return Background(self._screening.assessment(told), self._consent, local_day(self._now()))


def _refusal(found: Assessment) -> str:
    if found.facts.applicant is Applicant.ORGANISATION:
        return wording.NOT_FOR_ORGANISATIONS
    return wording.NOT_NEEDED if found.outcome is Outcome.DEFENCE_BY_NOTICE else ""


def _receipt(receipt: Receipt, found: Assessment) -> Reply:
    channel = found.green_channels[0].title if found.green_channels else ""
    by = receipt.standing.decide_by
    text = wording.submitted(receipt.number, day(by) if by else "", bool(found.urgencies), channel)
    return Reply(text, buttons=receipt_buttons(receipt.number))
