"""Citizens' own words through the whole product: which articles it cites, and when it keeps silent."""

from pathlib import Path
from typing import Any

import yaml

from benchmarks.figures import Figure, at_least, at_most
from bot.answers.wording import USEFUL_TITLE
from tests.support.stack import Stack

QUESTIONS = Path("tests/questions")
OFF_TOPIC = ("off_topic.yaml", "off_topic_more.yaml")


def measure(stack: Stack) -> list[Figure]:
    """Questions by topic, written by somebody who had seen neither FAQ nor digests; each a new conversation.

    An answer can be rated; what only asks back, with articles that may bear on the matter, cannot.
    """
    asked = yaml.safe_load((QUESTIONS / "everyday.yaml").read_text(encoding="utf-8"))
    off = [
        item["message"]
        for name in OFF_TOPIC
        for item in yaml.safe_load((QUESTIONS / name).read_text(encoding="utf-8"))
    ]
    replies = [_said(stack, item["question"]) for item in asked]
    right = [{tuple(article) for article in item["articles"]} for item in asked]
    cited = [_cited(one) for one in replies]
    hits = [bool(set(one[:3]) & own) for one, own in zip(cited, right, strict=True)]
    answered = [_is_answer(one) for one in replies]
    rightly = sum(hit for hit, ok in zip(hits, answered, strict=True) if ok)
    talked = [_said(stack, message) for message in off]
    return [
        Figure("questions, off-topic messages", f"{len(asked)}, {len(off)}"),
        at_least("an acceptable article among the first three citations", sum(hits) / len(asked), 0.9),
        Figure("any article cited", f"{sum(map(bool, cited)) / len(asked):.3f}"),
        Figure(
            "answered (not asked back) / of these with an acceptable article",
            f"{sum(answered) / len(asked):.3f} / {rightly / max(1, sum(answered)):.3f}",
        ),
        at_most("off-topic messages answered as law", sum(map(_is_answer, talked)) / len(off), 0.03),
        Figure(
            "off-topic messages met with any article",
            f"{sum(bool(_cited(one)) for one in talked) / len(off):.3f}",
        ),
    ]


def _said(stack: Stack, text: str) -> list[dict[str, Any]]:
    citizen = stack.citizen()
    try:
        return citizen.say(text)
    finally:
        citizen.client.close()


def _cited(messages: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(one["law"], one["article"]) for message in messages for one in message["citations"]]


def _is_answer(messages: list[dict[str, Any]]) -> bool:
    return any(button["title"] == USEFUL_TITLE for message in messages for button in message["buttons"])
