"""Encoders tried out on questions they have not seen: nothing of a tested question leaks into its test."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import torch

from knowledge_base.models import Article, Digest, FaqEntry, Reference
from knowledge_base.progress import unwatched as ignore
from knowledge_base.retrieval.dense import passage_text
from knowledge_base.retrieval.evaluate import Question
from knowledge_base.retrieval.features import FEATURES
from knowledge_base.retrieval.statute_search import StatuteIndex
from knowledge_base.retrieval.train import folds as fold_module
from knowledge_base.retrieval.train import ranking
from knowledge_base.retrieval.train import workshop as workshop_module
from knowledge_base.retrieval.train.contrast import PairSettings, Progress, Settings
from knowledge_base.retrieval.train.corpus import Corpus, TrainedEncoder
from knowledge_base.retrieval.train.folds import (
    FOLDS,
    fold_numbers,
    strict_scores,
    twice_unseen_groups,
    unseen_groups,
)
from knowledge_base.retrieval.train.make import Labelled, with_questions
from knowledge_base.retrieval.train.ranking import Group
from knowledge_base.retrieval.train.workshop import Workshop

PARK, LIBRARY = "青山市公园管理条例", "青山市图书馆办法"
PAIRS = PairSettings(epochs=1, rate=0.01, batch=8, hard_negatives=1)
QUICK = Settings(
    dimension=16, cloze_epochs=2, cloze_batch=7, wordings=PAIRS, questions=PAIRS, mined=(0, 8), seed=7
)
ASKED = (
    ("草地上能不能烤肉", PARK, "第一条"),
    ("狗狗进公园要牵绳不", PARK, "第二条"),
    ("哪里放得了风筝", PARK, "第三条"),
    ("刮大风船费退不退", PARK, "第四条"),
    ("摘了公园的果子赔多少", PARK, "第五条"),
    ("停一晚上车要登记吗", PARK, "第六条"),
    ("夜里几点锁大门", PARK, "第七条"),
    ("钓鱼要不要办证", PARK, "第八条"),
    ("办卡交押金吗", LIBRARY, "第一条"),
    ("一次能借几本", LIBRARY, "第二条"),
    ("书弄丢了咋个赔", LIBRARY, "第三条"),
    ("看书时能接电话吗", LIBRARY, "第四条"),
)
QUESTIONS = [
    *(Question(text, frozenset({(law, label)})) for text, law, label in ASKED),
    Question("公园和图书馆几点关门", frozenset({(PARK, "第七条"), (LIBRARY, "第四条")})),
    Question("月亮上能不能种菜", frozenset({("月亮法", "第一条")})),
]


class Spied(Workshop):
    """A workshop that remembers which questions each encoder and each index was given."""

    def __init__(
        self,
        folder: Path,
        articles: Sequence[Article],
        digests: dict[Reference, Digest],
        entries: Sequence[FaqEntry],
    ) -> None:
        super().__init__(folder, articles, digests, entries, QUESTIONS, QUICK, ignore)
        self.learnt: dict[str, set[int]] = {}
        self.known: dict[int, set[int]] = {}
        self.tested: list[tuple[str, frozenset[int], frozenset[int]]] = []
        self.open: set[str] = set()
        self.most_open = 0

    def encoder(self, learnt: Sequence[int], name: str) -> TrainedEncoder:
        self.learnt[name] = set(learnt)
        return super().encoder(learnt, name)

    def index(self, encoder: TrainedEncoder, learnt: Sequence[int]) -> StatuteIndex:
        index = super().index(encoder, learnt)
        self.known[id(index)] = set(learnt)
        self.open.add(encoder.name)
        self.most_open = max(self.most_open, len(self.open))
        return index

    def groups(self, index: StatuteIndex, asked: Sequence[int]) -> list[Group]:
        name = index._encoder.name
        self.tested.append((name, frozenset(self.known[id(index)]), frozenset(asked)))
        return super().groups(index, asked)

    def discard(self, encoder: TrainedEncoder) -> None:
        super().discard(encoder)
        self.open.remove(encoder.name)


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """Steps as small as these are not worth sharing out."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def digests() -> dict[Reference, Digest]:
    of = Reference(PARK, "第七条")
    return {of: Digest(of, "说的是公园几点开门、几点关门。", ("大门锁了没有",), date(2025, 4, 19))}


@pytest.fixture(scope="module")
def trainings() -> Iterator[list[set[str]]]:
    """The texts of the questions that each training was really given."""
    given: list[set[str]] = []

    def spy(
        corpus: Corpus,
        start: np.ndarray,
        questions: Sequence[Labelled],
        wordings: Sequence[Labelled],
        settings: Settings,
        progress: Progress,
    ) -> np.ndarray:
        given.append({question.text for question in questions})
        assert not {wording.text for wording in wordings} & {question.text for question in QUESTIONS}
        return with_questions(corpus, start, questions, wordings, settings, progress)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workshop_module, "with_questions", spy)
        yield given


