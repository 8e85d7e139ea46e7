"""Time: UTC inside, Asia/Shanghai at the edges."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day it is here."""
    return local_day(now())


def local_day(moment: datetime) -> date:
    """The day that a moment belongs to here."""
    return moment.astimezone(LOCAL).date()


def local_text(moment: datetime) -> str:
    """As people here write it: 2026-11-23 09:05."""
    return moment.astimezone(LOCAL).strftime("%Y-%m-%d %H:%M")
