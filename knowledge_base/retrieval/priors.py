"""What citizens ask about: how often laws, chapters and articles answered the questions learnt from."""

from dataclasses import dataclass

import numpy as np

from knowledge_base.retrieval.located import Located

_NEAREST = 20
_WARMTH = 0.08
"""Scale of likeness: a question nearer by this much counts e times as much."""


@dataclass(frozen=True, slots=True)
class Priors:
    """Logarithms of shares, one entry a law, a chapter, an article."""

    laws: np.ndarray
    chapters: np.ndarray
    articles: np.ndarray


def priors(questions: Located, laws: np.ndarray, chapters: np.ndarray) -> Priors:
    """Count over the questions' articles, smoothed so that what was never asked about is not impossible."""
    total = max(1, len(questions.wordings))
    return Priors(
        _log_share(laws[questions.owners], int(laws.max(initial=-1)) + 1, 0.3, total),
        _log_share(chapters[questions.owners], int(chapters.max(initial=-1)) + 1, 0.2, total),
        _log_share(questions.owners, len(laws), 0.2, total),
    )


def votes(
    questions: Located, scores: np.ndarray, laws: np.ndarray, size: int, law_count: int
) -> tuple[np.ndarray, np.ndarray]:
    """What the nearest questions were answered by: (share of each article, share of each law)."""
    articles = np.zeros(size, dtype=np.float32)
    by_law = np.zeros(law_count, dtype=np.float32)
    if not len(scores):
        return articles, by_law
    nearest = np.argsort(-scores)[:_NEAREST]
    weights = np.exp((scores[nearest] - scores[nearest[0]]) / _WARMTH)
    shares = np.zeros(len(scores), dtype=np.float32)
    shares[nearest] = weights / weights.sum()
    chosen = np.flatnonzero(shares[questions.rows])
    rows, owners = questions.rows[chosen], questions.owners[chosen]
    np.add.at(articles, owners, shares[rows])
    pairs = np.unique(np.column_stack([rows, laws[owners]]), axis=0)  # a law counts once a question
    np.add.at(by_law, pairs[:, 1], shares[pairs[:, 0]])
    return articles, by_law


def _log_share(values: np.ndarray, size: int, smoothing: float, total: int) -> np.ndarray:
    counts = np.bincount(values, minlength=size)[:size]
    shares: np.ndarray = np.log((counts + smoothing) / total).astype(np.float32)
    return shares
