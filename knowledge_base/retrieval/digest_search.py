"""Finding articles by our digests alone: what is known of the law before any text has been imported."""

from collections.abc import Collection

import numpy as np

from knowledge_base.models import Article, Reference
from knowledge_base.retrieval.candidates import Blend
from knowledge_base.retrieval.encoder import Encoder
from knowledge_base.retrieval.located import Located
from knowledge_base.retrieval.statute_search import ArticleHit
from knowledge_base.retrieval.tokenizer import bigrams, words
from knowledge_base.retrieval.wordings import Wordings

FEATURES = ("everyday", "everyday_second", "everyday_words", "everyday_bigrams")
"""What the blend is made of: the likeness of an article's everyday wordings, and what words they share."""


class DigestIndex:
    """Search over the articles that have a digest; hits are articles without their text.

    Args:
        wordings: everyday words of articles.
        known: the articles that have a digest.
        encoder: the one that encoded the wordings.
        blend: weights of ``FEATURES``.
    """

    def __init__(
        self, wordings: Wordings, known: Collection[Reference], encoder: Encoder, blend: Blend
    ) -> None:
        self._references = [reference for reference in wordings.references if reference in known]
        places = {reference: place for place, reference in enumerate(self._references)}
        self._wordings = Located(wordings, places, len(places))
        self._encoder = encoder
        self._blend = blend

    def __len__(self) -> int:
        return len(self._references)

    def search(self, question: str, count: int = 5, vector: np.ndarray | None = None) -> list[ArticleHit]:
        """The likeliest articles, best first."""
        if vector is None:
            vector = self._encoder.encode([question])[0]
        size = len(self)
        columns = [*self._wordings.summary(vector, np.arange(size))[:, :2].T]
        lexical = self._wordings.wordings.lexical
        if lexical is None:
            columns += [np.zeros(size), np.zeros(size)]
        else:
            terms = (words(question), bigrams(question))
            columns += [
                self._wordings.spread(one.scores(own), size) for one, own in zip(lexical, terms, strict=True)
            ]
        features = np.column_stack(columns).astype(np.float32)
        probabilities = self._blend.probability(features)
        return [
            ArticleHit(
                Article(self._references[row].law, self._references[row].article, ""),
                float(probabilities[row]),
                dict(zip(FEATURES, map(float, features[row]), strict=True)),
            )
            for row in np.argsort(-probabilities, kind="stable")[:count].tolist()
        ]
