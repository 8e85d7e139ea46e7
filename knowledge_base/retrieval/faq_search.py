"""Finding the FAQ entry that a citizen means.

Each entry stands in the index once for its question and once for each phrasing; its scores are those
of its best phrasing, the average of its best three (which a lucky single match cannot reach), and those of
all its text taken together.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge_base.models import FaqEntry
from knowledge_base.retrieval.candidates import Blend
from knowledge_base.retrieval.encoder import Encoder
from knowledge_base.retrieval.lexical import Lexical
from knowledge_base.retrieval.made import make_whole
from knowledge_base.retrieval.tokenizer import bigrams, words

_LEXICAL = ("words", "bigrams", "whole_words", "whole_bigrams")
FEATURES = ("dense", "dense_top3", "words", "bigrams", "whole_words", "whole_bigrams", "answer")


@dataclass(frozen=True, slots=True)
class FaqHit:
    """An entry and the probability that it is what was asked."""

    entry: FaqEntry
    probability: float


@dataclass(frozen=True, slots=True)
class FaqTerms:
    """What takes seconds to make of entries: vectors and terms of wordings and of whole texts."""

    vectors: np.ndarray
    answers: np.ndarray
    words: Lexical
    bigrams: Lexical
    whole_words: Lexical
    whole_bigrams: Lexical

    @classmethod
    def of(cls, entries: Sequence[FaqEntry], encoder: Encoder) -> "FaqTerms":
        """Make them."""
        texts = [text for entry in entries for text in (entry.question, *entry.phrasings)]
        wholes = [_whole(entry) for entry in entries]
        return cls(
            vectors=encoder.encode(texts),
            answers=encoder.encode([f"{entry.question} {entry.answer}" for entry in entries]),
            words=Lexical.build([words(text) for text in texts]),
            bigrams=Lexical.build([bigrams(text) for text in texts]),
            whole_words=Lexical.build([words(text) for text in wholes]),
            whole_bigrams=Lexical.build([bigrams(text) for text in wholes]),
        )

    @classmethod
    def kept(cls, root: Path, entries: Sequence[FaqEntry], encoder: Encoder) -> "FaqTerms":
        """Read them from under ``root``, where they are kept until entries or encoder change."""
        key = hashlib.sha256(repr((2, encoder.name, list(entries))).encode())
        folder = root / f"everyday-faq-{key.hexdigest()[:16]}"
        if not folder.exists():
            make_whole(folder, cls.of(entries, encoder)._write)
        with np.load(folder / "vectors.npz") as arrays:
            parts = {name: Lexical.load(folder / name) for name in _LEXICAL}
            return cls(arrays["vectors"], arrays["answers"], **parts)

    def _write(self, folder: Path) -> None:
        for name in _LEXICAL:
            getattr(self, name).save(folder / name)
        np.savez(folder / "vectors.npz", vectors=self.vectors, answers=self.answers)


class FaqIndex:
    """Search over FAQ entries.

    Args:
        entries: in any order.
        encoder: the same that encodes questions.
        blend: weights of ``FEATURES``.
        terms: of these very entries; made here if none are given.
    """

    def __init__(
        self, entries: Sequence[FaqEntry], encoder: Encoder, blend: Blend, terms: FaqTerms | None = None
    ) -> None:
        self.entries = list(entries)
        self.by_id = {entry.id: entry for entry in self.entries}
        self._encoder = encoder
        self._blend = blend
        if not self.entries:
            return
        counts = [1 + len(entry.phrasings) for entry in self.entries]
        self._owner = np.repeat(np.arange(len(counts)), counts)
        self._starts = np.searchsorted(self._owner, np.arange(len(self.entries)))
        # Row i holds the wordings of entry i, filled up with a place that always scores zero.
        ends = np.append(self._starts[1:], len(self._owner))
        self._grid = np.full((len(self.entries), max(3, int((ends - self._starts).max()))), len(self._owner))
        for row, (start, end) in enumerate(zip(self._starts, ends, strict=True)):
            self._grid[row, : end - start] = np.arange(start, end)
        terms = terms or FaqTerms.of(self.entries, encoder)
        self._vectors = terms.vectors
        self._answers = terms.answers
        self._words, self._bigrams = terms.words, terms.bigrams
        self._whole_words, self._whole_bigrams = terms.whole_words, terms.whole_bigrams

    def search(self, question: str, count: int = 5, vector: np.ndarray | None = None) -> list[FaqHit]:
        """The likeliest entries, best first."""
        if not self.entries:
            return []
        features = self.features(question, vector)
        probabilities = self._blend.probability(features)
        order = np.argsort(-probabilities)[:count]
        return [FaqHit(self.entries[row], float(probabilities[row])) for row in order]

    def logits(self, question: str, vector: np.ndarray | None = None) -> np.ndarray:
        """One logit an entry, in the order of ``entries``."""
        return self._blend.logits(self.features(question, vector))

    def features(self, question: str, vector: np.ndarray | None = None) -> np.ndarray:
        """One row of ``FEATURES`` an entry."""
        if vector is None:
            vector = self._encoder.encode([question])[0]
        dense = self._vectors @ vector
        question_words, question_bigrams = words(question), bigrams(question)
        return np.stack(
            [
                np.maximum.reduceat(dense, self._starts),
                self._top_three(dense),
                np.maximum.reduceat(self._words.scores(question_words), self._starts),
                np.maximum.reduceat(self._bigrams.scores(question_bigrams), self._starts),
                self._whole_words.scores(question_words),
                self._whole_bigrams.scores(question_bigrams),
                self._answers @ vector,
            ],
            axis=1,
        ).astype(np.float32)

    def neighbours(self, entry: FaqEntry, count: int) -> list[FaqEntry]:
        """Entries like this one, nearest first: its own list, then its topic by likeness."""
        named = [self.by_id[other] for other in entry.related if other in self.by_id]
        row = self.entries.index(entry)
        likeness = self._vectors[self._starts] @ self._vectors[self._starts[row]]
        for other in np.argsort(-likeness):
            if len(named) >= count:
                break
            candidate = self.entries[other]
            if candidate.topic == entry.topic and candidate is not entry and candidate not in named:
                named.append(candidate)
        return named[:count]

    def _top_three(self, dense: np.ndarray) -> np.ndarray:
        padded = np.append(dense, 0.0)[self._grid]
        padded.partition(padded.shape[1] - 3, axis=1)
        means: np.ndarray = padded[:, -3:].mean(axis=1)
        return means


def _whole(entry: FaqEntry) -> str:
    return " ".join((entry.topic_title, entry.question, *entry.phrasings, entry.answer, entry.next_step))
