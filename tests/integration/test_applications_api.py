"""Applications over HTTP: whose they are, what is refused and how, and that nothing ends in a 500."""

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
import schemathesis
from cryptography.fernet import Fernet
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import migrations
from bot.bootstrap.applications import create_applications
from bot.channels.web.app import create_web_app
from bot.channels.web.applications import create_applications_api
from bot.conversations.model import Channel
from bot.conversations.pace import Pace
from bot.conversations.transcript import Transcript
from bot.database import Database
from bot.legal_aid.applications.service import Applications
from bot.legal_aid.applications.standing import Actor
from bot.legal_aid.applications.states import Role
from bot.settings import Settings
from tests.unit.legal_aid_applications.samples import submission

ANNA = Actor(Role.STAFF, "安娜")
PDF = b"%PDF-1.7 x"
SCREENED = {"papers": [{"id": "identity", "text": "身份证", "source": None}]}


class Citizen:
    """Someone whose conversation has made an application."""

    def __init__(
        self, client: httpx.AsyncClient, applications: Applications, number: str, token: str
    ) -> None:
        self.client, self.applications = client, applications
        self.number, self.token = number, token
        self.path = f"/api/v1/applications/{number}"
        self.headers = {"Authorization": f"Bearer {token}"}

    async def get(self, what: str = "") -> httpx.Response:
        return await self.client.get(self.path + what, headers=self.headers)

    async def post(self, what: str, **body: object) -> httpx.Response:
        return await self.client.post(self.path + what, headers=self.headers, json=body)

    async def send(self, content: bytes, name: str = "工资条.pdf") -> httpx.Response:
        headers = {**self.headers, "X-File-Name": quote(name)}
        return await self.client.post(f"{self.path}/papers", headers=headers, content=content)


@asynccontextmanager
async def no_lifespan(_: FastAPI) -> AsyncIterator[None]:
    yield


def app_over(applications: Applications | None, transcript: Transcript, most: int = 10_000_000) -> FastAPI:
    routes = create_applications_api(applications, transcript, Pace(1000, 10_000, 1000))
    return create_web_app([routes], {}, ["*"], no_lifespan, largest_upload=most)


def client_of(app: FastAPI) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://test")


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    one = Database(f"sqlite+aiosqlite:///{tmp_path / 'test.db'}")
    await migrations.upgrade(one)
    yield one
    await one.close()


@pytest.fixture
async def me(database: Database, tmp_path: Path) -> AsyncIterator[Citizen]:
    key = Fernet.generate_key().decode()
    applications = create_applications(Settings(_env_file=None, data_dir=tmp_path, data_keys=key), database)
    assert applications is not None
    transcript = Transcript(database)
    conversation_id, token = await transcript.open(Channel.WEB)
    receipt = await applications.submit(
        submission(uuid.uuid4().hex, conversation_id=conversation_id, assessment=SCREENED)
    )
    async with client_of(app_over(applications, transcript)) as client:
        yield Citizen(client, applications, receipt.number, token)


def problem(response: httpx.Response, status: int, kind: str) -> str:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["type"] == f"urn:fawen:problem:{kind}"
    return str(response.json()["detail"])


async def test_where_it_stands_is_shown_masked(me: Citizen) -> None:
    shown = (await me.get()).json()
    assert (shown["state"], shown["applicant"]["phone"]) == ("submitted", "138****1234")
    assert shown["clocks"][0]["article"] == "法律援助法第四十三条"


async def test_number_and_phone_open_the_status_however_they_are_typed(me: Citizen) -> None:
    typed = {"number": me.number.lower().replace("-", " "), "phone": "一三八 一二三四 一二三四"}
    response = await me.client.post("/api/v1/applications/status", json=typed)
    assert response.json()["number"] == me.number
    wrong = await me.client.post("/api/v1/applications/status", json={**typed, "phone": "13912341234"})
    problem(wrong, 404, "application-not-found")


async def test_trying_phones_is_stopped_and_told_when_to_come_back(me: Citizen) -> None:
    for guess in range(6):
        body = {"number": me.number, "phone": f"139123412{guess:02d}"}
        problem(await me.client.post("/api/v1/applications/status", json=body), 404, "application-not-found")
    stopped = await me.client.post("/api/v1/applications/status", json=body)
    problem(stopped, 429, "too-many-lookups")
    assert int(stopped.headers["Retry-After"]) > 0


