"""Entries that contradict each other: another figure for the same thing, or yes against no.

Days and months are held apart: 两个月 against 六十日 is a contradiction, for months are counted by the
calendar (民法典 202) and only one of the two can be what the article says.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from knowledge_base.models import FaqEntry
from knowledge_base.statements import Statement, entry_terms, statements, terms

# How sure it must be that two statements are about one thing: the share of telling pairs of characters that
# they have in common. Measured on 566 entries: of 209 sentences of answers, under another wording of their
# question with one figure changed, 206 were found; of 356 verdicts turned round, 303. A figure that is also
# told in wholly other words is found less often. What differs and lies above the lines in the entries as they
# are was read one by one and held against the articles.
_SAME_FIGURE = 0.095
_SAME_VERDICT = 0.1
_SAME_ACT = 0.25
_SAME_QUESTION = 0.25
_NO_COMMON_ARTICLE = 1.75
"""Two entries that cite no common article have to be so many times as alike."""
_ALIKE = 0.1
"""Entries without a common article are compared if the shorter has this share of its words in the other."""
_AGREES = 0.7
"""An entry that also says what the other says, and about as much alike, knows both cases."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two entries by id and the clause of each that speaks against the other's; ``likeness`` from 0 to 1."""

    entries: tuple[str, str]
    clauses: tuple[str, str]
    likeness: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many pairs of entries were compared, and what was found, the likeliest first."""

    pairs: int
    found: tuple[Contradiction, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Said:
    statement: Statement
    about: Mapping[str, float]
    total: float


def compare(entries: Sequence[FaqEntry]) -> Comparison:
    """Hold every two entries that may speak of one thing against each other."""
    told = [list(statements(entry)) for entry in entries]
    rare = _rarity([set().union(*(one.about for one in each)) for each in told])
    said = [[_weighed(one, rare) for one in each] for each in told]
    found: list[Contradiction] = []
    pairs = 0
    for first, second, times in _candidates(entries):
        pairs += 1
        ids = (entries[first].id, entries[second].id)
        for a, b, likeness in _clashes(said[first], said[second], times):
            found.append(Contradiction(ids, (a.clause, b.clause), likeness))
    return Comparison(pairs, tuple(sorted(found, key=lambda one: -one.likeness)))


def _candidates(entries: Sequence[FaqEntry]) -> Iterator[tuple[int, int, float]]:
    """Places of two entries that may speak of one thing, and how many times as alike they have to be."""
    cited = [set(entry.citations) for entry in entries]
    words = [entry_terms(entry) for entry in entries]
    rare = _rarity(words)
    totals = [sum(rare[term] for term in each) for each in words]
    for first, second in combinations(range(len(entries)), 2):
        if cited[first] & cited[second]:
            yield first, second, 1.0
        else:
            common = sum(rare[term] for term in words[first] & words[second])
            if common >= _ALIKE * min(totals[first], totals[second]):
                yield first, second, _NO_COMMON_ARTICLE


def _clashes(
    first: Sequence[_Said], second: Sequence[_Said], times: float
) -> Iterator[tuple[Statement, Statement, float]]:
    for a in first:
        for b in second:
            x, y = a.statement, b.statement
            if x.scale != y.scale or _nested(x, y) or _apart(x, y):
                continue
            likeness = _likeness(a, b)
            if likeness < _least(x) * times or not _same_act(a, b):
                continue
            enough = _AGREES * likeness
            if not _knows(a, second, first, enough) and not _knows(b, first, second, enough):
                yield x, y, likeness


def _knows(one: _Said, others: Sequence[_Said], own: Sequence[_Said], enough: float) -> bool:
    """Whether the other entry also says what ``one`` does, and not in answer to something else of its own."""
    for other in others:
        agreement = _agreement(one, other)
        if agreement >= enough and all(_agreement(sibling, other) <= agreement for sibling in own):
            return True
    return False


def _agreement(a: _Said, b: _Said) -> float:
    """How alike two statements are that say the same; 0 if they do not."""
    x, y = a.statement, b.statement
    return _likeness(a, b) if x.scale == y.scale and _nested(x, y) else 0.0


def _nested(x: Statement, y: Statement) -> bool:
    """Whether one says no more than the other: 三年 beside 三年以上七年以下."""
    return x.values <= y.values or y.values <= x.values


def _apart(x: Statement, y: Statement) -> bool:
    """Whether the two are said for cases, or under figures, that exclude each other."""
    if any(one and other and not one & other for one, other in zip(x.sides, y.sides, strict=False)):
        return True
    return bool(x.given - y.given and y.given - x.given)


def _same_act(a: _Said, b: _Said) -> bool:
    """Whether two verdicts within an answer are on one act: their own clauses have much in common."""
    if a.statement.is_figure or a.statement.on_question:
        return True
    mine, other = terms(a.statement.clause), terms(b.statement.clause)
    common = sum(a.about[term] for term in mine & other)
    return common > 0 and common >= _SAME_ACT * min(
        sum(a.about[term] for term in mine), sum(b.about[term] for term in other)
    )


def _likeness(a: _Said, b: _Said) -> float:
    """Weighted Jaccard of what the two are about."""
    few, many = sorted((a.about, b.about), key=len)
    common = sum(min(weight, many[term]) for term, weight in few.items() if term in many)
    either = a.total + b.total - common
    return common / either if either else 0.0


def _least(statement: Statement) -> float:
    if statement.on_question:
        return _SAME_QUESTION
    return _SAME_FIGURE if statement.is_figure else _SAME_VERDICT


def _rarity(texts: Sequence[set[str]]) -> dict[str, float]:
    """Inverse document frequency of each term."""
    seen = Counter(term for text in texts for term in text)
    return {term: math.log(1 + len(texts) / (1 + times)) for term, times in seen.items()}


def _weighed(statement: Statement, rare: Mapping[str, float]) -> _Said:
    about = {term: weight * rare[term] for term, weight in statement.about.items()}
    return _Said(statement, about, sum(about.values()))
