"""The parameters that ship, and facts as hypothesis draws them."""

from pathlib import Path

import pytest
from hypothesis import settings

from bot.legal_aid.parameters import open_parameters
from knowledge_base.legal_aid_parameters import LegalAidParameters

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def parameters() -> LegalAidParameters:
    return open_parameters(Path(__file__).parents[3] / "knowledge_base" / "parameters")
