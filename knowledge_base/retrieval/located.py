"""Wordings joined to an index: which of its articles each wording leads to."""

from collections.abc import Mapping

import numpy as np

from knowledge_base.models import Reference
from knowledge_base.retrieval.wordings import Wordings

NOTHING = -0.3
"""Likeness given to an article that no wording leads to: below nearly every real one."""

_WORDINGS_AN_ARTICLE = 5


class Located:
    """Wordings with the positions of their articles.

    Args:
        wordings: as read from disk.
        places: position of each of their references that the index holds.
        size: number of articles in the index.
    """

    def __init__(self, wordings: Wordings, places: Mapping[Reference, int], size: int) -> None:
        self.wordings = wordings
        pairs = sorted(
            (places[reference], row)
            for row, own in enumerate(wordings.targets)
            for reference in own
            if reference in places
        )
        self.owners = np.array([position for position, _ in pairs], dtype=np.int64)
        self.rows = np.array([row for _, row in pairs], dtype=np.int64)
        self.articles, starts = np.unique(self.owners, return_index=True)
        self._bounds = np.append(starts, len(pairs))
        self._slots = np.full(size, -1, dtype=np.int32)
        self._slots[self.articles] = np.arange(len(self.articles))
        self._by_row = np.argsort(self.rows, kind="stable")
        self._row_starts = np.searchsorted(self.rows[self._by_row], np.arange(len(wordings) + 1))
        documents = [places.get(reference, -1) for reference in wordings.references]
        self._documents = np.array(documents, dtype=np.int64)

    def scores(self, vector: np.ndarray) -> np.ndarray:
        """Cosine of every wording."""
        return self.wordings.near.likeness(np.arange(len(self.wordings)), vector)

    def nearest(self, vector: np.ndarray, count: int) -> np.ndarray:
        """About ``count`` articles whose wordings are nearest, in no order."""
        rows = self.wordings.near.nearest(vector, _WORDINGS_AN_ARTICLE * count)
        starts = self._row_starts[rows]
        own, _ = gather(starts, self._row_starts[rows + 1] - starts)
        articles, first = np.unique(self.owners[self._by_row[own]], return_index=True)
        nearest: np.ndarray = articles[np.argsort(first, kind="stable")[:count]]
        return nearest

    def known(self, positions: np.ndarray) -> np.ndarray:
        """Whether any wording leads to each position."""
        found: np.ndarray = self._slots[positions] >= 0
        return found

    def summary(self, vector: np.ndarray, positions: np.ndarray) -> np.ndarray:
        """Best, second best and mean score at each position, shape (n, 3); ``NOTHING`` without wordings."""
        result = np.full((len(positions), 3), NOTHING, dtype=np.float32)
        known = np.flatnonzero(self.known(positions))
        if not len(known):
            return result
        slots = self._slots[positions[known]]
        starts = self._bounds[slots]
        lengths = self._bounds[slots + 1] - starts
        own, offsets = gather(starts, lengths)
        values = self.wordings.near.likeness(self.rows[own], vector)
        result[known] = best_two_and_mean(values, offsets, lengths)
        return result

    def spread(self, by_document: np.ndarray, size: int) -> np.ndarray:
        """Scores of documents (one a reference of the wordings) at the positions of their articles."""
        result = np.zeros(size, dtype=np.float32)
        held = self._documents >= 0
        result[self._documents[held]] = by_document[held]
        return result


def gather(starts: np.ndarray, lengths: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(indices of all members of the runs, where each run begins among them)."""
    if not len(starts):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    offsets = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    return np.arange(lengths.sum()) - np.repeat(offsets - starts, lengths), offsets


def best_two_and_mean(values: np.ndarray, offsets: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Of each run of values: best, second best (the best again where there is one alone), mean; (n, 3)."""
    best = np.maximum.reduceat(values, offsets)
    groups = np.repeat(np.arange(len(lengths)), lengths)
    highest = values >= best[groups]
    second = np.maximum.reduceat(np.where(highest, -np.inf, values), offsets)
    shared = np.add.reduceat(highest.astype(np.int64), offsets) > 1
    second = np.where(shared | ~np.isfinite(second), best, second)
    return np.column_stack([best, second, np.add.reduceat(values, offsets) / lengths]).astype(np.float32)
