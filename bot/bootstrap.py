"""The only place that puts the parts together."""

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta

import structlog
import torch
from fastapi import FastAPI
from threadpoolctl import threadpool_limits

from actions.server import create_actions_app
from bot.answers import gaps, payloads
from bot.answers.answering import AnswerService, Thresholds
from bot.answers.danger import DangerSigns
from bot.answers.time_limits import TimeLimits
from bot.channels.web.api import create_api
from bot.channels.web.app import create_web_app
from bot.channels.web.applications import create_applications_api
from bot.channels.web.assessments import create_assessments
from bot.clock import now, today
from bot.conversations.carry_over import CarryOver, arrival
from bot.conversations.continuations import Continuations
from bot.conversations.dialogue import RasaClient
from bot.conversations.events import Bell
from bot.conversations.pace import Pace
from bot.conversations.recall import Recall
from bot.conversations.router import Fallback, Router
from bot.conversations.transcript import Transcript
from bot.database import Database
from bot.interviews.desk import Heard, InterviewDesk
from bot.legal_aid.applications.lengths import clocks_in_force
from bot.legal_aid.applications.pace import LookupPace
from bot.legal_aid.applications.paper_store import PaperStore
from bot.legal_aid.applications.service import Applications
from bot.legal_aid.applications.steps import Limits
from bot.legal_aid.parameters import open_parameters
from bot.legal_aid.screening import LegalAidScreening
from bot.replies import Reply
from bot.settings import Settings
from bot.vault import Vault, read_keys
from knowledge_base.choices import read_choices
from knowledge_base.interview_questions import read_interview_questions
from knowledge_base.library import Library
from knowledge_base.progress import Progress
from knowledge_base.retrieval.encoder import SentenceEncoder
from knowledge_base.retrieval.index_store import build_index, manifest_mark
from knowledge_base.retrieval.opening import open_knowledge_base, prepare
from knowledge_base.retrieval.search import KnowledgeBase
from knowledge_base.services_catalogue import read_danger, read_institution, read_services
from knowledge_base.time_limits import read_time_limits

log = structlog.get_logger()

_A_DAY_S = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Apps:
    """The two web applications of one process: for the public, and for Rasa alone."""

    public: FastAPI
    actions: FastAPI


def open_knowledge(settings: Settings, progress: Progress) -> KnowledgeBase:
    """The knowledge base, its index built if need be."""
    encoder = SentenceEncoder(settings.encoder)
    build_index(settings.index_dir, Library(settings.library_path), encoder, progress)
    prepare(settings.index_dir, encoder, progress)
    return open_knowledge_base(settings.knowledge_dir, settings.index_dir, encoder)


def one_thread_a_search() -> None:
    """Keep number crunching to one thread: a search is too small to share out, and other work waits."""
    threadpool_limits(limits=1)
    torch.set_num_threads(1)


def create_answers(settings: Settings, knowledge: KnowledgeBase) -> AnswerService:
    """The answer service over a knowledge base."""
    return AnswerService(
        knowledge,
        read_services(settings.knowledge_dir / "services"),
        read_institution(settings.knowledge_dir / "institutions"),
        DangerSigns(read_danger(settings.knowledge_dir / "institutions")),
        Thresholds(
            settings.answer_threshold,
            settings.choice_threshold,
            settings.statute_threshold,
            settings.offer_threshold,
        ),
        choices=read_choices(settings.knowledge_dir / "choices"),
        time_limits=TimeLimits(read_time_limits(settings.knowledge_dir / "parameters")),
    )


def create_applications(settings: Settings, database: Database) -> Applications | None:
    """Applications for legal aid; None without data keys: then nothing personal may be stored."""
    if settings.data_keys is None:
        return None
    vault = Vault(read_keys(settings.data_keys.get_secret_value()))
    institution = read_institution(settings.knowledge_dir / "institutions")
    return Applications(
        database,
        vault,
        PaperStore(settings.papers_dir, vault),
        clocks_in_force(
            open_parameters(settings.knowledge_dir / "parameters"),
            (institution.regions or ("全国",))[-1],
            settings.application_supplement_days,
            supplement_stops_review=settings.application_supplement_stops_review,
        ),
        Limits(
            prefix=settings.application_prefix,
            retention_days=settings.application_days,
            draft_days=settings.application_draft_days,
            papers=settings.papers_per_application,
            paper_bytes=settings.paper_megabytes * 1_000_000,
        ),
        LookupPace(),
        now,
    )


def create_desk(settings: Settings, database: Database) -> InterviewDesk:
    """Everything that can be interviewed for."""
    screening = LegalAidScreening(
        open_parameters(settings.knowledge_dir / "parameters"),
        read_interview_questions(settings.knowledge_dir, "legal_aid"),
        read_institution(settings.knowledge_dir / "institutions").home,
    )
    return InterviewDesk(database, {"legal_aid": screening})


def without_dialogue(answers: AnswerService, desk: InterviewDesk) -> Fallback:
    """Answers while the dialogue is down; an interview goes on all the same."""

    async def answer(sent: str, conversation_id: str, turn: int) -> list[Reply]:
        payload = payloads.read(sent)
        subject = desk.subject(payload.intent) if payload else None
        if subject:
            heard: Heard | None = await desk.begin(conversation_id, subject, "", turn)
        else:
            heard = await desk.hear(conversation_id, sent, turn=turn)
        if heard is None:
            return await answers.fallback(sent, conversation_id)
        aside = await answers.fallback(sent, conversation_id) if heard.aside else []
        return [*aside, *await answers.cited(heard.replies)]

    return answer


