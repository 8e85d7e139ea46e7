"""Whether an answer's figures and terms of art are those of the articles it cites."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from knowledge_base.faq_entries import read_content
from knowledge_base.models import FaqEntry, Reference
from knowledge_base.quantities import Quantity, quantities


def figure_faults(entry: FaqEntry, texts: Mapping[Reference, str]) -> Iterator[str]:
    """Figures of an answer that no cited article states, in Chinese.

    What the entry marks in ``beyond_citations`` is left out. Articles whose text is not at hand make the
    check impossible, and then nothing is said.
    """
    if any(reference not in texts for reference in entry.citations):
        return
    stated = {quantity for reference in entry.citations for quantity in quantities(texts[reference])}
    for quantity in _claimed(entry):
        if quantity not in stated:
            yield _fault(entry, _spelled(quantity))


def term_faults(entry: FaqEntry, texts: Mapping[Reference, str], terms: Sequence[str]) -> Iterator[str]:
    """Terms of art in an answer that no cited article contains, in Chinese; marked ones left out."""
    if any(reference not in texts for reference in entry.citations):
        return
    sources = [reference.law + texts[reference] for reference in entry.citations]
    said = _without_marked(entry)
    for term in terms:
        if term in said and not any(term in source for source in sources):
            yield _fault(entry, term)


def read_terms(folder: Path) -> list[str]:
    """``folder/terms.yaml``; none if there is no such file.

    Raises:
        InvalidContent: the file breaks its schema.
    """
    path = folder / "terms.yaml"
    if not path.exists():
        return []
    return list(read_content(path, folder.parent / "schemas" / "terms.schema.json")["terms"])


def _fault(entry: FaqEntry, words: str) -> str:
    return f"{entry.id}：引用的条文里没有“{words}”；补上出处，或在 beyond_citations 里说明"


def _claimed(entry: FaqEntry) -> Iterator[Quantity]:
    return quantities(_without_marked(entry))


def _without_marked(entry: FaqEntry) -> str:
    text = entry.answer
    for words in sorted(entry.beyond_citations, key=len, reverse=True):
        text = text.replace(words, "，")
    return text


def _spelled(quantity: Quantity) -> str:
    value = float(quantity.value)
    if quantity.unit == "月" and value % 12 == 0:
        return f"{value / 12:g}年"
    return f"{value:g}{quantity.unit}"
