"""The answers of a screening as they are kept between its questions.

Facts stand by name as ``facts_from`` reads them; ``asked`` holds what could not be told, ``by`` which
question each fact came from, ``heading`` the group of matters that was chosen.
"""

from collections.abc import Mapping
from typing import Any

from bot.interviews.model import Answers
from bot.legal_aid.facts import Facts
from bot.legal_aid.facts_reading import facts_from

HEADING, BY, ASKED = "heading", "by", "asked"
UNTOLD = "unknown"
"""What stands for 「不知道」."""

_KEPT_APART = (HEADING, BY, ASKED)


def facts_of(answers: Answers) -> Facts:
    """The facts that answers tell."""
    told = {name: value for name, value in answers.items() if name not in _KEPT_APART}
    return facts_from({**told, ASKED: list(answers.get(ASKED, ()))})


def with_told(answers: Answers, told: Mapping[str, Any], question: str) -> dict[str, Any]:
    """The answers with more told by a question ("" by none); an earlier value of the same fact is replaced.

    Raises:
        InvalidFacts: a value cannot be.
    """
    if not told:
        return dict(answers)
    kept = dict(answers)
    by = dict(kept.get(BY, {}))
    asked = [name for name in kept.get(ASKED, ()) if name not in told]
    for name, value in told.items():
        by[name] = question or name
        if value == UNTOLD:
            asked.append(name)
            kept.pop(name, None)
        else:
            kept[name] = value if isinstance(value, bool | int | str) else str(value)
    kept |= {BY: by, ASKED: asked}
    facts_of(kept)  # raises if a value is wrong
    return kept


def without(answers: Answers, question: str) -> dict[str, Any]:
    """The answers without what a question told."""
    own = {name for name, by in answers.get(BY, {}).items() if by == question}
    kept = {name: value for name, value in answers.items() if name not in own | {HEADING}}
    kept[ASKED] = [name for name in answers.get(ASKED, ()) if name not in own]
    kept[BY] = {name: by for name, by in answers.get(BY, {}).items() if name not in own}
    return kept
