"""Vectors of a segment: of whole articles, of their sentences, of the chapters' titles."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge_base.models import Article
from knowledge_base.progress import Progress
from knowledge_base.retrieval.encoder import Encoder
from knowledge_base.retrieval.near_vectors import NearVectors
from knowledge_base.retrieval.ngram_embedding import quantise
from knowledge_base.retrieval.sentences import sentences

_BATCH = 2048
_MOST_SENTENCES = 12


class Dense:
    """Reads what ``build`` wrote."""

    def __init__(self, folder: Path) -> None:
        self._articles = NearVectors.load(folder, "articles")
        self._sentences = np.load(folder / "sentences.npy", mmap_mode="r")
        self._scales = np.load(folder / "sentence_scales.npy")
        self._starts = np.load(folder / "sentence_starts.npy")
        self._chapters = np.load(folder / "chapters.npy").astype(np.float32)

    def __len__(self) -> int:
        return len(self._articles)

    def nearest(self, vector: np.ndarray, count: int) -> np.ndarray:
        """Positions of the ``count`` nearest articles, best first."""
        return self._articles.nearest(vector, count)

    def likeness(self, positions: np.ndarray, vector: np.ndarray) -> np.ndarray:
        """Cosine of each article asked for, float32."""
        return self._articles.likeness(positions, vector)

    def sentence_likeness(self, positions: np.ndarray, vector: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(cosines of all sentences of the articles asked for, where those of each article begin)."""
        starts, ends = self._starts[positions], self._starts[positions + 1]
        lengths = ends - starts
        offsets = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        rows = np.arange(lengths.sum()) - np.repeat(offsets - starts, lengths)
        return (self._sentences[rows].astype(np.float32) @ vector) * self._scales[rows], offsets

    def chapter_likeness(self, chapters: np.ndarray, vector: np.ndarray) -> np.ndarray:
        """Cosine of the titles of the chapters asked for."""
        cosines: np.ndarray = self._chapters[chapters] @ vector
        return cosines


def build(
    folder: Path,
    articles: Sequence[Article],
    chapter_titles: Sequence[str],
    encoder: Encoder,
    progress: Progress,
) -> None:
    """Write the vectors of these articles into a new folder."""
    folder.mkdir()
    vectors = np.zeros((len(articles), encoder.dimension), dtype=np.float32)
    pieces: list[str] = []
    counts: list[int] = []
    for start in range(0, len(articles), _BATCH):
        chunk = articles[start : start + _BATCH]
        vectors[start : start + len(chunk)] = encoder.encode([passage_text(article) for article in chunk])
        for article in chunk:
            own = sentences(article.text)[:_MOST_SENTENCES] or [article.text]
            pieces += own
            counts.append(len(own))
        progress("条文向量", start + len(chunk), len(articles))
    NearVectors(vectors).save(folder, "articles")
    rows = np.zeros((len(pieces), encoder.dimension), dtype=np.int8)
    scales = np.zeros(len(pieces), dtype=np.float32)
    for start in range(0, len(pieces), _BATCH):
        part = encoder.encode(pieces[start : start + _BATCH])
        rows[start : start + len(part)], scales[start : start + len(part)] = quantise(part)
        progress("句子向量", start + len(part), len(pieces))
    np.save(folder / "sentences.npy", rows)
    np.save(folder / "sentence_scales.npy", scales)
    np.save(folder / "sentence_starts.npy", np.concatenate([[0], np.cumsum(counts)]).astype(np.int64))
    np.save(folder / "chapters.npy", encoder.encode(chapter_titles).astype(np.float16))


def passage_text(article: Article) -> str:
    """What of an article is searched: title, nearest heading, text."""
    return f"{article.law} {' '.join(article.path[-1:])} {article.text}"
