"""The conversation API under /api/v1."""

import json
import re
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Path, Query, Request
from fastapi.responses import JSONResponse, StreamingResponse

from bot.channels.web.shapes import Continuation, Open, Opened, Previous, Problem, Replies, Send
from bot.conversations.carry_over import CarryOver
from bot.conversations.continuations import Continuations
from bot.conversations.events import Bell
from bot.conversations.incoming import Incoming
from bot.conversations.model import Channel, Message, State
from bot.conversations.pace import Pace
from bot.conversations.router import Router
from bot.conversations.transcript import Transcript
from bot.conversations.wording import check_text, for_dialogue
from bot.errors import ConversationNotFound, NotAuthorised, TooManyMessages

PING_S = 15.0

_PROBLEM: dict[str, Any] = {"model": Problem, "content": {"application/problem+json": {}}}
_OPENED: dict[int | str, dict[str, Any]] = {401: _PROBLEM, 404: _PROBLEM, 422: _PROBLEM}
_TO_OPEN: dict[int | str, dict[str, Any]] = dict.fromkeys((400, 404, 410, 422, 429), _PROBLEM)
_ID = re.compile("[0-9a-f]{32}")
ConversationId = Annotated[str, Path(pattern=f"^{_ID.pattern}$")]
Seq = Annotated[int, Query(ge=0, le=2**31 - 1, alias="after")]


def create_api(
    transcript: Transcript,
    router: Router,
    bell: Bell,
    pace: Pace,
    message_max_characters: int,
    continuations: Continuations,
    carry_over: CarryOver,
) -> APIRouter:
    """The routes; everything they need is handed in."""
    api = APIRouter(prefix="/api/v1", tags=["conversations"])

    async def state_of(
        conversation_id: ConversationId, authorization: Annotated[str, Header()] = ""
    ) -> State:
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise NotAuthorised("请求里没有凭证。请在 Authorization 里带上开始对话时得到的 token。")
        return await transcript.authorise(conversation_id, token)

    async def belongs(previous: Previous) -> bool:
        if not _ID.fullmatch(previous.conversation_id):
            return False
        try:
            await transcript.authorise(previous.conversation_id, previous.token)
        except (ConversationNotFound, NotAuthorised):  # it comes from a browser's store, and may be gone
            return False
        return True

    @api.post("/conversations", status_code=201, responses=_TO_OPEN)
    async def open_conversation(request: Request, body: Open | None = None) -> Opened:
        """Start a conversation: with nothing, with one that is taken along, or after an earlier one."""
        caller = request.client.host if request.client else ""
        pace.opening(caller)
        if body and body.continuation and body.claim:
            with pace.guessing(caller):
                opened = await continuations.open(body.continuation, body.claim)
        elif body and body.previous and await belongs(body.previous):
            opened = await continuations.begin_after(body.previous.conversation_id)
        else:
            opened = await transcript.open(Channel.WEB)
        return Opened(conversation_id=opened[0], token=opened[1])

    @api.post(
        "/conversations/{conversation_id}/continuation",
        status_code=201,
        responses={**_OPENED, 429: _PROBLEM},
        dependencies=[Depends(state_of)],
    )
    async def take_along(conversation_id: ConversationId) -> Continuation:
        """A code, and a link that holds it, to go on with this conversation elsewhere."""
        pace.message(conversation_id)
        issued, link = await carry_over.issue(conversation_id)
        return Continuation(code=issued.code, link=link or None, expires_at=issued.expires_at.isoformat())

    @api.post(
        "/conversations/{conversation_id}/messages",
        response_model=Replies,
        responses={**_OPENED, 400: _PROBLEM, 429: _PROBLEM},
        dependencies=[Depends(state_of)],
    )
    async def send_message(conversation_id: ConversationId, body: Send) -> JSONResponse:
        """Say something; the answer holds the replies to this turn."""
        try:
            pace.message(conversation_id)
        except TooManyMessages:  # what is stored already is not refused, however often it is sent
            if await transcript.find(conversation_id, body.client_message_id) is None:
                raise
        text = check_text(body.text, message_max_characters) if body.text is not None else None
        incoming = Incoming(
            client_message_id=body.client_message_id,
            text=text,
            payload=body.payload,
            sent=for_dialogue(text or ""),
        )
        result = await router.receive(conversation_id, incoming)
        return JSONResponse(_replies(result.state, result.messages))

    @api.get("/conversations/{conversation_id}/messages", response_model=Replies, responses=_OPENED)
    async def history(
        conversation_id: ConversationId, state: Annotated[State, Depends(state_of)], after: Seq = 0
    ) -> JSONResponse:
        """What was said after ``after``, oldest first."""
        return JSONResponse(_replies(state, await transcript.history(conversation_id, after)))

    @api.get(
        "/conversations/{conversation_id}/events",
        response_class=StreamingResponse,
        responses={**_OPENED, 200: {"content": {"text/event-stream": {}}}},
        dependencies=[Depends(state_of)],
    )
    async def events(
        conversation_id: ConversationId,
        after: Seq = 0,
        last_event_id: Annotated[str, Header(max_length=20)] = "",
    ) -> StreamingResponse:
        """Messages as they come (server-sent events); ``Last-Event-ID`` resumes without gap or repeat."""
        seen = int(last_event_id) if last_event_id.isascii() and last_event_id.isdigit() else after

        async def stream() -> AsyncIterator[str]:
            position = seen
            async for rung in bell.listen(conversation_id, PING_S):
                news = await transcript.history(conversation_id, position)
                for message in news:
                    position = message.seq
                    yield _event(message)
                if not rung and not news:
                    yield ": ping\n\n"

        return StreamingResponse(
            stream(),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )

    return api


def _replies(state: State, messages: tuple[Message, ...] | list[Message]) -> dict[str, Any]:
    return {"state": state.value, "messages": [message.as_dict() for message in messages]}


def _event(message: Message) -> str:
    data = json.dumps(message.as_dict(), ensure_ascii=False)
    return f"id: {message.seq}\nevent: message\ndata: {data}\n\n"
