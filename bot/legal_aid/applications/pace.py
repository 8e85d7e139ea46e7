"""How often one may try number and phone: enough for a slip of the finger, too little for guessing."""

import math
import time

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from bot.legal_aid.applications.errors import TooManyLookups


class LookupPace:
    """Counts tries by whoever asks, and failures by number.

    Args:
        per_minute, per_hour: tries of one conversation or address.
        failures_per_hour: wrong tries for one number, whoever makes them.
    """

    def __init__(self, per_minute: int = 6, per_hour: int = 30, failures_per_hour: int = 20) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._tries = (RateLimitItemPerMinute(per_minute), RateLimitItemPerHour(per_hour))
        self._failures = RateLimitItemPerHour(failures_per_hour)

    def trying(self, caller: str, number: str) -> None:
        """Count one try.

        Raises:
            TooManyLookups: with the seconds to wait.
        """
        if not self._limiter.test(self._failures, "failure", number):
            raise self._wait(self._failures, "failure", number)
        for limit in self._tries:
            if not self._limiter.hit(limit, "try", caller):
                raise self._wait(limit, "try", caller)

    def failed(self, number: str) -> None:
        """Count one failure for a number."""
        self._limiter.hit(self._failures, "failure", number)

    def _wait(self, limit: RateLimitItem, *key: str) -> TooManyLookups:
        seconds = max(1, math.ceil(self._limiter.get_window_stats(limit, *key).reset_time - time.time()))
        wait = f"{seconds} 秒" if seconds < 120 else f"{math.ceil(seconds / 60)} 分钟"
        return TooManyLookups(
            f"查询次数太多了，为了保护您的信息，请等 {wait}再查；急的话可以直接打电话问。",
            retry_after=seconds,
        )
