"""Putting the knowledge base together from content files, index and encoder."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge_base.digests import read_digests
from knowledge_base.faq_entries import read_faq
from knowledge_base.models import FaqEntry
from knowledge_base.nicknames import read_nicknames
from knowledge_base.progress import Progress
from knowledge_base.retrieval import wordings
from knowledge_base.retrieval.calibration import Calibration, read_calibration
from knowledge_base.retrieval.digest_search import DigestIndex
from knowledge_base.retrieval.encoder import Encoder, SentenceEncoder
from knowledge_base.retrieval.faq_pair import FaqPair
from knowledge_base.retrieval.faq_search import FaqIndex, FaqTerms
from knowledge_base.retrieval.index_store import Manifest, read_manifest
from knowledge_base.retrieval.layout import Layout
from knowledge_base.retrieval.reranker import Reranker
from knowledge_base.retrieval.search import KnowledgeBase
from knowledge_base.retrieval.segment import Segment
from knowledge_base.retrieval.statute_search import StatuteIndex
from knowledge_base.retrieval.wordings import Wordings
from knowledge_base.services_catalogue import read_institution
from knowledge_base.statuses import read_statuses

FAQ_ENCODER = Path(__file__).parent / "model_faq"
"""A small encoder that learnt questions to lead to FAQ answers (see its README)."""

LEARNT = Path(__file__).parent / "model"
"""Where the reranker and the vectors of the questions it learnt from stand."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """What training left for an encoder."""

    calibration: Calibration
    reranker: Reranker | None


def open_knowledge_base(
    content: Path, root: Path, encoder: Encoder, before: KnowledgeBase | None = None
) -> KnowledgeBase:
    """Load content files and the index under ``root``.

    ``before``: an older state, whose loaded segments are used again where they still count.

    Raises:
        FileNotFoundError: no complete index stands under ``root``.
        ValueError: the index was built with another encoder.
    """
    manifest = read_manifest(root)
    if manifest is None:
        raise FileNotFoundError(f"{root} 里没有索引；请运行 fawen kb build")
    digests = read_digests(content / "statutes")
    entries = read_faq(content / "faq")
    everyday = wordings.open_everyday(root, digests, entries, encoder)
    loaded = before.statutes.layout.segments if before and before.statutes else []
    learnt = learnt_for(encoder)
    if learnt.reranker:
        learnt.reranker.use_compiled(root)
    statutes = open_statutes(root, manifest, encoder, everyday, learnt, loaded)
    return KnowledgeBase(
        encoder,
        _open_faq(root, entries, encoder, learnt),
        statutes,
        read_statuses(content / "statutes"),
        read_nicknames(content / "statutes"),
        digests,
        _home(content / "institutions"),
        None if statutes else DigestIndex(everyday, digests.keys(), encoder, learnt.calibration.digests),
    )


def learnt_for(encoder: Encoder) -> Learnt:
    """What training left; without a reranker if it was trained for another encoder."""
    reranker = Reranker.load(LEARNT)
    fits = reranker is not None and reranker.encoder == encoder.name
    return Learnt(read_calibration(), reranker if fits else None)


def prepare(root: Path, encoder: Encoder, progress: Progress) -> Learnt:
    """What training left, with what is made of it once a machine to spare time at every question."""
    learnt = learnt_for(encoder)
    if learnt.reranker:
        learnt.reranker.compile(root, progress)
    return learnt


def open_statutes(
    root: Path,
    manifest: Manifest,
    encoder: Encoder,
    everyday: Wordings,
    learnt: Learnt,
    loaded: Sequence[Segment] = (),
) -> StatuteIndex | None:
    """The index of the statutes; None while there are none.

    Raises:
        ValueError: the index was built with another encoder.
    """
    if manifest.encoder != encoder.name or manifest.dimension != encoder.dimension:
        raise ValueError(
            f"索引是用 {manifest.encoder} 建的，不能用 {encoder.name} 查询；请运行 fawen kb build 重建"
        )
    if not manifest.articles:
        return None
    held = {segment.folder: segment for segment in loaded}
    segments = [
        held.get(root / name) or Segment(root / name)  # segments never change, so one may serve two indexes
        for name in manifest.segments
    ]
    sizes = {segment.folder.name: len(segment) for segment in segments}
    return StatuteIndex(
        Layout(segments, manifest.dead(sizes)),
        encoder,
        learnt.calibration.statutes,
        everyday=everyday,
        questions=wordings.read_questions(LEARNT) if learnt.reranker else None,
        reranker=learnt.reranker,
    )


def _open_faq(
    root: Path, entries: Sequence[FaqEntry], encoder: Encoder, learnt: Learnt
) -> FaqIndex | FaqPair:
    """The FAQ, with the second encoder's view of it where the first is the shipped one."""
    terms = FaqTerms.kept(root, entries, encoder) if entries else None
    first = FaqIndex(entries, encoder, learnt.calibration.faq, terms)
    if not entries or learnt.reranker is None or not (FAQ_ENCODER / "modules.json").exists():
        return first
    second = SentenceEncoder(str(FAQ_ENCODER))
    terms = FaqTerms.kept(root, entries, second)
    return FaqPair(first, FaqIndex(entries, second, learnt.calibration.faq_second, terms), second)


def _home(folder: Path) -> tuple[str, ...]:
    """The regions whose rules apply, as the bureau's own file names them; none if there is no such file."""
    return read_institution(folder).regions if (folder / "bureau.yaml").exists() else ()
