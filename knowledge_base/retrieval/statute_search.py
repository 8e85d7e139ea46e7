"""Finding articles: words, characters, vectors, everyday wordings, and a learned order of what they find."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge_base.models import Article, Reference
from knowledge_base.retrieval.candidates import Blend, best
from knowledge_base.retrieval.encoder import Encoder
from knowledge_base.retrieval.features import FEATURES, Evidence, rows
from knowledge_base.retrieval.layout import Layout, joined
from knowledge_base.retrieval.located import Located
from knowledge_base.retrieval.outline import KINDS
from knowledge_base.retrieval.priors import priors, votes
from knowledge_base.retrieval.reranker import Reranker
from knowledge_base.retrieval.tokenizer import bigrams, words
from knowledge_base.retrieval.wordings import Wordings, no_wordings

BLENDED = ("dense", "words", "bigrams", "rank")
"""What a blend is made of, where no reranker fits the encoder."""

NEAREST, BY_WORDS, BY_BIGRAMS, BY_EVERYDAY, BY_EVERYDAY_WORDS, BY_ASKED = 200, 60, 60, 200, 60, 200
"""Candidates taken from each way of searching."""

# Weight of a text by its rank; the weights of the blend decide how much it counts.
_RANKS = np.array(
    [
        {"宪法": 0.8, "法律": 1.0, "行政法规": 0.7, "司法解释": 0.8, "部门规章": 0.4}.get(kind, 0.3)
        for kind in KINDS
    ]
)


@dataclass(frozen=True, slots=True)
class ArticleHit:
    """An article and the probability that it answers the question, with each score it was given."""

    article: Article
    probability: float
    scores: dict[str, float]


class StatuteIndex:
    """Search over the articles of a layout.

    Args:
        layout: where the articles stand.
        encoder: the one that its segments were built with.
        blend: weights of ``BLENDED``, for encoders without a reranker.
        everyday: everyday words of articles.
        questions: vectors of questions learnt from, made by the same encoder.
        reranker: trained for the same encoder; without it the blend decides.
    """

    def __init__(
        self,
        layout: Layout,
        encoder: Encoder,
        blend: Blend,
        *,
        everyday: Wordings | None = None,
        questions: Wordings | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        self.layout = layout
        self._encoder = encoder
        self._blend = blend
        self._reranker = reranker
        self._everyday = self._locate(everyday or no_wordings(encoder))
        self._questions = self._locate(questions or no_wordings(encoder))
        self._priors = priors(self._questions, layout.laws, layout.chapters)

    def __len__(self) -> int:
        return len(self.layout)

    def search(self, question: str, count: int = 5, vector: np.ndarray | None = None) -> list[ArticleHit]:
        """The likeliest articles, best first."""
        positions, features = self.candidates(question, vector)
        if not len(positions):
            return []
        scores, probabilities = self._judged(features)
        order = np.argsort(-scores, kind="stable")[:count]
        return [
            ArticleHit(
                article,
                float(probabilities[row]),
                dict(zip(FEATURES, map(float, features[row]), strict=True)),
            )
            for article, row in zip(self.layout.at(positions[order]), order, strict=True)
        ]

    def reasons(self, hit: ArticleHit) -> dict[str, float]:
        """How much each feature raised or lowered a hit's score; empty where a blend decided."""
        if self._reranker is None:
            return {}
        row = np.array([[hit.scores[name] for name in FEATURES]], dtype=np.float32)
        return dict(zip(FEATURES, self._reranker.contributions(row)[0].tolist(), strict=True))

    def ranking(self, question: str, count: int) -> np.ndarray:
        """Positions alone, best first (for evaluation)."""
        positions, features = self.candidates(question)
        if not len(positions):
            return positions
        order = np.argsort(-self._judged(features)[0], kind="stable")[:count]
        ranked: np.ndarray = positions[order]
        return ranked

    def candidates(self, question: str, vector: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
        """(positions, rows of ``FEATURES``) of everything that any way of searching ranks high."""
        if vector is None:
            vector = self._encoder.encode([question])[0]
        layout = self.layout
        terms, pairs = words(question), bigrams(question)
        by_words = layout.everywhere(lambda segment: segment.words.scores(terms))
        by_bigrams = layout.everywhere(lambda segment: segment.bigrams.scores(pairs))
        everyday_words, everyday_bigrams = self._everyday_lexical(terms, pairs)
        asked = self._questions.scores(vector)
        pool = [
            *layout.positions(lambda segment: segment.dense.nearest(vector, NEAREST)),
            best(by_words, BY_WORDS),
            best(by_bigrams, BY_BIGRAMS),
            self._everyday.nearest(vector, BY_EVERYDAY),
            best(everyday_words, BY_EVERYDAY_WORDS),
            self._questions.nearest(vector, BY_ASKED),
        ]
        positions = np.unique(np.concatenate(pool))
        positions = positions[layout.alive[positions]]
        if not len(positions):
            return positions, np.zeros((0, len(FEATURES)), dtype=np.float32)
        asked_votes, law_votes = votes(self._questions, asked, layout.laws, layout.size, layout.law_count)
        laws, chapters = layout.laws[positions], layout.chapters[positions]
        dense, neighbours = self._around(positions, vector)
        chapter_words = layout.everywhere(lambda segment: segment.chapter_words.scores(terms))
        return positions, rows(
            Evidence(
                dense=dense,
                words=by_words[positions],
                bigrams=by_bigrams[positions],
                chapter=self._chapter_likeness(positions, vector),
                chapter_words=chapter_words[chapters],
                sentences=self._sentence_likeness(positions, vector),
                everyday=self._everyday.summary(vector, positions),
                everyday_known=self._everyday.known(positions),
                everyday_words=everyday_words[positions],
                everyday_bigrams=everyday_bigrams[positions],
                asked=self._questions.summary(vector, positions)[:, 0],
                asked_votes=asked_votes[positions],
                asked_law_votes=law_votes[laws],
                priors=np.column_stack(
                    [
                        self._priors.laws[laws],
                        self._priors.articles[positions],
                        self._priors.chapters[chapters],
                    ]
                ),
                laws=laws,
                chapters=chapters,
                kinds=layout.kinds[positions],
                lengths=layout.lengths[positions],
                years=layout.years[positions],
                neighbours=neighbours,
                question_length=len(question),
            )
        )

    def _judged(self, features: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(scores to rank by, probabilities)."""
        if self._reranker is not None:
            scores = self._reranker.scores(features)
            return scores, self._reranker.probability(scores, features)
        probabilities = self._blend.probability(blended(features))
        return probabilities, probabilities

    def _locate(self, wordings: Wordings) -> Located:
        places: dict[Reference, int] = {}
        for reference in wordings.references:
            position = self.layout.place(reference.law, reference.article)
            if position is not None:
                places[reference] = position
        return Located(wordings, places, self.layout.size)

    def _everyday_lexical(self, terms: Sequence[str], pairs: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        size = self.layout.size
        lexical = self._everyday.wordings.lexical
        if lexical is None:
            return np.zeros(size, dtype=np.float32), np.zeros(size, dtype=np.float32)
        return (
            self._everyday.spread(lexical[0].scores(terms), size),
            self._everyday.spread(lexical[1].scores(pairs), size),
        )

    def _around(self, positions: np.ndarray, vector: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(cosines of the candidates, the better cosine of the articles beside each in its chapter)."""
        before = np.maximum(positions - 1, 0)
        after = np.minimum(positions + 1, self.layout.size - 1)
        wanted, back = np.unique(np.concatenate([positions, before, after]), return_inverse=True)
        cosines = self.layout.by_segment(wanted, lambda segment, own: segment.dense.likeness(own, vector))
        own, ahead, behind = np.split(cosines[back], 3)
        chapters = self.layout.chapters
        beside = [
            np.where((chapters[other] == chapters[positions]) & (other != positions), values, -1.0)
            for other, values in ((before, ahead), (after, behind))
        ]
        return own, np.maximum(*beside)

    def _chapter_likeness(self, positions: np.ndarray, vector: np.ndarray) -> np.ndarray:
        return self.layout.by_segment(
            positions,
            lambda segment, own: segment.dense.chapter_likeness(segment.outline.chapters[own], vector),
        )

    def _sentence_likeness(self, positions: np.ndarray, vector: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        parts, starts, total = [], [], 0
        for segment, own in self.layout.split(positions):
            cosines, offsets = segment.dense.sentence_likeness(own, vector)
            parts.append(cosines)
            starts.append(offsets + total)
            total += len(cosines)
        return joined(parts), joined(starts)


def blended(features: np.ndarray) -> np.ndarray:
    """Rows of ``FEATURES`` → rows of ``BLENDED``."""
    ranks = _RANKS[features[:, FEATURES.index("kind")].astype(int)]
    columns = [*(features[:, FEATURES.index(name)] for name in BLENDED[:-1]), ranks]
    return np.column_stack(columns).astype(np.float32)
