"""The index on disk: segments that never change, and one manifest that says which of them count.

A change of the library adds a small segment and marks what it replaces as dead; the manifest is replaced in
one step, so that whoever reads it sees the old index or the new one, whole.
"""

import hashlib
import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge_base.library import Library, StatuteKey
from knowledge_base.models import Article
from knowledge_base.progress import Progress
from knowledge_base.retrieval import segment as segments
from knowledge_base.retrieval.compiled_trees import KEPT_AS
from knowledge_base.retrieval.encoder import Encoder
from knowledge_base.retrieval.made import ASIDE, make_whole
from knowledge_base.retrieval.segment import Segment

_FORMAT = 6
"""Raise when what a segment holds changes."""
_MOST_SEGMENTS = 8
_LARGEST_CHANGE = 0.1
"""Share of all articles from which on everything is built anew."""
_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where one statute stands: segment, first position within it, number of articles, whether it counts."""

    key: StatuteKey
    segment: str
    start: int
    length: int
    alive: bool


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the index holds."""

    encoder: str
    dimension: int
    library: str
    segments: tuple[str, ...]
    stretches: tuple[Stretch, ...]

    @property
    def articles(self) -> int:
        """Articles that count."""
        return sum(stretch.length for stretch in self.stretches if stretch.alive)

    def dead(self, sizes: dict[str, int]) -> list[int]:
        """Positions that do not count, over all segments in order; ``sizes``: articles of each."""
        before, starts = 0, {}
        for name in self.segments:
            starts[name] = before
            before += sizes[name]
        return [
            starts[stretch.segment] + stretch.start + offset
            for stretch in self.stretches
            if not stretch.alive
            for offset in range(stretch.length)
        ]


def read_manifest(root: Path) -> Manifest | None:
    """What stands under ``root``; None if nothing does, or if it is of another format."""
    try:
        data = json.loads((root / _MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    if data.get("format") != _FORMAT:
        return None
    stretches = tuple(Stretch(StatuteKey(*row[0]), *row[1:]) for row in data["stretches"])
    return Manifest(data["encoder"], data["dimension"], data["library"], tuple(data["segments"]), stretches)


def manifest_mark(root: Path) -> int:
    """Changes whenever the index under ``root`` is replaced; 0 while there is none."""
    try:
        return (root / _MANIFEST).stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def build_index(root: Path, library: Library, encoder: Encoder, progress: Progress) -> Manifest:
    """Bring the index under ``root`` up to what is current in the library; nothing is done if it is.

    A small change is added as a segment of its own; a large one, another encoder, or too many segments
    build everything anew.
    """
    known = read_manifest(root)
    wanted = library.fingerprint()
    if known and known.encoder == encoder.name and known.library == wanted:
        return known
    root.mkdir(parents=True, exist_ok=True)
    statutes = library.statutes()
    changed = _changed(known, encoder, statutes) if known else None
    if known and changed is not None:
        manifest = _added(root, known, library, statutes, changed, encoder, progress, wanted)
    else:
        manifest = _anew(root, library, statutes, encoder, progress, wanted)
    _replace_manifest(root, manifest)
    for folder in root.iterdir():
        unused = folder.is_dir() and folder.name not in manifest.segments
        if unused and not folder.name.startswith((ASIDE, KEPT_AS, "everyday-")):
            shutil.rmtree(folder, ignore_errors=True)
    return manifest


def _changed(known: Manifest, encoder: Encoder, statutes: dict[StatuteKey, int]) -> list[StatuteKey] | None:
    """Statutes that the index lacks; None if it is better built anew."""
    if known.encoder != encoder.name or not known.segments or len(known.segments) >= _MOST_SEGMENTS:
        return None
    held = {stretch.key for stretch in known.stretches}  # also dead ones: a text that comes back is revived
    missing = [key for key in statutes if key not in held]
    dead = sum(stretch.length for stretch in known.stretches if stretch.key not in statutes)
    if len(missing) + dead / 40 > _LARGEST_CHANGE * max(10, len(statutes)):
        return None
    return missing


def _added(
    root: Path,
    known: Manifest,
    library: Library,
    statutes: dict[StatuteKey, int],
    missing: list[StatuteKey],
    encoder: Encoder,
    progress: Progress,
    wanted: str,
) -> Manifest:
    stretches = [
        Stretch(old.key, old.segment, old.start, old.length, old.key in statutes) for old in known.stretches
    ]
    names = known.segments
    if missing:
        base = Segment(root / known.segments[0])
        name, added = _write(root, library, {key: statutes[key] for key in missing}, encoder, progress, base)
        stretches += added
        names = (*names, name) if added else names
    return Manifest(encoder.name, encoder.dimension, wanted, names, tuple(stretches))


def _anew(
    root: Path,
    library: Library,
    statutes: dict[StatuteKey, int],
    encoder: Encoder,
    progress: Progress,
    wanted: str,
) -> Manifest:
    if not statutes:
        return Manifest(encoder.name, encoder.dimension, wanted, (), ())
    name, stretches = _write(root, library, statutes, encoder, progress, None)
    return Manifest(encoder.name, encoder.dimension, wanted, (name,), tuple(stretches))


def _write(
    root: Path,
    library: Library,
    statutes: dict[StatuteKey, int],
    encoder: Encoder,
    progress: Progress,
    like: Segment | None,
) -> tuple[str, list[Stretch]]:
    """One new segment, made aside and moved into place whole."""
    ordered = sorted(statutes)
    key = repr((_FORMAT, encoder.name, ordered, like.folder.name if like else ""))
    name = hashlib.sha256(key.encode()).hexdigest()[:16]
    articles: list[Article] = []
    stretches: list[Stretch] = []
    for statute in ordered:
        own = list(library.articles_of([statutes[statute]]))
        stretches.append(Stretch(statute, name, len(articles), len(own), True))
        articles += own
    make_whole(root / name, lambda folder: segments.build(folder, articles, encoder, progress, like))
    return name, stretches


def _replace_manifest(root: Path, manifest: Manifest) -> None:
    data: dict[str, Any] = {
        "format": _FORMAT,
        "encoder": manifest.encoder,
        "dimension": manifest.dimension,
        "library": manifest.library,
        "segments": manifest.segments,
        "stretches": [
            [list(one.key), one.segment, one.start, one.length, one.alive] for one in manifest.stretches
        ],
    }
    making = root / f"{_MANIFEST}.making"
    making.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    making.replace(root / _MANIFEST)
