"""BM25 over one kind of terms (Robertson & Zaragoza 2009), by bm25s."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np

K1, B = 1.2, 0.6
_STATISTICS = "statistics.json"


class Lexical:
    """Scores every document against a question's terms.

    Args:
        model: the scores of every term in every document.
        average: mean length of the documents that the weights of terms were taken from, in terms.
        documents: how many these were.
    """

    def __init__(self, model: bm25s.BM25, average: float, documents: int) -> None:
        self._model = model
        self._average = average
        self._documents = documents

    def __len__(self) -> int:
        return int(self._model.scores["num_docs"])

    @classmethod
    def build(cls, documents: Sequence[Sequence[str]], like: "Lexical | None" = None) -> "Lexical":
        """Index documents given as terms.

        ``like``: an index whose weights of terms and mean length are to be used, so that scores of a few
        documents added later compare with those of the many indexed before.
        """
        filled = [list(terms) or [""] for terms in documents]
        if like is not None:
            return cls._build_like(filled, like)
        model = bm25s.BM25(k1=K1, b=B, method="lucene")
        model.index(filled, show_progress=False)
        return cls(model, sum(map(len, filled)) / max(1, len(filled)), len(filled))

    @classmethod
    def _build_like(cls, documents: Sequence[Sequence[str]], like: "Lexical") -> "Lexical":
        vocabulary: dict[str, int] = {}
        postings: list[tuple[int, int, float]] = []
        for place, terms in enumerate(documents):
            norm = K1 * (1 - B + B * len(terms) / like._average)
            for term, count in Counter(terms).items():
                weight = like._rarity(term) * count / (count + norm)
                postings.append((vocabulary.setdefault(term, len(vocabulary)), place, weight))
        postings.sort()
        terms_, places, weights = zip(*postings, strict=True)
        model = bm25s.BM25(k1=K1, b=B, method="lucene")
        model.vocab_dict = vocabulary
        model.nonoccurrence_array = None  # what index() sets for this method; without it nothing is saved
        model.scores = {
            "data": np.array(weights, dtype=np.float32),
            "indices": np.array(places, dtype=np.int32),
            "indptr": np.searchsorted(terms_, np.arange(len(vocabulary) + 1)).astype(np.int64),
            "num_docs": len(documents),
        }
        return cls(model, like._average, like._documents)

    @classmethod
    def load(cls, folder: Path) -> "Lexical":
        """Open what ``save`` wrote, without reading it all into memory."""
        model = bm25s.BM25.load(str(folder), mmap=True, show_progress=False)
        for name in ("data", "indices", "indptr"):
            model.scores[name] = np.asarray(model.scores[name])  # memmap's own slices are slow
        known = json.loads((folder / _STATISTICS).read_text(encoding="utf-8"))
        return cls(model, known["average"], known["documents"])

    def save(self, folder: Path) -> None:
        """Write to a folder."""
        self._model.save(str(folder), show_progress=False)
        known = {"average": self._average, "documents": self._documents}
        (folder / _STATISTICS).write_text(json.dumps(known), encoding="utf-8")

    def scores(self, terms: Sequence[str]) -> np.ndarray:
        """float32, one score a document; all zeros where no term is known.

        Divided by the root of the number of terms, so that long and short questions compare.
        """
        total = np.zeros(len(self), dtype=np.float32)
        data, places, starts = (self._model.scores[name] for name in ("data", "indices", "indptr"))
        distinct = dict.fromkeys(terms)
        for term in distinct:
            row = self._model.vocab_dict.get(term)
            if row is not None:
                own = slice(starts[row], starts[row + 1])
                total[places[own]] += data[own]  # a term's documents are distinct
        return total / np.float32(max(1, len(distinct)) ** 0.5)

    def _rarity(self, term: str) -> float:
        """Weight of a term by how few documents hold it (the form that Lucene uses)."""
        held = 0
        place = self._model.vocab_dict.get(term)
        starts = self._model.scores["indptr"]
        if place is not None and place + 1 < len(starts):  # bm25s numbers the empty term though none holds it
            held = int(starts[place + 1] - starts[place])
        return float(np.log1p((self._documents - held + 0.5) / (held + 0.5)))
