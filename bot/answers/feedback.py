"""What a citizen is told who says that an answer missed the question, or whether it helped."""

from collections.abc import Callable
from datetime import date

from bot.answers import wording
from bot.answers.answered import Answered, Thresholds
from bot.answers.citing import Citing
from bot.answers.composing import MOST_ARTICLES
from bot.answers.gaps import Kind
from bot.answers.past import Past, spell
from bot.answers.pieces import entry_button, none_button, person_button
from bot.answers.scrubbing import scrub
from bot.replies import Note, Reply
from knowledge_base.models import Article, FaqEntry
from knowledge_base.retrieval.search import KnowledgeBase
from knowledge_base.services_catalogue import Institution

MOST_READINGS = 3
_SEARCHED = 12
_FAINTER = 5
"""A next-best reading may be this much less likely than what would be offered unasked."""
_KINDS = {"yes": Kind.HELPFUL, "no": Kind.NOT_HELPFUL}


class Feedback:
    """Answers the buttons that judge an answer."""

    def __init__(
        self,
        knowledge: KnowledgeBase,
        citing: Citing,
        institution: Institution,
        thresholds: Thresholds,
        today: Callable[[], date],
    ) -> None:
        self._knowledge = knowledge
        self._citing = citing
        self._institution = institution
        self._thresholds = thresholds
        self._today = today

    def not_asked(self, past: Past) -> Answered:
        """The next-best readings of the question, none of them seen before; the second time, a person."""
        note = None
        if past.question and not past.again:
            note = Note(Kind.NOT_WHAT_I_ASKED.value, scrub(past.question), past.shown)
        if past.presses > 1:
            text = wording.asked_twice_text(self._institution)
            return Answered([Reply(text, buttons=(person_button(),), note=note)])
        entries, articles = self._others(past) if past.question else ([], [])
        asked = f"{past.before} {past.question}".strip()
        passages = [self._citing.passage(article, asked) for article in articles]
        reply = Reply(
            "\n\n".join((*_opening(entries, articles), *passages)),
            citations=tuple(map(self._citing.of, articles)),
            buttons=(*map(entry_button, entries), none_button(wording.OTHER_WORDS), person_button()),
            note=note,
        )
        return Answered([reply])

    def rated(self, past: Past, useful: str) -> Answered:
        """Thanks, or the question what was missing; a second tap changes the first."""
        before, day = past.rated or ("", None)
        if before == useful:
            return Answered([Reply(wording.RATED_ALREADY)])
        note = None
        if past.question:
            replaces = _KINDS[before].value if before in _KINDS else ""
            note = Note(_KINDS[useful].value, scrub(past.question), past.shown, replaces, day)
        changed = wording.RATING_CHANGED if before else ""
        if useful == "yes":
            return Answered([Reply(changed + wording.THANKS_USEFUL, note=note)])
        return Answered([Reply(changed + wording.SORRY_USELESS, buttons=(person_button(),), note=note)])

    def _others(self, past: Past) -> tuple[list[FaqEntry], list[Article]]:
        asked = f"{past.before} {past.question}".strip()
        found = self._knowledge.ask(asked, _SEARCHED + len(past.seen), on=self._today())
        least = self._thresholds.choice / _FAINTER
        entries = [
            hit.entry for hit in found.faq if hit.probability >= least and hit.entry.id not in past.seen
        ]
        articles = [
            hit.article
            for hit in found.articles
            if hit.probability >= self._thresholds.statute
            and spell(hit.article.law, hit.article.label) not in past.seen
        ]
        return entries[:MOST_READINGS], articles[:MOST_ARTICLES]


def _opening(entries: list[FaqEntry], articles: list[Article]) -> tuple[str, ...]:
    if not entries:
        return (wording.OTHER_ARTICLES if articles else wording.NOTHING_ELSE,)
    return (wording.OTHER_READINGS, *((wording.OTHER_ARTICLES_TOO,) if articles else ()))
