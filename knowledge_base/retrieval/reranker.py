"""The learned order of candidates: trees trained with LambdaRank (Burges 2010), by LightGBM."""

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import torch  # noqa: F401 - first: it carries the OpenMP library that LightGBM looks for

import lightgbm  # isort: skip

from knowledge_base.progress import Progress
from knowledge_base.retrieval.candidates import Blend
from knowledge_base.retrieval.compiled_trees import compile_trees, compiled_trees, walked
from knowledge_base.retrieval.features import FEATURES

SURENESS = ("score", "dense", "everyday")
"""What the probability that the first article answers is made of."""
_CARD = "reranker.json"
_FIRST_TREES, _KEPT = 40, 160
"""A few trees choose the candidates that all trees look at: of the best hundred next to none is lost."""


def sureness_columns(scores: np.ndarray, features: np.ndarray) -> np.ndarray:
    """Scores and rows of ``FEATURES`` → rows of ``SURENESS``."""
    columns = [scores, *(features[:, FEATURES.index(name)] for name in SURENESS[1:])]
    return np.column_stack(columns).astype(np.float32)


class Reranker:
    """Scores candidates; trained for one encoder and useless with another.

    Args:
        boosters: their mean is the score.
        encoder: name of the encoder whose features it was trained on.
        sureness: logistic model over ``SURENESS`` of a candidate.
    """

    def __init__(self, boosters: Sequence[lightgbm.Booster], encoder: str, sureness: Blend) -> None:
        self._boosters = list(boosters)
        self.encoder = encoder
        self._sureness = sureness
        self._first = walked(self._boosters[0], _FIRST_TREES)
        self._all = [walked(booster) for booster in self._boosters]

    def compile(self, root: Path, progress: Progress) -> None:
        """Make machine code of the trees under ``root``, once, and use it."""
        compile_trees(root, self._models, progress)
        self.use_compiled(root)

    def use_compiled(self, root: Path) -> None:
        """Use the code under ``root`` if it is there; the scores are the same, only sooner."""
        trees = compiled_trees(root, self._models)
        if trees:
            self._first, *self._all = trees

    def scores(self, features: np.ndarray) -> np.ndarray:
        """One score a row, higher is better; only ``probability`` compares between questions."""
        scores = self._first(features)
        order = np.argsort(-scores, kind="stable")
        best, others = order[:_KEPT], order[_KEPT:]
        scores[best] = np.mean([trees(features[best]) for trees in self._all], axis=0)
        if len(others):  # below all that were looked at, in the order of the first trees
            scores[others] += scores[best].min() - scores[others].max() - 1
        return scores

    def probability(self, scores: np.ndarray, features: np.ndarray) -> np.ndarray:
        """That each candidate is right; fitted on questions that neither encoder nor trees had seen."""
        return self._sureness.probability(sureness_columns(scores, features))

    def contributions(self, features: np.ndarray) -> np.ndarray:
        """What each feature adds to each row's score (Lundberg & Lee 2017), shape like ``features``."""
        total = np.zeros(features.shape)
        for booster in self._boosters:
            total += np.asarray(booster.predict(features, pred_contrib=True))[:, :-1]
        return total / len(self._boosters)

    def save(self, folder: Path) -> None:
        """Write beside the encoder."""
        for old in folder.glob("reranker*.txt"):
            old.unlink()
        for number, booster in enumerate(self._boosters):
            booster.save_model(str(folder / f"reranker{number}.txt"))
        card = {
            "encoder": self.encoder,
            "features": list(FEATURES),
            "boosters": len(self._boosters),
            "sureness": self._sureness.as_dict(),
        }
        (folder / _CARD).write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")

    @cached_property
    def _models(self) -> list[str]:
        """The first trees, then each booster, as text."""
        first = self._boosters[0].model_to_string(num_iteration=_FIRST_TREES)
        return [first, *(booster.model_to_string() for booster in self._boosters)]

    @classmethod
    def load(cls, folder: Path) -> "Reranker | None":
        """What stands beside an encoder; None if nothing does, or if it was trained on other features."""
        if not (folder / _CARD).exists():
            return None
        card = json.loads((folder / _CARD).read_text(encoding="utf-8"))
        if tuple(card["features"]) != FEATURES:
            return None
        boosters = [
            lightgbm.Booster(model_file=str(folder / f"reranker{number}.txt"))
            for number in range(card["boosters"])
        ]
        return cls(boosters, card["encoder"], Blend.from_dict(card["sureness"]))
