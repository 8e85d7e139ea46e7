"""The knowledge base as the rest of the system sees it: ask it, or look an article up."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from knowledge_base.models import Article, Digest, FaqEntry, Reference
from knowledge_base.retrieval.digest_search import DigestIndex
from knowledge_base.retrieval.encoder import Encoder
from knowledge_base.retrieval.faq_pair import FaqPair
from knowledge_base.retrieval.faq_search import FaqHit, FaqIndex
from knowledge_base.retrieval.lookup import TitleIndex
from knowledge_base.retrieval.sentences import fitting_sentence
from knowledge_base.retrieval.statute_search import ArticleHit, StatuteIndex
from knowledge_base.statuses import Status, Statuses

_ENTRIES_THAT_SPEAK = 12
_NEXT_CITATION = 2 / 3
_OWN_RULES = 1.1
"""How much ahead of an equally likely national rule the region's own one is put."""


@dataclass(frozen=True, slots=True)
class Likely:
    """An article and how much speaks for it: its own probability, and what the entries that cite it add.

    An entry adds the root of its probability, so that many faint ones count, and two thirds of that for each
    citation that stands before: what an entry rests on most comes first in it.
    """

    article: Article
    weight: float


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found for a question, each list best first."""

    faq: list[FaqHit]
    articles: list[ArticleHit]
    outdated: list[tuple[ArticleHit, Status]] = field(default_factory=list)
    """Articles left out because their text no longer counts."""
    likely: list[Likely] = field(default_factory=list)
    """Articles by what both searches together say."""


class KnowledgeBase:
    """FAQ and statutes together; one vector a question serves both.

    ``home``: the regions whose own rules apply here; rules of all others are left out (none named: kept).
    ``by_digest`` finds articles while no text has been imported.
    """

    def __init__(
        self,
        encoder: Encoder,
        faq: FaqIndex | FaqPair,
        statutes: StatuteIndex | None,
        statuses: Statuses | None = None,
        nicknames: Mapping[str, str] | None = None,
        digests: Mapping[Reference, Digest] | None = None,
        home: Collection[str] = (),
        by_digest: DigestIndex | None = None,
    ) -> None:
        self._by_digest = by_digest
        self._home = frozenset(home)
        self.digests = digests or {}
        self.statuses = statuses or Statuses([])
        self.encoder = encoder
        self.faq = faq
        self.statutes = statutes
        named = {reference.law for entry in faq.entries for reference in entry.citations}
        named.update(status.law for status in self.statuses)
        named.update(reference.law for reference in self.digests)
        self._titles = TitleIndex(named.union(statutes.layout.titles() if statutes else ()), nicknames)

    def ask(self, question: str, count: int = 5, on: date | None = None) -> Findings:
        """The likeliest entries, and the likeliest articles that count on that day (or at all)."""
        vector = self.encoder.encode([question])[0]
        search = self.statutes or self._by_digest
        hits = self._here(search.search(question, 6 * count, vector)) if search else []
        current: list[ArticleHit] = []
        outdated: list[tuple[ArticleHit, Status]] = []
        for hit in hits:
            status = self.statuses.outdated(hit.article.law, on) if on else None
            if status:
                outdated.append((hit, status))
            else:
                current.append(hit)
        entries = self.faq.search(question, max(count, _ENTRIES_THAT_SPEAK), vector)
        return Findings(entries[:count], current[:count], outdated, self._likely(current, entries, count, on))

    def _likely(
        self, hits: list[ArticleHit], entries: list[FaqHit], count: int, on: date | None
    ) -> list[Likely]:
        """Articles in the order of all that speaks for them, without those whose text no longer counts."""
        found = {Reference(hit.article.law, hit.article.label): hit for hit in hits}
        weights = {reference: hit.probability for reference, hit in found.items()}
        for entry in entries:
            for place, reference in enumerate(entry.entry.citations):
                added = float(entry.probability**0.5 * _NEXT_CITATION**place)
                weights[reference] = weights.get(reference, 0.0) + added
        likely: list[Likely] = []
        for reference, weight in sorted(weights.items(), key=lambda item: -item[1]):
            if len(likely) == count:
                break
            if on and self.statuses.outdated(reference.law, on):
                continue
            own = found[reference].article if reference in found else self.article(reference)
            likely.append(Likely(own or Article(reference.law, reference.article, ""), weight))
        return likely

    def _here(self, hits: list[ArticleHit]) -> list[ArticleHit]:
        """Without other regions' rules; this region's own a little ahead of national ones as likely."""
        if not self._home:
            return hits
        kept = [hit for hit in hits if not hit.article.region or hit.article.region in self._home]
        if not any(hit.article.region for hit in kept):
            return kept  # in the order of the search, which probabilities follow but roughly
        return sorted(kept, key=lambda hit: -hit.probability * (_OWN_RULES if hit.article.region else 1.0))

    def become(self, newer: "KnowledgeBase") -> None:
        """Take over a newer state, so that all who hold this one see it; not while a search is running."""
        vars(self).update(vars(newer))

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
        return self.statutes.layout.find(reference.law, reference.article) if self.statutes else None

    def sentence(self, text: str, question: str) -> str | None:
        """The sentence of a text that speaks of what was asked, if one does."""
        return fitting_sentence(text, question, self.encoder)
