"""The parameters of the legal cases: those that ship, with standards that no bureau can change."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.legal_aid.parameters import open_parameters
from knowledge_base.legal_aid_parameters import HardshipStandard, LegalAidParameters, Validity

PARAMETERS = Path(__file__).parents[2] / "knowledge_base" / "parameters"


def _standard(amount: int, since: date, until: date | None) -> HardshipStandard:
    valid = Validity("浙江省", since, until, "为测试所设", sample=False)
    return HardshipStandard(valid, "测试基数", Decimal(amount), Decimal(2), "共同生活的家庭成员")


@pytest.fixture(scope="session")
def parameters() -> LegalAidParameters:
    """2,000 yuan a head and month up to the end of 2025, 2,400 from 2026 on."""
    standards = (
        _standard(1000, date(2022, 1, 1), date(2025, 12, 31)),
        _standard(1200, date(2026, 1, 1), None),
    )
    return replace(open_parameters(PARAMETERS), hardship=standards)
