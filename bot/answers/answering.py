"""From a citizen's question to a cited answer, a question back, or an honest "I don't know"."""

import asyncio
import json
import re
from collections import OrderedDict
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

from bot.answers import wording
from bot.answers.danger import DangerSigns
from bot.answers.pieces import (
    SERVICE_OF_ENTRY,
    cite,
    entry_button,
    none_button,
    person_button,
    statutes_reply,
)
from bot.clock import today
from bot.replies import Button, Citation, Reply
from knowledge_base.models import FaqEntry, Reference
from knowledge_base.retrieval.faq_search import FaqHit
from knowledge_base.retrieval.search import Findings, KnowledgeBase
from knowledge_base.services_catalogue import Institution, Service

_WORD = re.compile(r"[0-9A-Za-z\u3400-\u9fff]")
# A law and a number with little around them; a story that mentions an article is a question.
_ONLY_A_NAME = re.compile(
    r"^(请问|查一下|查|看看|看一下|我想看|帮我查|什么是)?[\s《〈]*.{1,40}?第?\s*[零〇一二两三四五六七八九十百千0-9０-９]+\s*条"
    r"(\s*之\s*[一二三四五六七八九十0-9]+)?.{0,4}?(是什么|怎么说|的?内容|的?规定|原文|说的是什么|讲什么|什么意思)?[？?。\s]*$"
)
_FAQ_PAYLOAD = re.compile(r"^/ask_legal_question(\{.*\})$")
_FORESEEN = 64
"""Searches begun whose question has not been asked yet (most were no legal questions)."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Probabilities below which the bot asks back, shows statutes only, or says that it does not know."""

    answer: float
    choice: float
    statute: float


@dataclass(frozen=True, slots=True)
class Answered:
    """Replies, what they were about (for follow-ups), and whether they answer or only ask back."""

    replies: list[Reply]
    topic: str = ""
    answers: bool = False