async def test_the_number_alone_opens_nothing_and_a_wrong_token_sounds_like_a_wrong_number(
    me: Citizen,
) -> None:
    problem(await me.client.get(me.path), 401, "not-authorised")
    other, token = await Transcript(me.applications.database).open(Channel.WEB)
    assert other
    said = set()
    for path in (me.path, "/api/v1/applications/LQ-2026-009999-1"):
        for one in (token, "nonsense"):
            response = await me.client.get(path, headers={"Authorization": f"Bearer {one}"})
            said.add(problem(response, 401, "not-authorised"))
    assert len(said) == 1


async def test_a_paper_is_taken_listed_and_given_back_as_a_download(me: Citizen) -> None:
    sent = await me.send(PDF)
    assert sent.status_code == 201
    assert sent.json()["name"] == "工资条.pdf"
    (listed,) = (await me.get()).json()["papers"]
    assert listed == sent.json()
    again = await me.get(f"/papers/{listed['id']}")
    assert again.content == PDF
    assert again.headers["content-disposition"].startswith("attachment")
    assert again.headers["content-type"] == "application/octet-stream"
    assert again.headers["x-content-type-options"] == "nosniff"


async def test_the_page_for_papers_learns_what_is_wanted_and_what_is_taken(me: Citizen) -> None:
    response = await me.get()
    assert response.headers["cache-control"] == "no-store"
    shown = response.json()
    assert shown["wanted"] == [{"id": "identity", "text": "身份证"}]
    assert (shown["may_add_papers"], shown["may_remove_papers"]) == (True, True)
    assert (shown["paper_rules"]["most"], shown["paper_rules"]["megabytes"]) == (10, 10)
    headers = {**me.headers, "X-Wanted-Paper": "identity"}
    sent = await me.client.post(f"{me.path}/papers", headers=headers, content=PDF)
    assert sent.json()["wanted"] == ["identity"]
    said = await me.post("/announced-papers", name="身份证", wanted="identity")
    assert said.json()["wanted"] == ["identity"]
    by_phone = {"number": me.number, "phone": "13812341234"}
    status = (await me.client.post("/api/v1/applications/status", json=by_phone)).json()
    assert not {"wanted", "paper_rules"} & set(status), "what is asked for tells of the matter"


async def test_a_paper_is_taken_back_by_whoever_sent_it(me: Citizen) -> None:
    sent = (await me.send(PDF)).json()
    assert (await me.send(PDF, "又一次.pdf")).json() == sent, "the same bytes are the same paper"
    path = f"{me.path}/papers/{sent['id']}"
    problem(await me.client.delete(path), 401, "not-authorised")
    assert (await me.client.delete(path, headers=me.headers)).status_code == 204
    assert (await me.get()).json()["papers"] == []
    problem(await me.client.delete(path, headers=me.headers), 404, "application-not-found")
    again = (await me.send(PDF)).json()
    await me.applications.refuse(me.number, ANNA, "收入高于标准")
    late = await me.client.delete(f"{me.path}/papers/{again['id']}", headers=me.headers)
    problem(late, 409, "not-possible-now")


async def test_pages_elsewhere_may_take_a_paper_back_too(me: Citizen) -> None:
    asks = {"Origin": "https://sfj.example.gov.cn", "Access-Control-Request-Method": "DELETE"}
    asks["Access-Control-Request-Headers"] = "authorization,x-file-name,x-wanted-paper"
    assert (await me.client.options(f"{me.path}/papers/{'0' * 32}", headers=asks)).status_code == 200


async def test_a_paper_too_large_or_of_another_type_is_refused_in_words(me: Citizen) -> None:
    assert "10 MB" in problem(await me.send(b"%PDF-" + b"x" * 10_000_000), 422, "paper-refused")
    assert "太大" in problem(await me.send(b"%PDF-" + b"x" * 12_000_000), 413, "too-large")
    assert "收不了" in problem(await me.send(b"MZ" + b"x" * 100), 422, "paper-refused")
    assert "空的" in problem(await me.send(b""), 422, "paper-refused")
    assert (await me.get()).json()["papers"] == []


