"""Pairs of entries that a person has looked at and found to be in harmony, though they look otherwise."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge_base.contradictions import Contradiction
from knowledge_base.faq_entries import InvalidContent, read_content

REVIEWED_FILE = "reviewed_pairs.yaml"


@dataclass(frozen=True, slots=True)
class ReviewedPair:
    """Two entries by id, what each says, the day of the review, and why there is no contradiction."""

    entries: tuple[str, str]
    clauses: tuple[str, str]
    reviewed: date
    why: str

    def settles(self, found: Contradiction) -> bool:
        """Whether this is what was looked at: the same entries, still saying the same."""
        mine = set(zip(self.entries, self.clauses, strict=True))
        return mine == set(zip(found.entries, found.clauses, strict=True))


def read_reviewed_pairs(folder: Path) -> list[ReviewedPair]:
    """The pairs of ``folder/reviewed_pairs.yaml``; none if there is no such file.

    Raises:
        InvalidContent: the file breaks its schema, or a review is in it twice.
    """
    path = folder / REVIEWED_FILE
    if not path.exists():
        return []
    content = read_content(path, folder.parent / "schemas" / "reviewed_pairs.schema.json")
    pairs: list[ReviewedPair] = []
    seen: set[frozenset[tuple[str, str]]] = set()
    for item in content["pairs"]:
        (first, second), (one, other) = item["entries"], item["says"]
        key = frozenset({(first, one), (second, other)})
        if key in seen:
            raise InvalidContent(f"{REVIEWED_FILE}：{first} 和 {second} 的同一处写了两次")
        seen.add(key)
        day = date.fromisoformat(item["reviewed"])
        pairs.append(ReviewedPair((first, second), (one, other), day, item["why"]))
    return pairs
