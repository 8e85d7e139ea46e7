"""Answers to a matter's question, as people say them."""

import re
from datetime import datetime
from typing import Any

from bot.appointments.talking.wishes import read_wish
from bot.appointments.working_days import WorkingDays
from bot.interviews.personal_answers import ASKS, name_told, phone_told
from knowledge_base.bookable.matters import MatterQuestion
from knowledge_base.interview_questions import NONE_OF_THESE

SKIPPED = "skipped"
"""Stands for an answer that need not be given, and was not."""

_YES = re.compile(r"^(是|有|对|嗯|要|会|能|可以|愿意|同意|好)")
_NO = re.compile(r"^(不|没|否|弗|勿)")
_UNKNOWN = re.compile(r"不知道|不清楚|不晓得|说不(好|准|清)|不一定|不确定|记不(得|清)")
_SKIPS = re.compile(r"^(不(急|填|写|说|想|方便|用|知道|记得|清楚)|没有|没(了|什么)|跳过|算了|下一|无$)")
_SURE_LENGTH = 3
_LONGEST = 500


def read_answer(
    question: MatterQuestion, text: str, moment: datetime, working_days: WorkingDays
) -> Any | None:
    """The value, or values, that a text tells; None if it is no answer.

    Raises:
        Unreadable: a name or a number that is meant as one, and wrong.
    """
    said = text.strip(" 。！!，,")
    if question.optional and _SKIPS.search(said) and len(said) <= 12:
        return SKIPPED
    if question.choices:
        return _several(question, said) if question.answers == "several" else _chosen(question, said)
    if question.answers == "name":
        return name_told(said) or (said if _is_organisation(said) else None)
    if question.answers == "phone":
        return phone_told(said)
    if ASKS.search(said) or not said or len(said) > _LONGEST:
        return None
    if question.answers == "date":
        wish = read_wish(said, moment, working_days)
        return wish.last.date().isoformat() if wish else None
    if question.answers in {"number", "amount"}:
        return said if re.search(r"[\d一二三四五六七八九十百千万两几]", said) else None
    return said


def told_besides(question: MatterQuestion, text: str) -> str | None:
    """The choice that a sentence about something else tells beyond doubt; None if it does not."""
    if question.personal or question.answers not in {"one", "town"}:
        return None
    lengths = _lengths(question, text)
    sure = [value for value, length in lengths.items() if length >= _SURE_LENGTH]
    return sure[0] if len(sure) == 1 else None


def _chosen(question: MatterQuestion, said: str) -> str | None:
    lengths = _lengths(question, said)
    best = max(lengths.values(), default=0)
    found = [value for value, length in lengths.items() if length == best]
    values = {choice.value for choice in question.choices}
    if len(found) == 1:
        return found[0]
    if "unknown" in values and _UNKNOWN.search(said):
        return "unknown"
    if question.answers == "yes_no" and len(said) <= 8:
        return "no" if _NO.search(said) else "yes" if _YES.search(said) else None
    return None


def _several(question: MatterQuestion, said: str) -> list[str] | None:
    found = [value for value in _lengths(question, said) if value != NONE_OF_THESE]
    if not found and (_NO.search(said) or NONE_OF_THESE in _lengths(question, said)):
        return [NONE_OF_THESE]
    return found or None


def _lengths(question: MatterQuestion, said: str) -> dict[str, int]:
    """For each choice that is found in a text how much of it speaks for that."""
    found = {}
    for choice in question.choices:
        matches = [match for words in choice.words if (match := words.search(said))]
        lengths = [match.end() - match.start() for match in matches]
        if choice.title in said:
            lengths.append(len(choice.title))
        if lengths:
            found[choice.value] = max(lengths)
    return found


def _is_organisation(said: str) -> bool:
    return len(said) <= 40 and bool(
        re.search(r"(公司|厂|店|医院|学校|合作社|物业|中心|局|所|社|行|队)$", said)
    )
