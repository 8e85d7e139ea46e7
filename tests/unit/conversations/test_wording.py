"""Citizens' input is made safe without changing what it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversations.wording import check_text, clean, for_dialogue
from bot.errors import InvalidInput


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_what_is_stored_can_be_written_as_utf8_and_holds_no_nul(text: str) -> None:
    assert "\0" not in clean(text).encode("utf-8").decode("utf-8")


def test_control_characters_and_direction_overrides_go_but_words_stay() -> None:
    assert clean("老板\x00\x07拖欠\u202e工资\r\n三个月\ud800") == "老板拖欠工资\n三个月"


def test_emoji_stay() -> None:
    assert clean("😭👨‍👩‍👧") == "😭👨‍👩‍👧"


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\x00\x01", "\u202e"])
def test_nothing_to_read_is_told_kindly(text: str) -> None:
    with pytest.raises(InvalidInput, match="没有收到文字"):
        check_text(text, 2000)


def test_too_long_names_the_length_and_says_that_nothing_was_sent() -> None:
    with pytest.raises(InvalidInput, match=r"10000 个字.*还没有发出"):
        check_text("法" * 10_000, 2000)


def test_exactly_the_limit_is_taken() -> None:
    assert check_text("法" * 2000, 2000) == "法" * 2000


@pytest.mark.parametrize("text", ["/restart", "  /restart", '/ask_legal_question{"faq":"x"}', "/"])
def test_a_leading_slash_never_reaches_the_dialogue(text: str) -> None:
    assert not for_dialogue(text).lstrip().startswith("/")


def test_a_slash_inside_stays() -> None:
    assert for_dialogue("3/4的房产") == "3/4的房产"
