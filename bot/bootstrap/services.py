"""What can be done in conversation besides answering questions."""

from dataclasses import dataclass
from datetime import timedelta

from bot import payloads
from bot.answers.answering import AnswerService
from bot.appointments.booking import Booking
from bot.appointments.talking.subject import SERVICES, BookingSubject
from bot.appointments.talking.talk import BookingTalk
from bot.appointments.talking.timetable import schedule
from bot.appointments.talking.wording import ELSEWHERE as BOOK_ELSEWHERE
from bot.appointments.upkeep import Upkeep
from bot.bootstrap.applications import create_applications, open_vault
from bot.clock import now
from bot.conversations.carry_over import CarryOver, arrival
from bot.conversations.confidences import Confidences
from bot.conversations.continuations import Continuations
from bot.conversations.glance import Glance
from bot.conversations.model import Channel
from bot.conversations.pace import Pace
from bot.conversations.router import Fallback
from bot.conversations.transcript import Transcript
from bot.counters import Counters
from bot.database import Database
from bot.interviews.conclusions import Conclusions
from bot.interviews.desk import Heard, InterviewDesk
from bot.interviews.subjects import Plain
from bot.legal_aid.applications.consent import consent_wording
from bot.legal_aid.applications.service import Applications
from bot.legal_aid.applying.inquiry import SUBJECT as APPLICATION
from bot.legal_aid.applying.subject import ApplyingSubject
from bot.legal_aid.applying.talk import ApplicationTalk
from bot.legal_aid.applying.wording import ELSEWHERE
from bot.legal_aid.parameters import open_parameters
from bot.legal_aid.screening import SUBJECT as SCREENING
from bot.legal_aid.screening import LegalAidScreening
from bot.replies import Reply
from bot.settings import Settings
from knowledge_base.bookable.catalogue import read_catalogue
from knowledge_base.bookable.parameters import read_booking_calendar
from knowledge_base.bookable.recognition import read_synonyms
from knowledge_base.interview_questions import read_interview_questions
from knowledge_base.services_catalogue import read_institution


@dataclass(frozen=True, slots=True)
class Services:
    """What can be done in conversation besides answering questions."""

    desk: InterviewDesk
    counters: Counters
    confidences: Confidences | None
    applications: Applications | None
    continuations: Continuations
    carry_over: CarryOver
    appointments: Upkeep | None


def create_services(settings: Settings, database: Database, transcript: Transcript, pace: Pace) -> Services:
    """Everything that can be interviewed for, seen to, or told in confidence."""
    institution = read_institution(settings.knowledge_dir / "institutions")
    vault, glance = open_vault(settings), Glance(database)
    applications = create_applications(settings, database)

    async def abroad(conversation_id: str) -> list[Reply] | None:
        """Where nothing personal may be asked (个人信息保护法 36): how to go on at home."""
        if settings.telegram_personal or await transcript.channel(conversation_id) is not Channel.TELEGRAM:
            return None
        return [Reply(ELSEWHERE), *await carry_over.reply(conversation_id)]

    async def booked_at_home(conversation_id: str) -> list[Reply] | None:
        """The same, of an appointment."""
        replies = await abroad(conversation_id)
        return [Reply(BOOK_ELSEWHERE), *replies[1:]] if replies else None

    screening = LegalAidScreening(
        open_parameters(settings.knowledge_dir / "parameters"),
        read_interview_questions(settings.knowledge_dir, "legal_aid"),
        institution.home,
        applications_open=applications is not None,
    )
    conclusions = Conclusions(database)
    applying = ApplyingSubject(
        screening,
        lambda conversation_id: conclusions.of(conversation_id, SCREENING),
        applications,
        consent_wording(
            institution.name, institution.hotline, settings.application_days, settings.application_draft_days
        ),
        abroad,
        now,
    )
    catalogue = read_catalogue(settings.knowledge_dir)
    plan = schedule(catalogue, read_booking_calendar(settings.knowledge_dir))
    booking = Booking(database, vault, lambda: plan, now) if vault else None
    upkeep = Upkeep(database, vault, lambda: plan, now) if vault else None
    synonyms = read_synonyms(settings.knowledge_dir)
    bookings = {
        one.id: BookingSubject(one, catalogue, synonyms, booking, None, booked_at_home) for one in SERVICES
    }
    desk = InterviewDesk(
        database, {SCREENING: Plain(screening), APPLICATION: applying, **bookings}, vault=vault
    )
    booking_talk = BookingTalk(booking, catalogue, booked_at_home, glance.last_said)
    talk = ApplicationTalk(applications, abroad, glance.last_said, now)
    continuations = Continuations(
        database, [desk.carry], now, timedelta(hours=settings.continuation_hours), arrival(desk)
    )
    carry_over = CarryOver(database, transcript, continuations, desk, pace, settings.public_url)
    confidences = Confidences(vault, [desk, talk, booking_talk]) if vault else None
    return Services(
        desk,
        Counters([talk, booking_talk, carry_over]),
        confidences,
        applications,
        continuations,
        carry_over,
        upkeep,
    )


def without_dialogue(answers: AnswerService, services: Services) -> Fallback:
    """Answers while the dialogue is down; interviews and what counters see to go on all the same."""
    desk = services.desk

    async def answer(sent: str, conversation_id: str, turn: int) -> list[Reply]:
        pressed = payloads.read(sent)
        subject = desk.subject(pressed[0]) if pressed else None
        if subject:
            heard: Heard | None = await desk.begin(conversation_id, subject, "", turn)
        else:
            heard = await desk.hear(conversation_id, sent, turn=turn)
        if heard is None:
            return await besides(sent, conversation_id)
        aside = await besides(sent, conversation_id) if heard.aside else []
        return [*aside, *await answers.cited(heard.replies)]

    async def besides(sent: str, conversation_id: str) -> list[Reply]:
        seen_to = await services.counters.attend(conversation_id, "", sent)
        return seen_to or await answers.fallback(sent, conversation_id)

    return answer