def create_apps(
    settings: Settings, answers: AnswerService, dialogue_url: str, actions_token: str = ""
) -> Apps:
    """Both applications, wired to one database.

    Args:
        settings: of this installation.
        answers: over the loaded knowledge base.
        dialogue_url: where Rasa answers.
        actions_token: what Rasa must show to run actions; empty makes one that nobody knows.
    """
    database = Database(settings.database)
    transcript = Transcript(database)
    answers.look_back_on(Recall(database))
    desk = create_desk(settings, database)
    bell = Bell()
    dialogue = RasaClient(dialogue_url, settings.dialogue_timeout_s)
    applications = create_applications(settings, database)
    router = Router(transcript, dialogue, without_dialogue(answers, desk), bell, answers.foresee)
    pace = Pace(settings.messages_per_second, settings.messages_per_minute, settings.conversations_per_minute)
    continuations = Continuations(
        database, [desk.carry], now, timedelta(hours=settings.continuation_hours), arrival(desk)
    )
    carry_over = CarryOver(database, transcript, continuations, desk, pace, settings.public_url)
    telegram = None
    if settings.telegram_token:
        from bot.channels.telegram.channel import TelegramChannel  # only where it is used: it is large

        telegram = TelegramChannel(settings, transcript, router, bell, pace)

    async def database_ready() -> bool:
        try:
            await database.check()
        except Exception:
            return False
        return True

    async def index_ready() -> bool:
        return True  # the app does not start without it

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        if database.is_sqlite:  # one process owns the file, so every claim in it is a dead process's
            await transcript.release_claims()
        async with asyncio.TaskGroup() as tasks:
            watch = [
                tasks.create_task(_resume(router, dialogue)),
                tasks.create_task(renew_forever(settings, answers)),
                tasks.create_task(_forget(database, timedelta(days=settings.gap_days), desk, continuations)),
                tasks.create_task(_expire(applications)),
            ]
            if telegram:
                await telegram.start()
                watch.append(tasks.create_task(telegram.deliver_forever()))
            yield
            for task in watch:
                task.cancel()
        if telegram:
            with contextlib.suppress(Exception):
                await telegram.stop()
        await dialogue.close()
        await database.close()

    api = create_api(
        transcript, router, bell, pace, settings.message_max_characters, continuations, carry_over
    )
    assessments = create_assessments(
        open_parameters(settings.knowledge_dir / "parameters"),
        read_institution(settings.knowledge_dir / "institutions"),
        pace,
    )
    public = create_web_app(
        [api, assessments, create_applications_api(applications, transcript, pace)],
        {"database": database_ready, "dialogue": dialogue.ready, "index": index_ready},
        settings.allowed_origins,
        lifespan,
        largest_upload=settings.paper_megabytes * 1_000_000,
    )
    if telegram and settings.telegram_mode == "webhook":
        public.include_router(telegram.webhook_routes())
    token = actions_token or secrets.token_urlsafe(32)
    return Apps(public, create_actions_app(answers, desk, token, settings.action_timeout_s))


async def _resume(router: Router, dialogue: RasaClient) -> None:
    """Answer what a stopped process or a failed turn left, and notice when the dialogue is back."""
    for _ in range(60):
        if await dialogue.ready():
            break
        await asyncio.sleep(1)
    dialogue.wake()
    while True:
        resumed = await router.resume()
        if resumed:
            log.info("answered_what_was_left", conversations=resumed)
        for _ in range(15):  # service resumes by itself: wake the client as soon as Rasa is seen again
            await asyncio.sleep(2)
            if dialogue.resting and await dialogue.ready():
                dialogue.wake()


async def renew_forever(settings: Settings, answers: AnswerService, every_s: float = 2.0) -> None:
    """Take over a new index as soon as it stands; questions are answered from the old one meanwhile."""
    seen = manifest_mark(settings.index_dir)
    while True:
        await asyncio.sleep(every_s)
        mark = manifest_mark(settings.index_dir)
        if mark == seen:
            continue
        try:
            newer = await asyncio.to_thread(answers.opened_again, settings.knowledge_dir, settings.index_dir)
            await answers.renew(newer)
        except Exception as error:  # a half-edited content file, say: the old state goes on serving
            log.error("knowledge_not_renewed", error=str(error))
        else:
            log.info("knowledge_renewed")
        seen = mark


async def _forget(
    database: Database, kept: timedelta, desk: InterviewDesk, continuations: Continuations
) -> None:
    """Erase what gap list, interviews and codes have kept long enough, at the start and then once a day."""
    while True:
        try:
            await gaps.erase(database, today() - kept)
            await desk.erase_old()
            await continuations.erase_old()
        except Exception as error:  # the next day is soon enough
            log.warning("not_forgotten", error=type(error).__name__)
        await asyncio.sleep(_A_DAY_S)


async def _expire(applications: Applications | None) -> None:
    """Deem withdrawn and erase what the days have made due, at the start and then once a day."""
    while applications is not None:
        try:
            done = await applications.expire()
        except Exception as error:  # the next day is soon enough
            log.warning("applications_not_expired", error=type(error).__name__)
        else:
            log.info("applications_expired", **asdict(done))
        await asyncio.sleep(_A_DAY_S)
