"""Quarter hours, counted from 1970-01-01 UTC, and rows of them as the bits of one integer.

Bit ``i`` of a row stands for the quarter hour ``base + i``. China has had one time, UTC+8 without summer
time, since 1992, so every local day here has 96 of them.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from bot.clock import LOCAL

MINUTES = 15
A_DAY = 24 * 60 // MINUTES
_SECONDS = MINUTES * 60
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def cell_of(moment: datetime) -> int:
    """The quarter hour that a moment lies in.

    Raises:
        ValueError: the moment is naive.
    """
    if moment.tzinfo is None:
        raise ValueError("a naive datetime has no quarter hour")
    return (moment - _EPOCH) // timedelta(seconds=_SECONDS)


def begins_cell(moment: datetime) -> bool:
    """Whether a moment is exactly the beginning of a quarter hour."""
    return moment == moment_of(cell_of(moment))


def moment_of(cell: int) -> datetime:
    """When a quarter hour begins, in UTC."""
    return _EPOCH + timedelta(seconds=cell * _SECONDS)


@lru_cache(maxsize=4096)
def first_of(day: date) -> int:
    """The quarter hour at midnight here."""
    return cell_of(datetime.combine(day, time(), LOCAL))


def count_of(minutes: int) -> int:
    """How many quarter hours so many minutes take, begun ones counted whole."""
    return -(-minutes // MINUTES)


def row(begin: int, end: int) -> int:
    """Bits ``begin`` up to, not including, ``end``."""
    return ((1 << (end - begin)) - 1) << begin if end > begin else 0


def row_of(cells: npt.NDArray[np.int64], base: int, count: int) -> int:
    """The row of ``count`` bits in which the given quarter hours are set; those outside are left out."""
    bits = np.zeros(count, dtype=np.uint8)
    places = cells - base
    bits[places[(places >= 0) & (places < count)]] = 1
    return int.from_bytes(np.packbits(bits, bitorder="little").tobytes(), "little")


def set_bits(bits: int) -> list[int]:
    """The places of the bits that are set, in order."""
    if not bits:
        return []
    raw = np.frombuffer(bits.to_bytes((bits.bit_length() + 7) // 8, "little"), dtype=np.uint8)
    return [int(place) for place in np.flatnonzero(np.unpackbits(raw, bitorder="little"))]


def runs(free: int, count: int) -> int:
    """Where ``count`` bits in a row are set: bit ``i`` if all of ``i`` … ``i+count-1`` of ``free`` are."""
    found, have = free, 1
    while have < count:
        step = min(have, count - have)
        found &= found >> step
        have += step
    return found
