"""How text becomes terms: words for one BM25, characters for the other, n-grams for the encoder."""

import logging
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

from knowledge_base.titles import strip_invisible

_RUN = re.compile(r"[0-9a-z]+|[\u3400-\u9fff]+")
_STOP_WORDS = frozenset("的了是在我你您他她它们吗呢啊吧就都也还这那个有和与或等着把被么") | {
    "请问",
    "怎么",
    "什么",
}


def normalise(text: str) -> str:
    """NFKC, lower case, no zero-width characters."""
    return unicodedata.normalize("NFKC", strip_invisible(text)).lower()


def words(text: str) -> list[str]:
    """Words as jieba's search mode cuts them (compounds and their parts), without the commonest ones."""
    return [
        word
        for run in _RUN.findall(normalise(text))
        for word in _jieba().cut_for_search(run)
        if word not in _STOP_WORDS
    ]


def bigrams(text: str) -> list[str]:
    """Character bigrams inside each run of Chinese characters; Latin words and numbers stay whole."""
    terms: list[str] = []
    for run in _RUN.findall(normalise(text)):
        if run[0].isascii() or len(run) == 1:
            terms.append(run)
        else:
            terms.extend(run[start : start + 2] for start in range(len(run) - 1))
    return terms


def ngrams(text: str, longest: int) -> Iterator[str]:
    """Character n-grams of length 1 to ``longest`` inside each run, repeats included."""
    for run in _RUN.findall(normalise(text)):
        for size in range(1, longest + 1):
            for start in range(len(run) - size + 1):
                yield run[start : start + size]


@cache
def _jieba() -> Any:
    import jieba  # the dictionary is read at first use, not at import

    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    return jieba
