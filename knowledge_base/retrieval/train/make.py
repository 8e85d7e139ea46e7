"""From statutes and questions to an encoder on disk."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sentence_transformers import SentenceTransformer

from knowledge_base.models import Article
from knowledge_base.retrieval.ngram_embedding import NgramEmbedding, quantise
from knowledge_base.retrieval.statute_search import passage_text
from knowledge_base.retrieval.tokenizer import ngrams
from knowledge_base.retrieval.train import contrast, vocabulary

VOCABULARY_SIZE = 100_000
LONGEST = 4


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A citizen's question and the positions of the articles that answer it."""

    text: str
    articles: tuple[int, ...]


def train_encoder(
    articles: Sequence[Article],
    questions: Sequence[LabelledQuestion],
    settings: contrast.Settings,
    progress: contrast.Progress,
    size: int = VOCABULARY_SIZE,
) -> NgramEmbedding:
    """Train both stages; deterministic for the same input and settings."""
    texts = [passage_text(article) for article in articles]
    known = vocabulary.choose(texts, size, LONGEST, everyday=[question.text for question in questions])
    index = {ngram: position for position, ngram in enumerate(known)}

    def ids(text: str) -> np.ndarray:
        rows = {row for ngram in ngrams(text, LONGEST) if (row := index.get(ngram)) is not None}
        return np.fromiter(sorted(rows), dtype=np.int64, count=len(rows))

    wholes = [ids(text) for text in texts]
    pieces = [
        [own for clause in contrast.clauses(article.text) if len(own := ids(clause)) > 3]
        for article in articles
    ]
    frequency = Counter(row for whole in wholes for row in whole.tolist())
    rarity = np.array([np.log1p(len(articles) / (1 + frequency[row])) for row in range(len(known))])
    vectors = contrast.Vectors(rarity / rarity.max(), settings.dimension, settings.seed)
    contrast.train_cloze(vectors, wholes, pieces, settings, progress)
    if questions:
        contrast.train_questions(
            vectors,
            wholes,
            [ids(question.text) for question in questions],
            [question.articles for question in questions],
            settings,
            progress,
        )
    rows, scales = quantise(vectors.bag.weight.detach().numpy())
    return NgramEmbedding(known, rows, scales, LONGEST)


def save(model: NgramEmbedding, folder: Path) -> None:
    """Write it as a sentence-transformers model."""
    SentenceTransformer(modules=[model], device="cpu").save(str(folder), create_model_card=False)
