"""Serves the actions to Rasa over HTTP, behind a token that only Rasa knows."""

import asyncio
import hmac
from typing import Any

import structlog
from fastapi import FastAPI, Header, HTTPException, Request
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

from actions.answers import AnswerEmergency, AnswerFollowUp, AnswerOffTopic, AnswerQuestion
from actions.feedback import NotWhatIAsked, RateAnswer
from actions.interviews import BeginInterview, HearAnswer, HearInterview
from actions.services import DescribeService, OfferPerson, TakeComplaint
from actions.small_talk import SmallTalk
from bot.answers.answering import AnswerService
from bot.interviews.desk import InterviewDesk

log = structlog.get_logger()

ACTIONS = (
    AnswerQuestion,
    AnswerFollowUp,
    AnswerOffTopic,
    AnswerEmergency,
    DescribeService,
    OfferPerson,
    TakeComplaint,
    NotWhatIAsked,
    RateAnswer,
    SmallTalk,
)


def create_executor(answers: AnswerService, desk: InterviewDesk) -> ActionExecutor:
    """All actions, each holding the service it needs."""
    executor = ActionExecutor()
    for action in ACTIONS:
        executor.register_action(action(answers))
    for hearing in (BeginInterview, HearAnswer, HearInterview):
        executor.register_action(hearing(answers, desk))
    return executor


def create_actions_app(answers: AnswerService, desk: InterviewDesk, token: str, timeout_s: float) -> FastAPI:
    """The webhook that Rasa calls.

    Args:
        answers: what the actions speak for.
        desk: where interviews are kept.
        token: the shared secret.
        timeout_s: longest run of one action, in seconds (Rasa's lock on a conversation lives longer).
    """
    executor = create_executor(answers, desk)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    @app.post("/webhook")
    async def run(request: Request, authorization: str = Header(default="")) -> dict[str, Any]:
        if not hmac.compare_digest(authorization.encode(), f"Bearer {token}".encode()):
            raise HTTPException(status_code=401)
        call = {"domain": {}, **await request.json()}  # Rasa leaves it out: none of our actions reads it
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
