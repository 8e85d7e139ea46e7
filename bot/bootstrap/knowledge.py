"""The knowledge base and the answers over it."""

import asyncio

import structlog
import torch
from threadpoolctl import threadpool_limits

from bot.answers.answering import AnswerService, Thresholds
from bot.answers.danger import DangerSigns
from bot.answers.time_limits import TimeLimits
from bot.settings import Settings
from knowledge_base.choices import read_choices
from knowledge_base.library import Library
from knowledge_base.progress import Progress
from knowledge_base.retrieval.encoder import SentenceEncoder
from knowledge_base.retrieval.index_store import build_index, manifest_mark
from knowledge_base.retrieval.opening import open_knowledge_base, prepare
from knowledge_base.retrieval.search import KnowledgeBase
from knowledge_base.services_catalogue import read_danger, read_institution, read_services
from knowledge_base.time_limits import read_time_limits

log = structlog.get_logger()


def open_knowledge(settings: Settings, progress: Progress) -> KnowledgeBase:
    """The knowledge base, its index built if need be."""
    encoder = SentenceEncoder(settings.encoder)
    build_index(settings.index_dir, Library(settings.library_path), encoder, progress)
    prepare(settings.index_dir, encoder, progress)
    return open_knowledge_base(settings.knowledge_dir, settings.index_dir, encoder)


def one_thread_a_search() -> None:
    """Keep number crunching to one thread: a search is too small to share out, and other work waits."""
    threadpool_limits(limits=1)
    torch.set_num_threads(1)


def create_answers(settings: Settings, knowledge: KnowledgeBase) -> AnswerService:
    """The answer service over a knowledge base."""
    return AnswerService(
        knowledge,
        read_services(settings.knowledge_dir / "services"),
        read_institution(settings.knowledge_dir / "institutions"),
        DangerSigns(read_danger(settings.knowledge_dir / "institutions")),
        Thresholds(
            settings.answer_threshold,
            settings.choice_threshold,
            settings.statute_threshold,
            settings.offer_threshold,
        ),
        choices=read_choices(settings.knowledge_dir / "choices"),
        time_limits=TimeLimits(read_time_limits(settings.knowledge_dir / "parameters")),
    )


async def renew_forever(settings: Settings, answers: AnswerService, every_s: float = 2.0) -> None:
    """Take over a new index as soon as it stands; questions are answered from the old one meanwhile."""
    seen = manifest_mark(settings.index_dir)
    while True:
        await asyncio.sleep(every_s)
        mark = manifest_mark(settings.index_dir)
        if mark == seen:
            continue
        try:
            newer = await asyncio.to_thread(answers.opened_again, settings.knowledge_dir, settings.index_dir)
            await answers.renew(newer)
        except Exception as error:  # a half-edited content file, say: the old state goes on serving
            log.error("knowledge_not_renewed", error=str(error))
        else:
            log.info("knowledge_renewed")
        seen = mark
