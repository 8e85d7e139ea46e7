"""How fast one may write."""

import pytest

from bot.conversations.pace import Pace
from bot.errors import TooManyMessages


def test_more_than_a_person_types_is_slowed_down_with_the_seconds_to_wait() -> None:
    pace = Pace(per_second=3, per_minute=100, openings_per_minute=2)
    for _ in range(3):
        pace.message("a")
    with pytest.raises(TooManyMessages) as refused:
        pace.message("a")
    assert refused.value.retry_after >= 1
    assert "秒" in refused.value.detail


def test_one_conversation_does_not_slow_another() -> None:
    pace = Pace(per_second=1, per_minute=100, openings_per_minute=2)
    pace.message("a")
    pace.message("b")


def test_new_conversations_are_counted_by_address() -> None:
    pace = Pace(per_second=1, per_minute=100, openings_per_minute=2)
    pace.opening("1.2.3.4")
    pace.opening("1.2.3.4")
    pace.opening("5.6.7.8")
    with pytest.raises(TooManyMessages):
        pace.opening("1.2.3.4")
