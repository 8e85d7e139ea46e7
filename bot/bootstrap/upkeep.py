"""What goes on in the background as long as the app runs."""

import asyncio
from dataclasses import asdict
from datetime import timedelta

import structlog

from bot.answers import gaps
from bot.appointments.upkeep import Upkeep
from bot.clock import today
from bot.conversations.continuations import Continuations
from bot.conversations.dialogue import RasaClient
from bot.conversations.router import Router
from bot.database import Database
from bot.interviews.desk import InterviewDesk
from bot.legal_aid.applications.service import Applications

log = structlog.get_logger()

_A_DAY_S = 24 * 60 * 60
_SWEEPS_A_DAY = 24 * 60 * 2


async def resume_forever(router: Router, dialogue: RasaClient) -> None:
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


async def forget_daily(
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


async def expire_daily(applications: Applications | None) -> None:
    """Deem withdrawn and erase what the days have made due, at the start and then once a day."""
    while applications is not None:
        try:
            done = await applications.expire()
        except Exception as error:  # the next day is soon enough
            log.warning("applications_not_expired", error=type(error).__name__)
        else:
            log.info("applications_expired", **asdict(done))
        await asyncio.sleep(_A_DAY_S)


async def sweep_forever(appointments: Upkeep | None, kept_days: int) -> None:
    """Let holds run out twice a minute, and forget once a day what was kept long enough."""
    round_ = 0
    while appointments is not None:
        try:
            await appointments.sweep()
            if round_ % _SWEEPS_A_DAY == 0:
                await appointments.forget(kept_days)
        except Exception as error:  # the next round is soon enough
            log.warning("appointments_not_swept", error=type(error).__name__)
        round_ += 1
        await asyncio.sleep(_A_DAY_S / _SWEEPS_A_DAY)
