"""Which sentence of a text speaks of what was asked."""

import re

import numpy as np

from knowledge_base.retrieval.encoder import Encoder
from knowledge_base.retrieval.tokenizer import bigrams

LEAST_LIKENESS = 0.3
"""Below this cosine a sentence that shares a word may well speak of something else."""

_END = re.compile(r"(?<=[。；！？\n])")
_SAYS_NOTHING = frozenset(
    {"怎么", "么办", "什么", "可以", "能不", "不能", "是不", "没有", "那么", "那要", "要是"}
)


def sentences(text: str) -> list[str]:
    """The sentences (and clauses that end with ；) of a text, without blanks."""
    return [part.strip() for part in _END.split(text) if part.strip()]


def fitting_sentence(text: str, question: str, encoder: Encoder) -> str | None:
    """The sentence nearest to the question, if it shares a telling pair of characters with it; else None."""
    asked = set(bigrams(question)) - _SAYS_NOTHING
    candidates = [sentence for sentence in sentences(text) if asked & set(bigrams(sentence))]
    if not candidates:
        return None
    vectors = encoder.encode([question, *candidates])
    likeness = vectors[1:] @ vectors[0]
    best = int(np.argmax(likeness))
    return candidates[best] if likeness[best] >= LEAST_LIKENESS else None
