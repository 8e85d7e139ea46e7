"""Texts to unit vectors."""

from pathlib import Path

import numpy as np
import pytest

from knowledge_base.retrieval.encoder import SHIPPED, Encoder, SentenceEncoder
from knowledge_base.retrieval.ngram_embedding import NgramEmbedding
from knowledge_base.retrieval.train import make


def test_vectors_have_length_one(encoder: Encoder) -> None:
    vectors = encoder.encode(["草坪上可以烧烤吗", "借书证怎么办"])
    assert vectors.shape == (2, encoder.dimension)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_a_text_of_which_nothing_is_known_has_the_zero_vector(encoder: Encoder) -> None:
    assert not encoder.encode(["？？？", "zzz"]).any()


def test_a_text_has_the_same_vector_alone_and_among_others(encoder: Encoder) -> None:
    texts = [f"第{number}个人带狗入园" for number in range(300)]
    together = encoder.encode(texts)
    for position in (0, 255, 256, 299):
        assert together[position] == pytest.approx(encoder.encode([texts[position]])[0], abs=1e-6)


def test_a_slip_of_the_pen_stays_near_what_was_meant(encoder: Encoder) -> None:
    meant, slip, other = encoder.encode(["草坪上能不能烧烤", "草平上能不能烧考", "逾期还书暂停借书"])
    assert meant @ slip > 0.5
    assert meant @ slip > meant @ other + 0.3


def test_two_makings_of_the_encoder_have_two_names(encoder: Encoder, other_encoder: Encoder) -> None:
    assert encoder.name.startswith("fawen-ngram-")
    assert other_encoder.name.startswith("fawen-ngram-")
    assert encoder.name != other_encoder.name


def test_the_shipped_encoder_is_at_hand() -> None:
    encoder = SentenceEncoder()
    vectors = encoder.encode(["邻居家漏水怎么办", "楼上漏水把我家泡了", "遗嘱要不要公证"])
    assert encoder.name.startswith("fawen-ngram-")
    assert vectors.shape == (3, encoder.dimension)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]
    assert (SHIPPED / "vocabulary.txt").exists()


def test_an_encoder_of_ours_can_be_named_by_its_folder(trained: NgramEmbedding, tmp_path: Path) -> None:
    make.save(trained, tmp_path / "model")
    encoder = SentenceEncoder(str(tmp_path / "model"))
    assert encoder.dimension == trained.get_embedding_dimension()
