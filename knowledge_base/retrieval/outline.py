"""Where each article of a segment stands: its law, its chapter, its rank, its length; as arrays."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge_base.models import Article

KINDS = ("宪法", "法律", "行政法规", "司法解释", "部门规章", "地方性法规", "其他规范")
_UNKNOWN_YEAR = 2020


@dataclass(frozen=True, slots=True)
class Outline:
    """One entry an article, in order; ``laws`` and ``chapters`` are numbered from 0 within the segment."""

    law_titles: tuple[str, ...]
    chapter_titles: tuple[str, ...]
    laws: np.ndarray
    chapters: np.ndarray
    kinds: np.ndarray
    lengths: np.ndarray
    years: np.ndarray

    def __len__(self) -> int:
        return len(self.laws)

    @classmethod
    def of(cls, articles: Sequence[Article]) -> "Outline":
        """Read off the articles."""
        law_numbers: dict[str, int] = {}
        chapter_numbers: dict[tuple[str, tuple[str, ...]], int] = {}
        laws = np.zeros(len(articles), dtype=np.int32)
        chapters = np.zeros(len(articles), dtype=np.int32)
        for place, article in enumerate(articles):
            laws[place] = law_numbers.setdefault(article.law, len(law_numbers))
            chapters[place] = chapter_numbers.setdefault((article.law, article.path), len(chapter_numbers))
        return cls(
            law_titles=tuple(law_numbers),
            chapter_titles=tuple(" ".join((law, *path)) for law, path in chapter_numbers),
            laws=laws,
            chapters=chapters,
            kinds=np.array([_kind(article.kind) for article in articles], dtype=np.int8),
            lengths=np.array([len(article.text) for article in articles], dtype=np.int32),
            years=np.array(
                [article.version.year if article.version else _UNKNOWN_YEAR for article in articles],
                dtype=np.int16,
            ),
        )

    def save(self, folder: Path) -> None:
        """Write to an existing folder."""
        np.savez(
            folder / "outline.npz",
            laws=self.laws,
            chapters=self.chapters,
            kinds=self.kinds,
            lengths=self.lengths,
            years=self.years,
        )
        titles = {"laws": self.law_titles, "chapters": self.chapter_titles}
        (folder / "titles.json").write_text(json.dumps(titles, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "Outline":
        """Read what ``save`` wrote."""
        titles = json.loads((folder / "titles.json").read_text(encoding="utf-8"))
        with np.load(folder / "outline.npz") as arrays:
            return cls(tuple(titles["laws"]), tuple(titles["chapters"]), **dict(arrays))


def _kind(kind: str) -> int:
    return KINDS.index(kind) if kind in KINDS else len(KINDS) - 1
