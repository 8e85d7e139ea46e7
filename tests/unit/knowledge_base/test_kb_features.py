"""What is known of a candidate, held to what plain Python says."""

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge_base.retrieval import features as module
from knowledge_base.retrieval.features import FEATURES, LABELS, Evidence, rows

situations = st.tuples(st.integers(0, 2**32 - 1), st.integers(1, 50))


def evidence(seed: int, size: int) -> Evidence:
    """Any candidates; rounded, so that many of their scores are equal."""
    dice = np.random.default_rng(seed)

    def scores(most: float = 1.0) -> np.ndarray:
        return np.round(dice.random(size) * most, 1).astype(np.float32)

    counts = dice.integers(1, 5, size)
    laws = dice.integers(0, 4, size)
    return Evidence(
        dense=scores() - np.float32(0.2),
        words=scores(9) * dice.integers(0, 2),  # at times no word is known
        bigrams=scores(9),
        chapter=scores(),
        chapter_words=scores(4),
        sentences=(dice.random(counts.sum()).astype(np.float32), np.cumsum([0, *counts[:-1]])),
        everyday=np.column_stack([scores(), scores(), scores()]),
        everyday_known=dice.integers(0, 2, size).astype(bool),
        everyday_words=scores(5),
        everyday_bigrams=scores(5),
        asked=scores(),
        asked_votes=scores(),
        asked_law_votes=scores(),
        priors=np.column_stack([scores(), scores(), scores()]),
        laws=laws,
        chapters=laws * 3 + dice.integers(0, 2, size),
        kinds=dice.integers(0, 7, size).astype(np.int8),
        lengths=dice.integers(0, 900, size).astype(np.int32),
        years=dice.integers(1990, 2027, size).astype(np.int16),
        neighbours=scores(),
        question_length=int(dice.integers(1, 60)),
    )


def ranked(scores: list[float]) -> list[int]:
    """Place of each score; of equal ones the first is ahead."""
    order = sorted(range(len(scores)), key=lambda row: (-scores[row], row))
    return [order.index(row) for row in range(len(scores))]


def log_ranks(scores: list[float]) -> list[float]:
    return [math.log(1 + place) for place in ranked(scores)]


def shares(scores: list[float]) -> list[float]:
    return [score / (max(scores) + 1e-6) for score in scores]


def group_votes(scores: list[float], groups: list[int]) -> list[float]:
    places = ranked(scores)
    voters = [row for row in range(len(scores)) if places[row] < module._VOTERS]
    weights = {row: math.exp((scores[row] - max(scores)) / module._WARMTH) for row in voters}
    total = sum(weights.values())
    return [sum(weights[row] for row in voters if groups[row] == group) / total for group in groups]


def rank_within(scores: list[float], groups: list[int]) -> list[int]:
    return [
        sum(
            group == other and (scores[rival], -rival) > (scores[row], -row)
            for rival, other in enumerate(groups)
        )
        for row, group in enumerate(groups)
    ]


