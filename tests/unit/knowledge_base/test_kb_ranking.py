"""Training the reranker, on candidates made up by us. Behaviour is tested, not constants."""

import numpy as np
import pytest

from knowledge_base.retrieval.features import FEATURES
from knowledge_base.retrieval.reranker import SURENESS
from knowledge_base.retrieval.train.ranking import Group, fit_sureness, mean_scores, train_boosters

TELLING = [FEATURES.index(name) for name in ("dense", "everyday")]


def groups(seed: int, count: int, size: int = 25) -> list[Group]:
    """Questions with one right candidate each, which is a little ahead in two features out of many."""
    dice = np.random.default_rng(seed)
    found = []
    for _ in range(count):
        features = dice.random((size, len(FEATURES))).astype(np.float32)
        right = np.zeros(size, dtype=bool)
        right[dice.integers(size)] = True
        for column in TELLING:
            features[right, column] += 0.5
        found.append(Group(np.arange(size), features, right))
    return found


@pytest.fixture(scope="module")
def unseen() -> list[Group]:
    return groups(2, 60)


@pytest.fixture(scope="module")
def scores(unseen: list[Group]) -> list[np.ndarray]:
    boosters = train_boosters(groups(1, 80), seeds=(1,), threads=1)
    return [mean_scores(boosters, group.features) for group in unseen]


def first_is_right(found: list[Group], scores: list[np.ndarray]) -> float:
    return float(np.mean([group.right[np.argmax(own)] for group, own in zip(found, scores, strict=True)]))


def test_unseen_candidates_are_ranked_far_better_than_by_chance(
    unseen: list[Group], scores: list[np.ndarray]
) -> None:
    assert first_is_right(unseen, scores) > 5 / len(unseen[0].right)


def test_two_telling_features_together_rank_better_than_one(
    unseen: list[Group], scores: list[np.ndarray]
) -> None:
    by_one = first_is_right(unseen, [group.features[:, TELLING[0]] for group in unseen])
    assert first_is_right(unseen, scores) > by_one


def test_each_seed_makes_a_booster_of_its_own_and_the_mean_is_told() -> None:
    learnt = groups(3, 10)
    boosters = train_boosters(learnt, seeds=(1, 2), threads=1)
    each = [np.asarray(booster.predict(learnt[0].features)) for booster in boosters]
    assert len(each) == 2
    assert mean_scores(boosters, learnt[0].features) == pytest.approx((each[0] + each[1]) / 2)


def test_the_same_seed_makes_the_same_booster() -> None:
    learnt = groups(3, 10)
    one, other = (train_boosters(learnt, seeds=(7,), threads=1) for _ in range(2))
    assert np.array_equal(mean_scores(one, learnt[0].features), mean_scores(other, learnt[0].features))


def test_sureness_rises_with_the_score(unseen: list[Group], scores: list[np.ndarray]) -> None:
    blend = fit_sureness(unseen, scores)
    assert blend.features == SURENESS
    assert (blend.weights >= 0).all()
    assert blend.weights[SURENESS.index("score")] > 0
    steps = np.full((30, len(SURENESS)), 0.5, dtype=np.float32)
    steps[:, SURENESS.index("score")] = np.linspace(-3, 3, 30)
    assert (np.diff(blend.probability(steps)) > 0).all()


def shown(unseen: list[Group], scores: list[np.ndarray], depth: int) -> tuple[np.ndarray, np.ndarray]:
    """Columns of sureness of the best of each question, and whether they are right."""
    columns, right = [], []
    for group, own in zip(unseen, scores, strict=True):
        best = np.argsort(-own)[:depth]
        named = [group.features[best, FEATURES.index(name)] for name in SURENESS[1:]]
        columns.append(np.column_stack([own[best], *named]))
        right.append(group.right[best])
    return np.concatenate(columns), np.concatenate(right)


@pytest.mark.parametrize("depth", [1, 4])
def test_sureness_is_right_on_average_over_what_is_shown(
    unseen: list[Group], scores: list[np.ndarray], depth: int
) -> None:
    blend = fit_sureness(unseen, scores, depth)
    columns, right = shown(unseen, scores, depth)
    probabilities = blend.probability(columns.astype(np.float32))
    assert probabilities.mean() == pytest.approx(right.mean(), abs=0.02)
    assert probabilities[right].mean() > probabilities[~right].mean()
