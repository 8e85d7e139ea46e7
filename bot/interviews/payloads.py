"""What an interview's buttons send. One intent for all of them, so a new service needs no new one."""

from dataclasses import dataclass

from bot import payloads

INTENT = "answer_interview"


@dataclass(frozen=True, slots=True)
class Press:
    """A press taken apart. ``does``: choose, change, keep, why, review, finish, leave, resume or restart.

    ``subject``: the interview it belongs to, "" for the latest.
    """

    does: str
    question: str = ""
    value: str = ""
    subject: str = ""


def spell(does: str, question: str = "", value: str = "", subject: str = "") -> str:
    """As a button sends it."""
    values = {"does": does, "question": question, "value": value, "subject": subject}
    return payloads.spell(INTENT, **{name: one for name, one in values.items() if one})


def read(sent: str) -> Press | None:
    """The press that was sent; None if it was anything else."""
    found = payloads.read(sent)
    if found is None or found[0] != INTENT or "does" not in found[1]:
        return None
    values = found[1]
    return Press(values["does"], *(values.get(name, "") for name in ("question", "value", "subject")))
