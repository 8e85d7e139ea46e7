"""Three-valued truth."""

from itertools import permutations, product

import pytest

from bot.legal_aid.truth import NO, UNKNOWN, YES, Truth, all_of, any_of, negated, truth


@pytest.mark.parametrize("value", list(Truth))
def test_a_truth_has_no_truthiness(value: Truth) -> None:
    with pytest.raises(TypeError):
        bool(value)


def test_one_no_settles_all_of() -> None:
    assert all_of(YES, UNKNOWN, NO) is NO
    assert all_of(YES, UNKNOWN) is UNKNOWN
    assert all_of(YES, YES) is YES
    assert all_of() is YES


def test_one_yes_settles_any_of() -> None:
    assert any_of(NO, UNKNOWN, YES) is YES
    assert any_of(NO, UNKNOWN) is UNKNOWN
    assert any_of(NO, NO) is NO
    assert any_of() is NO


def test_not_knowing_stays_not_knowing_when_negated() -> None:
    assert (negated(YES), negated(NO), negated(UNKNOWN)) == (NO, YES, UNKNOWN)
    assert (truth(True), truth(False)) == (YES, NO)


@pytest.mark.parametrize("three", list(product(Truth, repeat=3)))
def test_order_does_not_matter_and_de_morgan_holds(three: tuple[Truth, ...]) -> None:
    assert len({all_of(*order) for order in permutations(three)}) == 1
    assert negated(all_of(*three)) is any_of(*map(negated, three))


@pytest.mark.parametrize("three", list(product(Truth, repeat=3)))
def test_whatever_the_unknown_turns_out_to_be_a_settled_answer_stands(three: tuple[Truth, ...]) -> None:
    choices = [(YES, NO) if one is UNKNOWN else (one,) for one in three]
    for combine in (all_of, any_of):
        settled = combine(*three)
        if settled is not UNKNOWN:
            assert {combine(*complete) for complete in product(*choices)} == {settled}
