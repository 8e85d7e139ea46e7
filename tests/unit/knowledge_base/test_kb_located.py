"""Wordings at the positions of their articles, held to what plain Python says."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge_base.models import Reference
from knowledge_base.retrieval import located as module
from knowledge_base.retrieval.located import NOTHING, Located, best_two_and_mean, gather
from knowledge_base.retrieval.wordings import Wordings

SIZE = 9
REFERENCES = [Reference("青山市公园管理条例", f"第{number}条") for number in "一二三四五六"]

runs = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 6)), min_size=1, max_size=12)
scored_runs = st.lists(
    st.lists(st.floats(-1, 1, width=32), min_size=1, max_size=6, unique=True), min_size=1, max_size=8
)


@settings(max_examples=50)
@given(runs)
def test_runs_are_gathered_one_after_the_other(pieces: list[tuple[int, int]]) -> None:
    starts, lengths = (np.array(column) for column in zip(*pieces, strict=True))
    members, offsets = gather(starts, lengths)
    expected: list[int] = []
    begins: list[int] = []
    for start, length in pieces:
        begins.append(len(expected))
        expected += range(start, start + length)
    assert members.tolist() == expected
    assert offsets.tolist() == begins


def plain_summary(values: Sequence[float]) -> list[float]:
    ordered = sorted(values, reverse=True)
    return [ordered[0], ordered[1] if len(ordered) > 1 else ordered[0], sum(values) / len(values)]


def test_no_runs_have_no_members() -> None:
    members, offsets = gather(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    assert members.tolist() == offsets.tolist() == []
    assert members.dtype.kind == "i"


@settings(max_examples=50)
@given(scored_runs)
def test_of_each_run_the_best_two_and_the_mean_are_told(values: list[list[float]]) -> None:
    lengths = np.array([len(run) for run in values])
    offsets = np.cumsum([0, *lengths[:-1]])
    flat = np.array([value for run in values for value in run], dtype=np.float32)
    told = best_two_and_mean(flat, offsets, lengths)
    assert told.dtype == np.float32
    assert told.shape == (len(values), 3)
    for row, run in zip(told.tolist(), values, strict=True):
        assert row == pytest.approx(plain_summary(run), abs=1e-6)


def test_one_alone_is_also_the_second() -> None:
    told = best_two_and_mean(np.array([0.25, 0.5, 0.5]), np.array([0, 1]), np.array([1, 2]))
    assert told.tolist() == [[0.25, 0.25, 0.25], [0.5, 0.5, 0.5]]


def test_two_that_are_equally_good_are_best_and_second() -> None:
    told = best_two_and_mean(np.array([0.75, 0.25, 0.75]), np.array([0]), np.array([3]))
    assert told[0, :2].tolist() == [0.75, 0.75]


targets = st.lists(
    st.lists(st.sampled_from(REFERENCES), max_size=3, unique=True).map(tuple), min_size=1, max_size=10
)
places = st.lists(st.integers(0, SIZE - 1), min_size=len(REFERENCES), max_size=len(REFERENCES), unique=True)
held = st.sets(st.sampled_from(REFERENCES))


@st.composite
def situations(
    draw: st.DrawFn,
) -> tuple[Located, list[tuple[Reference, ...]], dict[Reference, int], np.ndarray]:
    """Wordings with their targets, positions of some of these, and a different score for each wording."""
    own = draw(targets)
    known = draw(held)
    positions = {
        reference: place
        for reference, place in zip(REFERENCES, draw(places), strict=True)
        if reference in known
    }
    scores = draw(st.permutations(range(len(own))))
    wordings = Wordings(np.eye(len(own), dtype=np.float32), own)
    return Located(wordings, positions, SIZE), own, positions, np.array(scores, dtype=np.float32) / 10


def scores_by_place(
    own: list[tuple[Reference, ...]], positions: dict[Reference, int], scores: np.ndarray
) -> dict[int, list[float]]:
    found: dict[int, list[float]] = {}
    for references, score in zip(own, scores.tolist(), strict=True):
        for reference in references:
            if reference in positions:
                found.setdefault(positions[reference], []).append(score)
    return found


@settings(max_examples=50)
@given(situations(), st.lists(st.integers(0, SIZE - 1), max_size=SIZE, unique=True))
def test_a_summary_is_that_of_the_wordings_that_lead_to_each_position(
    situation: tuple[Located, list[tuple[Reference, ...]], dict[Reference, int], np.ndarray],
    asked: list[int],
) -> None:
    located, own, positions, scores = situation
    by_place = scores_by_place(own, positions, scores)
    wanted = np.array(asked, dtype=np.int64)
    summary = located.summary(scores, wanted)  # the vectors are the axes: cosines are what is asked with
    assert summary.shape == (len(asked), 3)
    for place, row in zip(asked, summary.tolist(), strict=True):
        expected = plain_summary(by_place[place]) if place in by_place else [NOTHING] * 3
        assert row == pytest.approx(expected, abs=1e-5)
    assert located.known(wanted).tolist() == [place in by_place for place in asked]


@settings(max_examples=50)
@given(situations(), st.integers(1, 6))
def test_the_nearest_articles_are_those_of_the_nearest_wordings(
    situation: tuple[Located, list[tuple[Reference, ...]], dict[Reference, int], np.ndarray], count: int
) -> None:
    located, own, positions, scores = situation
    order = sorted(range(len(own)), key=lambda row: -scores[row])[: module._WORDINGS_AN_ARTICLE * count]
    led_to = [
        place
        for row in order
        for place in sorted(positions[reference] for reference in own[row] if reference in positions)
    ]
    expected = list(dict.fromkeys(led_to))[:count]
    assert sorted(located.nearest(scores, count).tolist()) == sorted(expected)


@settings(max_examples=50)
@given(situations())
def test_every_pair_of_wording_and_position_is_known_once(
    situation: tuple[Located, list[tuple[Reference, ...]], dict[Reference, int], np.ndarray],
) -> None:
    located, own, positions, _ = situation
    pairs = sorted(
        (positions[reference], row)
        for row, references in enumerate(own)
        for reference in references
        if reference in positions
    )
    assert list(zip(located.owners.tolist(), located.rows.tolist(), strict=True)) == pairs


@settings(max_examples=50)
@given(situations())
def test_scores_of_documents_land_at_their_articles(
    situation: tuple[Located, list[tuple[Reference, ...]], dict[Reference, int], np.ndarray],
) -> None:
    located, _, positions, _ = situation
    references = located.wordings.references
    by_document = np.arange(1, len(references) + 1, dtype=np.float32)
    expected = [0.0] * SIZE
    for number, reference in enumerate(references, 1):
        if reference in positions:
            expected[positions[reference]] = number
    assert located.spread(by_document, SIZE).tolist() == expected


def test_the_score_of_a_wording_is_its_cosine() -> None:
    vectors = np.array([[1, 0], [0.6, 0.8]], dtype=np.float32)
    located = Located(Wordings(vectors, [(REFERENCES[0],), ()]), {REFERENCES[0]: 3}, SIZE)
    assert located.scores(np.array([0, 1], dtype=np.float32)).tolist() == pytest.approx([0, 0.8])


@pytest.mark.parametrize("held_places", [{}, {REFERENCES[5]: 2}])
def test_where_no_wording_leads_anywhere_nothing_is_known(held_places: dict[Reference, int]) -> None:
    located = Located(Wordings(np.eye(2, dtype=np.float32), [(REFERENCES[0],), ()]), held_places, SIZE)
    scores = np.array([0.5, 0.25], dtype=np.float32)
    everywhere = np.arange(SIZE)
    assert located.nearest(np.ones(2, dtype=np.float32), 5).tolist() == []
    assert not located.known(everywhere).any()
    assert (located.summary(scores, everywhere) == np.float32(NOTHING)).all()
    assert not located.spread(np.ones(1, dtype=np.float32), SIZE).any()


def test_without_wordings_nothing_is_scored() -> None:
    located = Located(Wordings(np.zeros((0, 2), dtype=np.float32), []), {}, SIZE)
    scores = located.scores(np.ones(2, dtype=np.float32))
    assert scores.shape == (0,)
    assert located.nearest(np.ones(2, dtype=np.float32), 5).tolist() == []
    assert not located.known(np.arange(SIZE)).any()
