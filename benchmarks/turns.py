"""Latency of a turn through the whole stack beside a bare Rasa turn, in one run; and memory."""

import time
import uuid
from pathlib import Path
from typing import Any

import httpx

from benchmarks.figures import Figure, at_most, percentiles
from tests.support.stack import Stack

ROUNDS = 150
QUESTIONS = (
    "老板拖欠工资不给怎么办",
    "离婚后孩子归谁",
    "邻居家漏水把我家天花板泡了",
    "借给朋友的钱没有欠条能要回来吗",
    "房东不退押金怎么办",
    "被电动车撞了谁来赔",
    "父亲去世了房子怎么分",
    "网上买到假货可以要求赔几倍",
)


def measure(stack: Stack) -> list[Figure]:
    """Three kinds of turn, alternating, each the first of a new conversation.

    A bare turn goes to Rasa's REST channel and runs an action that searches nothing; a plain one runs no
    action at all (a greeting, answered by Rasa's own response); a whole one goes through the product's API,
    Rasa, the action and the search over all statutes, and is stored before and after.
    """
    rasa = httpx.Client(base_url=f"http://127.0.0.1:{_rasa_port(stack)}", timeout=30, trust_env=False)
    plain: list[float] = []
    bare: list[float] = []
    whole: list[float] = []
    for number in range(ROUNDS + 10):
        plain.append(_timed(lambda: _ask_rasa(rasa, "你好")))
        bare.append(_timed(lambda: _ask_rasa(rasa, "我要申请法律援助")))
        citizen = stack.citizen()
        question = QUESTIONS[number % len(QUESTIONS)]
        whole.append(_timed(lambda citizen=citizen, question=question: _cited(citizen.say(question))))
        citizen.client.close()
    (plain50, plain95), (bare50, bare95) = percentiles(plain[10:]), percentiles(bare[10:])
    whole50, whole95 = percentiles(whole[10:])
    assert stack.process is not None
    return [
        Figure("Rasa turn without any action, p50 / p95", f"{plain50:.1f} / {plain95:.1f} ms"),
        Figure("bare Rasa turn with an action, p50 / p95", f"{bare50:.1f} / {bare95:.1f} ms"),
        Figure("whole turn, p50 / p95", f"{whole50:.1f} / {whole95:.1f} ms"),
        at_most("whole turn / bare turn, p50", whole50 / bare50, 1.6, " ×"),
        at_most("whole turn / bare turn, p95", whole95 / bare95, 2.0, " ×"),
        Figure(
            "whole turn / Rasa turn without any action",
            f"{whole50 / plain50:.2f} / {whole95 / plain95:.2f} ×",
        ),
        at_most("app memory, all statutes indexed", _memory_gb(stack.process.pid), 1.2, " GB"),
        at_most("Rasa memory", _memory_gb(stack.dialogue_pid()), 1.1, " GB"),
    ]


def _ask_rasa(rasa: httpx.Client, message: str) -> None:
    sender = uuid.uuid4().hex
    response = rasa.post("/webhooks/rest/webhook", json={"sender": sender, "message": message})
    assert response.json(), "Rasa did not answer"


def _cited(replies: list[dict[str, Any]]) -> None:
    assert [message["author"] for message in replies] == ["bot"], "answered without the dialogue"
    assert replies[0]["citations"] or replies[0]["buttons"]


def _timed(call) -> float:
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


def _rasa_port(stack: Stack) -> int:
    command = Path(f"/proc/{stack.dialogue_pid()}/cmdline").read_text().split("\0")
    return int(command[command.index("--port") + 1])


def _memory_gb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1e6
