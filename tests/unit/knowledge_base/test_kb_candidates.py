"""One probability made of several scores, and the best of many scores."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.retrieval.candidates import Blend, best

BLEND = Blend.from_dict({"weights": {"dense": 4.0, "words": 0.5}, "intercept": -2.0})

scores = st.lists(st.floats(-5, 5, width=32), max_size=40)


def test_a_blend_reads_its_weights_by_name_in_their_order() -> None:
    assert BLEND.features == ("dense", "words")
    assert BLEND.weights.tolist() == [4.0, 0.5]
    assert BLEND.intercept == -2.0


def test_a_probability_is_that_of_the_logistic_model() -> None:
    rows = np.array([[0.5, 0.0], [0.0, 0.0], [1.0, 4.0]], dtype=np.float32)
    assert BLEND.probability(rows).tolist() == pytest.approx([0.5, 0.1192029, 0.9820138])


@given(st.lists(st.tuples(st.floats(-1, 1), st.floats(0, 50)), min_size=1, max_size=20))
def test_probabilities_lie_between_none_and_certain(rows: list[tuple[float, float]]) -> None:
    probabilities = BLEND.probability(np.array(rows, dtype=np.float32))
    assert probabilities.shape == (len(rows),)
    assert ((probabilities >= 0) & (probabilities <= 1)).all()


@given(st.floats(-1, 1), st.floats(0, 50), st.floats(0, 1))
def test_more_of_any_score_is_never_less_likely(dense: float, words: float, more: float) -> None:
    rows = np.array([[dense, words], [dense + more, words], [dense, words + more]], dtype=np.float32)
    low, denser, wordier = BLEND.probability(rows)
    assert denser >= low
    assert wordier >= low


@given(scores, st.integers(1, 50))
def test_the_best_are_the_highest_above_zero(values: list[float], count: int) -> None:
    found = best(np.array(values, dtype=np.float32), count)
    expected = sorted((value for value in values if value > 0), reverse=True)[:count]
    assert sorted((values[position] for position in found), reverse=True) == expected
    assert len(set(found.tolist())) == len(found)


def test_where_nothing_scores_nothing_is_best() -> None:
    assert best(np.zeros(5, dtype=np.float32), 3).tolist() == []
