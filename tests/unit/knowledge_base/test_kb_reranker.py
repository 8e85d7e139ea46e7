"""The learned order of candidates: kept, opened and explained."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch  # noqa: F401 - first: it carries the OpenMP library that LightGBM looks for

import lightgbm  # isort: skip

from knowledge_base.progress import unwatched
from knowledge_base.retrieval.candidates import Blend
from knowledge_base.retrieval.features import FEATURES
from knowledge_base.retrieval.reranker import SURENESS, Reranker

BLEND = Blend(SURENESS, np.linspace(2, 0.5, len(SURENESS), dtype=np.float32), -3.0)
QUICK = {
    "objective": "lambdarank",
    "num_leaves": 4,
    "min_data_in_leaf": 5,
    "num_threads": 1,
    "deterministic": True,
    "verbose": -1,
}


def candidates(seed: int, size: int) -> np.ndarray:
    dice = np.random.default_rng(seed)
    return dice.random((size, len(FEATURES))).astype(np.float32)


@pytest.fixture(scope="module")
def boosters() -> list[lightgbm.Booster]:
    """Two that have learnt that what is near in meaning is right."""
    features = candidates(1, 400)
    right = (features[:, FEATURES.index("dense")] > 0.8).astype(np.int32)
    data = lightgbm.Dataset(features, right, group=[20] * 20, free_raw_data=False)
    return [lightgbm.train({**QUICK, "seed": seed, "feature_fraction": 0.9}, data, 12) for seed in (1, 2)]


@pytest.fixture
def reranker(boosters: list[lightgbm.Booster]) -> Reranker:
    return Reranker(boosters, "an encoder", BLEND)


def test_what_was_learnt_to_be_right_scores_higher(reranker: Reranker) -> None:
    features = candidates(2, 100)
    scores = reranker.scores(features)
    near = features[:, FEATURES.index("dense")] > 0.8
    assert scores.shape == (100,)
    assert scores[near].min() > scores[~near].mean()


def test_the_score_is_the_mean_of_all_boosters(boosters: list[lightgbm.Booster], reranker: Reranker) -> None:
    features = candidates(3, 10)
    each = [np.asarray(booster.predict(features)) for booster in boosters]
    assert not np.array_equal(each[0], each[1])
    assert reranker.scores(features) == pytest.approx((each[0] + each[1]) / 2)


def test_the_probability_is_the_blends_of_score_and_features(reranker: Reranker) -> None:
    features = candidates(4, 10)
    scores = np.linspace(-1, 1, 10)
    columns = np.column_stack([scores, *(features[:, FEATURES.index(name)] for name in SURENESS[1:])])
    assert reranker.probability(scores, features) == pytest.approx(BLEND.probability(columns), abs=1e-6)


def test_a_higher_score_is_never_less_sure(reranker: Reranker) -> None:
    features = np.repeat(candidates(5, 1), 20, axis=0)
    probabilities = reranker.probability(np.linspace(-3, 3, 20), features)
    assert (np.diff(probabilities) >= 0).all()
    assert ((probabilities > 0) & (probabilities < 1)).all()


def test_what_the_features_add_makes_the_score(reranker: Reranker) -> None:
    features = candidates(6, 30)
    added = reranker.contributions(features)
    assert added.shape == features.shape
    rest = reranker.scores(features) - added.sum(axis=1)
    assert rest == pytest.approx(np.full(30, rest[0]), abs=1e-6)  # the same for every candidate
    strongest = np.abs(added).sum(axis=0).argmax()
    assert FEATURES[strongest] == "dense"


def test_a_saved_reranker_judges_as_it_did(reranker: Reranker, tmp_path: Path) -> None:
    reranker.save(tmp_path)
    again = Reranker.load(tmp_path)
    assert again is not None
    assert again.encoder == "an encoder"
    features = candidates(7, 20)
    scores = reranker.scores(features)
    assert again.scores(features) == pytest.approx(scores)
    assert again.probability(scores, features) == pytest.approx(
        reranker.probability(scores, features), abs=1e-3
    )


def test_compiled_it_judges_as_before(reranker: Reranker, tmp_path: Path) -> None:
    features = candidates(9, 300)  # more than the first trees let through
    before = reranker.scores(features)
    reranker.compile(tmp_path, unwatched)
    assert reranker.scores(features) == pytest.approx(before, abs=1e-9)


def test_saving_again_leaves_no_booster_of_before(
    boosters: list[lightgbm.Booster], reranker: Reranker, tmp_path: Path
) -> None:
    reranker.save(tmp_path)
    Reranker(boosters[:1], "another encoder", BLEND).save(tmp_path)
    assert len(list(tmp_path.glob("reranker*.txt"))) == 1
    again = Reranker.load(tmp_path)
    assert again is not None
    assert again.encoder == "another encoder"
    assert again.scores(candidates(8, 5)) == pytest.approx(boosters[0].predict(candidates(8, 5)))


def test_where_none_was_saved_there_is_none(tmp_path: Path) -> None:
    assert Reranker.load(tmp_path) is None


@pytest.mark.parametrize("features", [FEATURES[:-1], (*FEATURES, "new"), tuple(reversed(FEATURES))])
def test_a_reranker_of_other_features_is_none(
    reranker: Reranker, tmp_path: Path, features: tuple[str, ...]
) -> None:
    reranker.save(tmp_path)
    card = tmp_path / "reranker.json"
    told = json.loads(card.read_text(encoding="utf-8"))
    card.write_text(json.dumps(told | {"features": list(features)}), encoding="utf-8")
    assert Reranker.load(tmp_path) is None
