"""Where articles stand: positions that count on from one segment to the next, and what is known of each."""

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from knowledge_base.models import Article
from knowledge_base.retrieval.segment import Segment

SegmentValues = Callable[[Segment, np.ndarray], np.ndarray]
"""A segment and positions within it → one value each."""


class Layout:
    """The articles of one or more segments as one row.

    Args:
        segments: in order.
        dead: positions of articles that no longer stand in the library.
    """

    def __init__(self, segments: Sequence[Segment], dead: Iterable[int] = ()) -> None:
        self.segments = list(segments)
        outlines = [segment.outline for segment in self.segments]
        self._starts = np.cumsum([0, *map(len, outlines)])
        self.size = int(self._starts[-1])
        self.alive = np.ones(self.size, dtype=bool)
        self.alive[list(dead)] = False
        numbers: dict[str, int] = {}
        for outline in outlines:
            for title in outline.law_titles:
                numbers.setdefault(title, len(numbers))
        self.law_count = len(numbers)
        own = [np.array([numbers[title] for title in outline.law_titles]) for outline in outlines]
        before = np.cumsum([0, *(len(outline.chapter_titles) for outline in outlines)])
        self.laws = joined(mine[outline.laws] for mine, outline in zip(own, outlines, strict=True))
        self.chapters = joined(
            outline.chapters + start for outline, start in zip(outlines, before, strict=False)
        )
        self.kinds = joined(outline.kinds for outline in outlines)
        self.lengths = joined(outline.lengths for outline in outlines)
        self.years = joined(outline.years for outline in outlines)

    def __len__(self) -> int:
        return int(self.alive.sum())

    def at(self, positions: Iterable[int]) -> list[Article]:
        """Articles in the order asked for."""
        found = []
        for position in positions:
            number = int(np.searchsorted(self._starts, int(position), side="right")) - 1
            local = int(position) - int(self._starts[number])
            found += self.segments[number].passages.at([local])
        return found

    def find(self, law: str, label: str) -> Article | None:
        """One article by its law's title and its number."""
        position = self.place(law, label)
        return self.at([position])[0] if position is not None else None

    def place(self, law: str, label: str) -> int | None:
        """Where one article stands."""
        for segment, start in zip(self.segments, self._starts, strict=False):
            for local in segment.passages.places(law, label):
                if self.alive[start + local]:
                    return int(start + local)
        return None

    def titles(self) -> set[str]:
        """Of all laws."""
        return {title for segment in self.segments for title in segment.outline.law_titles}

    def names(self) -> list[tuple[str, str]]:
        """(law, article) of every position, in order; also of dead ones."""
        return [name for segment in self.segments for name in segment.passages.names()]

    def everywhere(self, values: Callable[[Segment], np.ndarray]) -> np.ndarray:
        """Values of all segments, one after the other."""
        return joined(values(segment) for segment in self.segments)

    def positions(self, found: Callable[[Segment], np.ndarray]) -> list[np.ndarray]:
        """Positions that are found within each segment."""
        return [found(segment) + start for segment, start in zip(self.segments, self._starts, strict=False)]

    def by_segment(self, positions: np.ndarray, values: SegmentValues) -> np.ndarray:
        """Values of sorted positions, each from its own segment."""
        return joined(values(segment, local) for segment, local in self.split(positions))

    def split(self, positions: np.ndarray) -> Iterator[tuple[Segment, np.ndarray]]:
        """Sorted positions by segment: (segment, positions within it)."""
        if len(self.segments) == 1:
            yield self.segments[0], positions
            return
        bounds = np.searchsorted(positions, self._starts)
        for number, segment in enumerate(self.segments):
            local = positions[bounds[number] : bounds[number + 1]]
            if len(local):
                yield segment, local - self._starts[number]


def joined(parts: Iterable[np.ndarray]) -> np.ndarray:
    """One array; not copied where there is one alone."""
    listed = list(parts)
    return listed[0] if len(listed) == 1 else np.concatenate(listed)
