"""Codes: typed as people type, and a slip is known as one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversations.continuation_codes import ALPHABET, find_code, make_code, read_code
from bot.errors import ContinuationMistyped


def test_a_code_has_a_shape_of_its_own_and_no_look_alikes() -> None:
    codes = {make_code() for _ in range(500)}
    assert len(codes) == 500
    for code in codes:
        assert re.fullmatch("JX(-[A-Z2-9]{4}){3}", code)
        assert not set(code[2:]) & set("01OIL")


def test_there_are_more_than_fifty_bits_in_it() -> None:
    assert len(ALPHABET) ** 11 > 2**50


@pytest.mark.parametrize(
    "typed",
    [
        "{}",
        "  {} ",
        "接续码是{}，帮我接上",
        "https://fawen.example/#fawen={}",
        "{}。",
    ],
)
def test_it_is_found_where_people_put_it(typed: str) -> None:
    code = make_code()
    assert find_code(typed.format(code)) == code
    assert find_code(typed.format(code.lower())) == code
    assert find_code(typed.format(code.replace("-", ""))) == code
    assert find_code(typed.format(code.replace("-", " "))) == code
    assert find_code(typed.format(code.replace("-", "—"))) == code
    full_width = "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in code)
    assert find_code(typed.format(full_width)) == code


@given(st.integers(0, 11), st.sampled_from(ALPHABET))
def test_any_one_wrong_character_is_a_slip(place: int, instead: str) -> None:
    characters = list(make_code().replace("-", "")[2:])
    if characters[place] == instead:
        return
    characters[place] = instead
    with pytest.raises(ContinuationMistyped):
        find_code("JX-" + "".join(characters))


@given(st.integers(0, 11), st.integers(0, 11))
def test_any_two_characters_exchanged_are_a_slip(one: int, other: int) -> None:
    characters = list(make_code().replace("-", "")[2:])
    if characters[one] == characters[other]:
        return
    characters[one], characters[other] = characters[other], characters[one]
    with pytest.raises(ContinuationMistyped):
        find_code("JX-" + "".join(characters))


@pytest.mark.parametrize(
    "slip", ["JX-7K2M-9QWD-3F", "JX-7K2M-9QWD-3FHT2", "JX-OOOO-1111-LLLL", "jx-7k2m9qwd"]
)
def test_too_short_too_long_and_look_alikes_are_slips(slip: str) -> None:
    with pytest.raises(ContinuationMistyped) as refused:
        find_code(slip)
    assert "0和1" in refused.value.detail


@pytest.mark.parametrize(
    "text",
    [
        "老板拖欠工资",
        "JX",
        "型号JX2000X",
        "JX 2023 0012 3456",
        "我在嘉兴（JX）打工",
        "AJX-2345-2345-2345",
        "",
    ],
)
def test_other_words_are_none(text: str) -> None:
    assert find_code(text) is None


def test_where_a_code_must_stand_anything_else_is_a_slip() -> None:
    with pytest.raises(ContinuationMistyped):
        read_code("老板拖欠工资")


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    try:
        find_code(text)
    except ContinuationMistyped as slip:
        assert slip.detail  # noqa: PT017
