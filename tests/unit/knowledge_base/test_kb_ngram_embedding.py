"""Vectors as sums of the vectors of character n-grams."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from knowledge_base.retrieval.ngram_embedding import NgramEmbedding, quantise

VOCABULARY = ["公", "园", "公园", "风", "风筝"]


@pytest.fixture(scope="module")
def model() -> NgramEmbedding:
    rows = np.array([[1, 0], [0, 1], [10, 10], [-5, 0], [0, -5]], dtype=np.int8)
    return NgramEmbedding(VOCABULARY, rows, np.array([1.0, 1.0, 0.5, 2.0, 0.1]), longest=2)


def vector(model: NgramEmbedding, text: str, prompt: str | None = None) -> list[float]:
    found: list[list[float]] = model.preprocess([text], prompt)["sentence_embedding"].tolist()
    return found[0]


def test_a_text_is_known_by_its_distinct_ngrams(model: NgramEmbedding) -> None:
    assert sorted(model.ids("公园公园的湖")) == [0, 1, 2]
    assert sorted(model.ids("公，园")) == [0, 1]
    assert model.ids("湖").tolist() == []
    assert model.ids("湖").dtype == np.int64


def test_a_vector_is_the_scaled_sum_of_its_rows(model: NgramEmbedding) -> None:
    assert vector(model, "公园") == pytest.approx([1 + 5, 1 + 5])
    assert vector(model, "风筝") == pytest.approx([-10, -0.5])


def test_a_text_without_known_ngrams_is_all_zeros(model: NgramEmbedding) -> None:
    assert vector(model, "湖") == vector(model, "") == vector(model, "？！") == [0, 0]


def test_a_prompt_is_part_of_the_text(model: NgramEmbedding) -> None:
    assert vector(model, "园", prompt="公") == vector(model, "公园")


def test_vectors_come_in_the_order_of_the_texts(model: NgramEmbedding) -> None:
    together = model.preprocess(["公", "湖", "风筝"])["sentence_embedding"]
    assert together.shape == (3, model.get_embedding_dimension()) == (3, 2)
    assert together.tolist() == [vector(model, text) for text in ("公", "湖", "风筝")]


def test_spelling_does_not_matter(model: NgramEmbedding) -> None:
    assert vector(model, "公\u200b园") == vector(model, "公园")


def test_a_saved_model_is_the_same_when_read(model: NgramEmbedding, tmp_path: Path) -> None:
    model.save(str(tmp_path / "model"))
    read = NgramEmbedding.load(str(tmp_path / "model"))
    assert (read.vocabulary, read.longest) == (model.vocabulary, model.longest)
    for text in ("公园放风筝", "湖"):
        assert vector(read, text) == vector(model, text)


def test_a_trained_model_survives_saving(trained: NgramEmbedding, tmp_path: Path) -> None:
    trained.save(str(tmp_path))
    read = NgramEmbedding.load(str(tmp_path))
    assert vector(read, "草坪上烧烤") == vector(trained, "草坪上烧烤")
    assert any(vector(read, "草坪上烧烤"))


@settings(deadline=None)
@given(
    arrays.arrays(
        np.float32, st.tuples(st.integers(1, 5), st.integers(1, 8)), elements=st.floats(-9, 9, width=32)
    )
)
def test_eight_bits_lose_at_most_half_a_step(vectors: np.ndarray) -> None:
    rows, scales = quantise(vectors)
    assert rows.dtype == np.int8
    assert scales.dtype == np.float32
    assert scales.shape == (len(vectors),)
    assert (np.abs(rows * scales[:, None] - vectors) <= scales[:, None] * 0.51 + 1e-35).all()


def test_the_largest_value_of_each_row_uses_all_bits() -> None:
    rows, scales = quantise(np.array([[0.5, -1.0], [0.001, 0.0], [0.0, 0.0]], dtype=np.float32))
    assert np.abs(rows).max(axis=1).tolist() == [127, 127, 0]
    assert scales[2] == 1.0
