"""What is trained on: statutes, our own content, the dialogue's sentences."""

from collections.abc import Sequence
from pathlib import Path

import yaml

from knowledge_base.digests import read_digests
from knowledge_base.importers.folders import readable, statute_files
from knowledge_base.library import Library
from knowledge_base.models import Article, FaqEntry
from knowledge_base.progress import Progress
from knowledge_base.retrieval.evaluate import Question
from knowledge_base.retrieval.train.contrast import Settings
from knowledge_base.retrieval.train.workshop import Workshop

KNOWLEDGE = Path(__file__).resolve().parents[2]
_NLU = KNOWLEDGE.parent / "nlu_data" / "nlu"


def read_articles(laws: Path, folder: Path) -> list[Article]:
    """Everything current in the statutes under ``laws``; ``folder`` holds the library."""
    library = Library(folder / "library.db")
    for _ in library.add(readable(statute_files(laws))):
        pass
    return list(library.current())


def open_workshop(
    folder: Path,
    articles: Sequence[Article],
    entries: Sequence[FaqEntry],
    questions: Sequence[Question],
    settings: Settings,
    progress: Progress,
) -> Workshop:
    """A workshop over these articles with our digests; its index lies in ``folder``."""
    digests = read_digests(KNOWLEDGE / "statutes")
    everyday = sentences_of(("legal_questions",))
    return Workshop(folder / "index", articles, digests, entries, questions, settings, progress, everyday)


def sentences_of(names: Sequence[str]) -> list[str]:
    """The dialogue's training sentences of these files."""
    return [
        line[2:].strip()
        for name in names
        for block in yaml.safe_load((_NLU / f"{name}.yml").read_text(encoding="utf-8"))["nlu"]
        for line in block["examples"].splitlines()
    ]
