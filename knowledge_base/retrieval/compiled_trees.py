"""Boosters as machine code, made by lleaves: the same scores in a fourteenth of the time.

Code is made for one processor and one set of trees, takes some seconds, and is kept under the index's root.
"""

import hashlib
import shutil
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

import lightgbm
import lleaves
import llvmlite.binding as llvm
import numpy as np

from knowledge_base.progress import Progress
from knowledge_base.retrieval.made import make_whole

KEPT_AS = "trees-"
"""How the names of folders begin that hold compiled trees."""

Trees = Callable[[np.ndarray], np.ndarray]
"""Rows of features, shape (n, features) → one score a row, shape (n,)."""


def compile_trees(root: Path, models: Sequence[str], progress: Progress) -> None:
    """Make code of models (LightGBM's text form) unless it stands under ``root``."""
    folder = _folder(root, models)
    if folder.exists():
        return
    for older in root.glob(f"{KEPT_AS}*"):
        shutil.rmtree(older)

    def make(made: Path) -> None:
        for number, model in enumerate(models):
            (made / f"{number}.txt").write_text(model, encoding="utf-8")
            lleaves.Model(model_file=made / f"{number}.txt").compile(cache=made / f"{number}.code")
            progress("排序模型", number + 1, len(models))

    make_whole(folder, make)


def compiled_trees(root: Path, models: Sequence[str]) -> list[Trees] | None:
    """What ``compile_trees`` made of these models for this processor; None if it did not."""
    folder = _folder(root, models)
    if not folder.exists():
        return None
    return [_opened(folder, number) for number in range(len(models))]


def walked(booster: lightgbm.Booster, trees: int | None = None) -> Trees:
    """LightGBM's own walk through the first ``trees``, all if None: needs nothing to be made first."""

    def scores(rows: np.ndarray) -> np.ndarray:
        return np.asarray(booster.predict(rows, num_iteration=trees, num_threads=1), dtype=float)

    return scores


def _opened(folder: Path, number: int) -> Trees:
    model = lleaves.Model(model_file=folder / f"{number}.txt")
    model.compile(cache=folder / f"{number}.code")

    def scores(rows: np.ndarray) -> np.ndarray:
        return np.asarray(model.predict(rows, n_jobs=1), dtype=float)

    return scores


def _folder(root: Path, models: Sequence[str]) -> Path:
    processor = (llvm.get_host_cpu_name(), llvm.get_host_cpu_features().flatten(), version("lleaves"))
    key = hashlib.sha256(repr((processor, list(models))).encode()).hexdigest()[:16]
    return root / f"{KEPT_AS}{key}"
