"""Finding articles: words, characters, vectors, everyday wordings, and a learned order of what they find."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge_base.models import Article, Reference
from knowledge_base.retrieval.candidates import Blend, best
from knowledge_base.retrieval.encoder import Encoder
from knowledge_base.retrieval.features import FEATURES, Evidence, rows
from knowledge_base.retrieval.located import Located
from knowledge_base.retrieval.outline import KINDS
from knowledge_base.retrieval.priors import priors, votes
from knowledge_base.retrieval.reranker import Reranker
from knowledge_base.retrieval.segment import Segment
from knowledge_base.retrieval.tokenizer import bigrams, words
from knowledge_base.retrieval.wordings import Wordings

BLENDED = ("dense", "words", "bigrams", "rank")
"""What a blend is made of, where no reranker fits the encoder."""

NEAREST, BY_WORDS, BY_BIGRAMS, BY_EVERYDAY, BY_EVERYDAY_WORDS, BY_ASKED = 200, 120, 120, 90, 45, 60
"""Candidates taken from each way of searching."""

SegmentValues = Callable[[Segment, np.ndarray], np.ndarray]
"""A segment and positions within it → one value each."""

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
    """Search over the articles of one or more segments.

    Args:
        segments: in order; positions count on from one to the next.
        dead: positions of articles that no longer stand in the library.
        encoder: the one that the segments were built with.
        blend: weights of ``BLENDED``, for encoders without a reranker.
        everyday: everyday words of articles.
        questions: vectors of questions learnt from, made by the same encoder.
        reranker: trained for the same encoder; without it the blend decides.
    """

    def __init__(
        self,
        segments: Sequence[Segment],
        encoder: Encoder,
        blend: Blend,
        *,
        dead: Iterable[int] = (),
        everyday: Wordings | None = None,
        questions: Wordings | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        self.segments = list(segments)
        self._encoder = encoder
        self._blend = blend
        self._reranker = reranker
        outlines = [segment.outline for segment in self.segments]
        self._starts = np.cumsum([0, *map(len, outlines)])
        self._alive = np.ones(self._starts[-1], dtype=bool)
        self._alive[list(dead)] = False
        numbers: dict[str, int] = {}
        for outline in outlines:
            for title in outline.law_titles:
                numbers.setdefault(title, len(numbers))
        self._law_count = len(numbers)
        own = [np.array([numbers[title] for title in outline.law_titles]) for outline in outlines]
        before = np.cumsum([0, *(len(outline.chapter_titles) for outline in outlines)])
        self._laws = _joined(mine[outline.laws] for mine, outline in zip(own, outlines, strict=True))
        self._chapters = _joined(
            outline.chapters + start for outline, start in zip(outlines, before, strict=False)
        )
        self._kinds = _joined(outline.kinds for outline in outlines)
        self._lengths = _joined(outline.lengths for outline in outlines)
        self._years = _joined(outline.years for outline in outlines)
        empty = Wordings(np.zeros((0, encoder.dimension), dtype=np.float32), [])
        self._everyday = self._locate(everyday or empty)
        self._questions = self._locate(questions or empty)
        self._priors = priors(self._questions, self._laws, self._chapters)

    def __len__(self) -> int:
        return int(self._alive.sum())

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
            for article, row in zip(self.at(positions[order]), order, strict=True)
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
        terms, pairs = words(question), bigrams(question)
        by_words = _joined(segment.words.scores(terms) for segment in self.segments)
        by_bigrams = _joined(segment.bigrams.scores(pairs) for segment in self.segments)
        everyday_words, everyday_bigrams = self._everyday_lexical(terms, pairs)
        asked = self._questions.scores(vector)
        pool = [
            *(
                segment.dense.nearest(vector, NEAREST) + start
                for segment, start in zip(self.segments, self._starts, strict=False)
            ),
            best(by_words, BY_WORDS),
            best(by_bigrams, BY_BIGRAMS),
            self._everyday.nearest(vector, BY_EVERYDAY),
            best(everyday_words, BY_EVERYDAY_WORDS),
            self._questions.nearest(vector, BY_ASKED),
        ]
        positions = np.unique(np.concatenate(pool))
        positions = positions[self._alive[positions]]
        if not len(positions):
            return positions, np.zeros((0, len(FEATURES)), dtype=np.float32)
        asked_votes, law_votes = votes(self._questions, asked, self._laws, len(self._laws), self._law_count)
        laws, chapters = self._laws[positions], self._chapters[positions]
        around = self._around(positions, vector)
        chapter_words = _joined(segment.chapter_words.scores(terms) for segment in self.segments)
        return positions, rows(
            Evidence(
                dense=around[0],
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
                kinds=self._kinds[positions],
                lengths=self._lengths[positions],
                years=self._years[positions],
                neighbours=around[1],
                question_length=len(question),
            )
        )

    def at(self, positions: Iterable[int]) -> list[Article]:
        """Articles in the order asked for."""
        found = []
        for position in positions:
            number = self._segment_of(int(position))
            local = int(position) - int(self._starts[number])
            found += self.segments[number].passages.at([local])
        return found

    def find(self, law: str, label: str) -> Article | None:
        """One article by its law's title and its number."""
        position = self.place(law, label)
        return self.at([position])[0] if position is not None else None

    def place(self, law: str, label: str) -> int | None:
        """Where one article stands."""
        for segment, start in zip(self.segments, self._starts, strict=False):
            for local in segment.passages.places(law, label):
                if self._alive[start + local]:
                    return int(start + local)
        return None

    def laws(self) -> set[str]:
        """All titles."""
        return {title for segment in self.segments for title in segment.outline.law_titles}

    def names(self) -> list[tuple[str, str]]:
        """(law, article) of every position, in order; also of dead ones."""
        return [name for segment in self.segments for name in segment.passages.names()]

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
            position = self.place(reference.law, reference.article)
            if position is not None:
                places[reference] = position
        return Located(wordings, places, len(self._laws))

    def _everyday_lexical(self, terms: Sequence[str], pairs: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        size = len(self._laws)
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
        after = np.minimum(positions + 1, len(self._laws) - 1)
        wanted, back = np.unique(np.concatenate([positions, before, after]), return_inverse=True)
        cosines = self._by_segment(wanted, lambda segment, local: segment.dense.likeness(local, vector))
        own, ahead, behind = np.split(cosines[back], 3)
        chapters = self._chapters
        beside = [
            np.where((chapters[other] == chapters[positions]) & (other != positions), values, -1.0)
            for other, values in ((before, ahead), (after, behind))
        ]
        return own, np.maximum(*beside)

    def _chapter_likeness(self, positions: np.ndarray, vector: np.ndarray) -> np.ndarray:
        return self._by_segment(
            positions,
            lambda segment, local: segment.dense.chapter_likeness(segment.outline.chapters[local], vector),
        )

    def _sentence_likeness(self, positions: np.ndarray, vector: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        parts, starts, total = [], [], 0
        for number, local in self._split(positions):
            cosines, offsets = self.segments[number].dense.sentence_likeness(local, vector)
            parts.append(cosines)
            starts.append(offsets + total)
            total += len(cosines)
        return np.concatenate(parts), np.concatenate(starts)

    def _by_segment(self, positions: np.ndarray, values: SegmentValues) -> np.ndarray:
        """Values of sorted positions, each from its own segment."""
        return np.concatenate(
            [values(self.segments[number], local) for number, local in self._split(positions)]
        )

    def _split(self, positions: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
        """Sorted positions by segment: (number, positions within it)."""
        bounds = np.searchsorted(positions, self._starts)
        for number in range(len(self.segments)):
            local = positions[bounds[number] : bounds[number + 1]]
            if len(local):
                yield number, local - self._starts[number]

    def _segment_of(self, position: int) -> int:
        return int(np.searchsorted(self._starts, position, side="right")) - 1


def blended(features: np.ndarray) -> np.ndarray:
    """Rows of ``FEATURES`` → rows of ``BLENDED``."""
    ranks = _RANKS[features[:, FEATURES.index("kind")].astype(int)]
    columns = [*(features[:, FEATURES.index(name)] for name in BLENDED[:-1]), ranks]
    return np.column_stack(columns).astype(np.float32)


def _joined(parts: Iterable[np.ndarray]) -> np.ndarray:
    listed = list(parts)
    return listed[0] if len(listed) == 1 else np.concatenate(listed)
