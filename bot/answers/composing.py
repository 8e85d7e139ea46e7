"""Answers of every kind, put together: an FAQ entry, statutes alone, articles asked for by name."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.answers import wording
from bot.answers.answered import Answered
from bot.answers.citing import DIGEST_SOURCE, Citing
from bot.answers.gaps import Kind
from bot.answers.past import spell
from bot.answers.pieces import SERVICE_OF_ENTRY, entry_button, none_button, person_button
from bot.answers.scrubbing import scrub
from bot.answers.time_limits import Computed
from bot.replies import Button, Note, Reply
from knowledge_base.choices import Choice
from knowledge_base.models import Article, FaqEntry, Reference
from knowledge_base.retrieval.search import KnowledgeBase
from knowledge_base.services_catalogue import Service

MOST_ARTICLES = 3
_MOST_RELATED = 2


class Composer:
    """Knows how each kind of answer reads, and which buttons stand under it: questions, service, person."""

    def __init__(self, knowledge: KnowledgeBase, services: dict[str, Service], citing: Citing) -> None:
        self._knowledge = knowledge
        self._services = services
        self._citing = citing

    def entry(self, entry: FaqEntry, *, named: bool) -> Answered:
        """What an entry says; ``named`` puts its question on top."""
        related = self._knowledge.faq.neighbours(entry, _MOST_RELATED)
        changed = self._citing.changed(entry.citations)
        reply = Reply(
            wording.faq_text(entry, named=named) + (f"\n\n{changed}" if changed else ""),
            citations=tuple(self._citing.citation(reference) for reference in entry.citations),
            buttons=(*map(entry_button, related), *self._service(entry.service), person_button()),
        )
        return Answered([reply], topic=entry.question, answers=True, shown=entry.id)

    def statutes(
        self,
        question: str,
        articles: Sequence[Article],
        likely: Sequence[FaqEntry],
        changed: str = "",
        *,
        calm: bool = True,
    ) -> Answered:
        """Articles alone, the deciding sentence of each, what to do next, and what else may have been meant.

        ``calm`` is False where danger was told of: then no service is suggested.
        """
        service = self._service(self._fitting(articles, likely)) if calm else ()
        parts = [
            wording.STATUTES_ONLY,
            *(self._citing.passage(article, question) for article in articles),
            *([changed] if changed else ()),
            wording.statutes_next(service[0].title if service else ""),
        ]
        reply = Reply(
            "\n\n".join(parts),
            citations=tuple(map(self._citing.of, articles)),
            buttons=(*map(entry_button, likely), *service, person_button()),
        )
        shown = "、".join(spell(article.law, article.label) for article in articles)
        return Answered([reply], topic=question, answers=True, shown=shown)

    def asked_back(self, question: str, articles: Sequence[Article], likely: Sequence[FaqEntry]) -> Answered:
        """A question back: which of the likely entries is meant; with the articles that may bear on it.

        What is to be chosen from comes first, in a message of its own: on a phone it would else stand below
        what is only perhaps of use.
        """
        buttons = (*map(entry_button, likely), none_button(), person_button())
        note = Note(Kind.ASKED_BACK.value, scrub(question), "、".join(entry.id for entry in likely))
        if not likely:
            bearing = self.bearing(articles)
            unsure = replace(bearing, text=f"{wording.UNSURE}\n\n{bearing.text}", buttons=buttons, note=note)
            return Answered([unsure], topic=question)
        replies = [Reply(wording.ASK_BACK, buttons=buttons, note=note)]
        return Answered([*replies, *([self.bearing(articles)] if articles else ())], topic=question)

    def bearing(self, articles: Sequence[Article]) -> Reply:
        """Articles that may bear on a matter, said to be no answer."""
        text = "\n\n".join([wording.MAY_BEAR_ON_IT, *map(self._citing.brief, articles)])
        return Reply(text, tuple(map(self._citing.of, articles)))

    def named_articles(self, named: Sequence[Reference]) -> Answered:
        """Articles that were asked for by law and number."""
        spelled = "、".join(spell(reference.law, reference.article) for reference in named)
        citations = tuple(self._citing.citation(reference) for reference in named)
        changed = self._citing.changed(named)
        if changed:
            text = f"您要找的是{spelled}。\n\n{changed}"
        elif any(citation.text and citation.source != DIGEST_SOURCE for citation in citations):
            text = f"{wording.ARTICLE}\n{self._versions(named)}"
        elif any(citation.text for citation in citations):
            text = wording.ARTICLE_DIGEST.format(articles=spelled)
        elif self._knowledge.statutes is not None:
            text, citations = wording.ARTICLE_MISSING.format(articles=spelled), ()
        else:
            text = wording.ARTICLE_NOT_IMPORTED.format(articles=spelled)
        related = [entry for reference in named for entry in self._knowledge.citing(reference)][:3]
        if related:
            text += f"\n\n{wording.ARTICLE_QUESTIONS}"
        reply = Reply(text, citations, (*map(entry_button, dict.fromkeys(related)), person_button()))
        if not citations:
            return Answered([reply])
        return Answered([reply], topic=spelled, answers=True, shown=spelled)

    def time_limit(self, computed: Computed, question: str) -> Answered:
        """How long a limit still runs, with the articles it rests on."""
        changed = self._citing.changed(computed.references)
        reply = Reply(
            computed.text + (f"\n\n{changed}" if changed else ""),
            citations=tuple(map(self._citing.citation, computed.references)),
            buttons=(person_button(),),
        )
        shown = "、".join(spell(one.law, one.article) for one in computed.references)
        return Answered([reply], topic=question, answers=True, shown=shown)

    def choice(self, choice: Choice, word: str) -> Answered:
        """What may be meant by a bare word, to choose from."""
        entries = [entry for one in choice.entries if (entry := self._knowledge.entry(one))]
        buttons = (
            *map(entry_button, entries),
            *self._service(choice.service),
            none_button(),
            person_button(),
        )
        return Answered([Reply(f"{choice.question}{wording.CHOOSE_ONE}", buttons=buttons)], topic=word)

    def _service(self, name: str | None) -> tuple[Button, ...]:
        service = self._services.get(SERVICE_OF_ENTRY.get(name or "", ""))
        return (Button(service.title, f"/{service.intents[0]}"),) if service else ()

    def _fitting(self, articles: Iterable[Article], likely: Sequence[FaqEntry]) -> str | None:
        """The service that the likely entries name, else the one that most entries on these articles name."""
        for entry in likely:
            if entry.service:
                return entry.service
        citing = (
            entry.service
            for article in articles
            for entry in self._knowledge.citing(Reference(article.law, article.label))
            if entry.service
        )
        commonest = Counter(citing).most_common(1)
        return commonest[0][0] if commonest else None

    def _versions(self, named: Iterable[Reference]) -> str:
        found = [(reference, self._knowledge.article(reference)) for reference in named]
        return "\n".join(
            f"{spell(reference.law, reference.article)}{wording.version_text(article)}"
            for reference, article in found
            if article
        )
