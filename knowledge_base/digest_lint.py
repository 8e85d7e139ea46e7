"""What a digest may say: the article's own figures, and none of its sentences."""

from collections.abc import Iterator

from knowledge_base.models import Digest
from knowledge_base.quantities import quantities
from knowledge_base.retrieval.tokenizer import normalise

LONGEST_COPY = 14
"""Characters in a row that a digest may share with the text it is of; names of things are that long."""


def digest_faults(digest: Digest, text: str) -> Iterator[str]:
    """Faults of a digest against the article's text, in Chinese."""
    name = f"《{digest.of.law}》{digest.of.article}的要旨"
    stated = set(quantities(text))
    for quantity in quantities(digest.gist):
        if quantity not in stated:
            yield f"{name}：条文里没有“{float(quantity.value):g}{quantity.unit}”"
    copied = longest_copy(digest.gist, text)
    if len(copied) > LONGEST_COPY:
        yield f"{name}：照抄了条文“{copied}”，请换成自己的话"


def longest_copy(ours: str, theirs: str) -> str:
    """The longest run of characters that two texts share."""
    ours, theirs = normalise(ours), normalise(theirs)
    best = ""
    for start in range(len(ours)):
        while start + len(best) < len(ours) and ours[start : start + len(best) + 1] in theirs:
            best = ours[start : start + len(best) + 1]
    return best
