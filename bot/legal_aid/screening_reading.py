"""What a citizen's free words tell of the facts of a screening. Pure: words in, plain values out."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from bot.legal_aid.facts import TRUTHS, Facts
from bot.legal_aid.matters import CRIME, LABOUR, Matter
from bot.legal_aid.questions import Question
from bot.legal_aid.screening_applicants import applicant_told
from bot.legal_aid.screening_days import days_left, last_day
from bot.legal_aid.screening_income import income, speaks_of_income
from bot.legal_aid.screening_numbers import ages, household_size, people
from bot.legal_aid.screening_people import of_whoever_needs_help
from bot.legal_aid.screening_words import (
    PERSONAL,
    Texts,
    choice_told,
    matters_named,
    truth_told,
    truths_in_passing,
)
from bot.legal_aid.spoken_text import clauses, even, none_of_all, none_of_the_rest, plain_yes_or_no, unsure
from knowledge_base.interview_questions import NONE_OF_THESE, QuestionText

_NEAR = 7  # 法律援助法 44
_WHAT_TO_DO = re.compile(
    r"(?:请问)?(?:我|这)?(?:该|要|应该|可以)?(?:怎么|咋|如何|哪能)(?:办|弄|整|搞|处理)(?:才好|"
    r"好|呀|啊|呢|嘛)?[?]*|(?:你们)?(?:能|可以)(?:帮帮?我|申请(?:法律援助)?|管)(?:吗|么|"
    r"不)[?]*"
)
_ONE_OF = frozenset({"applicant", "matter", "role", "stage", "detention"})
_CERTAINLY_HELD = re.compile(r"看守所|监狱|服刑|戒毒|取保|坐牢")
_HEARD = frozenset({"嗯", "恩", "哦", "对", "对的", "是的"})  # before 没有: I have heard you
_AGES = frozenset({"age", "minor", "elderly"})


def read_answer(
    question: Question,
    text: str,
    facts: Facts,
    texts: Mapping[str, QuestionText],
    *,
    on: date | None = None,
) -> dict[str, object] | None:
    """The values that a message gives to the facts of a question, and to others that it states clearly.

    Args:
        question: what was asked; ``facts`` of it are those still open.
        text: the citizen's words.
        facts: what is known so far.
        texts: the interview's words.
        on: the day of the talk; without it a last day is read only if its year is told.

    Returns:
        Plain values as ``fact_value`` takes them, "unknown" for what the person cannot tell. Empty if the
        words speak to the question but settle nothing (one person's pay where the household's is asked). None
        if they say nothing about it: a question of their own, or other talk.
    """
    plain = even(text)
    if question.id == "matter":
        plain = _WHAT_TO_DO.sub("", plain)
    said = clauses(plain)
    if not said:
        return None
    sure = tuple(clause for clause in said if not unsure(clause))
    hedged = len(sure) < len(said)
    own = _titles(question, sure, texts) or _asked(question, sure, facts, texts, on)
    if hedged and all("好像" in clause or "可能" in clause for clause in sure):
        own = {}
    if hedged:
        own = dict.fromkeys(_still_open(question, own or {}), "unknown") | (own or {})
    if own is None:
        return None
    passing = _in_passing(sure, facts, texts, on)
    told = {name: value for name, value in passing.items() if name not in own and not facts.knows(name)}
    if "people" in own:  # 就我一个人: who claims, not who lives there
        told.pop("household_size", None)
    if own.keys() & _AGES:
        told = {name: value for name, value in told.items() if name not in _AGES}
    return {**told, **own}


def facts_in(text: str, texts: Mapping[str, QuestionText], *, on: date | None = None) -> dict[str, object]:
    """What an opening message tells before anything is asked: only what is clear."""
    plain = _WHAT_TO_DO.sub("", even(text))
    sure = tuple(clause for clause in clauses(plain) if not unsure(clause))
    if not sure:
        return {}
    found: dict[str, object] = {}
    matters = matters_named(sure, texts, alone=False)
    matters = tuple(matter for matter in matters if matter is not Matter.ADVICE_ONLY)
    if len(matters) == 1:
        found["matter"] = matters[0].value
    applicant = applicant_told(sure, texts, alone=False)
    if applicant is not None:
        found["applicant"] = applicant.value
    matter = matters[0] if len(matters) == 1 else None
    return found | _in_passing(sure, Facts(matter=matter, applicant=applicant), texts, on)


def read_group(text: str, texts: Mapping[str, QuestionText]) -> str | None:
    """The group of matters (a key of ``matters.GROUPS``) that a message names, or None."""
    said = clauses(even(text))
    return _by_title("matter_group", said, texts) or choice_told("matter_group", said, texts, alone=True)


def matters_in(text: str, texts: Mapping[str, QuestionText]) -> tuple[Matter, ...]:
    """The matters that a message may mean; several if it does not settle which."""
    return matters_named(clauses(_WHAT_TO_DO.sub("", even(text))), texts, alone=True)


def _asked(
    question: Question, said: Sequence[str], facts: Facts, texts: Texts, on: date | None
) -> dict[str, object] | None:
    """The answer to the question itself, or None."""
    if not said:
        return None
    names = set(question.facts)
    found: dict[str, object] = {}
    if names & {"household_size", "monthly_household_income"}:
        return _means(names, said, facts)
    if names & _ONE_OF:
        value = _one(question.facts[0], said, facts, texts)
        return {question.facts[0]: value} if value is not None else None
    if "people" in names:
        count = people(said, alone=True)
        return {"people": count} if count is not None else None
    if names & {"deadline", "deadline_near"}:
        found |= _deadline(said, on, alone="deadline" in names or names == {"deadline_near"})
    own = list(of_whoever_needs_help(said, facts.applicant, asked=True))
    if names & _AGES:
        found |= ages(own, alone=names <= _AGES)
    for name in question.facts:
        if name in TRUTHS and name not in found:
            value = truth_told(
                name, own if name in PERSONAL else said, texts, alone=name in PERSONAL or len(names) == 1
            )
            if value is not None:
                found[name] = value
    return found | _plainly(question, said, found, texts) or None


def _plainly(
    question: Question, said: Sequence[str], found: dict[str, object], texts: Texts
) -> dict[str, object]:
    """A plain yes or no at the start, and 都没有 or 其他没有 of several."""
    left = [name for name in question.facts if name not in found and name in TRUTHS]
    if "age" in found:
        left = [name for name in left if name not in _AGES]
    if not left:
        return {}
    joined = ",".join(said)
    answer = plain_yes_or_no(said[0])
    several = question.id in texts and texts[question.id].several
    if len(question.facts) > 1 or several:
        rest = bool(found) and (none_of_the_rest(joined) or none_of_all(joined))
        nothing = not found and (answer is False or none_of_all(joined))
        if len(question.facts) == 1 and not found and answer is True:
            return {left[0]: "yes"}
        return dict.fromkeys(left, "no") if rest or nothing else {}
    if found or answer is None:
        return {}
    second = plain_yes_or_no(said[1]) if len(said) > 1 else None
    if answer and second is False and said[0] in _HEARD:
        answer = False
    elif second is not None and second is not answer:
        return {}
    return {left[0]: "yes" if answer else "no"}


def _one(name: str, said: Sequence[str], facts: Facts, texts: Texts) -> str | None:
    if name == "matter":
        matters = matters_named(said, texts, alone=True)
        return matters[0].value if len(matters) == 1 else None
    if name == "applicant":
        applicant = applicant_told(said, texts, alone=True)
        return applicant.value if applicant else None
    if name == "role" and facts.matter is not None:
        roles = {role.value for role in facts.matter.roles}
        return choice_told(name, said, texts, alone=True, allowed=roles.__contains__)
    return choice_told(name, said, texts, alone=True)


def _means(names: set[str], said: Sequence[str], facts: Facts) -> dict[str, object] | None:
    found: dict[str, object] = {}
    size = household_size(said, alone="household_size" in names)
    if size is not None and "household_size" in names:
        found["household_size"] = size
    if "monthly_household_income" in names:
        amount = income(said, size if size is not None else facts.household_size, alone=True)
        if amount is not None:
            found["monthly_household_income"] = _plain_amount(amount)
        elif not found and speaks_of_income(said):
            return {}
    return found or None


def _deadline(said: Sequence[str], on: date | None, *, alone: bool) -> dict[str, object]:
    text = ",".join(said)
    day = last_day(text, on, alone=alone)
    if day is not None:
        if on is None:
            return {"deadline": day.isoformat()}
        return {"deadline": day.isoformat(), "deadline_near": "yes" if 0 <= (day - on).days < _NEAR else "no"}
    left = days_left(text) if alone else None
    return {} if left is None else {"deadline_near": "yes" if left < _NEAR else "no"}


def _in_passing(said: Sequence[str], facts: Facts, texts: Texts, on: date | None) -> dict[str, object]:
    """What a text states clearly of any fact but the matter and who asks."""
    found = truths_in_passing(said, texts, facts.applicant)
    own = list(of_whoever_needs_help(said, facts.applicant, asked=False))
    found |= ages(own, alone=False)
    size = household_size(said, alone=False)
    if size is not None:
        found["household_size"] = size
    amount = income(said, size if size is not None else facts.household_size, alone=False)
    if amount is not None:
        found["monthly_household_income"] = _plain_amount(amount)
    if facts.matter in LABOUR:
        count = people(said, alone=False)
        if count is not None:
            found["people"] = count
    if facts.matter in CRIME:
        found |= _criminal(said, facts.matter, texts)
    found |= _deadline(said, on, alone=False)
    if "age" in found:
        found.pop("elderly", None)
        found.pop("minor", None)
    return found


def _criminal(said: Sequence[str], matter: Matter | None, texts: Texts) -> dict[str, object]:
    roles = {role.value for role in matter.roles} if matter else set()
    found: dict[str, object] = {}
    role = choice_told("role", said, texts, alone=False, allowed=roles.__contains__)
    if role is not None:
        found["role"] = role
    held = [clause for clause in said if _CERTAINLY_HELD.search(clause)]
    detention = choice_told("detention", held, texts, alone=False)
    if detention is not None:
        found["detention"] = detention
    return found


def _titles(question: Question, said: Sequence[str], texts: Texts) -> dict[str, object] | None:
    """The titles of choices, typed instead of tapped."""
    item = texts.get(question.id)
    if item is None or not said:
        return None
    if item.several:
        titles = {even(choice.title): choice.value for choice in item.choices}
        chosen = [titles.get(clause) for clause in said]
        if None in chosen or NONE_OF_THESE in chosen:
            all_no = chosen == [NONE_OF_THESE]
            return dict.fromkeys(question.facts, "no") if all_no else None
        return {name: "yes" for name in chosen if name in question.facts} or None
    value = _by_title(question.id, said, texts)
    return {question.facts[0]: value} if value is not None and len(question.facts) == 1 else None


def _by_title(name: str, said: Sequence[str], texts: Texts) -> str | None:
    joined = "".join(said)
    for choice in texts[name].choices if name in texts else ():
        if joined == "".join(clauses(even(choice.title))):
            return choice.value
    return None


def _still_open(question: Question, own: Mapping[str, object]) -> list[str]:
    left = [name for name in question.facts if name not in own]
    if "age" in own:
        left = [name for name in left if name not in _AGES]
    return left


def _plain_amount(amount: Decimal) -> str:
    return f"{amount.normalize():f}"
