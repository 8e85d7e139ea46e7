"""Conditions on earlier answers, as the content files write them: ``{question: value}`` or ``[values]``."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

Answers = Mapping[str, object]
"""What was answered, by question: a value, or several of them."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds if each question named was answered with one of its values; no question: always."""

    demands: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions that it looks at."""
        return tuple(question for question, _ in self.demands)


ALWAYS = Condition()


def read_condition(item: Mapping[str, Any] | None) -> Condition:
    """A condition as YAML holds it (checked by a schema before); None: always."""
    demands = []
    for question, values in (item or {}).items():
        demands.append((question, (values,) if isinstance(values, str) else tuple(values)))
    return Condition(tuple(demands))


def answered(answers: Answers, question: str) -> frozenset[str]:
    """The values given to a question, none if it was not answered."""
    given = answers.get(question)
    if given is None or given == "":
        return frozenset()
    if isinstance(given, Collection) and not isinstance(given, str):
        return frozenset(str(one) for one in given)
    return frozenset({str(given)})