async def test_elsewhere_a_large_body_is_refused_as_before(me: Citizen) -> None:
    response = await me.post("/objection", grounds="x" * 1_500_000)
    problem(response, 413, "too-large")


@pytest.mark.parametrize("name", ["..%2F..%2Fetc%2Fpasswd", "%00", "%FF%FE", "a" * 900, "%E7%8E", ""])
async def test_a_hostile_file_name_becomes_a_plain_one(me: Citizen, name: str) -> None:
    headers = {**me.headers, "X-File-Name": name}
    sent = await me.client.post(f"{me.path}/papers", headers=headers, content=PDF)
    assert sent.status_code == 201
    assert "/" not in sent.json()["name"]
    assert (await me.get(f"/papers/{sent.json()['id']}")).status_code == 200


async def test_supplement_withdrawal_and_objection_go_through(me: Citizen) -> None:
    problem(await me.post("/supplement"), 409, "not-possible-now")
    await me.applications.ask_supplement(me.number, ANNA, ["工资条"])
    assert (await me.get()).json()["note"] == "工资条"
    assert (await me.post("/announced-papers", name="工资条")).status_code == 201
    assert (await me.post("/supplement")).json()["state"] == "submitted"
    await me.applications.refuse(me.number, ANNA, "收入高于标准")
    assert (await me.post("/objection", grounds="支出没有算")).json()["state"] == "objected"
    assert (await me.post("/withdrawal")).json()["state"] == "withdrawn"


async def test_half_an_emoji_breaks_neither_an_objection_nor_the_export(me: Citizen) -> None:
    await me.applications.refuse(me.number, ANNA, "收入高于标准")
    body = b'{"grounds": "\\ud83d \xe6\x94\xaf\xe5\x87\xba"}'
    headers = {**me.headers, "Content-Type": "application/json"}
    sent = await me.client.post(f"{me.path}/objection", headers=headers, content=body)
    assert sent.status_code == 200
    assert (await me.get("/export")).json()["history"][-1]["note"] == " 支出"


async def test_everything_is_handed_out_and_erased_on_request(me: Citizen) -> None:
    export = await me.get("/export")
    assert export.json()["applicant"]["name"] == "王小明"
    assert export.headers["cache-control"] == "no-store"
    assert "先撤回" in problem(await me.post("/erasure"), 409, "not-confirmed")
    assert (await me.post("/erasure", confirmed=True)).status_code == 204
    problem(await me.get(), 401, "not-authorised")


async def test_without_keys_applications_are_politely_not_open(database: Database, tmp_path: Path) -> None:
    assert create_applications(Settings(_env_file=None, data_dir=tmp_path, data_keys=None), database) is None
    async with client_of(app_over(None, Transcript(database))) as client:
        body = {"number": "LQ-2026-000001-5", "phone": "13812341234"}
        response = await client.post("/api/v1/applications/status", json=body)
        assert "12348" in problem(response, 503, "applications-not-open")


async def test_every_answer_is_as_described_whatever_is_sent(me: Citizen) -> None:
    app = me.client._transport.app  # type: ignore[attr-defined]
    described = schemathesis.openapi.from_dict(app.openapi())
    operations = [one.ok() for one in described.get_all_operations()]
    ours = [one for one in operations if one.path.startswith("/api/v1/applications")]
    assert len(ours) == 11
    cases: list = []

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(data=st.data())
    def gather(data: st.DataObject) -> None:
        cases.extend(data.draw(one.as_strategy()) for one in ours)

    gather()
    for turn, case in enumerate(cases):
        if turn % 2 and case.path_parameters:
            case.path_parameters["number"] = me.number
        sent = case.as_transport_kwargs(base_url="http://test")
        headers = {**dict(sent["headers"]), **me.headers} if turn % 3 else dict(sent["headers"])
        response = await me.client.request(
            sent["method"],
            sent["url"],
            headers={name: str(value).encode("latin-1", "ignore") for name, value in headers.items()},
            params=sent.get("params"),
            content=sent.get("data") if isinstance(sent.get("data"), bytes) else None,
            json=sent.get("json"),
        )
        allowed = {int(code) for code in case.operation.definition.raw["responses"]}
        assert response.status_code in allowed, (case.operation.label, response.status_code, response.text)
        assert response.status_code < 500
