"""The words of an interview: each question, why it is asked, its choices and how people say them."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge_base.faq_entries import InvalidContent, read_content
from knowledge_base.models import Reference

FOLDER = "interviews"
NONE_OF_THESE = "none"
_TRUTHS = {"yes": "是", "no": "不是", "unknown": "不清楚"}


@dataclass(frozen=True, slots=True)
class ChoiceText:
    """One answer: ``value`` as facts take it (of several: a fact's name), a title, how people say it."""

    value: str
    title: str
    words: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class QuestionText:
    """One question; ``choices`` is empty where a number or a date is asked, ``several``: more may hold.

    ``why`` answers 「为什么问这个」 and names the articles in ``citations``.
    """

    id: str
    text: str
    why: str
    choices: tuple[ChoiceText, ...]
    several: bool
    citations: tuple[Reference, ...] = ()


def read_interview_questions(folder: Path, name: str) -> dict[str, QuestionText]:
    """The questions of ``folder/interviews/name.yaml`` by id (``folder`` is the knowledge base).

    Raises:
        InvalidContent: the file breaks its schema, names a thing twice, or holds a wrong regular expression.
    """
    path = folder / FOLDER / f"{name}.yaml"
    content = read_content(path, folder / "schemas" / "interview.schema.json")
    found: dict[str, QuestionText] = {}
    for item in content["items"]:
        if item["id"] in found:
            raise InvalidContent(f"{path.name}：编号 {item['id']} 出现了两次")
        found[item["id"]] = _question(path.name, item)
    for question in found.values():
        _check(path.name, question, found)
    return found


def _question(file: str, item: dict[str, Any]) -> QuestionText:
    choices = {one["value"]: _choice(file, item["id"], one) for one in item.get("choices", ())}
    if len(choices) < len(item.get("choices", ())):
        raise InvalidContent(f"{file} {item['id']}：有两个选项的 value 一样")
    if item["answers"] == "yes_no":
        if choices.keys() - _TRUTHS.keys():
            raise InvalidContent(f"{file} {item['id']}：选项的 value 只能是 yes、no、unknown")
        choices = {
            value: choices.get(value) or ChoiceText(value, title, ()) for value, title in _TRUTHS.items()
        }
    return QuestionText(
        id=item["id"],
        text=item["text"],
        why=item["why"],
        choices=tuple(choices.values()),
        several=item["answers"] == "several",
        citations=tuple(Reference(one["law"], one["article"]) for one in item["citations"]),
    )


def _choice(file: str, owner: str, item: dict[str, Any]) -> ChoiceText:
    words = []
    for pattern in item.get("words", ()):
        try:
            words.append(re.compile(pattern))
        except re.error as error:
            raise InvalidContent(f"{file} {owner}：“{pattern}”不是有效的正则表达式：{error}") from error
        if words[-1].search(""):
            raise InvalidContent(f"{file} {owner}：“{pattern}”什么都能匹配，请写得具体些")
    return ChoiceText(item["value"], item["title"], tuple(words))


def _check(file: str, question: QuestionText, all_of_them: dict[str, QuestionText]) -> None:
    titles = [choice.title for choice in question.choices]
    if len(set(titles)) < len(titles):
        raise InvalidContent(f"{file} {question.id}：有两个选项的 title 一样")
    if not question.several:
        return
    values = [choice.value for choice in question.choices]
    if NONE_OF_THESE not in values:
        raise InvalidContent(f"{file} {question.id}：要有一个“都没有”的选项（value: {NONE_OF_THESE}）")
    for value in values:
        if value != NONE_OF_THESE and value not in all_of_them:
            raise InvalidContent(f"{file} {question.id}：没有 {value} 这一项")
