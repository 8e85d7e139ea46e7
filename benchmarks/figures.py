"""A figure, its target, and how both are printed."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value; ``target`` is worded as the issue words it, ``met`` is None where none is set."""

    name: str
    value: str
    target: str = ""
    met: bool | None = None


def at_most(name: str, value: float, limit: float, unit: str = "") -> Figure:
    """A figure that should not exceed a limit."""
    return Figure(name, f"{value:.3g}{unit}", f"≤ {limit:g}{unit}", value <= limit)


def at_least(name: str, value: float, limit: float) -> Figure:
    """A share that should reach a limit."""
    return Figure(name, f"{value:.3f}", f"≥ {limit:g}", value >= limit)


def percentiles(times: Sequence[float]) -> tuple[float, float]:
    """(p50, p95)."""
    return statistics.median(times), float(np.percentile(times, 95))


def show(title: str, figures: Sequence[Figure]) -> None:
    """Print a table."""
    table = Table("figure", "measured", "target", "met", title=title, title_justify="left")
    for figure in figures:
        table.add_row(
            figure.name, figure.value, figure.target, {None: "", True: "yes", False: "NO"}[figure.met]
        )
    Console(width=110).print(table)
