"""Codes: typed by hand, slips caught."""

import random

import pytest

from bot.appointments.codes import ALPHABET, check_character, make_code, read_code, shown
from bot.appointments.errors import CodeNotUnderstood


def test_codes_have_eight_characters_that_nobody_confuses() -> None:
    codes = {make_code() for _ in range(2000)}
    assert len(codes) == 2000
    assert all(len(code) == 8 and not set(code) & set("01OI") for code in codes)


def test_any_wrong_character_and_any_swap_is_caught() -> None:
    draw = random.Random(1)
    for _ in range(40):
        drawn = "".join(draw.choices(ALPHABET, k=7))
        code = drawn + check_character(drawn)
        for place in range(8):
            for other in set(ALPHABET) - {code[place]}:
                slip = code[:place] + other + code[place + 1 :]
                assert check_character(slip[:-1]) != slip[-1]
            for second in range(place + 1, 8):
                swapped = list(code)
                swapped[place], swapped[second] = swapped[second], swapped[place]
                if "".join(swapped) != code:
                    assert check_character("".join(swapped[:-1])) != swapped[-1]


@pytest.mark.parametrize("form", ["{}", "我的预约码是 {} ，帮我查", "码：{}。"])
def test_it_is_read_however_it_is_typed(form: str) -> None:
    code = make_code()
    wide = "".join(chr(ord(one) + 0xFEE0) for one in shown(code))
    for typed in (code, shown(code), code.lower(), f"{code[:4]} {code[4:]}", wide):
        assert read_code(form.format(typed)) == code


@pytest.mark.parametrize(
    ("typed", "word"),
    [("查一下", "没看到"), ("K7MX-4PQ9", "对不上"), ("K7MO-4PQ7", "相像"), ("12345", "没看到")],
)
def test_a_slip_is_told_kindly(typed: str, word: str) -> None:
    with pytest.raises(CodeNotUnderstood, match=word):
        read_code(typed)


def test_the_example_that_citizens_see_is_a_code() -> None:
    with pytest.raises(CodeNotUnderstood) as error:
        read_code("")
    assert read_code(error.value.detail)
