"""What is sealed opens with the right key only; keys rotate; the index finds without opening."""

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from bot.vault import BadDataKeys, CannotOpen, Vault, read_keys

OLD, NEW, OTHER = (Fernet.generate_key().decode() for _ in range(3))


@given(st.binary(max_size=500))
def test_what_is_sealed_opens_again_and_does_not_show(content: bytes) -> None:
    vault = Vault([OLD])
    sealed = vault.seal(content)
    assert vault.open(sealed) == content
    assert len(content) < 4 or content not in sealed


def test_sealing_twice_gives_nothing_to_compare() -> None:
    assert Vault([OLD]).seal(b"13812341234") != Vault([OLD]).seal(b"13812341234")


def test_after_a_new_key_is_put_in_front_old_things_still_open() -> None:
    sealed = Vault([OLD]).seal_json({"name": "王小明"})
    assert Vault([NEW, OLD]).open_json(sealed) == {"name": "王小明"}


def test_resealed_things_no_longer_need_the_old_key() -> None:
    both = Vault([NEW, OLD])
    again = both.reseal(Vault([OLD]).seal(b"x"))
    assert again is not None
    assert Vault([NEW]).open(again) == b"x"
    assert both.reseal(again) is None


def test_a_wrong_key_says_what_to_do_and_that_nothing_is_lost() -> None:
    with pytest.raises(CannotOpen, match=r"没有丢.*FAWEN_DATA_KEYS"):
        Vault([OTHER]).open(Vault([OLD]).seal(b"x"))


def test_a_changed_byte_is_noticed() -> None:
    sealed = bytearray(Vault([OLD]).seal(b"granted"))
    sealed[-5] ^= 1
    with pytest.raises(CannotOpen):
        Vault([OLD]).open(bytes(sealed))


def test_a_phone_is_found_under_every_key_it_may_have_been_stored_with() -> None:
    stored = Vault([OLD]).blind_index("+8613812341234")
    both = Vault([NEW, OLD])
    assert stored in both.blind_indexes("+8613812341234")
    assert stored != both.blind_index("+8613812341234")
    assert stored not in both.blind_indexes("+8613812341235")


def test_an_index_cannot_be_made_without_the_key() -> None:
    assert Vault([OLD]).blind_index("+8613812341234") != Vault([OTHER]).blind_index("+8613812341234")


@pytest.mark.parametrize("bad", ["hunter2", "x" * 44, ""])
def test_a_bad_key_is_refused_without_showing_it(bad: str) -> None:
    with pytest.raises(BadDataKeys, match=r"Fernet\.generate_key") as refused:
        Vault([OLD, bad])
    assert "第 2 把" in str(refused.value)
    assert not bad or bad not in str(refused.value)


def test_keys_are_separated_by_commas_and_no_keys_are_no_vault() -> None:
    assert read_keys(f" {NEW}, {OLD},") == [NEW, OLD]
    with pytest.raises(BadDataKeys):
        Vault(read_keys(" ,"))
