"""Fitting the blends: which weight each way of searching deserves, and what probability that makes.

FAQ: one phrasing of every entry is kept from encoder and index, and asked; off-topic talk should find
nothing. Statutes: questions that the encoder was not trained on.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.optimize import minimize

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


def hold_out(
    entries: Sequence[FaqEntry], seed: int = 20260101
) -> tuple[list[FaqEntry], list[tuple[str, str]]]:
    """Entries without one phrasing each, and (entry's id, that phrasing): questions not seen before."""
    chooser = random.Random(seed)  # noqa: S311 - sampling, not secrecy
    shortened: list[FaqEntry] = []
    held: list[tuple[str, str]] = []
    for entry in entries:
        place = chooser.randrange(len(entry.phrasings))
        held.append((entry.id, entry.phrasings[place]))
        shortened.append(replace(entry, phrasings=entry.phrasings[:place] + entry.phrasings[place + 1 :]))
    return shortened, held


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
    """Logistic regression whose weights may not be negative: no way of finding speaks against a find."""
    spread = features.std(axis=0) + 1e-9
    scaled = (features / spread).astype(np.float64)
    wanted = labels.astype(np.float64)

    def loss(parameters: np.ndarray) -> tuple[float, np.ndarray]:
        logits = scaled @ parameters[:-1] + parameters[-1]
        value = float(np.sum(np.logaddexp(0.0, logits) - wanted * logits))
        value += 0.05 * float(parameters[:-1] @ parameters[:-1])
        slope = 1.0 / (1.0 + np.exp(-logits)) - wanted
        gradient = np.append(scaled.T @ slope + 0.1 * parameters[:-1], slope.sum())
        return value, gradient

    bounds = [(0.0, None)] * features.shape[1] + [(None, None)]
    found = minimize(loss, np.zeros(features.shape[1] + 1), jac=True, bounds=bounds, method="L-BFGS-B")
    weights = found.x[:-1] / spread
    return Fitted(dict(zip(names, map(float, weights), strict=True)), float(found.x[-1]))
