"""What was found for a question, weighed: an answer, statutes alone, a question back, or "I don't know"."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from bot.answers import wording
from bot.answers.answered import Answered, Thresholds
from bot.answers.composing import MOST_ARTICLES, Composer
from bot.answers.danger import DangerSigns
from bot.answers.gaps import Kind
from bot.answers.pieces import entry_button, judged, none_button, person_button
from bot.answers.scope import about_health, beyond_scope, wordless
from bot.answers.scrubbing import scrub
from bot.answers.time_limits import Computed, TimeLimits
from bot.replies import Note, Reply
from knowledge_base.choices import Choices
from knowledge_base.models import Article, FaqEntry
from knowledge_base.retrieval.faq_search import FaqHit
from knowledge_base.retrieval.search import Findings, KnowledgeBase, Likely

# A law and a number with little around them; a story that mentions an article is a question.
_ONLY_A_NAME = re.compile(
    r"^(请问|查一下|查|看看|看一下|我想看|帮我查|什么是)?[\s《〈]*.{1,40}?第?\s*[零〇一二两三四五六七八九十百千0-9０-９]+\s*条"
    r"(\s*之\s*[一二三四五六七八九十0-9]+)?.{0,4}?(是什么|怎么说|的?内容|的?规定|原文|说的是什么|讲什么|什么意思)?[？?。\s]*$"
)
_SOON = 60
"""Days: a time limit that ends sooner is told even to somebody who asked about something else."""
_A_MATTER = 12
"""Characters from which on a wish for a service tells also what it is about."""
_OF_SERVICES = ("legal_aid", "mediation", "notarization")
"""Topics of entries that describe services: whoever asks for one need not be told of it twice."""
_DOUBT = 2.0
"""How many times as much must speak for an article where it is not known to be a legal question."""
_SURE_AFTER_WORD = 0.1
"""After a bare word, one of the things that it may mean needs less likelihood."""


class Weigher:
    """Decides what a citizen is told. It searches nothing by itself but follow-ups."""

    def __init__(
        self,
        knowledge: KnowledgeBase,
        composer: Composer,
        danger: DangerSigns,
        choices: Choices,
        thresholds: Thresholds,
        today: Callable[[], date],
        time_limits: TimeLimits | None = None,
    ) -> None:
        self._time_limits = time_limits
        self._knowledge = knowledge
        self._composer = composer
        self._danger = danger
        self._choices = choices
        self._thresholds = thresholds
        self._today = today

    def answer(self, question: str, search: Callable[[], Findings], *, recognised: bool = False) -> Answered:
        """The answer to a question; ``search`` is called if it takes one.

        ``recognised``: it is known to be a legal question.
        """
        if wordless(question):
            return Answered([Reply(wording.NO_WORDS, buttons=(person_button(),))])
        first = self._safety(question)
        named = self._knowledge.named(question)
        choice = self._choices.find(question)
        if named and _ONLY_A_NAME.match(question):
            return self._composer.named_articles(named[:MOST_ARTICLES])
        computed = self._computed(question)
        if computed and computed.asked:
            answered = self._composer.time_limit(computed, question)
        elif choice:
            answered = self._composer.choice(choice, question)
        elif beyond := beyond_scope(question):
            answered = Answered([Reply(beyond, buttons=(person_button(),))])
        else:
            answered = self._from_findings(question, search(), calm=not first, recognised=recognised)
            if computed and _is_soon(computed) and answered.topic:
                pressing = self._composer.time_limit(computed, question).replies
                answered = replace(answered, replies=[*answered.replies, *pressing])
        if first and not answered.topic:
            return Answered(first)
        return replace(answered, replies=[*first, *answered.replies])

    def beside(self, text: str, service: Reply, search: Callable[[], Findings]) -> Answered:
        """A service's description with what bears on the matter, if the message tells of one."""
        first = self._safety(text)
        if len(text) < _A_MATTER or text.startswith("/"):
            return Answered([*first, service])
        found = search()
        own = {citation.law for citation in service.citations}
        faq = [hit for hit in found.faq if hit.entry.topic not in _OF_SERVICES]
        likely = [one for one in found.likely if one.article.law not in own]
        answered = self.answer(text, lambda: replace(found, faq=faq, likely=likely))
        if answered.answers:
            marked = judged(answered)
            return replace(marked, replies=[*marked.replies, service])
        near = self._bearing(likely, recognised=False)
        return Answered([*first, service, *([self._composer.bearing(near)] if near else ())])

    def bare(self, text: str) -> Answered | None:
        """The choice that a bare word gets (「离婚」); None if the text says more, or something else."""
        choice = self._choices.find(text)
        return self._composer.choice(choice, text) if choice else None

    def follow_up(self, question: str, topic: str) -> Answered:
        """Another entry that the two together point to; else the nearest ones to choose from."""
        bare = self.bare(question)
        if bare:
            return bare
        told_now = self._computed(f"{topic} {question}")
        if told_now and told_now.asked and told_now.last and not self._told(topic):
            return self._composer.time_limit(told_now, f"{topic} {question}")
        hits = self._knowledge.faq.search(f"{topic} {question}", 6)
        others = [hit for hit in hits if hit.entry.question != topic]
        word = self._choices.find(topic)
        meant = word is not None and bool(others) and others[0].entry.id in word.entries
        enough = _SURE_AFTER_WORD if meant else self._thresholds.answer
        alone = self._knowledge.faq.search(question, 1)
        if alone and alone[0].probability >= self._thresholds.answer:  # it names its own subject after all
            answered = self._composer.entry(alone[0].entry, named=True)
        elif others and others[0].probability >= enough:
            answered = replace(self._composer.entry(others[0].entry, named=True), leans=True)
        elif len(hits) == len(others):  # the topic was statutes, not an entry: search both together
            both = f"{topic} {question}"
            return replace(self.answer(both, lambda: self._knowledge.ask(both, on=self._today())), leans=True)
        else:
            before = next(hit.entry for hit in hits if hit.entry.question == topic)
            answered = self._near(question, before, others)
        return replace(answered, replies=[*self._safety(question), *answered.replies])

    def _computed(self, question: str) -> Computed | None:
        return self._time_limits.computed(question, self._today()) if self._time_limits else None

    def _told(self, question: str) -> bool:
        """Whether the question names a limit and the day it runs from."""
        computed = self._computed(question)
        return computed is None or computed.last is not None

    def _safety(self, question: str) -> list[Reply]:
        return [Reply(self._danger.reply)] if self._danger.present(question) else []

    def _from_findings(self, question: str, found: Findings, *, calm: bool, recognised: bool) -> Answered:
        limits = self._thresholds
        best = found.faq[0].probability if found.faq else 0.0
        if best >= limits.answer:
            return self._composer.entry(found.faq[0].entry, named=True)
        if about_health(question):
            return Answered([Reply(wording.HEALTH, buttons=(person_button(),))])
        likely = [hit.entry for hit in found.faq[:3] if hit.probability >= limits.choice]
        sure = bool(found.articles) and found.articles[0].probability >= max(limits.statute, best)
        near = self._bearing(found.likely, recognised=recognised)
        changed = [status for hit, status in found.outdated if hit.probability >= limits.statute]
        if sure:
            return self._composer.statutes(question, near, likely, wording.changed_text(changed), calm=calm)
        if changed and not likely:
            text = f"{wording.changed_text(changed)}\n\n{wording.ONLY_OLD_TEXT}"
            return Answered([_unanswered(text, question)], topic=question)
        if near or likely:
            return self._composer.asked_back(question, near, likely)
        return Answered([_unanswered(wording.UNKNOWN, question)])

    def _bearing(self, likely: Sequence[Likely], *, recognised: bool) -> list[Article]:
        """The articles for which enough speaks to be shown as perhaps related."""
        enough = self._thresholds.offer * (1 if recognised else _DOUBT)
        return [one.article for one in likely[:MOST_ARTICLES] if one.weight >= enough]

    def _near(self, question: str, before: FaqEntry, others: list[FaqHit]) -> Answered:
        """Points to the sentence of the last answer that speaks of it, if one does, and to what lies near."""
        sentence = self._knowledge.sentence(before.answer, question)
        likely = [hit.entry for hit in others if hit.entry.topic == before.topic][:2]
        near = dict.fromkeys([*likely, *self._knowledge.faq.neighbours(before, 2)])
        if not sentence:
            buttons = (*map(entry_button, near), none_button(), person_button())
            return Answered([Reply(wording.FOLLOW_UP_CHOICES, buttons=buttons)])
        text = wording.SAID_BEFORE.format(sentence=sentence.rstrip("；。"))
        buttons = (*map(entry_button, near), person_button())
        return Answered([Reply(text, buttons=buttons)], answers=True, shown=before.id, leans=True)


def _is_soon(computed: Computed) -> bool:
    return computed.days_left is not None and computed.days_left < _SOON


def _unanswered(text: str, question: str) -> Reply:
    note = Note(Kind.UNANSWERED.value, scrub(question))
    return Reply(text, buttons=(person_button(),), note=note)
