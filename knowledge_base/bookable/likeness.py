"""How much a text sounds like each of a few others: the cosine of their rare character bigrams."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import log, sqrt


class Likeness:
    """A text against a fixed list of texts."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._bigrams = [_bigrams(text) for text in texts]
        held = Counter(bigram for bigrams in self._bigrams for bigram in bigrams)
        self._weight = {bigram: log(1 + len(texts) / number) for bigram, number in held.items()}
        self._length = [self._norm(bigrams) for bigrams in self._bigrams]

    def of(self, text: str) -> list[float]:
        """Between 0 and 1 for each of the texts, in their order."""
        asked = _bigrams(text)
        length = self._norm(asked)
        return [
            self._norm(asked & bigrams) ** 2 / (length * other) if length and other else 0.0
            for bigrams, other in zip(self._bigrams, self._length, strict=True)
        ]

    def _norm(self, bigrams: frozenset[str]) -> float:
        return sqrt(sum(self._weight.get(bigram, 0.0) ** 2 for bigram in bigrams))


def _bigrams(text: str) -> frozenset[str]:
    return frozenset(one + other for one, other in pairwise(text))
