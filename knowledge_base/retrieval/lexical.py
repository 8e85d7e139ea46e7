"""BM25 over one kind of terms (Robertson & Zaragoza 2009), by bm25s."""

from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np

K1, B = 1.2, 0.6


class Lexical:
    """Scores every document against a question's terms."""

    def __init__(self, model: bm25s.BM25) -> None:
        self._model = model

    @classmethod
    def build(cls, documents: Sequence[Sequence[str]]) -> "Lexical":
        """Index documents given as terms."""
        model = bm25s.BM25(k1=K1, b=B, method="lucene")
        model.index([list(terms) or [""] for terms in documents], show_progress=False)
        return cls(model)

    @classmethod
    def load(cls, folder: Path) -> "Lexical":
        """Open what ``save`` wrote, without reading it all into memory."""
        return cls(bm25s.BM25.load(str(folder), mmap=True, show_progress=False))

    def save(self, folder: Path) -> None:
        """Write to a folder."""
        self._model.save(str(folder), show_progress=False)

    def scores(self, terms: Sequence[str]) -> np.ndarray:
        """float32, one score a document; all zeros where no term is known.

        Divided by the root of the number of terms, so that long and short questions compare.
        """
        known = [term for term in dict.fromkeys(terms) if term in self._model.vocab_dict]
        if not known:
            return np.zeros(self._model.scores["num_docs"], dtype=np.float32)
        total: np.ndarray = self._model.get_scores(known)
        return total / np.float32(len(set(terms)) ** 0.5)
