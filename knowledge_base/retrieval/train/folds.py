"""Cross-validation: every figure comes from encoder and reranker that never saw the question."""

import random
from collections.abc import Sequence
from itertools import combinations

import numpy as np

from knowledge_base.retrieval.train.ranking import Group, mean_scores, train_boosters
from knowledge_base.retrieval.train.workshop import Workshop

FOLDS = 5


def fold_numbers(count: int, seed: int) -> list[list[int]]:
    """``count`` questions dealt out to ``FOLDS`` folds."""
    order = list(range(count))
    random.Random(seed).shuffle(order)  # noqa: S311 - sampling, not secrecy
    return [sorted(order[fold::FOLDS]) for fold in range(FOLDS)]


def unseen_groups(workshop: Workshop, folds: Sequence[Sequence[int]]) -> list[list[Group]]:
    """Candidates of each fold's questions, found by an encoder trained on the other folds."""
    return [_without(workshop, folds, (fold,))[fold] for fold in range(len(folds))]


def twice_unseen_groups(
    workshop: Workshop, folds: Sequence[Sequence[int]]
) -> dict[tuple[int, int], list[Group]]:
    """(outer, inner) → candidates of the inner fold's questions by an encoder that saw neither fold.

    A reranker that is tested on the outer fold is trained on these, so that nothing of the test
    questions reaches it, not even through an encoder.
    """
    found: dict[tuple[int, int], list[Group]] = {}
    for one, other in combinations(range(len(folds)), 2):
        groups = _without(workshop, folds, (one, other))
        found[one, other] = groups[other]
        found[other, one] = groups[one]
    return found


def strict_scores(
    tested: Sequence[Sequence[Group]], inner: dict[tuple[int, int], list[Group]], seeds: Sequence[int]
) -> list[list[np.ndarray]]:
    """Scores of each fold's candidates by a reranker trained on the other folds' twice unseen groups."""
    scores = []
    for outer, groups in enumerate(tested):
        learnt = [group for fold in range(len(tested)) if fold != outer for group in inner[outer, fold]]
        boosters = train_boosters(learnt, seeds)
        scores.append([mean_scores(boosters, group.features) for group in groups])
    return scores


def _without(
    workshop: Workshop, folds: Sequence[Sequence[int]], left_out: tuple[int, ...]
) -> dict[int, list[Group]]:
    learnt = [number for fold, own in enumerate(folds) if fold not in left_out for number in own]
    encoder = workshop.encoder(learnt, "without-" + "-".join(map(str, left_out)))
    index = workshop.index(encoder, learnt)
    groups = {fold: workshop.groups(index, folds[fold]) for fold in left_out}
    workshop.discard(encoder)
    return groups
