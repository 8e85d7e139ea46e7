"""What citizens ask about."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge_base.models import Reference
from knowledge_base.retrieval import priors as module
from knowledge_base.retrieval.located import Located
from knowledge_base.retrieval.priors import priors, votes
from knowledge_base.retrieval.wordings import Wordings

# Six articles: three of a first law (two chapters), two of a second, one of a third that nobody asks about.
LAWS = np.array([0, 0, 0, 1, 1, 2], dtype=np.int32)
CHAPTERS = np.array([0, 0, 1, 2, 2, 3], dtype=np.int32)
REFERENCES = [Reference(f"{'甲乙丙'[law]}法", f"第{number}条") for number, law in enumerate(LAWS.tolist())]
PLACES = {reference: place for place, reference in enumerate(REFERENCES)}


def asked(*own: tuple[int, ...]) -> Located:
    """Questions by the articles that answered them; 99 is an article that the index does not hold."""
    targets = [
        tuple(REFERENCES[place] if place < 99 else Reference("月亮法", "第一条") for place in places)
        for places in own
    ]
    return Located(Wordings(np.zeros((len(own), 2), dtype=np.float32), targets), PLACES, len(LAWS))


def test_what_answered_more_often_is_likelier() -> None:
    found = priors(asked((0,), (0,), (0, 1), (3,)), LAWS, CHAPTERS)
    assert found.articles[0] > found.articles[1] == found.articles[3] > found.articles[2]
    assert found.chapters[0] > found.chapters[2] > found.chapters[1] == found.chapters[3]
    assert found.laws[0] > found.laws[1] > found.laws[2]


def test_what_was_never_asked_about_is_not_impossible() -> None:
    for questions in (asked((0,)), asked(), asked((99,))):
        found = priors(questions, LAWS, CHAPTERS)
        assert (found.laws.shape, found.chapters.shape, found.articles.shape) == ((3,), (4,), (6,))
        for values in (found.laws, found.chapters, found.articles):
            assert np.isfinite(values).all()
            assert values.dtype == np.float32


def test_where_nobody_asked_nothing_is_preferred() -> None:
    found = priors(asked(), LAWS, CHAPTERS)
    for values in (found.laws, found.chapters, found.articles):
        assert len(set(values.tolist())) == 1


def plain_votes(own: list[tuple[int, ...]], scores: list[float]) -> tuple[list[float], list[float]]:
    articles, laws = [0.0] * 6, [0.0] * 3
    if not scores:
        return articles, laws
    nearest = sorted(range(len(scores)), key=lambda row: -scores[row])[: module._NEAREST]
    weights = [math.exp((scores[row] - scores[nearest[0]]) / module._WARMTH) for row in nearest]
    for row, weight in zip(nearest, weights, strict=True):
        share = weight / sum(weights)
        for place in own[row]:
            if place < 99:
                articles[place] += share
        for law in {int(LAWS[place]) for place in own[row] if place < 99}:
            laws[law] += share
    return articles, laws


questions_and_scores = st.lists(
    st.tuples(
        st.lists(st.sampled_from([0, 1, 2, 3, 4, 99]), max_size=3, unique=True).map(tuple),
        st.integers(-100, 100),
    ),
    max_size=45,
    unique_by=lambda pair: pair[1],
)


@settings(max_examples=50)
@given(questions_and_scores)
def test_the_nearest_questions_vote_for_what_answered_them(drawn: list[tuple[tuple[int, ...], int]]) -> None:
    own = [places for places, _ in drawn]
    scores = [score / 100 for _, score in drawn]
    by_article, by_law = votes(asked(*own), np.array(scores, dtype=np.float32), LAWS, 6, 3)
    expected_articles, expected_laws = plain_votes(own, scores)
    assert by_article.tolist() == pytest.approx(expected_articles, abs=1e-4)
    assert by_law.tolist() == pytest.approx(expected_laws, abs=1e-4)


@settings(max_examples=50)
@given(questions_and_scores)
def test_no_law_gets_more_than_all_votes(drawn: list[tuple[tuple[int, ...], int]]) -> None:
    scores = np.array([score / 100 for _, score in drawn], dtype=np.float32)
    by_article, by_law = votes(asked(*(places for places, _ in drawn)), scores, LAWS, 6, 3)
    for values in (by_article, by_law):
        assert (values >= 0).all()
        assert (values <= 1 + 1e-5).all()


def test_a_law_counts_once_a_question_however_many_of_its_articles_answered() -> None:
    by_article, by_law = votes(asked((0, 1, 2)), np.array([0.5], dtype=np.float32), LAWS, 6, 3)
    assert by_article.tolist() == pytest.approx([1, 1, 1, 0, 0, 0])
    assert by_law.tolist() == pytest.approx([1, 0, 0])


def test_a_question_further_off_has_less_of_a_vote() -> None:
    by_article, _ = votes(asked((0,), (3,)), np.array([0.9, 0.1], dtype=np.float32), LAWS, 6, 3)
    assert by_article[0] > by_article[3] > 0
    assert by_article[0] + by_article[3] == pytest.approx(1)


def test_without_questions_there_are_no_votes() -> None:
    by_article, by_law = votes(asked(), np.zeros(0, dtype=np.float32), LAWS, 6, 3)
    assert by_article.tolist() == [0] * 6
    assert by_law.tolist() == [0] * 3
