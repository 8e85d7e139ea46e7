"""What encoders are tried out on: one index of all statutes, given new vectors for each encoder."""

import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from knowledge_base.models import Article, Digest, FaqEntry, Reference
from knowledge_base.progress import Progress
from knowledge_base.retrieval import dense, segment
from knowledge_base.retrieval.candidates import Blend
from knowledge_base.retrieval.evaluate import Question
from knowledge_base.retrieval.layout import Layout
from knowledge_base.retrieval.lexical import Lexical
from knowledge_base.retrieval.segment import Segment
from knowledge_base.retrieval.statute_search import BLENDED, StatuteIndex
from knowledge_base.retrieval.tokenizer import bigrams, words
from knowledge_base.retrieval.train.contrast import Settings
from knowledge_base.retrieval.train.corpus import Corpus, TrainedEncoder
from knowledge_base.retrieval.train.make import Labelled, with_questions, without_questions
from knowledge_base.retrieval.train.ranking import Group
from knowledge_base.retrieval.wordings import Wordings, everyday_texts, texts_by_reference

_ANY_BLEND = Blend(BLENDED, np.ones(len(BLENDED), dtype=np.float32), 0.0)


class Workshop:
    """Articles, everyday wordings and real questions, ready for training again and again.

    Args:
        folder: an empty one; holds the index.
        articles: everything current.
        digests: everyday words of articles.
        entries: FAQ entries, less what is kept for calibration.
        questions: citizens' questions with the articles that answer them.
    """

    def __init__(
        self,
        folder: Path,
        articles: Sequence[Article],
        digests: Mapping[Reference, Digest],
        entries: Sequence[FaqEntry],
        questions: Sequence[Question],
        settings: Settings,
        progress: Progress,
        more_everyday: Iterable[str] = (),
    ) -> None:
        self._folder = folder
        self._articles = articles
        self._settings = settings
        self._progress = progress
        places: dict[tuple[str, str], int] = {}
        for place, article in enumerate(articles):
            places.setdefault((article.law, article.label), place)
        texts, self._targets = everyday_texts(digests, entries)
        self._texts = texts
        self.corpus = Corpus.of(articles, [*texts, *more_everyday])
        self._wordings = [
            Labelled(text, found)
            for text, own in zip(texts, self._targets, strict=True)
            if (found := _found(places, ((one.law, one.article) for one in own)))
        ]
        self._labelled = [
            Labelled(question.text, _found(places, sorted(question.articles))) for question in questions
        ]
        self.questions = list(questions)
        documents = ["\n".join(own) for own in texts_by_reference(texts, self._targets).values()]
        self._lexical = (
            Lexical.build([words(document) for document in documents]),
            Lexical.build([bigrams(document) for document in documents]),
        )
        self._start: np.ndarray | None = None

    def unasked(self) -> np.ndarray:
        """Weights after stages one and two, which no question has touched; made once."""
        if self._start is None:
            self._start = without_questions(self.corpus, self._wordings, self._settings, self._progress)
        return self._start

    def encoder(self, learnt: Sequence[int], name: str) -> TrainedEncoder:
        """An encoder that has learnt from these questions alone (by number)."""
        own = [self._labelled[number] for number in learnt if self._labelled[number].articles]
        weights = with_questions(
            self.corpus, self.unasked(), own, self._wordings, self._settings, self._progress
        )
        return TrainedEncoder(self.corpus.spelling, weights, name)

    def index(self, encoder: TrainedEncoder, learnt: Sequence[int]) -> StatuteIndex:
        """An index that knows these questions' articles, and no others'."""
        everyday = Wordings(encoder.encode(self._texts), self._targets, self._lexical)
        return StatuteIndex(
            Layout([self._segment(encoder)]),
            encoder,
            _ANY_BLEND,
            everyday=everyday,
            questions=self.remembered(encoder, learnt),
        )

    def remembered(self, encoder: TrainedEncoder, learnt: Sequence[int]) -> Wordings:
        """Vectors of these questions with their articles."""
        texts = [self.questions[number].text for number in learnt]
        targets = [
            [Reference(*name) for name in sorted(self.questions[number].articles)] for number in learnt
        ]
        return Wordings(encoder.encode(texts), targets)

    def groups(self, index: StatuteIndex, asked: Sequence[int]) -> list[Group]:
        """Candidates of these questions, and which of them are right."""
        found = []
        for number in asked:
            positions, features = index.candidates(self.questions[number].text)
            right = np.isin(positions, self._labelled[number].articles)
            found.append(Group(positions, features, right))
        return found

    def names(self) -> list[tuple[str, str]]:
        """(law, article) of every position."""
        return [(article.law, article.label) for article in self._articles]

    def close(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _segment(self, encoder: TrainedEncoder) -> Segment:
        """All but the vectors is shared with the first encoder's segment."""
        base, own = self._folder / "base", self._folder / encoder.name
        if not base.exists():
            base.mkdir(parents=True)
            segment.build(base, self._articles, encoder, self._progress)
        if not own.exists():
            own.mkdir()
            for part in base.iterdir():
                if part.name != "dense":
                    (own / part.name).symlink_to(part)
            titles = Segment(base).outline.chapter_titles
            dense.build(own / "dense", self._articles, titles, encoder, self._progress)
        return Segment(own)

    def discard(self, encoder: TrainedEncoder) -> None:
        """Give back the disk space of an encoder's vectors."""
        shutil.rmtree(self._folder / encoder.name, ignore_errors=True)


def _found(places: Mapping[tuple[str, str], int], names: Iterable[tuple[str, str]]) -> tuple[int, ...]:
    return tuple(places[name] for name in names if name in places)