class AnswerService:
    """Answers from the knowledge base. Searching runs in a thread of its own, one at a time."""

    def __init__(
        self,
        knowledge: KnowledgeBase,
        services: dict[str, Service],
        institution: Institution,
        danger: DangerSigns,
        thresholds: Thresholds,
        today: Callable[[], date] = today,
    ) -> None:
        self._today = today
        self._knowledge = knowledge
        self._services = services
        self._institution = institution
        self._danger = danger
        self._thresholds = thresholds
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="knowledge")
        self._foreseen: OrderedDict[str, Future[Findings]] = OrderedDict()

    def foresee(self, question: str) -> None:
        """Begin to search, because the question will probably be asked in a moment.

        The dialogue takes as long to understand a message as the search takes; so they run side by side.
        """
        self._foreseen[question] = self._thread.submit(self._ask, question)
        while len(self._foreseen) > _FORESEEN:
            self._foreseen.popitem(last=False)

    async def answer(self, question: str) -> Answered:
        """The answer to a question in a citizen's own words."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._answer, question)

    async def answer_choice(self, entry_id: str) -> Answered:
        """The answer that a button chose; an entry that has gone is said to have gone."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._choice, entry_id)

    async def answer_follow_up(self, question: str, topic: str) -> Answered:
        """A question that leans on what was answered before (``topic``: that question)."""
        if not topic:
            return await self.answer(question)
        return await asyncio.get_running_loop().run_in_executor(
            self._thread, self._follow_up, question, topic
        )

    async def answer_off_topic(self, text: str) -> Answered:
        """Something that looks like no legal matter: answered only if the knowledge base is sure."""
        answered = await self.answer(text)
        if answered.answers:
            return answered
        return Answered([Reply(wording.OFF_TOPIC, buttons=(person_button(),))])

    async def answer_emergency(self, text: str) -> Answered:
        """Safety first, then whatever the knowledge base has: many who tell of harm ask what the law says."""
        answered = await self.answer(text)
        if self._danger.present(text):  # said already, and fully
            return answered
        if not answered.topic:
            return Answered([self.emergency()])
        return Answered([Reply(wording.IF_IN_DANGER), *answered.replies], answered.topic, answered.answers)

    async def fallback(self, sent: str) -> list[Reply]:
        """Answers without the dialogue: danger first, then a button's choice, then the question."""
        if sent.startswith("/"):
            chosen = _FAQ_PAYLOAD.match(sent)
            if chosen:
                return (await self.answer_choice(str(json.loads(chosen[1]).get("faq", "")))).replies
            intent = sent.removeprefix("/").partition("{")[0]
            return [self.describe_service(intent) if intent in self._services else self.offer_person()]
        return (await self.answer(sent)).replies

    def describe_service(self, intent: str) -> Reply:
        """What a service will do and how to get it today.

        Raises:
            KeyError: no service answers to this intent.
        """
        service = self._services[intent]
        return Reply(
            wording.service_text(service, self._institution),
            citations=tuple(self._citation(reference) for reference in service.citations),
        )

    def offer_person(self) -> Reply:
        """Where a person can be found."""
        return Reply(wording.person_text(self._institution))

    def take_complaint(self) -> Reply:
        """Where a complaint goes."""
        return Reply(wording.complaint_text(self._institution))

    def emergency(self) -> Reply:
        """What to do in danger, first of all."""
        return Reply(self._danger.reply)

    def _answer(self, question: str) -> Answered:
        if not _WORD.search(question):
            return Answered([Reply(wording.NO_WORDS, buttons=(person_button(),))])
        first = [self.emergency()] if self._danger.present(question) else []
        named = self._knowledge.named(question)
        if named and _ONLY_A_NAME.match(question):
            return self._named_articles(named[:3])
        foreseen = self._foreseen.pop(question, None)
        found = foreseen.result() if foreseen else self._ask(question)
        answered = self._from_findings(question, found)
        if first and not answered.topic:
            return Answered(first)
        return Answered([*first, *answered.replies], answered.topic, answered.answers)

    def _ask(self, question: str) -> Findings:
        return self._knowledge.ask(question, on=self._today())

    def _from_findings(self, question: str, found: Findings) -> Answered:
        limits = self._thresholds
        best = found.faq[0].probability if found.faq else 0.0
        if best >= limits.answer:
            return self._entry_answer(found.faq[0].entry, named=True)
        likely = [hit.entry for hit in found.faq[:3] if hit.probability >= limits.choice]
        articles = [hit for hit in found.articles[:3] if hit.probability >= limits.statute]
        changed = [status for hit, status in found.outdated if hit.probability >= limits.statute]
        if articles and articles[0].probability > best:
            reply = statutes_reply(articles, likely, wording.changed_text(changed))
            return Answered([reply], topic=question, answers=True)
        if changed and not likely:
            text = f"{wording.changed_text(changed)}\n\n{wording.ONLY_OLD_TEXT}"
            return Answered([Reply(text, buttons=(person_button(),))], topic=question)
        if likely:
            choices = (*(entry_button(entry) for entry in likely), none_button(), person_button())
            return Answered([Reply(wording.ASK_BACK, buttons=choices)], topic=question)
        return Answered([Reply(wording.UNKNOWN, buttons=(person_button(),))])

    def _follow_up(self, question: str, topic: str) -> Answered:
        """Another entry that the two together point to; else the nearest ones to choose from."""
        first = [self.emergency()] if self._danger.present(question) else []
        hits = self._knowledge.faq.search(f"{topic} {question}", 6)
        others = [hit for hit in hits if hit.entry.question != topic]
        alone = self._knowledge.faq.search(question, 1)
        if alone and alone[0].probability >= self._thresholds.answer:  # it names its own subject after all
            answered = self._entry_answer(alone[0].entry, named=True)
        elif others and others[0].probability >= self._thresholds.answer:
            answered = self._entry_answer(others[0].entry, named=True)
        elif len(hits) == len(others):  # the topic was statutes, not an entry: search both together
            answered = self._answer(f"{topic} {question}")
        else:
            before = next(hit.entry for hit in hits if hit.entry.question == topic)
            answered = self._near(question, before, others)
        return Answered([*first, *answered.replies], answered.topic, answered.answers)

    def _near(self, question: str, before: FaqEntry, others: list[FaqHit]) -> Answered:
        """Points to the sentence of the last answer that speaks of it, if one does, and to what lies near."""
        sentence = self._knowledge.sentence(before.answer, question)
        text = (
            wording.SAID_BEFORE.format(sentence=sentence.rstrip("；。"))
            if sentence
            else wording.FOLLOW_UP_CHOICES
        )
        likely = [hit.entry for hit in others if hit.entry.topic == before.topic][:2]
        near = dict.fromkeys([*likely, *self._knowledge.faq.neighbours(before, 2)])
        choices = (*(entry_button(entry) for entry in near), none_button(), person_button())
        return Answered([Reply(text, buttons=choices)])

    def _named_articles(self, named: list[Reference]) -> Answered:
        spelled = "、".join(f"《{reference.law}》{reference.article}" for reference in named)
        citations = tuple(self._citation(reference) for reference in named)
        imported = self._knowledge.statutes is not None
        changed = self._changed(named)
        if changed:
            text = f"您要找的是{spelled}。\n\n{changed}"
        elif any(citation.text for citation in citations):
            text = wording.ARTICLE
        elif imported:
            text, citations = wording.ARTICLE_MISSING.format(articles=spelled), ()
        else:
            text = wording.ARTICLE_NOT_IMPORTED.format(articles=spelled)
        related = [entry for reference in named for entry in self._knowledge.citing(reference)][:3]
        if related:
            text += f"\n\n{wording.ARTICLE_QUESTIONS}"
        buttons = (*(entry_button(entry) for entry in related), person_button())
        return Answered(
            [Reply(text, citations, buttons)], topic=spelled if citations else "", answers=bool(citations)
        )

    def _choice(self, entry_id: str) -> Answered:
        entry = self._knowledge.entry(entry_id)
        if entry is not None:
            return self._entry_answer(entry, named=False)
        return Answered([Reply(wording.REPHRASE, buttons=(person_button(),))])

    def _entry_answer(self, entry: FaqEntry, *, named: bool) -> Answered:
        buttons = [entry_button(other) for other in self._knowledge.faq.neighbours(entry, 2)]
        service = self._services.get(SERVICE_OF_ENTRY.get(entry.service or "", ""))
        if service is not None:
            buttons.append(Button(service.title, f"/{service.intents[0]}"))
        buttons.append(person_button())
        changed = self._changed(entry.citations)
        reply = Reply(
            wording.faq_text(entry, named=named) + (f"\n\n{changed}" if changed else ""),
            citations=tuple(self._citation(reference) for reference in entry.citations),
            buttons=tuple(buttons),
        )
        return Answered([reply], topic=entry.question, answers=True)

    def _changed(self, references: Iterable[Reference]) -> str:
        found = {one.law: self._knowledge.statuses.outdated(one.law, self._today()) for one in references}
        return wording.changed_text([status for status in found.values() if status])

    def _citation(self, reference: Reference) -> Citation:
        """The article with its text, unless that text no longer counts."""
        article = self._knowledge.article(reference)
        if article is None or self._knowledge.statuses.outdated(reference.law, self._today()):
            return Citation(reference.law, reference.article)
        return cite(article)
