"""Codes that take a conversation along: ``JX-7K2M-9QWD-3FHT``.

Eleven random characters of an alphabet without look-alikes (54 bits) and one that catches slips: any one
character wrong, any two exchanged.
"""

import re
import secrets
import unicodedata

from bot.errors import ContinuationMistyped

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0/O and 1/I/L. Its length is prime, which is what lets one character catch every such slip."""

_RANDOM = 11
_GROUPS = ((0, 4), (4, 8), (8, 12))
_GAP = r"[\s\-_.·‐‑‒–—―−]*"
_WHOLE = re.compile(rf"(?<![A-Z0-9])JX{_GAP}((?:[A-Z0-9]{_GAP}){{11}}[A-Z0-9])(?![A-Z0-9])")
# So like a code that a slip is likelier than anything else: a dash after JX, about the right length.
_NEARLY = re.compile(r"(?<![A-Z0-9])JX\s*[-‐‑‒–—―−_](?:[\s\-_.·‐‑‒–—―−]*[A-Z0-9]){7,18}")
_SLIP = (
    "接续码（JX开头的那一串）好像少了、多了或者打错了一位。请对着原来的再看一遍，"
    "里面没有数字0和1，也没有字母O、I、L。"
)


def make_code() -> str:
    """A new code."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(_RANDOM))
    whole = drawn + _check(drawn)
    return "-".join(["JX", *(whole[start:end] for start, end in _GROUPS)])


def find_code(text: str) -> str | None:
    """The code in a text as people type or paste it: lower case, full width, spaces, a whole link; or None.

    Raises:
        ContinuationMistyped: what stands there is meant as a code, but cannot be one.
    """
    plain = unicodedata.normalize("NFKC", text).upper()
    found = [re.sub(r"[^A-Z0-9]", "", one) for one in _WHOLE.findall(plain)]
    for one in found:
        if set(one) <= set(ALPHABET) and _check(one[:-1]) == one[-1]:
            return "-".join(["JX", *(one[start:end] for start, end in _GROUPS)])
    if _NEARLY.search(plain):
        raise ContinuationMistyped(_SLIP)
    return None


def read_code(text: str) -> str:
    """The code that a text was meant to be.

    Raises:
        ContinuationMistyped: it cannot be one.
    """
    code = find_code(text)
    if code is None:
        raise ContinuationMistyped(_SLIP)
    return code


def _check(characters: str) -> str:
    total = sum(place * ALPHABET.index(one) for place, one in enumerate(characters, 1))
    return ALPHABET[total % len(ALPHABET)]
