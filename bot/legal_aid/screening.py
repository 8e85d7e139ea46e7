"""The screening for legal aid as an interview: facts asked one at a time, an assessment at the end."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from bot.clock import today
from bot.interviews import payloads as presses
from bot.interviews.model import Answers, Asked, Choice, Told
from bot.interviews.wording import FINISH_TITLE, RESTART_TITLE
from bot.legal_aid.assessment import Assessment, assess
from bot.legal_aid.fact_wording import told_facts
from bot.legal_aid.facts import NAMES, TRUTHS, Facts
from bot.legal_aid.matters import GROUPS
from bot.legal_aid.outcomes import Outcome
from bot.legal_aid.parties import Applicant
from bot.legal_aid.questions import Question, next_questions
from bot.legal_aid.screening_answers import BY, HEADING, UNTOLD, facts_of, with_told, without
from bot.legal_aid.screening_reading import facts_in, read_answer, read_group
from bot.legal_aid.wording import assessment_text
from bot.replies import Button, Citation, Reply
from knowledge_base.interview_questions import ChoiceText, QuestionText
from knowledge_base.legal_aid_parameters import LegalAidParameters

SUBJECT = "legal_aid"
"""What its interviews are kept under."""

_NONE, _NO_MORE = "none", "no_more"
_PERSON = Button("找人工", "/request_person")
_APPLY = Button("现在就申请", "/hand_in_application")
_NO_APPLICATION = frozenset({Outcome.DEFENCE_BY_NOTICE})
"""Where nobody needs to apply (法律援助法 25)."""
_HEADINGS = {
    "situation": "本人的情况",
    "accused": "被追究的人的情况",
    "circumstances": "能办得快一点的情况",
    "means": "家里人口和收入",
}
"""What the review calls questions that ask several facts."""
_ASKS = re.compile(
    r"[?？]|吗|呢|么$|怎么|为什么|为啥|多少|几[天个年]|哪|什么|能不能|可不可以|是不是|要不要|伐$"
)
_BY_THE_WAY = re.compile(r"^\s*(哦|噢|啊|欸|诶)?(对了|话说|那个|还有)[，,、。\s]+")
"""「对了，……」 is no yes."""
_OTHER_HEADING = "都不是，重新选"
_ANYTHING_ELSE = "记下了。还有下面这些情况吗？没有就点“没有别的了”。"


class LegalAidScreening:
    """An inquiry whether, tentatively, a person can have legal aid. Anonymous.

    Args:
        parameters: of all days and places.
        texts: the questions' words, by fact or group.
        region: the institution's area.
        day: the day as of which it is asked.
        applications_open: whether an application can be handed in here.
    """

    title = "法律援助初步查看"
    intent = "apply_legal_aid"
    finish_title = FINISH_TITLE
    private = False
    welcome = (
        "好，我问您几个问题，帮您看看大概能不能申请法律援助，一般五六个就够。不用说姓名和身份证号。"
        "说不好的点“不知道”，随时可以停。给不给援助由法律援助机构决定，我只能先帮您看个大概。"
    )

    def __init__(
        self,
        parameters: LegalAidParameters,
        texts: Mapping[str, QuestionText],
        region: str,
        day: Callable[[], date] = today,
        *,
        applications_open: bool = False,
    ) -> None:
        self._applications_open = applications_open
        self._parameters = parameters
        self._texts = texts
        self._region = region
        self._today = day

    def opening(self, text: str) -> Answers:
        """What the message that asked for aid told already."""
        told = facts_in(text, self._texts, on=self._today())
        if told.keys() == {"applicant"}:  # 「我要申请」 says who writes, not who needs help
            return {}
        return with_told({}, told, "")

    def next(self, answers: Answers) -> Asked | None:
        """The most telling open question."""
        questions = self._open(answers)
        return self._asked(questions[0], answers) if questions else None

    def ended(self, answers: Answers) -> bool:  # noqa: ARG002
        """Never: every answer counts for something."""
        return False

    def again(self, question: str, answers: Answers) -> Asked:
        """One question as it is put now."""
        return self._asked(self._question(question, answers), answers)

    def read(self, question: str, text: str, answers: Answers) -> Answers | None:
        """The answers with what a text tells of the question, and of others it tells as clearly."""
        known, text = facts_of(answers), _BY_THE_WAY.sub("", text)
        told = read_answer(self._question(question, answers), text, known, self._texts, on=self._today())
        if told is not None:
            return with_told(answers, told, question)
        heading = read_group(text, self._texts) if question == "matter" else None
        if heading:
            return {**answers, HEADING: heading}
        return self._beside(answers, known, text)

    def _beside(self, answers: Answers, known: Facts, text: str) -> Answers | None:
        """What a text tells of something else than was asked: kept too. None if it tells nothing, or asks."""
        if _ASKS.search(text):
            return None
        told = facts_in(text, self._texts, on=self._today())
        new = {name: value for name, value in told.items() if not known.settled(name) or name == "applicant"}
        return with_told(answers, new, "") if new else None

    def shown(self, question: str, text: str) -> str:  # noqa: ARG002
        """As it is: a screening asks for nothing that names a person."""
        return text

    def choose(self, question: str, value: str, answers: Answers) -> Answers | None:
        """The answers with a choice that was offered."""
        if question == "matter" and (value in GROUPS or value == _NONE):
            return {**answers, HEADING: value if value in GROUPS else ""}
        facts = self._question(question, answers).facts
        text = self._texts.get(question)
        if value == UNTOLD:
            return with_told(answers, dict.fromkeys(facts, UNTOLD), question)
        if text and text.several:
            if value in (_NONE, _NO_MORE):
                return with_told(answers, dict.fromkeys(facts, "no"), question)
            return with_told(answers, {value: "yes"}, question) if value in facts else None
        if len(facts) != 1 or value not in {one.value for one in self._choices(facts[0], answers)}:
            return None
        return with_told(answers, {facts[0]: value}, question)

    def stays(self, question: str, value: str, answers: Answers) -> bool:
        """A heading is followed by its matters; of several circumstances more than one may apply."""
        if question == "matter" and (value in GROUPS or value == _NONE):
            return True
        text = self._texts.get(question)
        chosen = text is not None and text.several and value not in (_NONE, _NO_MORE, UNTOLD)
        return chosen and bool(self._question(question, answers).facts)

    def without(self, question: str, answers: Answers) -> Answers:
        """Without what this question told."""
        return without(answers, question)

    def review(self, answers: Answers) -> list[Told]:
        """Every fact that was told or asked in vain, under the question that told it."""
        by = answers.get(BY, {})
        lines: dict[str, list[tuple[str, str]]] = {}
        for name, title, said in told_facts(facts_of(answers)):
            lines.setdefault(by.get(name, name) or name, []).append((title, said))
        return [self._line(question, told) for question, told in lines.items()]

    def conclusion(self, answers: Answers) -> list[Reply]:
        """The tentative outcome with its reasons, articles, papers, ways and a person."""
        found = self.assessment(answers)
        organisation = found.facts.applicant is Applicant.ORGANISATION
        apply = (
            (_APPLY,)
            if self._applications_open and not organisation and found.outcome not in _NO_APPLICATION
            else ()
        )
        buttons = (
            *apply,
            Button("改一下我的回答", presses.spell("review", subject=SUBJECT)),
            Button(RESTART_TITLE, presses.spell("restart", subject=SUBJECT)),
            _PERSON,
        )
        return [Reply(assessment_text(found), citations=_citations(found), buttons=buttons)]

    def assessment(self, answers: Answers) -> Assessment:
        """What is to be made of the answers today."""
        return assess(facts_of(answers), on=self._today(), region=self._region, parameters=self._parameters)

    def _open(self, answers: Answers) -> tuple[Question, ...]:
        return next_questions(
            facts_of(answers), on=self._today(), region=self._region, parameters=self._parameters
        )

    def _question(self, question: str, answers: Answers) -> Question:
        """The question with the facts of it that are still open; all of them where none is."""
        for one in self._open(answers):
            if one.id == question:
                return one
        group = next((spec for spec in self._parameters.guide.questions if spec.id == question), None)
        if group is None:
            return Question(question, (question,))
        facts = facts_of(answers)
        return Question(question, tuple(name for name in group.facts if not facts.settled(name)))

    def _asked(self, question: Question, answers: Answers) -> Asked:
        alone = len(question.facts) == 1 and question.id not in self._several
        name = question.facts[0] if alone else question.id
        text = self._texts["matter_group" if name == "matter" and not answers.get(HEADING) else name]
        words = _ANYTHING_ELSE if self._some(question, answers) else text.text
        return Asked(question.id, words, text.why, tuple(self._offered(question, answers)))

    @property
    def _several(self) -> frozenset[str]:
        return frozenset(name for name, text in self._texts.items() if text.several)

    def _offered(self, question: Question, answers: Answers) -> Iterable[Choice]:
        if question.id == "matter":
            return self._matters(answers)
        if question.id in self._several:
            return self._circumstances(question, answers)
        if len(question.facts) > 1:  # numbers, typed
            return [Choice("不知道", UNTOLD)]
        choices = [Choice(one.title, one.value) for one in self._choices(question.facts[0], answers)]
        unknown = [] if any(one.value == UNTOLD for one in choices) else [Choice("不知道", UNTOLD)]
        return [*choices, *unknown]

    def _circumstances(self, question: Question, answers: Answers) -> list[Choice]:
        choices = [
            Choice(one.title, one.value)
            for one in self._texts[question.id].choices
            if one.value in question.facts
        ]
        some = self._some(question, answers)
        end = Choice("没有别的了", _NO_MORE) if some else Choice("都没有", _NONE)
        return [*choices, end, Choice("不知道", UNTOLD)]

    def _some(self, question: Question, answers: Answers) -> bool:
        """Whether one of several circumstances was told already."""
        by = answers.get(BY, {})
        told = any(answers.get(name) == "yes" and by.get(name) == question.id for name in NAMES)
        return question.id in self._several and told

    def _matters(self, answers: Answers) -> list[Choice]:
        heading = answers.get(HEADING)
        if heading not in GROUPS:
            return [Choice(name, name) for name in GROUPS]
        titles = {one.value: one.title for one in self._texts["matter"].choices}
        return [
            *(Choice(titles.get(one.value, one.label), one.value) for one in GROUPS[heading]),
            Choice(_OTHER_HEADING, _NONE),
        ]

    def _choices(self, fact: str, answers: Answers) -> list[ChoiceText]:
        choices = list(self._texts[fact].choices)
        if not choices and fact in TRUTHS:
            return [ChoiceText("yes", "是", ()), ChoiceText("no", "不是", ())]
        matter = facts_of(answers).matter
        if fact == "role" and matter:
            allowed = {role.value for role in matter.roles}
            return [one for one in choices if one.value in allowed]
        return choices

    def _line(self, question: str, told: list[tuple[str, str]]) -> Told:
        if question in self._several:
            yes = [title for title, said in told if said == "是"]
            unknown = [f"{title}（不知道）" for title, said in told if said == "不知道"]
            return Told(question, _HEADINGS[question], "、".join([*yes, *unknown]) or "都没有")
        if len(told) == 1:
            return Told(question, *told[0])
        return Told(question, _HEADINGS.get(question, told[0][0]), "，".join(said for _, said in told))


def _citations(found: Assessment) -> tuple[Citation, ...]:
    sources = [reason.source for reason in found.reasons if reason.source]
    sources += [found.venue.source] if found.venue.source else []
    named = dict.fromkeys((source.law, source.article) for source in sources)
    return tuple(Citation(law, article) for law, article in named)
