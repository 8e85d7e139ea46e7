"""Taking a conversation along over HTTP: what is given, what is refused and how."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import httpx
import pytest
from fastapi import FastAPI

from bot.channels.web.api import create_api
from bot.channels.web.app import create_web_app
from bot.conversations.carry_over import CarryOver, arrival
from bot.conversations.continuation_codes import make_code
from bot.conversations.continuations import Continuations
from bot.conversations.events import Bell
from bot.conversations.pace import Pace
from bot.conversations.router import Router
from bot.conversations.transcript import Transcript
from bot.database import Database
from bot.interviews.desk import InterviewDesk
from bot.interviews.subjects import Plain
from bot.replies import Reply
from tests.support.clocks import HandClock
from tests.support.dialogues import EchoDialogue
from tests.support.inquiries import Library

PATH = "/api/v1/conversations"
CLAIM = "a-secret-of-the-browser"


@asynccontextmanager
async def no_lifespan(_: FastAPI) -> AsyncIterator[None]:
    yield


async def no_fallback(text: str, conversation_id: str, turn: int) -> list[Reply]:
    return [Reply("受限")]


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def desk(database: Database, clock: HandClock) -> InterviewDesk:
    return InterviewDesk(database, {"library": Plain(Library())}, clock)


@pytest.fixture
def app(
    database: Database, transcript: Transcript, bell: Bell, desk: InterviewDesk, clock: HandClock
) -> FastAPI:
    continuations = Continuations(database, [desk.carry], clock, timedelta(hours=24), arrival(desk))
    pace = Pace(1000, 10_000, 10_000)
    carry_over = CarryOver(database, transcript, continuations, desk, pace, "https://fawen.example")
    router = Router(transcript, EchoDialogue(), no_fallback, bell)
    api = create_api(transcript, router, bell, pace, 2000, continuations, carry_over)
    return create_web_app([api], {}, ["*"], no_lifespan, largest_upload=1_000_000)


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


async def begun(client: httpx.AsyncClient, **body: object) -> dict[str, str]:
    content = json.dumps(body) if body else ""  # not json=: httpx cannot send half an emoji
    answer = await client.post(PATH, content=content, headers={"Content-Type": "application/json"})
    assert answer.status_code == 201, answer.text
    assert set(answer.json()) == {"conversation_id", "token"}
    return dict(answer.json())


def bearer(opened: dict[str, str]) -> dict[str, str]:
    return {"Authorization": f"Bearer {opened['token']}"}


async def say(client: httpx.AsyncClient, opened: dict[str, str], text: str) -> None:
    path = f"{PATH}/{opened['conversation_id']}/messages"
    answer = await client.post(
        path, json={"text": text, "client_message_id": text.encode().hex()}, headers=bearer(opened)
    )
    assert answer.status_code == 200


async def said(client: httpx.AsyncClient, opened: dict[str, str]) -> list[str]:
    answer = await client.get(f"{PATH}/{opened['conversation_id']}/messages", headers=bearer(opened))
    assert answer.status_code == 200
    return [one["text"] for one in answer.json()["messages"]]


async def issued(client: httpx.AsyncClient, opened: dict[str, str]) -> dict[str, str]:
    answer = await client.post(f"{PATH}/{opened['conversation_id']}/continuation", headers=bearer(opened))
    assert answer.status_code == 201
    return dict(answer.json())


def problem(answer: httpx.Response, status: int) -> str:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert set(body) == {"type", "title", "status", "detail"}
    assert any("\u4e00" <= one <= "\u9fff" for one in body["detail"])
    return str(body["detail"])


async def test_a_conversation_goes_on_where_the_code_is_opened(client: httpx.AsyncClient) -> None:
    old = await begun(client)
    await say(client, old, "老板欠我工资")
    given_out = await issued(client, old)
    assert given_out["link"] == f"https://fawen.example/#fawen={given_out['code']}"
    assert datetime.fromisoformat(given_out["expires_at"]).tzinfo
    new = await begun(client, continuation=given_out["code"].lower(), claim=CLAIM)
    assert new["conversation_id"] != old["conversation_id"]
    before = ["老板欠我工资", "您说的是：老板欠我工资"]
    assert (await said(client, new))[:2] == before
    assert "都带过来了" in (await said(client, new))[2]
    await say(client, new, "我叫张三")
    assert await said(client, old) == before
    assert (await said(client, new))[3:] == ["我叫张三", "您说的是：我叫张三"]


async def test_a_lost_answer_is_asked_for_again(client: httpx.AsyncClient) -> None:
    code = (await issued(client, await begun(client)))["code"]
    first = await begun(client, continuation=code, claim=CLAIM)
    again = await begun(client, continuation=code, claim=CLAIM)
    assert again["conversation_id"] == first["conversation_id"]
    answer = await client.post(PATH, json={"continuation": code, "claim": CLAIM[::-1]})
    assert "已经用过" in problem(answer, 410)


async def test_every_refusal_says_what_happened_and_what_to_do(
    client: httpx.AsyncClient, clock: HandClock
) -> None:
    async def opened(code: object, claim: object = CLAIM) -> httpx.Response:
        content = json.dumps({"continuation": code, "claim": claim})
        return await client.post(PATH, content=content, headers={"Content-Type": "application/json"})

    old = await begun(client)
    code = (await issued(client, old))["code"]
    assert "打错了一位" in problem(await opened(code[:-1]), 422)
    assert "打错了一位" in problem(await opened("老板欠我工资"), 422)
    assert "没有找到" in problem(await opened(make_code()), 404)
    clock.advance(days=1)
    assert "有效期" in problem(await opened(code), 410)
    problem(await opened(code, "short"), 422)
    problem(await opened(code, None), 422)
    problem(await opened(7), 422)
    problem(await opened("\ud800"), 422)
    problem(await opened("J" * 300), 422)
    problem(await client.post(PATH, json={"claim": CLAIM}), 422)
    problem(await client.post(PATH, json=[]), 422)
    broken = await client.post(PATH, content=b"{", headers={"Content-Type": "application/json"})
    problem(broken, 400)


async def test_guessing_is_slowed_down(client: httpx.AsyncClient) -> None:
    for _ in range(20):
        problem(await client.post(PATH, json={"continuation": make_code(), "claim": CLAIM}), 404)
    refused = await client.post(PATH, json={"continuation": make_code(), "claim": CLAIM})
    problem(refused, 429)
    assert int(refused.headers["Retry-After"]) > 60
    await begun(client)


async def test_the_same_browser_beginning_anew_keeps_its_interview(
    client: httpx.AsyncClient, desk: InterviewDesk
) -> None:
    old = await begun(client)
    await desk.begin(old["conversation_id"], "library", "给孩子办")
    new = await begun(client, previous=old)
    assert await desk.answers(new["conversation_id"], "library") == {"who": "孩子"}
    assert await said(client, new) == []


@pytest.mark.parametrize(
    "previous",
    [
        {"conversation_id": "0" * 32, "token": "x"},
        {"conversation_id": "", "token": ""},
        {"conversation_id": "\ud800", "token": "\ud800"},
        {"conversation_id": "\x00", "token": "\x00"},
        {},
        None,
    ],
)
async def test_an_earlier_conversation_that_is_not_known_does_no_harm(
    client: httpx.AsyncClient, previous: object
) -> None:
    assert await said(client, await begun(client, previous=previous)) == []


async def test_nobody_gets_the_interview_of_another(client: httpx.AsyncClient, desk: InterviewDesk) -> None:
    old, stranger = await begun(client), await begun(client)
    await desk.begin(old["conversation_id"], "library", "给孩子办")
    forged = {"conversation_id": old["conversation_id"], "token": stranger["token"]}
    new = await begun(client, previous=forged)
    assert await desk.answers(new["conversation_id"], "library") is None


@pytest.mark.parametrize("content", [b"", b"null", b"{}"])
async def test_no_body_begins_with_nothing(client: httpx.AsyncClient, content: bytes) -> None:
    answer = await client.post(PATH, content=content, headers={"Content-Type": "application/json"})
    assert answer.status_code == 201


async def test_only_its_own_token_gets_a_code(client: httpx.AsyncClient) -> None:
    old, other = await begun(client), await begun(client)
    path = f"{PATH}/{old['conversation_id']}/continuation"
    problem(await client.post(path, headers=bearer(other)), 401)
    problem(await client.post(path), 401)
    problem(await client.post(f"{PATH}/{'0' * 32}/continuation", headers=bearer(old)), 404)
