"""Fitting the blends: which weight each way of searching deserves, and what probability that makes.

FAQ: one phrasing of every entry is kept from encoder and index, and asked; off-topic talk should find
nothing. Statutes: questions that the encoder was not trained on.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from scipy.optimize import minimize

from knowledge_base.models import FaqEntry
from knowledge_base.retrieval.candidates import Blend
from knowledge_base.retrieval.digest_search import FEATURES as DIGEST_FEATURES
from knowledge_base.retrieval.faq_search import FEATURES as FAQ_FEATURES
from knowledge_base.retrieval.faq_search import FaqIndex
from knowledge_base.retrieval.features import FEATURES
from knowledge_base.retrieval.statute_search import BLENDED, blended


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


def fit_faq(index: FaqIndex, held_out: Sequence[tuple[str, str]], off_topic: Sequence[str]) -> Blend:
    """Over phrasings that neither index nor encoder has seen, and off-topic talk, which no entry answers."""
    rows: list[np.ndarray] = []
    labels: list[np.ndarray] = []
    for entry_id, text in held_out:
        rows.append(index.features(text))
        labels.append(np.array([entry.id == entry_id for entry in index.entries]))
    for text in off_topic:
        rows.append(index.features(text))
        labels.append(np.zeros(len(index.entries), dtype=bool))
    return fit(np.concatenate(rows), np.concatenate(labels), FAQ_FEATURES)


def fit_statutes(groups: Iterable[tuple[np.ndarray, np.ndarray]]) -> Blend:
    """Over (rows of ``FEATURES``, which are right) of questions that the encoder had not seen."""
    pairs = [(blended(features), right) for features, right in groups]
    return fit(
        np.concatenate([features for features, _ in pairs]),
        np.concatenate([right for _, right in pairs]),
        BLENDED,
    )


def fit_digests(groups: Iterable[tuple[np.ndarray, np.ndarray]]) -> Blend:
    """The same from what everyday wordings alone tell, over the articles that have some."""
    columns = [FEATURES.index(name) for name in DIGEST_FEATURES]
    known = FEATURES.index("everyday_known")
    pairs = [(rows[rows[:, known] > 0], right[rows[:, known] > 0]) for rows, right in groups]
    return fit(
        np.concatenate([rows[:, columns] for rows, _ in pairs]),
        np.concatenate([right for _, right in pairs]),
        DIGEST_FEATURES,
    )


def fit(features: np.ndarray, labels: np.ndarray, names: tuple[str, ...]) -> Blend:
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
    return Blend(names, weights.astype(np.float32), float(found.x[-1]))