def plain(given_: Evidence) -> dict[str, list[float]]:
    dense, laws, chapters = given_.dense.tolist(), given_.laws.tolist(), given_.chapters.tolist()
    cosines, offsets = given_.sentences
    bounds = [*offsets.tolist(), len(cosines)]
    own = [cosines[start:end].tolist() for start, end in pairwise(bounds)]
    ordered = [sorted(values, reverse=True) for values in own]
    everyday = given_.everyday.tolist()
    priors = given_.priors.tolist()
    return {
        "dense": dense,
        "dense_rank": log_ranks(dense),
        "dense_gap": [max(dense) - value for value in dense],
        "words": given_.words.tolist(),
        "words_rank": log_ranks(given_.words.tolist()),
        "words_share": shares(given_.words.tolist()),
        "bigrams": given_.bigrams.tolist(),
        "bigrams_rank": log_ranks(given_.bigrams.tolist()),
        "bigrams_share": shares(given_.bigrams.tolist()),
        "chapter": given_.chapter.tolist(),
        "chapter_words": given_.chapter_words.tolist(),
        "sentence": [values[0] for values in ordered],
        "sentence_second": [values[min(1, len(values) - 1)] for values in ordered],
        "sentence_mean": [sum(values) / len(values) for values in own],
        "sentences": [float(len(values)) for values in own],
        "everyday": [row[0] for row in everyday],
        "everyday_second": [row[1] for row in everyday],
        "everyday_mean": [row[2] for row in everyday],
        "everyday_known": given_.everyday_known.astype(float).tolist(),
        "everyday_words": given_.everyday_words.tolist(),
        "everyday_bigrams": given_.everyday_bigrams.tolist(),
        "everyday_rank": log_ranks([row[0] for row in everyday]),
        "asked": given_.asked.tolist(),
        "asked_votes": given_.asked_votes.tolist(),
        "asked_law_votes": given_.asked_law_votes.tolist(),
        "asked_rank": log_ranks(given_.asked.tolist()),
        "law_prior": [row[0] for row in priors],
        "article_prior": [row[1] for row in priors],
        "chapter_prior": [row[2] for row in priors],
        "kind": given_.kinds.astype(float).tolist(),
        "length": [math.log(1 + length) for length in given_.lengths.tolist()],
        "year": given_.years.astype(float).tolist(),
        "law_votes": group_votes(dense, laws),
        "chapter_votes": group_votes(dense, chapters),
        "rank_in_law": [float(place) for place in rank_within(dense, laws)],
        "neighbours": given_.neighbours.tolist(),
        "question_length": [float(given_.question_length)] * len(dense),
    }


@settings(max_examples=30)
@given(situations)
def test_every_feature_is_what_its_name_says(situation: tuple[int, int]) -> None:
    given_ = evidence(*situation)
    found = rows(given_)
    expected = plain(given_)
    assert found.shape == (situation[1], len(FEATURES))
    assert found.dtype == np.float32
    for name, values in expected.items():
        assert found[:, FEATURES.index(name)].tolist() == pytest.approx(values, rel=1e-4, abs=1e-4), name


def test_no_feature_is_left_untested() -> None:
    assert set(plain(evidence(0, 3))) == set(FEATURES)


@settings(max_examples=30)
@given(situations)
def test_every_feature_is_a_number(situation: tuple[int, int]) -> None:
    assert np.isfinite(rows(evidence(*situation))).all()


@settings(max_examples=30)
@given(situations)
def test_the_votes_of_all_laws_together_are_all_votes(situation: tuple[int, int]) -> None:
    given_ = evidence(*situation)
    by_law = dict(
        zip(given_.laws.tolist(), rows(given_)[:, FEATURES.index("law_votes")].tolist(), strict=True)
    )
    assert sum(by_law.values()) == pytest.approx(1, abs=1e-4)


def test_what_laws_are_numbered_makes_no_difference() -> None:
    given_ = evidence(5, 20)
    renumbered = replace(given_, laws=np.array([40, 7, 1000, 3])[given_.laws])
    assert np.array_equal(rows(given_), rows(renumbered))


def test_a_candidate_alone_is_first_everywhere() -> None:
    (row,) = rows(evidence(3, 1))
    for name in ("dense_rank", "dense_gap", "words_rank", "bigrams_rank", "everyday_rank", "rank_in_law"):
        assert row[FEATURES.index(name)] == 0
    assert row[FEATURES.index("law_votes")] == row[FEATURES.index("chapter_votes")] == 1


def test_every_feature_has_a_name_that_a_person_can_read() -> None:
    assert tuple(LABELS) == FEATURES
    assert len(set(FEATURES)) == len(FEATURES)
    assert len(set(LABELS.values())) == len(LABELS)
    assert all(not label.isascii() for label in LABELS.values())
