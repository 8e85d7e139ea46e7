"""What comes of a question, and the limits by which that is decided."""

from dataclasses import dataclass

from bot.replies import Reply


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Probabilities below which the bot asks back, shows statutes only, or says that it does not know.

    ``offer``: what must speak for an article for it to be shown as possibly related while the bot asks back.
    """

    answer: float
    choice: float
    statute: float
    offer: float


@dataclass(frozen=True, slots=True)
class Answered:
    """Replies, what they were about (for follow-ups), and whether they answer or only ask back.

    ``shown`` names what an answer gave, an FAQ entry or articles; if it is empty there is nothing to judge.
    ``leans`` tells that the question was understood together with the one before.
    """

    replies: list[Reply]
    topic: str = ""
    answers: bool = False
    shown: str = ""
    leans: bool = False
