"""The answer service over the real FAQ, without statutes."""

from pathlib import Path

import pytest

from bot.answers.answering import AnswerService
from bot.bootstrap import create_answers, open_knowledge
from bot.settings import Settings


@pytest.fixture(scope="session")
def answers(tmp_path_factory: pytest.TempPathFactory) -> AnswerService:
    settings = Settings(data_dir=Path(tmp_path_factory.mktemp("answers")))
    return create_answers(settings, open_knowledge(settings, lambda *_: None))
