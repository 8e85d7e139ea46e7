"""The two web applications of one process."""

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from fastapi import FastAPI

from actions.server import create_actions_app
from bot.answers.answering import AnswerService
from bot.bootstrap.knowledge import renew_forever
from bot.bootstrap.services import create_services, without_dialogue
from bot.bootstrap.upkeep import expire_daily, forget_daily, resume_forever, sweep_forever
from bot.channels.web.api import create_api
from bot.channels.web.app import create_web_app
from bot.channels.web.applications import create_applications_api
from bot.channels.web.assessments import create_assessments
from bot.conversations.dialogue import RasaClient
from bot.conversations.events import Bell
from bot.conversations.pace import Pace
from bot.conversations.recall import Recall
from bot.conversations.router import Router
from bot.conversations.transcript import Transcript
from bot.database import Database
from bot.legal_aid.parameters import open_parameters
from bot.settings import Settings
from knowledge_base.services_catalogue import read_institution


@dataclass(frozen=True, slots=True)
class Apps:
    """The two web applications of one process: for the public, and for Rasa alone."""

    public: FastAPI
    actions: FastAPI


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
    pace = Pace(settings.messages_per_second, settings.messages_per_minute, settings.conversations_per_minute)
    services = create_services(settings, database, transcript, pace)
    bell = Bell()
    dialogue = RasaClient(dialogue_url, settings.dialogue_timeout_s)
    router = Router(
        transcript,
        dialogue,
        without_dialogue(answers, services),
        bell,
        answers.foresee,
        services.confidences,
        services.carry_over.spelled,
    )
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
                tasks.create_task(resume_forever(router, dialogue)),
                tasks.create_task(renew_forever(settings, answers)),
                tasks.create_task(
                    forget_daily(
                        database, timedelta(days=settings.gap_days), services.desk, services.continuations
                    )
                ),
                tasks.create_task(expire_daily(services.applications)),
                tasks.create_task(sweep_forever(services.appointments, settings.application_days)),
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
        transcript,
        router,
        bell,
        pace,
        settings.message_max_characters,
        services.continuations,
        services.carry_over,
    )
    assessments = create_assessments(
        open_parameters(settings.knowledge_dir / "parameters"),
        read_institution(settings.knowledge_dir / "institutions"),
        pace,
    )
    public = create_web_app(
        [api, assessments, create_applications_api(services.applications, transcript, pace)],
        {"database": database_ready, "dialogue": dialogue.ready, "index": index_ready},
        settings.allowed_origins,
        lifespan,
        largest_upload=settings.paper_megabytes * 1_000_000,
    )
    if telegram and settings.telegram_mode == "webhook":
        public.include_router(telegram.webhook_routes())
    token = actions_token or secrets.token_urlsafe(32)
    return Apps(
        public,
        create_actions_app(answers, services.desk, services.counters, token, settings.action_timeout_s),
    )
