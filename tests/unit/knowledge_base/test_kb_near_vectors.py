"""The nearest of a few vectors, and of many."""

from pathlib import Path

import numpy as np
import pytest

from knowledge_base.retrieval import near_vectors
from knowledge_base.retrieval.near_vectors import NearVectors

DICE = np.random.default_rng(5)


def scattered(count: int, dimension: int = 32) -> np.ndarray:
    rows = DICE.normal(size=(count, dimension))
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


MANY, ASKED = scattered(600), scattered(40)


@pytest.fixture
def sketched(monkeypatch: pytest.MonkeyPatch) -> NearVectors:
    monkeypatch.setattr(near_vectors, "EXHAUSTIVE", 100)
    monkeypatch.setattr(near_vectors, "_SPARE", 60)
    return NearVectors(MANY)


@pytest.mark.parametrize("exhaustive", [3, 1000])
@pytest.mark.parametrize("count", [1, 4, 12, 50])
def test_the_nearest_come_best_first_however_many_there_are(
    exhaustive: int, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(near_vectors, "EXHAUSTIVE", exhaustive)
    angles = np.linspace(0, 3, 24)
    ordered = np.column_stack([np.cos(angles), np.sin(angles)]).astype(np.float32)
    shuffled = np.random.default_rng(1).permutation(24)
    nearest = NearVectors(ordered[shuffled]).nearest(ordered[0], count)
    assert shuffled[nearest].tolist() == list(range(min(count, 24)))


def test_of_none_none_is_near() -> None:
    nothing = NearVectors(np.zeros((0, 2), dtype=np.float32))
    assert nothing.nearest(np.ones(2, dtype=np.float32), 5).tolist() == []
    assert nothing.likeness(np.zeros(0, dtype=np.int64), np.ones(2, dtype=np.float32)).shape == (0,)


def test_of_many_nearly_all_of_the_nearest_are_found(sketched: NearVectors) -> None:
    found = 0
    for vector in ASKED:
        nearest = sketched.nearest(vector, 10).tolist()
        assert len(set(nearest)) == len(nearest) == 10
        found += len(set(nearest) & set(np.argsort(-(MANY @ vector))[:10].tolist()))
    assert found >= 0.9 * 10 * len(ASKED)


def test_what_is_found_of_many_is_in_the_order_of_the_vectors_themselves(sketched: NearVectors) -> None:
    for vector in ASKED:
        cosines = MANY[sketched.nearest(vector, 20)] @ vector
        assert (np.diff(cosines) <= 2e-3).all()


def test_a_vector_is_nearest_to_itself(sketched: NearVectors) -> None:
    assert [int(sketched.nearest(MANY[place], 1)[0]) for place in range(0, 600, 37)] == list(
        range(0, 600, 37)
    )


@pytest.mark.parametrize("exhaustive", [3, 1000])
def test_likeness_is_the_cosine_in_the_order_asked_for(
    exhaustive: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(near_vectors, "EXHAUSTIVE", exhaustive)
    positions = np.array([599, 0, 150, 0])
    cosines = NearVectors(MANY).likeness(positions, ASKED[0])
    assert cosines.dtype == np.float32
    assert cosines == pytest.approx(MANY[positions] @ ASKED[0], abs=2e-3)


@pytest.mark.parametrize("exhaustive", [3, 1000])
def test_what_was_saved_finds_the_same(
    exhaustive: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(near_vectors, "EXHAUSTIVE", exhaustive)
    made = NearVectors(MANY)
    made.save(tmp_path, "some")
    read = NearVectors.load(tmp_path, "some")
    assert len(read) == len(made) == 600
    for vector in ASKED[:5]:
        assert read.nearest(vector, 7).tolist() == made.nearest(vector, 7).tolist()


def test_an_odd_number_of_dimensions_is_compared_without_sketches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near_vectors, "EXHAUSTIVE", 3)
    odd = scattered(50, 7)
    vector = odd[20]
    assert NearVectors(odd).nearest(vector, 5).tolist() == np.argsort(-(odd @ vector))[:5].tolist()
