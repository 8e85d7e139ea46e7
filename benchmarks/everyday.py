"""Citizens' own words through the answer service: which articles it cites, and when it keeps silent."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import yaml

from benchmarks.figures import Figure, at_least, at_most
from bot.answers.answering import Answered, AnswerService

QUESTIONS = Path("tests/questions")
OFF_TOPIC = ("off_topic.yaml", "off_topic_more.yaml")


def measure(answers: AnswerService) -> list[Figure]:
    """Over questions by topic, written by somebody who had seen neither FAQ nor digests."""
    asked = yaml.safe_load((QUESTIONS / "everyday.yaml").read_text(encoding="utf-8"))
    off = [
        item["message"]
        for name in OFF_TOPIC
        for item in yaml.safe_load((QUESTIONS / name).read_text(encoding="utf-8"))
    ]
    replies = asyncio.run(_all(answers, [item["question"] for item in asked]))
    right = [{tuple(article) for article in item["articles"]} for item in asked]
    hits = [_cited(one) & own != set() for one, own in zip(replies, right, strict=True)]
    answered = [one.answers for one in replies]
    talked = asyncio.run(_all(answers, off))
    as_law = sum(one.answers for one in talked) / len(off)
    rightly = sum(hit for hit, ok in zip(hits, answered, strict=True) if ok)
    return [
        Figure("questions, off-topic messages", f"{len(asked)}, {len(off)}"),
        at_least("an acceptable article among the first three citations", sum(hits) / len(asked), 0.9),
        Figure(
            "answered (not asked back) / of these with an acceptable article",
            f"{sum(answered) / len(asked):.3f} / {rightly / max(1, sum(answered)):.3f}",
        ),
        at_most("off-topic messages answered as law", as_law, 0.03),
    ]


async def _all(answers: AnswerService, texts: Sequence[str]) -> list[Answered]:
    return [await answers.answer(text) for text in texts]


def _cited(answered: Answered) -> set[tuple[str, str]]:
    cited = [(one.law, one.article) for reply in answered.replies for one in reply.citations]
    return set(cited[:3])
