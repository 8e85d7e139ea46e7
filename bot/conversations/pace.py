"""How fast one may write: windows that slide, counted per conversation and per address."""

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from bot.errors import ContinuationUnknown, TooManyMessages

_WRONG_CODES = RateLimitItemPerHour(20)
"""Enough for slips, even of many behind one address; a code has 54 bits. Found misspelt, none is counted."""


class Pace:
    """Counts messages, new conversations, assessments and wrong codes.

    Args:
        per_second, per_minute: messages allowed in one conversation.
        openings_per_minute: new conversations, and likewise assessments, allowed from one address.
    """

    def __init__(self, per_second: int, per_minute: int, openings_per_minute: int) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._messages = (RateLimitItemPerSecond(per_second), RateLimitItemPerMinute(per_minute))
        self._openings = (RateLimitItemPerMinute(openings_per_minute),)

    def message(self, conversation_id: str) -> None:
        """Count one message.

        Raises:
            TooManyMessages: with the seconds to wait.
        """
        self._count(
            self._messages,
            ("message", conversation_id),
            "您发得有点快，这一条还没有收下。请稍等 {wait} 秒再发，前面的消息都已保存。",
        )

    def opening(self, address: str) -> None:
        """Count one new conversation.

        Raises:
            TooManyMessages: with the seconds to wait.
        """
        self._count(self._openings, ("opening", address), "从这里新开的对话太多了，请 {wait} 秒后再试。")

    def assessment(self, address: str) -> None:
        """Count one legal-aid assessment.

        Raises:
            TooManyMessages: with the seconds to wait.
        """
        self._count(self._openings, ("assessment", address), "从这里问得太多了，请 {wait} 秒后再试。")

    @contextmanager
    def guessing(self, caller: str) -> Iterator[None]:
        """Around the use of a code: counts it if there is no such code.

        Args:
            caller: the address or the conversation that tries.

        Raises:
            TooManyMessages: too many wrong ones lately, with the seconds to wait; nothing was tried.
        """
        if not self._limiter.test(_WRONG_CODES, "code", caller):
            wait = self._wait(_WRONG_CODES, ("code", caller))
            minutes = math.ceil(wait / 60)
            raise TooManyMessages(
                f"接续码输错的次数太多了，请过 {minutes} 分钟再试。原来的对话都还在，也可以直接在这里问。",
                retry_after=wait,
            )
        try:
            yield
        except ContinuationUnknown:
            self._limiter.hit(_WRONG_CODES, "code", caller)
            raise

    def _count(self, limits: tuple[RateLimitItem, ...], key: tuple[str, str], wording: str) -> None:
        for limit in limits:
            if not self._limiter.hit(limit, *key):
                wait = self._wait(limit, key)
                raise TooManyMessages(wording.format(wait=wait), retry_after=wait)

    def _wait(self, limit: RateLimitItem, key: tuple[str, str]) -> int:
        stats = self._limiter.get_window_stats(limit, *key)
        return max(1, math.ceil(stats.reset_time - time.time()))
