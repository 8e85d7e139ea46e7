"""Three-valued truth: yes, no, not known. It has no truthiness, so that "not known" never passes for "no"."""

from enum import Enum
from typing import NoReturn


class Truth(Enum):
    """What is known of a statement."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    def __bool__(self) -> NoReturn:
        raise TypeError("a Truth is neither true nor false; compare it with YES, NO or UNKNOWN")


YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN


def truth(statement: bool) -> Truth:
    """A statement that is known one way or the other."""
    return YES if statement else NO


def negated(one: Truth) -> Truth:
    """Not this."""
    return {YES: NO, NO: YES, UNKNOWN: UNKNOWN}[one]


def all_of(*truths: Truth) -> Truth:
    """Kleene's "and": one NO settles it; of none, YES."""
    if NO in truths:
        return NO
    return UNKNOWN if UNKNOWN in truths else YES


def any_of(*truths: Truth) -> Truth:
    """Kleene's "or": one YES settles it; of none, NO."""
    if YES in truths:
        return YES
    return UNKNOWN if UNKNOWN in truths else NO
