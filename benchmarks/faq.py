"""The right entry for citizens' own words, and nothing for talk of something else."""

from pathlib import Path

import yaml

from benchmarks.figures import Figure, at_least
from bot.settings import Settings
from knowledge_base.retrieval.search import KnowledgeBase

QUESTIONS = Path("tests/questions")


def measure(knowledge: KnowledgeBase, settings: Settings) -> list[Figure]:
    """Over questions written by someone who had not seen the phrasings."""
    asked = yaml.safe_load((QUESTIONS / "faq.yaml").read_text(encoding="utf-8"))
    first = third = answered = rightly = offered = 0
    for item in asked:
        hits = knowledge.faq.search(item["question"], 3)
        right = [hit.entry.id in item["entries"] for hit in hits]
        first += right[0]
        third += any(right)
        if hits[0].probability >= settings.answer_threshold:
            answered += 1
            rightly += right[0]
        elif any(
            ok and hit.probability >= settings.choice_threshold for ok, hit in zip(right, hits, strict=True)
        ):
            offered += 1
    off = yaml.safe_load((QUESTIONS / "off_topic.yaml").read_text(encoding="utf-8"))
    wrongly = sum(
        knowledge.faq.search(item["message"], 1)[0].probability >= settings.answer_threshold for item in off
    )
    count = len(asked)
    return [
        Figure("test questions, entries", f"{count}, {len(knowledge.faq.entries)}"),
        at_least("right entry among the first three", third / count, 0.92),
        Figure("right entry first", f"{first / count:.3f}"),
        Figure(
            "answered at once / of these rightly",
            f"{answered / count:.3f} / {rightly / max(1, answered):.3f}",
        ),
        Figure("else the right one offered as a choice", f"{offered / count:.3f}"),
        Figure(f"off-topic messages answered as law (of {len(off)})", f"{wrongly / len(off):.3f}"),
    ]
