"""How well articles are found for real questions, and how fast."""

import json
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from knowledge_base.library import Library
from knowledge_base.progress import Progress
from knowledge_base.retrieval.encoder import Encoder
from knowledge_base.retrieval.index_store import build_index
from knowledge_base.retrieval.opening import open_statutes, prepare
from knowledge_base.retrieval.wordings import Wordings


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the articles that answer it, as (law, 第X条)."""

    text: str
    articles: frozenset[tuple[str, str]]


def read_questions(path: Path) -> list[Question]:
    """One JSON object a line: ``{"id", "question", "articles": [[law, "第X条"], …]}``."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Question(line["question"], frozenset((law, article) for law, article in line["articles"]))
        for line in lines
    ]


def evaluate(
    root: Path,
    library: Library,
    encoder: Encoder,
    everyday: Wordings,
    questions: Sequence[Question],
    progress: Progress,
) -> dict[str, Any]:
    """Ask every question of an index over exactly this library.

    Returns the object of the command-line contract; recall@k is the mean share of a question's articles
    among the first k, times are of whole searches, in milliseconds.

    Raises:
        ValueError: the library is empty.
    """
    manifest = build_index(root, library, encoder, progress)
    index = open_statutes(root, manifest, encoder, everyday, prepare(root, encoder, progress))
    if index is None:
        raise ValueError("没有可以检索的法律条文")
    names = index.layout.names()
    ranked: list[list[tuple[str, str]]] = []
    times: list[float] = []
    for number, question in enumerate(questions, 1):
        began = time.perf_counter()
        positions = index.ranking(question.text, 100)
        times.append((time.perf_counter() - began) * 1000)
        ranked.append([names[position] for position in positions])
        progress("提问", number, len(questions))
    return {
        "questions": len(questions),
        "passages": len(index),
        **metrics(ranked, [question.articles for question in questions]),
        "p50_ms": round(statistics.median(times), 2) if times else 0.0,
        "p95_ms": round(float(np.percentile(times, 95)), 2) if times else 0.0,
        "encoder": encoder.name,
    }


def metrics(
    ranked: Sequence[Sequence[tuple[str, str]]], right: Sequence[frozenset[tuple[str, str]]]
) -> dict[str, float]:
    """hit@1, 3, 5; recall@10, 100; MRR@10. A question without right articles counts as missed."""
    totals = dict.fromkeys(("hit@1", "hit@3", "hit@5", "recall@10", "recall@100", "mrr@10"), 0.0)
    for found, wanted in zip(ranked, right, strict=True):
        for cut in (1, 3, 5):
            totals[f"hit@{cut}"] += any(name in wanted for name in found[:cut])
        for cut in (10, 100):
            totals[f"recall@{cut}"] += len(wanted.intersection(found[:cut])) / max(1, len(wanted))
        first = next((place for place, name in enumerate(found[:10], 1) if name in wanted), None)
        totals["mrr@10"] += 1 / first if first else 0.0
    return {name: round(total / max(1, len(ranked)), 4) for name, total in totals.items()}
