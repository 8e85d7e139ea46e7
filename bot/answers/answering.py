"""Everything that the dialogue (or, without it, the router) may ask for: answers, services, a person."""

import asyncio
import re
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVarTuple

import structlog

from bot.answers import payloads, scope, wording
from bot.answers.answered import Answered, Thresholds
from bot.answers.citing import Citing
from bot.answers.composing import Composer
from bot.answers.danger import DangerSigns
from bot.answers.feedback import Feedback
from bot.answers.past import Past, Record, past_of
from bot.answers.pieces import judged, person_button
from bot.answers.small_talk import ANSWERS_TO_NOTHING, SMALL_TALK
from bot.answers.time_limits import TimeLimits
from bot.answers.weighing import Weigher
from bot.clock import today
from bot.replies import Reply
from knowledge_base.choices import Choices
from knowledge_base.models import Reference
from knowledge_base.retrieval.opening import open_knowledge_base
from knowledge_base.retrieval.search import Findings, KnowledgeBase
from knowledge_base.services_catalogue import Institution, Service

__all__ = ["AnswerService", "Answered", "Thresholds"]

log = structlog.get_logger()

_Values = TypeVarTuple("_Values")

_FORESEEN = 64
"""Searches begun whose question has not been asked yet (most were no legal questions)."""
_CERTAINLY_NO_LAW, _HARDLY_NO_LAW = 0.8, 0.6
"""The dialogue's confidence that a message is no legal matter, from which on and below which it counts."""
_MORE_THAN_A_WORD = 6
"""Characters from which on small talk is looked through for a matter."""
_NOT = re.compile(r"[没不差]")


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
        choices: Choices | None = None,
        time_limits: TimeLimits | None = None,
    ) -> None:
        self._today = today
        self._knowledge = knowledge
        self._services = services
        self._institution = institution
        self._danger = danger
        self._record: Record | None = None
        self._citing = Citing(knowledge, today)
        self._composer = Composer(knowledge, services, self._citing)
        self._feedback = Feedback(knowledge, self._citing, institution, thresholds, today)
        self._weigher = Weigher(
            knowledge, self._composer, danger, choices or Choices([]), thresholds, today, time_limits
        )
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="knowledge")
        self._foreseen: OrderedDict[str, Future[Findings]] = OrderedDict()

    def look_back_on(self, record: Record) -> None:
        """Where earlier turns are to be read, for the buttons that judge an answer."""
        self._record = record

    def foresee(self, question: str) -> None:
        """Begin to search, because the question will probably be asked in a moment.

        The dialogue takes as long to understand a message as the search takes; so they run side by side.
        """
        self._foreseen[question] = self._thread.submit(self._ask, question)
        while len(self._foreseen) > _FORESEEN:
            self._foreseen.popitem(last=False)

    def opened_again(self, content: Path, index: Path) -> KnowledgeBase:
        """The knowledge base as it stands on disk now, sharing with the present one what has not changed.

        Raises:
            InvalidContent: a content file is broken.
            FileNotFoundError: no complete index stands there.
        """
        return open_knowledge_base(content, index, self._knowledge.encoder, self._knowledge)

    async def renew(self, newer: KnowledgeBase) -> None:
        """Answer from a newer state of the knowledge base from the next question on.

        It is taken over in the thread that searches, so between two questions.
        """
        await asyncio.get_running_loop().run_in_executor(self._thread, self._knowledge.become, newer)

    async def answer(self, question: str, *, recognised: bool = False) -> Answered:
        """The answer to a question in a citizen's own words.

        ``recognised``: the dialogue is sure that it is a legal question, so less must speak for an article.
        """
        return judged(await self._run(self._answer, question, recognised))

    async def answer_choice(self, entry_id: str) -> Answered:
        """The answer that a button chose; an entry that has gone is said to have gone."""
        entry = self._knowledge.entry(entry_id)
        if entry is None:
            return Answered([Reply(wording.REPHRASE, buttons=(person_button(),))])
        return judged(await self._run(lambda: self._composer.entry(entry, named=False)))

    async def answer_follow_up(self, question: str, topic: str) -> Answered:
        """A question that leans on what was answered before (``topic``: that question)."""
        if not topic:
            return await self.answer(question)
        return judged(await self._run(self._weigher.follow_up, question, topic))

    async def answer_off_topic(self, text: str, confidence: float = 0.0) -> Answered:
        """Something that looks like no legal matter, to the dialogue with this confidence.

        The surer the dialogue, the surer the knowledge base must be to answer all the same.
        """
        said = scope.beyond_scope(text) or scope.off_topic(text)
        no_law = Answered([Reply(said, buttons=(person_button(),))])
        if self._danger.present(text) or scope.wordless(text) or self._weigher.bare(text):
            return await self.answer(text)
        if confidence >= _CERTAINLY_NO_LAW:
            return no_law
        answered = await self.answer(text)
        return answered if answered.answers or (confidence < _HARDLY_NO_LAW and answered.topic) else no_law

    async def beside_service(self, text: str, service: Reply) -> Answered:
        """A service was asked for: its description, and what the law says of the matter told with it.

        Many tell their story and end with 「帮我调解一下」: a sure answer comes first, what only may bear on
        the matter comes after the service.
        """
        bare = self._weigher.bare(text)
        if bare:
            return bare
        answered = await self._run(self._matter, text, service)
        return replace(answered, topic=answered.topic or text)

    async def answer_small_talk(self, text: str, intent: str) -> Answered:
        """A greeting, thanks, yes or no: answered in kind, unless it holds a matter (「加班费一分没有」).

        What looks like yes or no needs less to be taken for one: neither makes sense where nothing was asked.
        """
        if len(text) >= _MORE_THAN_A_WORD and not text.startswith("/"):
            answered = await self.answer(text)
            bearing = any(reply.citations for reply in answered.replies)
            if answered.answers or (bearing and intent in ANSWERS_TO_NOTHING):
                return answered
        return Answered([Reply(SMALL_TALK[intent])])

    async def answer_emergency(self, text: str) -> Answered:
        """Safety first, then whatever the knowledge base has: many who tell of harm ask what the law says."""
        answered = await self.answer(text, recognised=True)
        if self._danger.present(text):  # said already, and fully
            return answered
        if not answered.topic:
            return Answered([self.emergency()])
        return replace(answered, replies=[Reply(wording.IF_IN_DANGER), *answered.replies])

    async def answer_not_asked(self, conversation_id: str, sent: str) -> Answered:
        """「不是我想问的」: the next-best readings of that question; the second time, a person."""
        past = await self._past(conversation_id, sent)
        return await self._run(self._feedback.not_asked, past)

    async def answer_rating(self, conversation_id: str, sent: str) -> Answered:
        """「有帮助」 or 「没帮助」, pressed or typed."""
        past = await self._past(conversation_id, sent)
        judgement = payloads.judgement(sent)
        named = judgement.values.get("useful") if judgement else None
        useful = named in {"yes", None} and not (named is None and _NOT.search(sent))
        return self._feedback.rated(past, "yes" if useful else "no")

    async def answer_aside(self, text: str, intent: str, conversation_id: str) -> list[Reply]:
        """Something said in the middle of an interview that is no answer to it."""
        if payloads.read(text) or payloads.judgement(text):
            return await self.fallback(text, conversation_id)
        if intent == payloads.PERSON:
            return [self.offer_person()]
        if intent == "complaint":
            return [self.take_complaint()]
        if intent in self._services:
            return [self.describe_service(intent)]
        if intent == "emergency":
            return (await self.answer_emergency(text)).replies
        if intent == "out_of_scope":
            return (await self.answer_off_topic(text)).replies
        return (await self.answer(text, recognised=intent == payloads.ASK)).replies

    async def cited(self, replies: list[Reply]) -> list[Reply]:
        """Replies of another service with the texts of their articles."""
        return await asyncio.get_running_loop().run_in_executor(
            self._thread, lambda: [self._with_texts(reply) for reply in replies]
        )

    def _with_texts(self, reply: Reply) -> Reply:
        references = [Reference(citation.law, citation.article) for citation in reply.citations]
        return replace(reply, citations=tuple(map(self._citing.citation, references)))

    async def fallback(self, sent: str, conversation_id: str = "") -> list[Reply]:
        """Answers without the dialogue: danger first, then a button's choice, then the question."""
        judgement = payloads.judgement(sent)
        if judgement:
            answer = self.answer_rating if judgement.intent == payloads.RATE else self.answer_not_asked
            return (await answer(conversation_id, sent)).replies
        payload = payloads.read(sent)
        if payload is None:
            return (await self.answer(sent)).replies
        if payload.intent == payloads.ASK and payload.values:
            return (await self.answer_choice(payload.values.get("faq", ""))).replies
        known = payload.intent in self._services
        return [self.describe_service(payload.intent) if known else self.offer_person()]

    def bare_word(self, text: str) -> Answered | None:
        """The choice that a message gets which is no more than a word (「法律援助」); None for any other."""
        return self._weigher.bare(text)

    def describe_service(self, intent: str) -> Reply:
        """What a service will do and how to get it today.

        Raises:
            KeyError: no service answers to this intent.
        """
        service = self._services[intent]
        return Reply(
            wording.service_text(service, self._institution),
            citations=tuple(map(self._citing.citation, service.citations)),
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

    def _answer(self, question: str, recognised: bool) -> Answered:
        return self._weigher.answer(question, self._search(question), recognised=recognised)

    def _matter(self, text: str, service: Reply) -> Answered:
        return self._weigher.beside(text, service, self._search(text))

    def _search(self, question: str) -> Callable[[], Findings]:
        """The search that was begun for a question, or one to begin now."""
        foreseen = self._foreseen.pop(question, None)
        return foreseen.result if foreseen else lambda: self._ask(question)

    def _ask(self, question: str) -> Findings:
        return self._knowledge.ask(question, on=self._today())

    async def _past(self, conversation_id: str, sent: str) -> Past:
        """What went before a press; nothing if the record cannot be read: the press is answered anyway."""
        if self._record is None or not conversation_id:
            return Past()
        judgement = payloads.judgement(sent)
        answer = judgement.values.get("answer", "") if judgement else ""
        try:
            return past_of(await self._record.before(conversation_id), answer)
        except Exception as error:
            log.warning("past_not_read", error=type(error).__name__)
            return Past()

    async def _run(self, work: Callable[[*_Values], Answered], *values: *_Values) -> Answered:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *values)
