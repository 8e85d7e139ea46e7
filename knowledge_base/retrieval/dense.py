"""Vectors of a segment: of whole articles, of their sentences, of the chapters' titles."""

from collections.abc import Sequence
from pathlib import Path

import faiss
import numpy as np

from knowledge_base.models import Article
from knowledge_base.progress import Progress
from knowledge_base.retrieval.encoder import Encoder
from knowledge_base.retrieval.ngram_embedding import quantise
from knowledge_base.retrieval.sentences import sentences

EXHAUSTIVE = 200_000
"""Up to so many articles every vector is compared; above it only those of the nearest clusters."""

_BATCH = 2048
_MOST_SENTENCES = 12


class Dense:
    """Reads what ``build`` wrote."""

    def __init__(self, folder: Path) -> None:
        self._articles = faiss.read_index(str(folder / "articles.faiss"))
        if isinstance(self._articles, faiss.IndexIVF):
            self._articles.make_direct_map()
            self._articles.nprobe = max(8, self._articles.nlist // 24)
            self._halves: np.ndarray | None = None
        else:
            codes = self._articles.codes  # type: ignore[attr-defined]
            self._halves = (
                faiss.rev_swig_ptr(codes.data(), codes.size()).view(np.float16).reshape(len(self), -1)
            )
        self._sentences = np.load(folder / "sentences.npy", mmap_mode="r")
        self._scales = np.load(folder / "sentence_scales.npy")
        self._starts = np.load(folder / "sentence_starts.npy")
        self._chapters = np.load(folder / "chapters.npy").astype(np.float32)

    def __len__(self) -> int:
        return int(self._articles.ntotal)

    def nearest(self, vector: np.ndarray, count: int) -> np.ndarray:
        """Positions of about ``count`` nearest articles, best first."""
        _, found = self._articles.search(vector[None, :], min(count, len(self)))
        nearest: np.ndarray = found[0][found[0] >= 0]
        return nearest

    def likeness(self, positions: np.ndarray, vector: np.ndarray) -> np.ndarray:
        """Cosine of each article asked for, float32."""
        if not len(positions):
            return np.zeros(0, dtype=np.float32)
        if self._halves is None:
            cosines: np.ndarray = self._articles.reconstruct_batch(positions) @ vector
            return cosines
        exact: np.ndarray = self._halves[positions].astype(np.float32) @ vector  # a fifth of faiss's time
        return exact

    def sentence_likeness(self, positions: np.ndarray, vector: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(cosines of all sentences of the articles asked for, where those of each article begin)."""
        starts, ends = self._starts[positions], self._starts[positions + 1]
        lengths = ends - starts
        offsets = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        rows = np.arange(lengths.sum()) - np.repeat(offsets - starts, lengths)
        return (self._sentences[rows].astype(np.float32) @ vector) * self._scales[rows], offsets

    def sentence_counts(self) -> np.ndarray:
        """How many sentences each article has."""
        counts: np.ndarray = np.diff(self._starts)
        return counts

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
    faiss.write_index(_index(vectors), str(folder / "articles.faiss"))
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


def _index(vectors: np.ndarray) -> faiss.Index:
    """Half floats: a fifth of the time and half the memory of full ones, and the same hundred nearest."""
    count, dimension = vectors.shape
    kind = faiss.ScalarQuantizer.QT_fp16
    index: faiss.Index
    if count <= EXHAUSTIVE:
        index = faiss.IndexScalarQuantizer(dimension, kind, faiss.METRIC_INNER_PRODUCT)
    else:
        clusters = int(count**0.5)
        index = faiss.index_factory(dimension, f"IVF{clusters},SQfp16", faiss.METRIC_INNER_PRODUCT)
        chosen = np.random.default_rng(0).choice(count, min(count, 40 * clusters), replace=False)
        index.train(vectors[chosen])
    index.add(vectors)
    return index
