"""The application for legal aid as an interview: consent first, then one field at a time, then handing in."""

import re
from collections.abc import Iterable
from datetime import date

from bot.interviews.model import Answers, Asked, Told, Unreadable
from bot.legal_aid.applications.personal import Applicant, Means, Representative
from bot.legal_aid.applications.readers import birth_date
from bot.legal_aid.applying import wording
from bot.legal_aid.applying.background import Background
from bot.legal_aid.applying.fields import FIELDS, SKIPPED, tells_means
from bot.personal_fields import plain_text
from bot.replies import Reply

SUBJECT = "legal_aid_application"
_CONSENTS = ("consent", "sensitive", "guardian")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_ID = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
_NAME_LED = re.compile(r"(?:我叫|本人|姓名[是:：]?|名字[是叫:：]?)\s*([\u3400-\u9fff·]{2,8})")
_ADDRESS_LED = re.compile(r"(我|现在|家)*(住在?|地址|住址)")
_PARTS = re.compile(r"[，,。；;\n]+")


class LegalAidApplication:
    """An inquiry for what an application needs. All answers are personal data.

    Args:
        background: what the screening found.
    """

    title = "法律援助申请"
    intent = "hand_in_application"
    welcome = wording.WELCOME
    finish_title = "没错，提交申请"
    private = True

    def __init__(self, background: Background) -> None:
        self._background = background

    def opening(self, text: str) -> Answers:  # noqa: ARG002
        """Nothing: whatever the message told, nothing personal is kept before consent."""
        return {}

    def next(self, answers: Answers) -> Asked | None:
        """The first field that is wanted and not given."""
        name = next((name for name in self._wanted(answers) if name not in answers), None)
        return self.again(name, answers) if name else None

    def ended(self, answers: Answers) -> bool:
        """Whether consent was refused."""
        return any(answers.get(name) == "no" for name in _CONSENTS)

    def again(self, question: str, answers: Answers) -> Asked:  # noqa: ARG002
        """A field as it is asked for."""
        field, consent = FIELDS[question], self._background.consent
        words = {"consent": consent.general, "sensitive": consent.sensitive, "guardian": consent.child}
        text = words.get(question, field.text)
        if question == "name" and self._background.for_another:
            text = wording.WHOSE_NAME if self._background.represented else wording.NAME_OF_THE_PERSON
        if question == "phone" and self._background.represented:
            text = wording.PHONE_OF_REPRESENTATIVE
        return Asked(question, text, field.why, field.choices)

    def read(self, question: str, text: str, answers: Answers) -> Answers | None:
        """The answers with what a text gives of the field, and of others that it names as clearly.

        Raises:
            Unreadable: it is meant for the field, and something is wrong with it.
        """
        found = self._beside(question, text, answers)
        if found and question in _CONSENTS:
            raise Unreadable(wording.CONSENT_FIRST)
        if question in found:
            return {**answers, **found}
        if question == "means" and tells_means(text):
            return {**answers, "means": "statement", "means_statement": text}
        try:
            value = FIELDS[question].read(_rest(text, found))
        except Unreadable:
            if found:
                return {**answers, **found}
            raise
        if value is not None:
            found[question] = value
        return {**answers, **found} if found else None

    def shown(self, question: str, text: str) -> str:
        """Only masked values, or that something was given which cannot be shown."""
        try:
            told = self.read(question, text, {}) or {}
        except Unreadable:
            told = {}
        if not told:
            return re.sub(r"\d", "*", _NAME_LED.sub("我叫**", plain_text(text)))
        if question in _CONSENTS or question == "relation":
            return text
        return "，".join(f"{FIELDS[name].title}：{FIELDS[name].shown(value)}" for name, value in told.items())

    def choose(self, question: str, value: str, answers: Answers) -> Answers | None:
        """The answers with a choice that was offered."""
        field = FIELDS.get(question)
        if field is None or value not in {one.value for one in field.choices}:
            return None
        return {**answers, question: value}

    def stays(self, question: str, value: str, answers: Answers) -> bool:  # noqa: ARG002
        """Never: each field has one value."""
        return False

    def without(self, question: str, answers: Answers) -> Answers:
        """Without this field; a statement goes with the choice to make one."""
        gone = {question, "means_statement"} if question == "means" else {question}
        return {name: value for name, value in answers.items() if name not in gone}

    def review(self, answers: Answers) -> list[Told]:
        """Every field, masked. Consent is no field: who withdraws it leaves, or has it all erased."""
        return [
            Told(name, FIELDS[name].title, FIELDS[name].shown(answers[name]))
            for name in self._wanted(answers)
            if name in answers and name not in _CONSENTS
        ]

    def conclusion(self, answers: Answers) -> list[Reply]:
        """What is said where nothing is handed in; handing in says its own."""
        return [Reply(wording.REFUSED_CONSENT, buttons=(wording.PERSON,))] if self.ended(answers) else []

    def applicant(self, answers: Answers) -> Applicant:
        """The fields as the application keeps them."""
        identity = answers["id_number"]
        representative = None
        if "representative_name" in answers:
            representative = Representative(
                answers["representative_name"], answers.get("relation", ""), self._background.ground
            )
        return Applicant(
            name=answers["name"],
            phone=answers["phone"],
            address=answers["address"],
            means=Means(answers.get("means", Means.NOT_NEEDED)),
            means_statement=answers.get("means_statement", ""),
            id_number=None if identity == SKIPPED else identity,
            born=_date(answers["born"]) if "born" in answers else None,
            representative=representative,
        )

    def _wanted(self, answers: Answers) -> Iterable[str]:
        background = self._background
        yield from ("consent", "sensitive")
        yield from ("name", "id_number")
        if background.maybe_child and answers.get("id_number") == SKIPPED:
            yield "born"
        child = self._is_child(answers)
        if background.represented or child:
            yield from ("representative_name", "relation")
        if child:
            yield "guardian"
        yield from ("phone", "address")
        if background.means_asked:
            yield "means"
            if answers.get("means") == "statement":
                yield "means_statement"

    def _is_child(self, answers: Answers) -> bool:
        identity = answers.get("id_number", SKIPPED)
        born = birth_date(identity) if identity != SKIPPED else _date(answers.get("born", ""))
        if born is None:
            return False
        on = self._background.on
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day)) < 14

    def _beside(self, question: str, text: str, answers: Answers) -> dict[str, str]:
        """Fields that a sentence names beyond doubt: 「我叫王小明，电话138…」. Given again, it is meant."""
        wanted = set(self._wanted(answers)) if question != "means_statement" else set()
        found: dict[str, str] = {}
        plain = plain_text(text)
        for name, pattern in (("phone", _MOBILE), ("id_number", _ID)):
            match = pattern.search(plain)
            if match and name in wanted:
                value = _value(name, match[0])
                found |= {name: value} if value else {}
        led = _NAME_LED.search(text)
        whose = "representative_name" if self._background.represented else "name"
        if led and whose in wanted and (question == whose or whose not in answers):
            value = _value("name", led[1])
            found |= {whose: value} if value else {}
        if "address" in wanted:
            place = next((part for part in _PARTS.split(text) if _ADDRESS_LED.match(part.strip())), "")
            value = _value("address", place) if place else None
            found |= {"address": value} if value else {}
        return found


def _value(name: str, text: str) -> str | None:
    try:
        return FIELDS[name].read(text)
    except Unreadable:
        return None


def _rest(text: str, found: dict[str, str]) -> str:
    """What a text says besides the fields found in it."""
    if not found:
        return text
    parts = [
        part for part in _PARTS.split(text) if part.strip() and not re.search(r"\d{6,}", plain_text(part))
    ]
    return "，".join(parts)


def _date(value: str) -> date | None:
    return date.fromisoformat(value) if value else None
