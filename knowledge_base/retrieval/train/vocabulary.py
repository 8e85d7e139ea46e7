"""Which character n-grams the encoder knows."""

from collections import Counter
from collections.abc import Iterable

from knowledge_base.retrieval.tokenizer import ngrams


def choose(texts: Iterable[str], size: int, longest: int, everyday: Iterable[str] = ()) -> list[str]:
    """The ``size`` n-grams found in most texts.

    ``everyday`` texts (citizens' questions, FAQ phrasings) count fifty-fold: their words are rare in
    statutes and are what citizens type.
    """
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(set(ngrams(text, longest)))
    for text in everyday:
        for ngram in set(ngrams(text, longest)):
            counts[ngram] += 50 if len(ngram) <= 2 else 5
    # A long n-gram must be commoner to earn its place than a short one.
    # Ties go by the n-gram itself: the order in which sets are counted changes with the process.
    return sorted(counts, key=lambda ngram: (-counts[ngram], ngram))[:size]
