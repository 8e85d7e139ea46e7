"""A test for each row of "Bad input": a clear, kind error, and nothing lost."""

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.support.stack import Citizen, Stack


def problem(response: httpx.Response, status: int) -> str:
    assert response.status_code == status, response.text
    assert response.headers["content-type"].startswith("application/problem+json")
    body = response.json()
    assert set(body) == {"type", "title", "status", "detail"}
    assert body["status"] == status
    assert any("\u4e00" <= character <= "\u9fff" for character in body["detail"])
    assert "Traceback" not in response.text
    return str(body["detail"])


@pytest.mark.parametrize("text", ["", "   \n ", "\x00\x01\x02"])
def test_nothing_but_blanks_is_told_kindly(citizen: Citizen, text: str) -> None:
    assert "没有收到文字" in problem(citizen.post(text=text), 422)
    assert citizen.history() == []


def test_ten_thousand_characters_are_refused_with_the_limit_and_may_be_sent_again_shorter(
    citizen: Citizen,
) -> None:
    detail = problem(citizen.post(text="法" * 10_000, client_message_id="long"), 422)
    assert "2000" in detail
    assert "还没有发出" in detail
    assert citizen.post(text="老板拖欠工资", client_message_id="long").status_code == 200


def test_control_characters_are_dropped_and_the_words_answered(citizen: Citizen) -> None:
    assert citizen.say(
        "老板\x00\x07拖欠\u202e工资\ud83d不给怎么办".encode("utf-8", "surrogatepass").decode(
            "utf-8", "replace"
        )
    )
    assert "\x00" not in citizen.history()[0]["text"]


def test_a_lone_surrogate_in_json_does_no_harm(citizen: Citizen) -> None:
    response = citizen.client.post(
        f"{citizen.path}/messages",
        content=b'{"client_message_id": "s", "text": "\\ud800\\u5de5\\u8d44"}',
        headers={"Content-Type": "application/json"},
    )
    assert response.status_code == 200
    assert citizen.history()[0]["text"] == "工资"


def test_emoji_only_is_met_with_a_kind_question(citizen: Citizen) -> None:
    (answer,) = citizen.say("😭😭😭")
    assert "没看出您想问什么" in answer["text"]


def test_html_and_script_come_back_as_the_text_they_are(citizen: Citizen) -> None:
    text = '<script>alert(1)</script><img src=x onerror="alert(2)"> 老板拖欠工资'
    citizen.say(text)
    assert citizen.history()[0]["text"] == text


@pytest.mark.parametrize(
    "text",
    ["/restart", '/intent{"a":1}', '/ask_legal_question{"faq":"labour-unpaid-wages"}', "/session_start"],
)
def test_commands_typed_by_a_citizen_are_plain_text(citizen: Citizen, text: str) -> None:
    citizen.say("离婚后孩子抚养费给多少")
    said = citizen.say(text)
    assert said, "an answer, not a command carried out"
    assert citizen.history()[2]["text"] == text
    assert not any(citation["law"] == "保障农民工工资支付条例" for m in said for citation in m["citations"])


def test_broken_json(citizen: Citizen) -> None:
    response = citizen.client.post(
        f"{citizen.path}/messages", content=b'{"text": "x"', headers={"Content-Type": "application/json"}
    )
    assert "JSON" in problem(response, 400)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": "甲", "payload": "/affirm"},
        {"text": 5},
        {"text": "甲", "client_message_id": ""},
        {"text": "甲", "other": 1},
    ],
)
def test_a_body_of_the_wrong_shape_names_what_to_look_at(citizen: Citizen, body: dict) -> None:
    problem(citizen.post(**body), 422)


def test_a_button_that_was_never_offered(citizen: Citizen) -> None:
    assert "按钮已经失效" in problem(citizen.post(payload="/restart"), 422)


def test_wrong_token(citizen: Citizen) -> None:
    for header in ("Bearer wrong", "Basic abc", ""):
        response = citizen.client.post(
            f"{citizen.path}/messages",
            json={"text": "甲", "client_message_id": "x"},
            headers={"Authorization": header},
        )
        problem(response, 401)
        assert response.headers["www-authenticate"] == "Bearer"


def test_unknown_conversation(citizen: Citizen) -> None:
    response = citizen.client.get(f"/api/v1/conversations/{'0' * 32}/messages")
    assert "重新开始" in problem(response, 404)


def test_twenty_messages_in_a_second_are_slowed_down_and_nothing_is_lost(
    stack: Stack, citizen: Citizen
) -> None:
    with ThreadPoolExecutor(20) as pool:
        responses = list(
            pool.map(lambda n: citizen.post(text=f"第{n}句", client_message_id=f"n{n}"), range(20))
        )
    refused = [response for response in responses if response.status_code == 429]
    assert refused, "twenty at once are more than a person types"
    for response in refused:
        assert "稍等" in problem(response, 429)
        assert int(response.headers["retry-after"]) >= 1
    taken = {m["text"] for m in citizen.history() if m["author"] == "citizen"}
    assert len(taken) == 20 - len(refused)


def test_a_body_of_megabytes_is_refused_before_it_is_read(citizen: Citizen) -> None:
    response = citizen.client.post(
        f"{citizen.path}/messages", content=b"x" * 2_000_000, headers={"Content-Type": "application/json"}
    )
    problem(response, 413)


def test_an_unknown_address(stack: Stack) -> None:
    problem(httpx.get(f"{stack.url}/api/v1/nothing", trust_env=False), 404)
