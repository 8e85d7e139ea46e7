"""The clocks' lengths come from the bureau's parameters, and are never guessed."""

from dataclasses import replace
from datetime import date

import pytest

from bot.legal_aid.applications.lengths import clocks_in_force
from bot.legal_aid.errors import ParameterMissing
from bot.legal_aid.parameters import open_parameters
from bot.settings import PROJECT
from tests.unit.legal_aid_applications.samples import CLOCKS

PARAMETERS = open_parameters(PROJECT / "knowledge_base" / "parameters")
DAY = date(2026, 3, 2)


def test_the_shipped_parameters_hold_the_lengths_of_the_act() -> None:
    on = clocks_in_force(PARAMETERS, "龙泉市", 5, supplement_stops_review=False)
    assert on(DAY) == CLOCKS


def test_before_the_act_there_is_no_length_and_none_is_guessed() -> None:
    on = clocks_in_force(PARAMETERS, "龙泉市", 5, supplement_stops_review=False)
    with pytest.raises(ParameterMissing, match="2021-12-31"):
        on(date(2021, 12, 31))


def test_a_length_in_another_unit_is_an_error_not_a_wrong_day() -> None:
    other = replace(PARAMETERS, clocks=tuple(replace(one, unit="工作日") for one in PARAMETERS.clocks))
    with pytest.raises(ParameterMissing, match="工作日"):
        clocks_in_force(other, "龙泉市", 5, supplement_stops_review=False)(DAY)
