"""Articles found by our digests alone."""

import numpy as np
import pytest

from knowledge_base.models import Reference
from knowledge_base.retrieval.candidates import Blend
from knowledge_base.retrieval.digest_search import FEATURES, DigestIndex
from knowledge_base.retrieval.encoder import Encoder
from knowledge_base.retrieval.lexical import Lexical
from knowledge_base.retrieval.tokenizer import bigrams, words
from knowledge_base.retrieval.wordings import Wordings

KITE, DOG, BOOK = (
    Reference("公园规定", "第一条"),
    Reference("公园规定", "第二条"),
    Reference("图书规定", "第一条"),
)
TEXTS = ["放风筝离电线远一点", "风筝缠在电线上", "带狗进公园", "遛狗不牵绳", "借书过期了"]
TARGETS = [(KITE,), (KITE,), (DOG,), (DOG, KITE), (BOOK,)]
BLEND = Blend(FEATURES, np.ones(len(FEATURES), dtype=np.float32), -3.0)


@pytest.fixture(scope="module")
def wordings(encoder: Encoder) -> Wordings:
    """Five wordings of three articles."""
    documents = [" ".join(TEXTS[row] for row in (0, 1, 3)), " ".join(TEXTS[2:4]), TEXTS[4]]
    lexical = (
        Lexical.build([words(document) for document in documents]),
        Lexical.build([bigrams(document) for document in documents]),
    )
    return Wordings(encoder.encode(TEXTS), TARGETS, lexical)


@pytest.fixture(scope="module")
def index(wordings: Wordings, encoder: Encoder) -> DigestIndex:
    return DigestIndex(wordings, {KITE, DOG, BOOK}, encoder, BLEND)


def test_an_article_is_found_by_how_it_is_spoken_of(index: DigestIndex) -> None:
    for question, expected in (("风筝电线", KITE), ("带狗进公园可以吗", DOG), ("借书过期", BOOK)):
        best = index.search(question)[0].article
        assert Reference(best.law, best.label) == expected


def test_hits_have_no_text_and_come_best_first(index: DigestIndex) -> None:
    hits = index.search("遛狗不牵绳", 2)
    assert len(hits) == 2
    assert all(hit.article.text == "" for hit in hits)
    assert hits[0].probability >= hits[1].probability


def test_what_has_no_digest_is_not_found(wordings: Wordings, encoder: Encoder) -> None:
    index = DigestIndex(wordings, {BOOK}, encoder, BLEND)
    assert len(index) == 1
    assert [hit.article.law for hit in index.search("放风筝")] == ["图书规定"]


def test_the_probability_is_the_blends_of_the_features(index: DigestIndex) -> None:
    for hit in index.search("遛狗"):
        row = np.array([[hit.scores[name] for name in FEATURES]], dtype=np.float32)
        assert hit.probability == pytest.approx(float(BLEND.probability(row)[0]), abs=1e-6)


def test_without_words_kept_vectors_alone_decide(wordings: Wordings, encoder: Encoder) -> None:
    bare = Wordings(wordings.vectors, wordings.targets)
    hits = DigestIndex(bare, {KITE, DOG, BOOK}, encoder, BLEND).search("带狗进公园")
    assert hits[0].article.label == "第二条"
    assert hits[0].scores["everyday_words"] == 0


def test_no_digests_find_nothing(encoder: Encoder) -> None:
    empty = Wordings(np.zeros((0, encoder.dimension), dtype=np.float32), [])
    assert DigestIndex(empty, set(), encoder, BLEND).search("风筝") == []
