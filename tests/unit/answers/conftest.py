"""The answer service over the real FAQ, without statutes."""

from pathlib import Path

import pytest

from bot.answers.answering import AnswerService
from bot.bootstrap.knowledge import create_answers, open_knowledge
from bot.settings import Settings
from knowledge_base.retrieval.search import KnowledgeBase


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(data_dir=Path(tmp_path_factory.mktemp("answers")))


@pytest.fixture(scope="session")
def knowledge(settings: Settings) -> KnowledgeBase:
    return open_knowledge(settings, lambda *_: None)


@pytest.fixture(scope="session")
def answers(settings: Settings, knowledge: KnowledgeBase) -> AnswerService:
    return create_answers(settings, knowledge)
