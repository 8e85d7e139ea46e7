"""Appointment codes: ``K7MX-4PQ7``. Eight characters without 0, O, 1 and I; seven are drawn by lot, the last
catches slips (any one character wrong, any two swapped).

The check is a sum over GF(32), each place weighted with another power of the generator; different weights
make every swap show, powers of a field's generator every single slip.
"""

import re
import secrets
import unicodedata

from bot.appointments.errors import CodeNotUnderstood

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 8
PATTERN = f"[{ALPHABET}]{{{LENGTH}}}"

_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1
_LOOSE = re.compile(r"(?<![A-Z0-9])[A-Z0-9]{4}[\s\-—–_·.]*[A-Z0-9]{4}(?![A-Z0-9])")
_CONFUSED = re.compile("[01OI]")


def make_code() -> str:
    """A new one; 32^7 are possible, so two alike are rare, and the database refuses them."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return drawn + check_character(drawn)


def check_character(drawn: str) -> str:
    """The last character for the seven before it."""
    total = 0
    for character in drawn:
        total = _doubled(total ^ ALPHABET.index(character))
    return ALPHABET[total]


def read_code(text: str) -> str:
    """A code as typed: lower case, full width, with or without a dash, inside a sentence.

    Raises:
        CodeNotUnderstood: none there, or it cannot be one.
    """
    plain = unicodedata.normalize("NFKC", text).upper()
    found = [re.sub(r"[^A-Z0-9]", "", one) for one in _LOOSE.findall(plain)]
    for code in found:
        if not _CONFUSED.search(code) and check_character(code[:-1]) == code[-1]:
            return code
    if any(_CONFUSED.search(code) for code in found):
        raise CodeNotUnderstood(
            "预约码里没有数字 0、1 和字母 O、I，可能是把相像的字看混了。"
            "您的预约不受影响，请对着预约单再输一遍。"
        )
    if found:
        raise CodeNotUnderstood(
            "这个预约码对不上，可能有一位输错了，或者前后两位颠倒了。您的预约不受影响，请对着预约单再输一遍。"
        )
    raise CodeNotUnderstood("没看到预约码。预约码是 8 位字母和数字，在您的预约单上，比如 K7MX-4PQ7。")


def shown(code: str) -> str:
    """As it is read out and typed: two groups of four."""
    return f"{code[:4]}-{code[4:]}"


def _doubled(value: int) -> int:
    value <<= 1
    return value ^ _POLYNOMIAL if value & 0b100000 else value
