"""What each way of searching says of a candidate, and one probability made of it."""

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class Blend:
    """A logistic model over a few scores, fitted on held-out questions (see ``train/calibrate.py``).

    ``probability`` is that of the candidate being right, so that thresholds mean something.
    """

    features: tuple[str, ...]
    weights: np.ndarray
    intercept: float

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Blend":
        """As stored in ``calibration.json``."""
        return cls(
            tuple(data["weights"]),
            np.array(list(data["weights"].values()), dtype=np.float32),
            float(data["intercept"]),
        )

    def as_dict(self) -> dict[str, Any]:
        """For JSON, rounded."""
        weights = zip(self.features, self.weights.tolist(), strict=True)
        return {
            "weights": {name: round(weight, 4) for name, weight in weights},
            "intercept": round(self.intercept, 4),
        }

    def logits(self, columns: np.ndarray) -> np.ndarray:
        """Rows of features, shape (n, len(features)) → logits, shape (n,)."""
        result: np.ndarray = columns @ self.weights + self.intercept
        return result

    def probability(self, columns: np.ndarray) -> np.ndarray:
        """Rows of features, shape (n, len(features)) → probabilities, shape (n,)."""
        result: np.ndarray = 1.0 / (1.0 + np.exp(-self.logits(columns)))
        return result


def best(scores: np.ndarray, count: int) -> np.ndarray:
    """Positions of the ``count`` highest scores above zero, in no order."""
    positive = np.flatnonzero(scores > 0)  # partitioning thousands of equal zeros is slow
    if count >= len(positive):
        return positive
    result: np.ndarray = positive[np.argpartition(scores[positive], -count)[-count:]]
    return result
