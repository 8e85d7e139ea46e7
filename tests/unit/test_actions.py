"""The actions that Rasa calls: behind a token, complete, harmless when they fail."""

import asyncio
from pathlib import Path

import httpx
import pytest
import yaml

from actions.server import create_actions_app, create_executor
from bot.answers.answering import Answered
from bot.counters import Counters
from bot.replies import Note, Reply
from bot.settings import PROJECT


class EmptyDesk:
    """No interview is going on."""

    async def listens(self, _: str) -> bool:
        return False


NO_DESK = EmptyDesk()
NO_COUNTERS = Counters([])


class SlowAnswers:
    """Answers at once, or never in time."""

    def __init__(self, delay_s: float = 0.0) -> None:
        self.delay_s = delay_s

    async def answer(self, question: str, *, recognised: bool = False) -> Answered:
        await asyncio.sleep(self.delay_s)
        return Answered([Reply(f"{'答' if recognised else '可能'}：{question}")], topic=question)


def call(action: str, text: str) -> dict:
    return {
        "next_action": action,
        "sender_id": "c",
        "tracker": {
            "sender_id": "c",
            "slots": {},
            "latest_message": {"text": text, "intent": {"name": "ask_legal_question"}, "entities": []},
            "events": [],
        },
        "domain": {},
        "version": "3.6.21",
    }


def client(answers: SlowAnswers) -> httpx.AsyncClient:
    app = create_actions_app(answers, NO_DESK, NO_COUNTERS, "secret", timeout_s=0.2)  # type: ignore[arg-type]
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://actions")


async def test_only_who_knows_the_token_may_run_actions() -> None:
    async with client(SlowAnswers()) as rasa:
        for header in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "secret"}):
            response = await rasa.post("/webhook", json=call("action_answer_question", "问"), headers=header)
            assert response.status_code == 401


async def test_an_answer_is_sent_whole_and_its_topic_remembered() -> None:
    async with client(SlowAnswers()) as rasa:
        response = await rasa.post(
            "/webhook", json=call("action_answer_question", "问"), headers={"Authorization": "Bearer secret"}
        )
    body = response.json()
    assert body["responses"][0]["custom"]["text"] == "答：问"
    assert body["events"][0] | {"timestamp": None} == {
        "event": "slot",
        "timestamp": None,
        "name": "topic_question",
        "value": "问",
    }


async def test_an_action_that_takes_too_long_is_cut_off() -> None:
    async with client(SlowAnswers(delay_s=1.0)) as rasa:
        response = await rasa.post(
            "/webhook", json=call("action_answer_question", "问"), headers={"Authorization": "Bearer secret"}
        )
    assert response.status_code == 504


@pytest.mark.parametrize(
    "path", sorted((PROJECT / "nlu_data/domain").glob("*.yml")), ids=lambda path: path.stem
)
def test_every_action_named_in_the_domain_exists(path: Path) -> None:
    known = set(create_executor(SlowAnswers(), NO_DESK, NO_COUNTERS).actions)  # type: ignore[arg-type]
    assert set(yaml.safe_load(path.read_text()).get("actions", [])) <= known


class JudgedAnswers(SlowAnswers):
    """Says what it was asked about which conversation."""

    async def answer_not_asked(self, conversation_id: str, sent: str) -> Answered:
        return Answered([Reply(f"{conversation_id}：{sent}")])

    async def answer_rating(self, conversation_id: str, sent: str) -> Answered:
        return Answered([Reply(f"{conversation_id}：{sent}", note=Note("helpful", "问", "a-b"))])

    async def beside_service(self, text: str, service: Reply) -> Answered:
        return Answered([Reply("您想问公证的哪一方面？")] if text == "公证" else [service], topic=text)

    def offer_person(self) -> Reply:
        return Reply("人工")


@pytest.mark.parametrize(
    ("action", "sent"),
    [
        ("action_not_what_i_asked", '/not_what_i_asked{"answer": "a1", "shown": "a-b"}'),
        ("action_rate_answer", '/rate_answer{"answer": "a1", "useful": "yes"}'),
    ],
)
async def test_what_judges_an_answer_is_handed_on_with_its_conversation(action: str, sent: str) -> None:
    async with client(JudgedAnswers()) as rasa:
        response = await rasa.post(
            "/webhook", json=call(action, sent), headers={"Authorization": "Bearer secret"}
        )
    (said,) = response.json()["responses"]
    assert said["custom"]["text"] == f"c：{sent}"
    assert response.json()["events"] == []
    if action == "action_rate_answer":
        assert Reply.from_dict(said["custom"]).note == Note("helpful", "问", "a-b")


@pytest.mark.parametrize(("text", "said"), [("公证", "您想问公证的哪一方面？"), ("我要找人", "人工")])
async def test_a_bare_word_is_asked_back_about_before_a_person_is_named(text: str, said: str) -> None:
    async with client(JudgedAnswers()) as rasa:
        response = await rasa.post(
            "/webhook",
            json=call("action_offer_person", text),
            headers={"Authorization": "Bearer secret"},
        )
    assert response.json()["responses"][0]["custom"]["text"] == said
