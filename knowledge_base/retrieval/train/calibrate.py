"""Fitting the blends: which weight each way of searching deserves, and what probability that makes.

FAQ: the last phrasing of every entry is kept from encoder and index, and asked; off-topic talk should find
nothing. Statutes: questions that the encoder was not trained on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from knowledge_base.models import FaqEntry
from knowledge_base.retrieval.faq_search import FEATURES as FAQ_FEATURES
from knowledge_base.retrieval.faq_search import FaqIndex
from knowledge_base.retrieval.statute_search import FEATURES as STATUTE_FEATURES
from knowledge_base.retrieval.statute_search import StatuteIndex

@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights by feature and the intercept, as ``calibration.json`` keeps them."""

    weights: dict[str, float]
    intercept: float

    def as_dict(self) -> dict[str, Any]:
        """For JSON, rounded."""
        return {
            "weights": {name: round(weight, 4) for name, weight in self.weights.items()},
            "intercept": round(self.intercept, 4),
        }


def hold_out(entries: Sequence[FaqEntry]) -> tuple[list[FaqEntry], list[tuple[str, str]]]:
    """Entries without their last phrasing, and (entry's id, that phrasing): questions not seen before."""
    shortened = [replace(entry, phrasings=entry.phrasings[:-1]) for entry in entries]
    return shortened, [(entry.id, entry.phrasings[-1]) for entry in entries]


def fit_faq(index: FaqIndex, held_out: Sequence[tuple[str, str]], off_topic: Sequence[str]) -> Fitted:
    """Over phrasings that neither index nor encoder has seen, and off-topic talk, which no entry answers."""
    rows: list[np.ndarray] = []
    labels: list[np.ndarray] = []
    for entry_id, text in held_out:
        rows.append(index.features(text))
        labels.append(np.array([entry.id == entry_id for entry in index.entries]))
    for text in off_topic:
        rows.append(index.features(text))
        labels.append(np.zeros(len(index.entries), dtype=bool))
    return _fit(np.concatenate(rows), np.concatenate(labels), FAQ_FEATURES)


def fit_statutes(index: StatuteIndex, questions: Sequence[tuple[str, frozenset[tuple[str, str]]]]) -> Fitted:
    """Over the candidates of questions whose right articles are known."""
    names = index.passages.names()
    rows: list[np.ndarray] = []
    labels: list[np.ndarray] = []
    for text, right in questions:
        positions, features = index.candidates(text)
        rows.append(features)
        labels.append(np.array([names[position] in right for position in positions]))
    return _fit(np.concatenate(rows), np.concatenate(labels), STATUTE_FEATURES)


def _fit(features: np.ndarray, labels: np.ndarray, names: tuple[str, ...]) -> Fitted:
    spread = features.std(axis=0) + 1e-9
    model = LogisticRegression(C=10.0, max_iter=2000).fit(features / spread, labels)
    weights = model.coef_[0] / spread
    return Fitted(dict(zip(names, map(float, weights), strict=True)), float(model.intercept_[0]))
