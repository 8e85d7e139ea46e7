"""Training the reranker on candidates that its encoder found without having seen the question."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch  # noqa: F401 - first: it carries the OpenMP library that LightGBM looks for

import lightgbm  # isort: skip

from knowledge_base.retrieval.candidates import Blend
from knowledge_base.retrieval.evaluate import metrics
from knowledge_base.retrieval.features import FEATURES
from knowledge_base.retrieval.reranker import SURENESS, sureness_columns
from knowledge_base.retrieval.train.calibrate import fit

ROUNDS = 220
SEEDS = (1, 2, 3)
_PARAMETERS = {
    "objective": "lambdarank",
    "metric": "None",
    "learning_rate": 0.05,
    "num_leaves": 15,
    "min_data_in_leaf": 50,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "lambdarank_truncation_level": 60,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}


@dataclass(frozen=True, slots=True)
class Group:
    """One question's candidates: positions, rows of ``FEATURES``, and which of them are right."""

    positions: np.ndarray
    features: np.ndarray
    right: np.ndarray


def train_boosters(
    groups: Sequence[Group], seeds: Sequence[int] = SEEDS, threads: int = 2
) -> list[lightgbm.Booster]:
    """One booster a seed; their mean is steadier than any of them."""
    data = lightgbm.Dataset(
        np.concatenate([group.features for group in groups]),
        np.concatenate([group.right for group in groups]).astype(np.int32),
        group=[len(group.positions) for group in groups],
        feature_name=list(FEATURES),
        free_raw_data=False,
    )
    return [
        lightgbm.train({**_PARAMETERS, "seed": seed, "num_threads": threads}, data, ROUNDS) for seed in seeds
    ]


def mean_scores(boosters: Sequence[lightgbm.Booster], features: np.ndarray) -> np.ndarray:
    """One score a row."""
    scores: np.ndarray = np.mean([booster.predict(features) for booster in boosters], axis=0)
    return scores


def fit_sureness(groups: Sequence[Group], scores: Sequence[np.ndarray], depth: int = 10) -> Blend:
    """From scores that unseen questions' candidates got to the probability of being right.

    Only the best ``depth`` of each question: further down nothing is ever shown.
    """
    rows: list[np.ndarray] = []
    labels: list[np.ndarray] = []
    for group, own in zip(groups, scores, strict=True):
        best = np.argsort(-own)[:depth]
        rows.append(sureness_columns(own[best], group.features[best]))
        labels.append(group.right[best])
    return fit(np.concatenate(rows), np.concatenate(labels), SURENESS)


def report(
    groups: Sequence[Group],
    scores: Sequence[np.ndarray],
    right: Sequence[frozenset[tuple[str, str]]],
    names: Sequence[tuple[str, str]],
) -> dict[str, float]:
    """The figures of ``evaluate.metrics`` for candidates ranked by these scores."""
    ranked = [
        [names[place] for place in group.positions[np.argsort(-own, kind="stable")][:100]]
        for group, own in zip(groups, scores, strict=True)
    ]
    return metrics(ranked, right)