@pytest.fixture(scope="module")
def workshop(
    articles: list[Article],
    entries: list[FaqEntry],
    digests: dict[Reference, Digest],
    trainings: list[set[str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Spied]:
    """Made while the spy on trainings is in place."""
    assert trainings == []
    made = Spied(tmp_path_factory.mktemp("workshop") / "index", articles, digests, entries)
    yield made
    made.close()


@pytest.fixture(scope="module")
def folds() -> list[list[int]]:
    return fold_numbers(len(QUESTIONS), 7)


@pytest.fixture(scope="module")
def once(workshop: Spied, folds: list[list[int]]) -> list[list[Group]]:
    """What the spies saw is in ``workshop`` and ``trainings``."""
    return unseen_groups(workshop, folds)


@pytest.fixture(scope="module")
def twice(
    workshop: Spied, folds: list[list[int]], once: list[list[Group]]
) -> dict[tuple[int, int], list[Group]]:
    return twice_unseen_groups(workshop, folds)


@pytest.mark.parametrize("count", [0, 3, 14, 101])
def test_every_question_is_dealt_to_one_fold(count: int) -> None:
    dealt = fold_numbers(count, 1)
    assert len(dealt) == FOLDS
    assert sorted(number for own in dealt for number in own) == list(range(count))
    sizes = [len(own) for own in dealt]
    assert max(sizes) - min(sizes) <= 1


def test_the_folds_depend_on_the_seed_alone() -> None:
    assert fold_numbers(50, 1) == fold_numbers(50, 1)
    assert fold_numbers(50, 1) != fold_numbers(50, 2)


def test_every_question_is_tested_exactly_once(
    once: list[list[Group]], folds: list[list[int]], workshop: Spied
) -> None:
    everything = set(range(len(QUESTIONS)))
    asked = [own for _, known, own in workshop.tested if known == everything - own]
    assert sorted(number for own in asked for number in own) == sorted(everything)
    assert sorted(map(sorted, asked)) == sorted(folds)
    assert [len(groups) for groups in once] == [len(own) for own in folds]


def test_no_encoder_and_no_index_is_asked_what_it_has_learnt(
    once: list[list[Group]], twice: dict[tuple[int, int], list[Group]], workshop: Spied
) -> None:
    assert len(workshop.tested) >= len(once) + len(twice)
    for name, known, asked in workshop.tested:
        assert asked
        assert not asked & workshop.learnt[name]
        assert not asked & known
        assert known == workshop.learnt[name]


def test_no_training_was_given_the_words_of_a_question_it_is_tested_on(
    once: list[list[Group]], workshop: Spied, trainings: list[set[str]]
) -> None:
    texts = [question.text for question in QUESTIONS]
    # The question on the moon has no article here, so there is nothing to learn from it.
    expected = [
        {texts[number] for number in learnt if "月亮" not in texts[number]}
        for learnt in workshop.learnt.values()
    ]
    assert all(own in trainings for own in expected)
    assert all(own in expected for own in trainings)


def test_what_is_tested_twice_unseen_saw_neither_fold(
    twice: dict[tuple[int, int], list[Group]], workshop: Spied, folds: list[list[int]]
) -> None:
    pairs = {(one, other) for one in range(FOLDS) for other in range(FOLDS) if one != other}
    assert set(twice) == pairs
    everything = set(range(len(QUESTIONS)))
    for outer, inner in pairs:
        assert len(twice[outer, inner]) == len(folds[inner])
        left = everything - set(folds[outer]) - set(folds[inner])
        assert any(known == left and asked == set(folds[inner]) for _, known, asked in workshop.tested)


def test_what_the_index_of_a_fold_says_of_questions_is_of_others(
    once: list[list[Group]], folds: list[list[int]], workshop: Spied
) -> None:
    asked = FEATURES.index("asked")
    for groups in once:
        for group in groups:
            assert (group.features[:, asked] < 0.999).all()  # no question meets itself


def test_right_candidates_are_those_the_question_names(
    once: list[list[Group]], folds: list[list[int]], articles: list[Article], workshop: Spied
) -> None:
    assert workshop.names() == [(article.law, article.label) for article in articles]
    for own, groups in zip(folds, once, strict=True):
        for number, group in zip(own, groups, strict=True):
            named = {workshop.names()[place] for place in group.positions[group.right].tolist()}
            assert named == {name for name in QUESTIONS[number].articles if name in workshop.names()}
            assert group.features.shape == (len(group.positions), len(FEATURES))
            assert len(group.right) == len(group.positions)


def test_one_index_at_a_time_takes_up_the_disk(
    twice: dict[tuple[int, int], list[Group]], workshop: Spied
) -> None:
    assert workshop.most_open == 1
    assert workshop.open == set()


def test_strict_scores_are_one_for_every_candidate_of_every_tested_question(
    once: list[list[Group]],
    twice: dict[tuple[int, int], list[Group]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ranking, "ROUNDS", 5)
    scores = strict_scores(once, twice, seeds=(1,))
    assert len(scores) == len(once)
    for own, groups in zip(scores, once, strict=True):
        assert [len(one) for one in own] == [len(group.positions) for group in groups]
        assert all(np.isfinite(one).all() for one in own)


def test_the_reranker_of_a_fold_never_learns_from_that_fold(
    once: list[list[Group]],
    twice: dict[tuple[int, int], list[Group]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given: list[list[int]] = []

    def train(groups: Sequence[Group], _seeds: Sequence[int]) -> list[int]:
        given.append([id(group) for group in groups])
        return []

    def score(_boosters: Sequence[int], features: np.ndarray) -> np.ndarray:
        return np.zeros(len(features))

    monkeypatch.setattr(fold_module, "train_boosters", train)
    monkeypatch.setattr(fold_module, "mean_scores", score)
    strict_scores(once, twice, seeds=(1,))
    assert len(given) == FOLDS
    for outer, ids in enumerate(given):
        allowed = [id(group) for (one, _), groups in twice.items() if one == outer for group in groups]
        assert sorted(ids) == sorted(allowed)
        assert not set(ids) & {id(group) for groups in once for group in groups}


def test_the_first_stages_are_gone_through_once(
    once: list[list[Group]], workshop: Spied, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> np.ndarray:
        raise AssertionError("trained again")

    monkeypatch.setattr(workshop_module, "without_questions", refuse)
    assert workshop.unasked() is workshop.unasked()


def test_an_encoder_depends_on_what_it_learnt(workshop: Spied, articles: list[Article]) -> None:
    texts = [passage_text(article) for article in articles]
    one = workshop.encoder([0, 1, 2], "one")
    same = workshop.encoder([0, 1, 2], "same")
    other = workshop.encoder([3, 4, 5], "other")
    assert np.array_equal(one.encode(texts), same.encode(texts))
    assert not np.array_equal(one.encode(texts), other.encode(texts))


def test_each_encoder_has_vectors_of_its_own_in_the_shared_segment(
    workshop: Spied, articles: list[Article]
) -> None:
    for learnt in ([0, 1], [2, 3]):
        encoder = workshop.encoder(learnt, f"own-{learnt[0]}")
        index = workshop.index(encoder, learnt)
        vector = encoder.encode(["放风筝"])[0]
        likeness = index.layout.segments[0].dense.likeness(np.arange(len(articles)), vector)
        expected = encoder.encode([passage_text(article) for article in articles]) @ vector
        assert likeness == pytest.approx(expected, abs=2e-3)
        workshop.discard(encoder)


def test_what_is_remembered_are_the_questions_learnt_with_all_their_articles(workshop: Spied) -> None:
    encoder = workshop.encoder([0, 12], "remembering")
    remembered = workshop.remembered(encoder, [12, 13])
    assert [set(own) for own in remembered.targets] == [
        {Reference(PARK, "第七条"), Reference(LIBRARY, "第四条")},
        {Reference("月亮法", "第一条")},
    ]
    texts = [QUESTIONS[12].text, QUESTIONS[13].text]
    assert remembered.vectors == pytest.approx(encoder.encode(texts))


def test_everyday_words_are_in_every_index(workshop: Spied) -> None:
    encoder = workshop.encoder([0, 1], "everyday")
    hits = workshop.index(encoder, [0, 1]).search("大门锁了没有", 14)
    workshop.discard(encoder)
    (seventh,) = (hit for hit in hits if (hit.article.law, hit.article.label) == (PARK, "第七条"))
    assert seventh.scores["everyday_known"] == 1
    assert seventh.scores["everyday"] == pytest.approx(1, abs=1e-3)


def test_a_workshop_leaves_no_file_behind(
    articles: list[Article], entries: list[FaqEntry], digests: dict[Reference, Digest], tmp_path: Path
) -> None:
    made = Workshop(tmp_path / "index", articles, digests, entries, QUESTIONS[:2], QUICK, ignore)
    encoder = made.encoder([0], "one")
    made.index(encoder, [0])
    assert (tmp_path / "index" / "one").exists()
    made.discard(encoder)
    assert not (tmp_path / "index" / "one").exists()
    made.close()
    assert list(tmp_path.iterdir()) == []


def test_wordings_whose_articles_are_not_at_hand_are_not_learnt(
    articles: list[Article], entries: list[FaqEntry], tmp_path: Path
) -> None:
    gone = [replace(entry, citations=(Reference("月亮法", "第一条"),)) for entry in entries]
    made = Workshop(tmp_path / "index", articles, {}, gone, QUESTIONS[:2], QUICK, ignore)
    bare = Workshop(tmp_path / "bare", articles, {}, gone[:1], QUESTIONS[:2], QUICK, ignore)
    assert made.unasked().shape[1] == bare.unasked().shape[1] == QUICK.dimension
    assert made._wordings == bare._wordings == []
