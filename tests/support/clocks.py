"""A clock that is put forward by hand."""

from datetime import datetime, timedelta

from bot.clock import now


class HandClock:
    """Stands still until it is told."""

    def __init__(self) -> None:
        self.moment = now()

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, **by: float) -> None:
        self.moment += timedelta(**by)
