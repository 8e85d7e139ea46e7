"""BM25 over terms."""

from pathlib import Path

import numpy as np
import pytest

from knowledge_base.retrieval.lexical import Lexical

DOCUMENTS = [["草坪", "烧烤"], ["草坪", "遛狗", "拴绳"], ["划船"], []]


@pytest.fixture(scope="module")
def index() -> Lexical:
    return Lexical.build(DOCUMENTS)


def test_the_document_with_the_rarer_term_is_ahead(index: Lexical) -> None:
    scores = index.scores(["草坪", "烧烤"])
    assert scores[0] > scores[1] > 0
    assert scores[2] == scores[3] == 0


def test_a_short_document_is_ahead_of_a_long_one_with_the_same_term(index: Lexical) -> None:
    scores = index.scores(["草坪"])
    assert scores[0] > scores[1]


@pytest.mark.parametrize("terms", [[], ["宇宙飞船"], ["宇宙飞船", "火星"], [""]])
def test_unknown_terms_score_no_document_that_has_words(index: Lexical, terms: list[str]) -> None:
    scores = index.scores(terms)
    assert scores.shape == (4,)
    assert scores.dtype == np.float32
    assert not scores[:3].any()


def test_unknown_words_give_zeros_everywhere(index: Lexical) -> None:
    assert not index.scores(["宇宙飞船", "火星"]).any()


def test_a_term_said_twice_counts_once(index: Lexical) -> None:
    assert np.array_equal(index.scores(["烧烤", "烧烤", "烧烤"]), index.scores(["烧烤"]))


def test_scores_of_long_and_short_questions_compare(index: Lexical) -> None:
    alone, among_four = index.scores(["烧烤"]), index.scores(["烧烤", "火星", "月亮", "太阳"])
    assert among_four == pytest.approx(alone / 2)


def test_a_saved_index_answers_as_the_one_that_was_built(index: Lexical, tmp_path: Path) -> None:
    index.save(tmp_path / "words")
    opened = Lexical.load(tmp_path / "words")
    for terms in (["草坪", "拴绳"], ["火星"], []):
        assert np.array_equal(opened.scores(terms), index.scores(terms))
