"""Times as people say them; Monday, 2 March 2026, noon."""

from datetime import UTC, datetime

import pytest

from bot.appointments.talking.wishes import read_wish
from bot.appointments.working_days import WorkingDays

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
DAYS = WorkingDays()


@pytest.mark.parametrize(
    ("said", "first", "last", "exact"),
    [
        ("下周三上午", "03-11 07:00", "03-11 11:59", False),
        ("我想下周三上午约个遗嘱公证", "03-11 07:00", "03-11 11:59", False),
        ("明天下午三点", "03-03 15:00", "03-03 15:59", True),
        ("明天三点", "03-03 15:00", "03-03 15:59", True),
        ("后天上午9点半", "03-04 09:30", "03-04 09:30", True),
        ("周末行吗", "03-07 00:00", "03-08 23:59", False),
        ("下周末下午", "03-14 00:00", "03-15 23:59", False),
        ("九点", "03-03 09:00", "03-03 09:59", True),
        ("这周五", "03-06 00:00", "03-06 23:59", False),
        ("3月12号", "03-12 00:00", "03-12 23:59", False),
        ("清明后第一天", "04-07 00:00", "04-07 23:59", False),
        ("国庆后第一天", "10-08 00:00", "10-08 23:59", False),
        ("五一节后第一个工作日", "05-06 00:00", "05-06 23:59", False),
    ],
)
def test_a_time_is_understood(said: str, first: str, last: str, exact: bool) -> None:
    wish = read_wish(said, NOON, DAYS)
    assert wish
    assert (wish.first.strftime("%m-%d %H:%M"), wish.last.strftime("%m-%d %H:%M")) == (first, last)
    assert wish.exact is exact


@pytest.mark.parametrize("said", ["越快越好", "尽快", "随便", "什么时候都行"])
def test_soon_is_now_and_later(said: str) -> None:
    wish = read_wish(said, NOON, DAYS)
    assert wish
    assert wish.first == NOON


@pytest.mark.parametrize(
    "said", ["为什么要问这个", "上周三去过了", "去年就办过", "我妈腿脚不便", "公证费多少钱"]
)
def test_what_is_no_time_to_come_is_none(said: str) -> None:
    assert read_wish(said, NOON, DAYS) is None
