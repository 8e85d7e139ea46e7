"""Which facts of a legal-aid screening are asked together, and how likely each answer is."""

from dataclasses import dataclass
from pathlib import Path

from knowledge_base.faq_entries import InvalidContent, read_content

FILE = "legal_aid_questions.yaml"


@dataclass(frozen=True, slots=True)
class QuestionSpec:
    """Facts that one question asks; ``cost`` is how unwelcome it is, 1 being ordinary."""

    id: str
    facts: tuple[str, ...]
    cost: float


@dataclass(frozen=True, slots=True)
class Likely:
    """Answers to expect of ``fact`` with their shares; ``given``: a fact and its values, None: always."""

    fact: str
    given: tuple[str, frozenset[str]] | None
    answers: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, eq=False)
class QuestionGuide:
    """All of the file; the likely answers of a fact, the most special first."""

    questions: tuple[QuestionSpec, ...]
    likely: dict[str, tuple[Likely, ...]]
    sample: bool


def read_question_guide(folder: Path) -> QuestionGuide:
    """``folder/legal_aid_questions.yaml`` (``folder`` is ``parameters``).

    Raises:
        InvalidContent: the file breaks its schema, or two questions share an id.
    """
    path = folder / FILE
    content = read_content(path, folder.parent / "schemas" / "legal_aid_questions.schema.json")
    questions = tuple(
        QuestionSpec(item["id"], tuple(item["facts"]), float(item["cost"])) for item in content["questions"]
    )
    ids = [question.id for question in questions]
    for one in ids:
        if ids.count(one) > 1:
            raise InvalidContent(f"{FILE}：编号 {one} 出现了两次")
    likely: dict[str, list[Likely]] = {}
    for item in content["likely"]:
        total = sum(item["answers"].values())
        shares = tuple((answer, weight / total) for answer, weight in item["answers"].items())
        given = next(((fact, frozenset(values)) for fact, values in item.get("given", {}).items()), None)
        likely.setdefault(item["fact"], []).append(Likely(item["fact"], given, shares))
    ordered = {fact: tuple(entries) for fact, entries in likely.items()}
    return QuestionGuide(questions, ordered, content.get("sample", False))
