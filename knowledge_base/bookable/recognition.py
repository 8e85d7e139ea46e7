"""Which matter a citizen means: the words of each matter found in a text, slips of the pen forgiven.

A word may have parts divided by a blank: all must stand in one sentence, near each other, in any order. What
many matters have in common says less; what lies inside a longer word of another matter says half as much.
Where no word is found, the matters that sound most like the text are guessed, to be offered and never taken.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from knowledge_base.bookable.likeness import Likeness
from knowledge_base.bookable.matters import Matter
from knowledge_base.faq_entries import read_content
from knowledge_base.retrieval.tokenizer import normalise

SYNONYMS_FILE = "synonyms.yaml"
_NEAR = 28
"""Characters within which all parts of a word must stand."""
_SLIP = 0.75
"""What a part counts that is found with one wrong, missing or added character."""
_SHORTEST_SLIP = 5
_GUESSES = 3
_LIKE = 0.08
"""How like a matter a text must be at least to be a guess (cosine of bigrams)."""
_CLEAR = 1.3
"""How far ahead of the next the first must be to be taken without asking."""
_SENTENCE = re.compile(r"[。！？!?;；\n]")
_NO_WORD = re.compile(r"[^0-9a-z\u3400-\u9fff]+")
_DENIAL = re.compile(r"(不是|并非|不办|不要办|不想办|不用办)(什么|要|去|个|为了|因为)?$")


@dataclass(frozen=True, slots=True)
class Recognised:
    """A matter that a text may mean; ``words`` are those that were found, none: it is a guess."""

    matter: Matter
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    matter: int
    text: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    word: _Word
    spans: tuple[tuple[int, int], ...]
    weight: float


class Recogniser:
    """Finds matters by their words; made once for a catalogue or for one service."""

    def __init__(self, matters: Iterable[Matter], synonyms: Mapping[str, str] | None = None) -> None:
        self._matters = tuple(matters)
        self._one_name = dict(synonyms or {})
        others = sorted(self._one_name, key=len, reverse=True)
        self._others = re.compile("|".join(map(re.escape, others)) or r"(?!)")
        self._words = [
            _Word(number, text, parts)
            for number, matter in enumerate(self._matters)
            for text, parts in self._spelled(matter)
        ]
        used = Counter(
            part for _, part in {(word.matter, part) for word in self._words for part in word.parts}
        )
        self._rarity = {part: 1 / sqrt(number) for part, number in used.items()}
        self._likeness = Likeness([self._plain(_telling(matter)) for matter in self._matters])

    def recognise(self, text: str) -> list[Recognised]:
        """The matters that a text may mean, the likeliest first; none if no word is found."""
        scores = dict.fromkeys(range(len(self._matters)), 0.0)
        words: dict[int, dict[str, None]] = {}
        for sentence in self._sentences(text):
            hits: dict[int, list[_Found]] = {}
            for one in self._weighed(list(self._search(sentence))):
                hits.setdefault(one.word.matter, []).append(one)
                words.setdefault(one.word.matter, {})[one.word.text] = None
            for number, of_matter in hits.items():
                scores[number] += _score(of_matter)
        ranked = [
            Recognised(self._matters[number], scores[number], tuple(found)) for number, found in words.items()
        ]
        return sorted(ranked, key=lambda one: -one.score) or self._guesses(text)

    def _guesses(self, text: str) -> list[Recognised]:
        alike = self._likeness.of(self._plain(text))
        best = sorted(enumerate(alike), key=lambda one: -one[1])[:_GUESSES]
        return [Recognised(self._matters[number], score, ()) for number, score in best if score >= _LIKE]

    def _sentences(self, text: str) -> Iterator[str]:
        for sentence in _SENTENCE.split(normalise(text)):
            yield self._plain(sentence)

    def _plain(self, text: str) -> str:
        """Without punctuation, each thing under one name (twice, for names made of folded ones)."""
        plain = _NO_WORD.sub("", normalise(text))
        for _ in range(2):
            plain = self._others.sub(lambda match: self._one_name[match[0]], plain)
        return plain

    def _spelled(self, matter: Matter) -> Iterator[tuple[str, tuple[str, ...]]]:
        for text in dict.fromkeys((matter.title, *matter.words)):
            parts = tuple(plain for part in text.split() if (plain := self._plain(part)))
            if parts:
                yield text, parts

    def _search(self, sentence: str) -> Iterator[_Found]:
        for word in self._words:
            spans = []
            weight = 0.0
            for part in word.parts:
                start, end = _find(part, sentence)
                if start < 0 or _DENIAL.search(sentence, max(0, start - 8), start):
                    break
                exact = end - start == len(part) and sentence.startswith(part, start)
                weight += len(part) * self._rarity[part] * (1 if exact else _SLIP)
                spans.append((start, end))
            else:
                if max(end for _, end in spans) - min(start for start, _ in spans) <= _NEAR:
                    yield _Found(word, tuple(spans), weight + len(spans) - 1)

    def _weighed(self, found: list[_Found]) -> Iterator[_Found]:
        """What lies inside a longer part found for another matter counts half."""
        spans = [(span, one.word.matter) for one in found for span in one.spans]
        for one in found:
            hidden = all(
                any(
                    other != one.word.matter and start <= span[0] and span[1] <= end and (start, end) != span
                    for (start, end), other in spans
                )
                for span in one.spans
            )
            yield _Found(one.word, one.spans, one.weight / 2) if hidden else one


def clear(ranked: list[Recognised]) -> Matter | None:
    """The matter to take without asking: the only one, or well ahead of the next; never a guess."""
    if not ranked or not ranked[0].words:
        return None
    if len(ranked) == 1 or ranked[0].score >= ranked[1].score * _CLEAR:
        return ranked[0].matter
    return None


def read_synonyms(knowledge: Path) -> dict[str, str]:
    """``parameters/synonyms.yaml``: the one name by each other one; none if there is no such file.

    Raises:
        InvalidContent: the file breaks its schema.
    """
    path = knowledge / "parameters" / SYNONYMS_FILE
    if not path.exists():
        return {}
    content = read_content(path, knowledge / "schemas" / "synonyms.schema.json")
    return {other: item["word"] for item in content["synonyms"] for other in item["also"]}


def _telling(matter: Matter) -> str:
    """All that tells what a matter is, for the likeness of a text to it."""
    titles = [choice.title for question in matter.questions for choice in question.choices]
    return "。".join((matter.title, matter.about, *matter.words, *titles))


def _score(hits: list[_Found]) -> float:
    """What the words cover together, each character once, and half of the best one again."""
    covered: set[int] = set()
    total = 0.0
    for hit in sorted(hits, key=lambda hit: -hit.weight):
        places = {place for start, end in hit.spans for place in range(start, end)}
        total += hit.weight * len(places - covered) / len(places)
        covered |= places
    return total + max(hit.weight for hit in hits) / 2


def _find(part: str, text: str) -> tuple[int, int]:
    """Where a part stands, exactly or with one character wrong, missing or too many; (-1, -1): nowhere."""
    start = text.find(part)
    if start >= 0 or len(part) < _SHORTEST_SLIP:
        return (start, start + len(part)) if start >= 0 else (-1, -1)
    half = len(part) // 2
    for piece, offset in ((part[:half], 0), (part[half:], half)):
        at = text.find(piece)
        while at >= 0:
            for size in (len(part), len(part) - 1, len(part) + 1):
                begin = at if offset == 0 else at + len(piece) - size
                window = text[begin : begin + size] if begin >= 0 else ""
                if len(window) == size and _one_slip(part, window):
                    return begin, begin + size
            at = text.find(piece, at + 1)
    return -1, -1


def _one_slip(right: str, written: str) -> bool:
    if len(right) == len(written):
        return sum(a != b for a, b in zip(right, written, strict=True)) <= 1
    longer, shorter = sorted((right, written), key=len, reverse=True)
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))
