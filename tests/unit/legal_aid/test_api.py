"""POST /api/v1/assessments, over the app as it is served but without a dialogue."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.channels.web.app import create_web_app
from bot.channels.web.assessments import create_assessments
from bot.conversations.pace import Pace
from knowledge_base.legal_aid_parameters import LegalAidParameters
from knowledge_base.services_catalogue import Institution

BUREAU = Institution("青山市司法局", True, "每天", "12348", ("浙江省", "丽水市", "龙泉市"))
PAY = {"matter": "labour_pay", "migrant_worker": "是", "applicant": "self", "has_counsel": False}


def client_of(parameters: LegalAidParameters, per_minute: int = 1000) -> TestClient:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield

    api = create_assessments(parameters, BUREAU, Pace(1000, 1000, per_minute))
    return TestClient(
        create_web_app([api], {}, [], lifespan, largest_upload=1), raise_server_exceptions=False
    )


@pytest.fixture
def client(parameters: LegalAidParameters) -> TestClient:
    return client_of(parameters)


def ask(client: TestClient, **body: Any) -> Any:
    return client.post("/api/v1/assessments", json=body)


def test_facts_give_a_tentative_outcome_with_its_articles(client: TestClient) -> None:
    answer = ask(client, facts=PAY, on="2026-11-23")
    assert answer.status_code == 200
    body = answer.json()
    assert body["outcome"] == "means_check_waived"
    assert body["tentative"] is True
    assert "《法律援助法》第四十二条第三项" in {one["source"]["cited"] for one in body["reasons"]}
    assert body["region"] == "龙泉市"
    assert body["on"] == "2026-11-23"


def test_no_facts_at_all_leave_everything_possible(client: TestClient) -> None:
    body = ask(client, facts={}).json()
    assert body["settled"] is False
    assert len(body["possible"]) == 7
    assert "matter" in body["missing"]


def test_it_is_today_unless_a_day_is_named(client: TestClient) -> None:
    assert date.fromisoformat(ask(client, facts=PAY).json()["on"]).year >= 2026
    assert ask(client, facts=PAY, on="2021-12-31").json()["outcome"] == "person_must_look"


@pytest.mark.parametrize(
    ("body", "kind", "named"),
    [
        ({"facts": {"matter": "看病"}}, "invalid-facts", "matter"),
        ({"facts": {"migrant": True}}, "invalid-facts", "migrant_worker"),
        ({"facts": {"age": "四十"}}, "invalid-facts", "age"),
        ({"facts": {"age": True}}, "invalid-facts", "age"),
        ({"facts": {"age": 10**30}}, "invalid-facts", "age"),
        ({"facts": {"household_size": 0}}, "invalid-facts", "household_size"),
        ({"facts": {"monthly_household_income": -1}}, "invalid-facts", "monthly_household_income"),
        ({"facts": {"monthly_household_income": "1e999999999"}}, "invalid-facts", "monthly_household_income"),
        ({"facts": {"deadline": "下周"}}, "invalid-facts", "deadline"),
        ({"facts": {"deadline": 20261130}}, "invalid-facts", "deadline"),
        ({"facts": {"has_counsel": "也许"}}, "invalid-facts", "has_counsel"),
        ({"facts": {"has_counsel": ["yes"]}}, "invalid-facts", "has_counsel"),
        ({"facts": {"asked": "matter"}}, "invalid-facts", "asked"),
        ({"facts": {"asked": [["x"]]}}, "invalid-facts", "asked"),
        ({"facts": {"deciding_region": ""}}, "invalid-facts", "deciding_region"),
        ({"facts": {}, "region": "某某市"}, "parameter-missing", "某某市"),
        ({"facts": {}, "on": "9999-12-31"}, "parameter-missing", "9999"),
        ({"facts": {}, "region": "全国"}, "parameter-missing", "经济困难标准"),
        ({"facts": []}, "invalid-request", "facts"),
        ({"fact": {}}, "invalid-request", "facts"),
        ({"facts": {}, "on": "昨天"}, "invalid-request", "on"),
    ],
)
def test_what_cannot_be_is_refused_by_name(
    client: TestClient, body: dict[str, Any], kind: str, named: str
) -> None:
    answer = client.post("/api/v1/assessments", json=body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == f"urn:fawen:problem:{kind}"
    assert named in answer.json()["detail"]


@pytest.mark.parametrize(
    "raw",
    [
        b'{"facts": {"\\ud800": 1}}',
        b'{"facts": {"matter": "\\ud800"}}',
        b'{"facts": {}, "region": "\\ud800"}',
        b'{"facts": {}, "\\ud800": 1}',
        b'{"facts": {"deciding_region": "\\ud800"}}',
        b'{"facts": {"monthly_household_income": NaN}}',
        b'{"facts": {"matter": {"a": [1]}}}',
    ],
)
def test_half_an_emoji_and_other_oddities_are_refused(client: TestClient, raw: bytes) -> None:
    answer = client.post("/api/v1/assessments", content=raw, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422


def test_too_many_from_one_address_are_told_to_wait(parameters: LegalAidParameters) -> None:
    client = client_of(parameters, per_minute=2)
    assert [ask(client, facts=PAY).status_code for _ in range(3)] == [200, 200, 429]
    assert "Retry-After" in ask(client, facts=PAY).headers
