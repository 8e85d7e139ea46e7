"""Texts as n-gram ids, once for all stages of training."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge_base.models import Article
from knowledge_base.retrieval.dense import passage_text
from knowledge_base.retrieval.ngram_embedding import NgramEmbedding, quantise
from knowledge_base.retrieval.tokenizer import ngrams
from knowledge_base.retrieval.train import contrast, vocabulary

VOCABULARY_SIZE = 100_000
LONGEST = 4


class Spelling:
    """The known n-grams; remembers texts it has seen, because every fold reads the same ones."""

    def __init__(self, known: Sequence[str]) -> None:
        self.known = list(known)
        self._index = {ngram: row for row, ngram in enumerate(known)}
        self._seen: dict[str, np.ndarray] = {}

    def ids(self, text: str) -> np.ndarray:
        """Rows of the distinct known n-grams of a text, int32, ascending."""
        found = self._seen.get(text)
        if found is None:
            rows = {row for ngram in ngrams(text, LONGEST) if (row := self._index.get(ngram)) is not None}
            found = np.fromiter(sorted(rows), dtype=np.int32, count=len(rows))
            self._seen[text] = found
        return found


@dataclass(frozen=True, slots=True)
class Corpus:
    """Articles ready for training: their n-grams whole and by clause."""

    spelling: Spelling
    wholes: list[np.ndarray]
    pieces: list[list[np.ndarray]]

    @classmethod
    def of(
        cls, articles: Sequence[Article], everyday: Iterable[str], size: int = VOCABULARY_SIZE
    ) -> "Corpus":
        """Choose the vocabulary and spell the articles; ``everyday``: what citizens may type."""
        texts = [passage_text(article) for article in articles]
        spelling = Spelling(vocabulary.choose(texts, size, LONGEST, everyday=everyday))
        pieces = [
            [own for clause in contrast.clauses(article.text) if len(own := spelling.ids(clause)) > 3]
            for article in articles
        ]
        return cls(spelling, [spelling.ids(text) for text in texts], pieces)

    def rarity(self) -> np.ndarray:
        """Of each n-gram, at most 1: the logarithm of how few articles hold it."""
        counts: Counter[int] = Counter()
        for whole in self.wholes:
            counts.update(whole.tolist())
        rarity = np.array(
            [np.log1p(len(self.wholes) / (1 + counts[row])) for row in range(len(self.spelling.known))]
        )
        scaled: np.ndarray = rarity / rarity.max()
        return scaled


class TrainedEncoder:
    """The encoder that weights will make, rounded to eight bits as it will be; fast on texts seen before."""

    def __init__(self, spelling: Spelling, weights: np.ndarray, name: str) -> None:
        self.name = name
        self.dimension = weights.shape[1]
        self._spelling = spelling
        self._rows, self._scales = quantise(weights)
        self._vectors = contrast.Vectors(self._rows * self._scales[:, None])

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """float32, shape (len(texts), dimension), each row of length 1 (or all zeros)."""
        return self._vectors.encode([self._spelling.ids(text) for text in texts])

    def module(self) -> NgramEmbedding:
        """As it is shipped."""
        return NgramEmbedding(self._spelling.known, self._rows, self._scales, LONGEST)
