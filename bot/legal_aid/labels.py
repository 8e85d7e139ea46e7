"""Enumerations whose members carry the short Chinese words that people read and may write in a facts file."""

from enum import Enum
from typing import Self


class Labelled(Enum):
    """``value`` is the stable English name, ``label`` the Chinese words."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        """A member of both names."""
        member = object.__new__(cls)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def named(cls, text: str) -> Self | None:
        """The member of that English name or Chinese label, or None."""
        for member in cls:
            if text in (member.value, member.label):
                return member
        return None
