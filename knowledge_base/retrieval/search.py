"""The knowledge base as the rest of the system sees it: ask it, or look an article up."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from knowledge_base.faq_entries import read_faq
from knowledge_base.library import Library
from knowledge_base.models import Article, FaqEntry, Reference
from knowledge_base.nicknames import read_nicknames
from knowledge_base.retrieval import statute_search
from knowledge_base.retrieval.candidates import Blend
from knowledge_base.retrieval.encoder import Encoder
from knowledge_base.retrieval.faq_search import FaqHit, FaqIndex
from knowledge_base.retrieval.lookup import TitleIndex
from knowledge_base.retrieval.sentences import fitting_sentence
from knowledge_base.retrieval.statute_search import ArticleHit, Progress, StatuteIndex
from knowledge_base.statuses import Status, Statuses, read_statuses

_FORMAT = "2"
_MANIFEST = "manifest.json"
CALIBRATION = Path(__file__).parent / "calibration.json"


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found for a question, each list best first."""

    faq: list[FaqHit]
    articles: list[ArticleHit]
    outdated: list[tuple[ArticleHit, Status]] = field(default_factory=list)
    """Articles left out because their text no longer counts."""


class KnowledgeBase:
    """FAQ and statutes together; one vector a question serves both."""

    def __init__(
        self,
        encoder: Encoder,
        faq: FaqIndex,
        statutes: StatuteIndex | None,
        statuses: Statuses | None = None,
        nicknames: Mapping[str, str] | None = None,
    ) -> None:
        self.statuses = statuses or Statuses([])
        self.encoder = encoder
        self.faq = faq
        self.statutes = statutes
        named = {reference.law for entry in faq.entries for reference in entry.citations}
        named.update(status.law for status in self.statuses)
        self._titles = TitleIndex(named.union(statutes.passages.laws() if statutes else ()), nicknames)

    def ask(self, question: str, count: int = 5, on: date | None = None) -> Findings:
        """The likeliest entries, and the likeliest articles that count on that day (or at all)."""
        vector = self.encoder.encode([question])[0]
        hits = self.statutes.search(question, 3 * count, vector) if self.statutes else []
        current: list[ArticleHit] = []
        outdated: list[tuple[ArticleHit, Status]] = []
        for hit in hits:
            status = self.statuses.outdated(hit.article.law, on) if on else None
            if status:
                outdated.append((hit, status))
            else:
                current.append(hit)
        return Findings(self.faq.search(question, count, vector), current[:count], outdated)

    def entry(self, entry_id: str) -> FaqEntry | None:
        """An FAQ entry by its id."""
        return self.faq.by_id.get(entry_id)

    def named(self, question: str) -> list[Reference]:
        """Articles that the question asks for by law and number."""
        return self._titles.references(question)

    def citing(self, reference: Reference) -> list[FaqEntry]:
        """FAQ entries that rest on an article."""
        return [entry for entry in self.faq.entries if reference in entry.citations]

    def article(self, reference: Reference) -> Article | None:
        """The text of an article, where its statute has been imported."""
        return self.statutes.passages.find(reference.law, reference.article) if self.statutes else None

    def sentence(self, text: str, question: str) -> str | None:
        """The sentence of a text that speaks of what was asked, if one does."""
        return fitting_sentence(text, question, self.encoder)


def blends() -> tuple[Blend, Blend]:
    """The fitted weights for FAQ and statutes."""
    data = json.loads(CALIBRATION.read_text(encoding="utf-8"))
    return Blend.from_dict(data["faq"]), Blend.from_dict(data["statutes"])


def index_folder(root: Path, library: Library, encoder_name: str) -> Path:
    """Where the index of this library made with this encoder belongs."""
    key = hashlib.sha256(f"{_FORMAT}:{library.fingerprint()}:{encoder_name}".encode()).hexdigest()
    return root / key[:16]


def is_built(folder: Path) -> bool:
    """Whether a complete index stands there (the manifest is written last)."""
    return (folder / _MANIFEST).exists()


def build_index(root: Path, library: Library, encoder: Encoder, progress: Progress) -> Path:
    """Build the index of everything current in the library, unless it stands already.

    It is made aside and moved into place whole; older indexes are then removed.
    """
    folder = index_folder(root, library, encoder.name)
    if is_built(folder):
        return folder
    articles = list(library.current()) if library.path.exists() else []
    root.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=root, prefix="building-") as name:
        aside = Path(name) / "index"
        aside.mkdir()
        if articles:
            statute_search.build(aside, articles, encoder, progress)
        manifest = {"encoder": encoder.name, "dimension": encoder.dimension, "passages": len(articles)}
        (aside / _MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        aside.rename(folder)
    for other in root.iterdir():
        if other != folder and other.is_dir() and not other.name.startswith("building-"):
            shutil.rmtree(other, ignore_errors=True)
    return folder


def open_knowledge_base(content: Path, folder: Path, encoder: Encoder) -> KnowledgeBase:
    """Load FAQ files and a built index.

    Raises:
        FileNotFoundError: no complete index stands in ``folder``.
        ValueError: the index was built with another encoder.
    """
    manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    if manifest["encoder"] != encoder.name or manifest["dimension"] != encoder.dimension:
        raise ValueError(
            f"索引是用 {manifest['encoder']} 建的，不能用 {encoder.name} 查询；请运行 fawen kb build 重建"
        )
    for_faq, for_statutes = blends()
    statutes = StatuteIndex(folder, encoder, for_statutes) if manifest["passages"] else None
    faq = FaqIndex(read_faq(content / "faq"), encoder, for_faq)
    folder = content / "statutes"
    return KnowledgeBase(encoder, faq, statutes, read_statuses(folder), read_nicknames(folder))
