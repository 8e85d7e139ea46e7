"""What an interview's buttons send. One intent for all of them, so a new service needs no new one."""

import json
from dataclasses import dataclass

INTENT = "answer_interview"


@dataclass(frozen=True, slots=True)
class Press:
    """A press taken apart. ``does``: choose, change, why, review, finish, leave, resume or restart."""

    does: str
    question: str = ""
    value: str = ""


def spell(does: str, question: str = "", value: str = "") -> str:
    """As a button sends it."""
    values = {"does": does, "question": question, "value": value}
    return f"/{INTENT}{json.dumps({name: one for name, one in values.items() if one}, ensure_ascii=False)}"


def read(sent: str) -> Press | None:
    """The press that was sent; None if it was anything else."""
    if not sent.startswith(f"/{INTENT}"):
        return None
    try:
        values = json.loads(sent.removeprefix(f"/{INTENT}") or "{}")
        return Press(str(values["does"]), str(values.get("question", "")), str(values.get("value", "")))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
