"""Finding articles: words, characters and vectors over all imported statutes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import faiss
import numpy as np

from knowledge_base.models import Article
from knowledge_base.retrieval import passages
from knowledge_base.retrieval.candidates import Blend, best
from knowledge_base.retrieval.encoder import Encoder
from knowledge_base.retrieval.lexical import Lexical
from knowledge_base.retrieval.tokenizer import bigrams, words

FEATURES = ("dense", "words", "bigrams", "rank")
Progress = Callable[[str, int, int], None]
"""Told the name of a step, how much of it is done, and of how much."""

POOL = 100
"""Candidates taken from each way of searching."""

# Weight of a text by its rank; the weights of the blend decide how much it counts.
_RANKS = {
    "宪法": 0.8,
    "法律": 1.0,
    "行政法规": 0.7,
    "司法解释": 0.8,
    "部门规章": 0.4,
    "地方性法规": 0.3,
    "其他规范": 0.3,
}


@dataclass(frozen=True, slots=True)
class ArticleHit:
    """An article and the probability that it answers the question, with each score it was given."""

    article: Article
    probability: float
    scores: dict[str, float]


class StatuteIndex:
    """Search over the articles of one index folder (see ``build``)."""

    def __init__(self, folder: Path, encoder: Encoder, blend: Blend) -> None:
        self.passages = passages.Passages(folder / "passages.db")
        self._encoder = encoder
        self._blend = blend
        self._vectors = faiss.read_index(str(folder / "vectors.faiss"))
        self._words = Lexical.load(folder / "words")
        self._bigrams = Lexical.load(folder / "bigrams")
        self._ranks = np.load(folder / "ranks.npy")

    def __len__(self) -> int:
        return int(self._vectors.ntotal)

    def search(self, question: str, count: int = 5, vector: np.ndarray | None = None) -> list[ArticleHit]:
        """The likeliest articles, best first."""
        positions, features = self.candidates(question, vector)
        if not len(positions):
            return []
        probabilities = self._blend.probability(features)
        order = np.argsort(-probabilities)[:count]
        articles = self.passages.at([int(positions[row]) for row in order])
        return [
            ArticleHit(
                article,
                float(probabilities[row]),
                dict(zip(FEATURES, map(float, features[row]), strict=True)),
            )
            for article, row in zip(articles, order, strict=True)
        ]

    def ranking(self, question: str, count: int) -> np.ndarray:
        """Positions alone, best first (for evaluation)."""
        positions, features = self.candidates(question)
        order = np.argsort(-self._blend.probability(features))[:count]
        ranked: np.ndarray = positions[order]
        return ranked

    def candidates(self, question: str, vector: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
        """(positions, rows of ``FEATURES``) of everything that any way of searching ranks high."""
        if vector is None:
            vector = self._encoder.encode([question])[0]
        by_words = self._words.scores(words(question))
        by_bigrams = self._bigrams.scores(bigrams(question))
        _, nearest = self._vectors.search(vector[None, :], min(POOL, len(self)))
        positions = np.unique(np.concatenate([best(by_words, POOL), best(by_bigrams, POOL), nearest[0]]))
        dense = self._dense(vector, positions)
        features = np.column_stack(
            [dense, by_words[positions], by_bigrams[positions], self._ranks[positions]]
        ).astype(np.float32)
        return positions, features

    def _dense(self, vector: np.ndarray, positions: np.ndarray) -> np.ndarray:
        likeness: np.ndarray = self._vectors.reconstruct_batch(positions) @ vector
        return likeness


def build(folder: Path, articles: Sequence[Article], encoder: Encoder, progress: Progress) -> None:
    """Write an index of these articles into an empty folder."""
    passages.write(folder / "passages.db", articles)
    # Half floats: a fifth of the time and half the memory of full ones, and the same hundred nearest.
    vectors = faiss.IndexScalarQuantizer(
        encoder.dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
    )
    for start in range(0, len(articles), 2048):
        chunk = articles[start : start + 2048]
        vectors.add(encoder.encode([passage_text(article) for article in chunk]))
        progress("向量", start + len(chunk), len(articles))
    faiss.write_index(vectors, str(folder / "vectors.faiss"))
    for name, cut in (("words", words), ("bigrams", bigrams)):
        terms = []
        for position, article in enumerate(articles):
            terms.append(cut(passage_text(article)))
            if position % 2048 == 0:
                progress("词" if name == "words" else "字", position, len(articles))
        Lexical.build(terms).save(folder / name)
        progress("词" if name == "words" else "字", len(articles), len(articles))
    np.save(
        folder / "ranks.npy",
        np.array([_RANKS.get(article.kind, 0.3) for article in articles], dtype=np.float32),
    )


def passage_text(article: Article) -> str:
    """What of an article is searched: title, nearest heading, text."""
    return f"{article.law} {' '.join(article.path[-1:])} {article.text}"
