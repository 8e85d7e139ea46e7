"""How long work tells how far it is."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Told the name of a step, how much of it is done, and of how much."""


def unwatched(_step: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""
