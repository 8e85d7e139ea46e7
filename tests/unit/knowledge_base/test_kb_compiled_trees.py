"""Trees as machine code: the same scores, made once."""

from pathlib import Path

import numpy as np
import pytest
import torch  # noqa: F401 - first: it carries the OpenMP library that LightGBM looks for

import lightgbm  # isort: skip

from knowledge_base.progress import unwatched
from knowledge_base.retrieval.compiled_trees import compile_trees, compiled_trees, walked

DICE = np.random.default_rng(3)
ROWS = DICE.random((200, 6)).astype(np.float32)


@pytest.fixture(scope="module")
def booster() -> lightgbm.Booster:
    data = lightgbm.Dataset(ROWS, ROWS[:, 0] + ROWS[:, 1] * ROWS[:, 2], free_raw_data=False)
    return lightgbm.train({"num_leaves": 5, "verbose": -1, "num_threads": 1}, data, 15)


def test_code_gives_the_scores_that_the_trees_give(booster: lightgbm.Booster, tmp_path: Path) -> None:
    compile_trees(tmp_path, [booster.model_to_string(num_iteration=4), booster.model_to_string()], unwatched)
    compiled = compiled_trees(tmp_path, [booster.model_to_string(num_iteration=4), booster.model_to_string()])
    assert compiled is not None
    first, whole = compiled
    asked = DICE.random((50, 6)).astype(np.float32)
    assert first(asked) == pytest.approx(walked(booster, 4)(asked), abs=1e-9)
    assert whole(asked) == pytest.approx(walked(booster)(asked), abs=1e-9)
    assert not np.allclose(first(asked), whole(asked))


def test_code_is_made_once(booster: lightgbm.Booster, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    for _ in range(2):
        compile_trees(tmp_path, [booster.model_to_string()], lambda *step: told.append(step))
    assert [(done, total) for _, done, total in told] == [(1, 1)]


def test_other_trees_take_the_place_of_the_old(booster: lightgbm.Booster, tmp_path: Path) -> None:
    old, new = booster.model_to_string(num_iteration=3), booster.model_to_string(num_iteration=5)
    compile_trees(tmp_path, [old], unwatched)
    compile_trees(tmp_path, [new], unwatched)
    assert compiled_trees(tmp_path, [old]) is None
    assert compiled_trees(tmp_path, [new]) is not None
    assert len(list(tmp_path.iterdir())) == 1


def test_where_nothing_was_made_there_is_no_code(booster: lightgbm.Booster, tmp_path: Path) -> None:
    assert compiled_trees(tmp_path, [booster.model_to_string()]) is None
