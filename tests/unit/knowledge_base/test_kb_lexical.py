"""BM25 over terms."""

import math
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.retrieval.lexical import K1, B, Lexical

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


TERMS = ["草坪", "烧烤", "遛狗", "划船", "风筝", "借书"]
several = st.lists(st.lists(st.sampled_from(TERMS), max_size=8), min_size=1, max_size=8)
question = st.lists(st.sampled_from([*TERMS, "火星"]), max_size=6)


def plain(documents: list[list[str]], base: list[list[str]], terms: list[str]) -> list[float]:
    """BM25 of documents written down as the formula is, with the statistics of another collection."""
    lengths = [max(1, len(document)) for document in base]
    average = sum(lengths) / len(lengths)
    scores = []
    for document in documents:
        counts = Counter(document)
        total = 0.0
        for term in set(terms):
            held = sum(term in one for one in base)
            rarity = math.log(1 + (len(base) - held + 0.5) / (held + 0.5))
            norm = K1 * (1 - B + B * max(1, len(document)) / average)
            total += rarity * counts[term] / (counts[term] + norm)
        scores.append(total / math.sqrt(len(set(terms)) or 1))
    return scores


@given(several, question)
def test_scores_are_those_of_the_formula(documents: list[list[str]], terms: list[str]) -> None:
    assert Lexical.build(documents).scores(terms).tolist() == pytest.approx(
        plain(documents, documents, terms), abs=1e-5
    )


@given(several, several, question)
def test_documents_added_later_are_scored_with_the_statistics_of_those_before(
    base: list[list[str]], added: list[list[str]], terms: list[str]
) -> None:
    later = Lexical.build(added, Lexical.build(base))
    assert later.scores(terms).tolist() == pytest.approx(plain(added, base, terms), abs=1e-5)


@given(several, question)
def test_the_same_documents_added_again_score_the_same(documents: list[list[str]], terms: list[str]) -> None:
    first = Lexical.build(documents)
    assert Lexical.build(documents, first).scores(terms) == pytest.approx(first.scores(terms), abs=1e-5)


def test_what_was_added_later_is_kept_and_opened_like_the_rest(index: Lexical, tmp_path: Path) -> None:
    index.save(tmp_path / "base")
    opened = Lexical.load(tmp_path / "base")
    added = Lexical.build([["草坪", "风筝"], [], ["草坪"]], opened)
    assert len(added) == 3
    added.save(tmp_path / "added")
    again = Lexical.load(tmp_path / "added")
    assert len(again) == 3
    for terms in (["草坪"], ["风筝", "草坪"], ["火星"], []):
        assert again.scores(terms).tolist() == added.scores(terms).tolist()
    assert again.scores(["草坪"])[1] == 0


def test_a_word_that_was_rare_before_stays_rare_however_often_it_is_added() -> None:
    base = Lexical.build([["草坪"], ["草坪"], ["草坪"], ["烧烤"]])
    added = Lexical.build([["草坪"], ["烧烤"], ["烧烤"], ["烧烤"]], base)
    assert added.scores(["烧烤"])[1] == pytest.approx(base.scores(["烧烤"])[3])
    assert added.scores(["烧烤"])[1] > added.scores(["草坪"])[0]
