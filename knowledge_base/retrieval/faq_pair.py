"""The FAQ seen by two encoders: what both find likely is likelier than what one alone does."""

import numpy as np

from knowledge_base.models import FaqEntry
from knowledge_base.retrieval.encoder import Encoder
from knowledge_base.retrieval.faq_search import FaqHit, FaqIndex


class FaqPair:
    """Two indexes of the same entries; their probabilities are averaged as logits.

    Args:
        first: made by the encoder that also encodes statutes.
        second: made by one that learnt questions to lead to FAQ answers.
        encoder: the second one's.
    """

    def __init__(self, first: FaqIndex, second: FaqIndex, encoder: Encoder) -> None:
        self._first = first
        self._second = second
        self._encoder = encoder
        self.entries = first.entries
        self.by_id = first.by_id

    def search(self, question: str, count: int = 5, vector: np.ndarray | None = None) -> list[FaqHit]:
        """The likeliest entries, best first; ``vector`` is the first encoder's."""
        if not self.entries:
            return []
        own = self._encoder.encode([question])[0]
        logits = (self._first.logits(question, vector) + self._second.logits(question, own)) / 2
        order = np.argsort(-logits)[:count]
        return [FaqHit(self.entries[row], float(1 / (1 + np.exp(-logits[row])))) for row in order]

    def neighbours(self, entry: FaqEntry, count: int) -> list[FaqEntry]:
        """Entries like this one, nearest first."""
        return self._first.neighbours(entry, count)
