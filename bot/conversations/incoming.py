"""A citizen's message on its way into the record."""

from dataclasses import dataclass

SEALED = "\x02"
"""What ``sent`` of a sealed turn begins with; no citizen's text can (see ``wording.clean``)."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A citizen's message before it is stored: exactly one of ``text`` and ``payload``."""

    client_message_id: str
    text: str | None = None
    payload: str | None = None
    sent: str = ""
