"""Serves the actions to Rasa over HTTP, behind a token that only Rasa knows."""

import asyncio
import hmac
from typing import Any

import structlog
from fastapi import FastAPI, Header, HTTPException, Request
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

from actions.answers import AnswerEmergency, AnswerFollowUp, AnswerOffTopic, AnswerQuestion
from actions.counters import AttendWish
from actions.feedback import NotWhatIAsked, RateAnswer
from actions.interviews import BeginInterview, HearAnswer, HearInterview
from actions.services import OfferPerson, TakeComplaint
from actions.small_talk import SmallTalk
from bot.answers.answering import AnswerService
from bot.counters import Counters
from bot.interviews.desk import InterviewDesk

log = structlog.get_logger()

ACTIONS = (
    AnswerQuestion,
    AnswerFollowUp,
    AnswerOffTopic,
    AnswerEmergency,
    OfferPerson,
    TakeComplaint,
    NotWhatIAsked,
    RateAnswer,
    SmallTalk,
)

HEARING = (BeginInterview, HearAnswer, HearInterview)
INTERVIEWS = frozenset({BeginInterview.NAME, HearAnswer.NAME, HearInterview.NAME})


def create_executor(answers: AnswerService, desk: InterviewDesk, counters: Counters) -> ActionExecutor:
    """All actions, each holding the service it needs."""
    executor = ActionExecutor()
    for action in ACTIONS:
        executor.register_action(action(answers))
    for hearing in HEARING:
        executor.register_action(hearing(answers, desk, counters))
    executor.register_action(AttendWish(answers, counters))
    return executor


def create_actions_app(
    answers: AnswerService, desk: InterviewDesk, counters: Counters, token: str, timeout_s: float
) -> FastAPI:
    """The webhook that Rasa calls.

    A tracker of Rasa's may be lost while an interview goes on; so a message that Rasa hears outside of its
    form is given to the interview that awaits one.

    Args:
        answers: what the actions speak for.
        desk: where interviews are kept.
        counters: what plain code sees to.
        token: the shared secret.
        timeout_s: longest run of one action, in seconds (Rasa's lock on a conversation lives longer).
    """
    executor = create_executor(answers, desk, counters)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    @app.post("/webhook")
    async def run(request: Request, authorization: str = Header(default="")) -> dict[str, Any]:
        if not hmac.compare_digest(authorization.encode(), f"Bearer {token}".encode()):
            raise HTTPException(status_code=401)
        call = {"domain": {}, **await request.json()}  # Rasa leaves it out: none of our actions reads it
        if await _astray(call, desk):
            call["next_action"] = HearInterview.NAME
        try:
            result = await asyncio.wait_for(executor.run(call), timeout_s)
        except ActionExecutionRejection as rejection:
            raise HTTPException(
                status_code=400, detail={"error": str(rejection), "action_name": rejection.action_name}
            ) from rejection
        except TimeoutError as error:
            log.error("action_timed_out", action=call.get("next_action"))
            raise HTTPException(status_code=504) from error
        return dict(result or {"events": [], "responses": []})

    return app


async def _astray(call: dict[str, Any], desk: InterviewDesk) -> bool:
    """Whether the message belongs to an interview of which Rasa has lost track."""
    tracker = call.get("tracker") or {}
    in_form = (tracker.get("active_loop") or {}).get("name")
    if in_form or call.get("next_action") in INTERVIEWS:
        return False
    return await desk.listens(str(tracker.get("sender_id", "")))
