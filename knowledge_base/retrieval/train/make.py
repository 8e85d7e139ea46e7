"""From statutes, wordings and questions to an encoder on disk."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sentence_transformers import SentenceTransformer

from knowledge_base.progress import Progress
from knowledge_base.retrieval.ngram_embedding import NgramEmbedding
from knowledge_base.retrieval.train import contrast
from knowledge_base.retrieval.train.contrast import Settings, Vectors
from knowledge_base.retrieval.train.corpus import Corpus


@dataclass(frozen=True, slots=True)
class Labelled:
    """A wording or a citizen's question, and the positions of the articles that answer it."""

    text: str
    articles: tuple[int, ...]


def without_questions(
    corpus: Corpus, wordings: Sequence[Labelled], settings: Settings, progress: Progress
) -> np.ndarray:
    """Stages one and two: float32 weights that no citizen's question has touched."""
    vectors = Vectors.random(corpus.rarity(), settings.dimension, settings.seed)
    contrast.train_cloze(vectors, corpus.wholes, corpus.pieces, settings, progress)
    if wordings:
        _train(vectors, corpus, wordings, settings.wordings, settings, progress)
    return vectors.weights


def with_questions(
    corpus: Corpus,
    start: np.ndarray,
    questions: Sequence[Labelled],
    wordings: Sequence[Labelled],
    settings: Settings,
    progress: Progress,
) -> np.ndarray:
    """Stage three, from the weights of stage two; some wordings are rehearsed on the way."""
    vectors = Vectors(start)
    dice = np.random.default_rng(settings.seed)
    count = min(settings.rehearsed, len(wordings))
    rehearsed = [wordings[row] for row in dice.choice(len(wordings), count, replace=False)] if count else []
    _train(vectors, corpus, [*questions, *rehearsed], settings.questions, settings, progress)
    return vectors.weights


def save(model: NgramEmbedding, folder: Path) -> None:
    """Write it as a sentence-transformers model."""
    SentenceTransformer(modules=[model], device="cpu").save(str(folder), create_model_card=False)


def _train(
    vectors: Vectors,
    corpus: Corpus,
    labelled: Sequence[Labelled],
    stage: contrast.PairSettings,
    settings: Settings,
    progress: Progress,
) -> None:
    asked = [corpus.spelling.ids(one.text) for one in labelled]
    answers = [one.articles for one in labelled]
    contrast.train_pairs(vectors, corpus.wholes, asked, answers, stage, settings, progress)
