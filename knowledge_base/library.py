"""The library: every statute imported, all versions kept, in one SQLite file.

It is an artefact made from files that a bureau holds, so it stands apart from the database of
conversations and can be rebuilt or copied at will.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import NamedTuple

from knowledge_base.models import Article, Reference, StatuteText

_TABLES = """
CREATE TABLE IF NOT EXISTS statutes (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL, part TEXT NOT NULL, version TEXT NOT NULL,
    kind TEXT NOT NULL, effective TEXT, source TEXT NOT NULL, digest TEXT NOT NULL,
    adopted TEXT, published TEXT, region TEXT NOT NULL DEFAULT '',
    UNIQUE (title, part, version)
);
CREATE TABLE IF NOT EXISTS articles (
    statute_id INTEGER NOT NULL REFERENCES statutes (id) ON DELETE CASCADE,
    position INTEGER NOT NULL, label TEXT NOT NULL, path TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (statute_id, position)
) WITHOUT ROWID;
"""

# Columns that files made before they were thought of lack.
_ADDED = {
    "adopted": "TEXT",
    "published": "TEXT",
    "region": "TEXT NOT NULL DEFAULT ''",
}

# The newest version under a title (and part of a Code); '' sorts before every date.
# The parts of a Code share one commencement, which only some of them state.
_COLUMNS = """
SELECT s.title, s.kind, s.version,
       coalesce(s.effective, (SELECT max(p.effective) FROM statutes p
                              WHERE s.part <> '' AND p.title = s.title AND p.version = s.version)),
       a.label, a.path, a.text, s.region
"""
_FROM = " FROM statutes s JOIN articles a ON a.statute_id = s.id"
_NEWEST = "s.version = (SELECT max(n.version) FROM statutes n WHERE n.title = s.title AND n.part = s.part)"
_CURRENT = f"{_FROM} WHERE {_NEWEST}"
# Where the commencement of a version is unknown, the day that names it stands for it.
_COMMENCED = """coalesce(n.effective, (SELECT max(p.effective) FROM statutes p
    WHERE p.part <> '' AND p.title = n.title AND p.version = n.version), n.version)"""
_IN_FORCE = f"{_FROM} WHERE {_NEWEST[:-1]} AND {_COMMENCED} <= ?)"


class StatuteKey(NamedTuple):
    """One statute's text: two keys are equal exactly when the texts are."""

    title: str
    part: str
    version: str
    digest: str


class Library:
    """Statutes and their articles on disk."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, statutes: Iterable[tuple[StatuteText, str]]) -> Iterator[tuple[str, bool]]:
        """Store statutes with the name of the file each came from; yields (source, whether it changed).

        One transaction: either all that is yielded is stored, or nothing. Adding the same statute again
        changes nothing. Where two files hold the same version of one law, the more complete one is kept.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with closing(self._connect()) as connection, connection:
            connection.executescript(_TABLES)
            connection.execute("BEGIN IMMEDIATE")
            for statute, source in statutes:
                yield source, self._store(connection, statute, source)

    def current(self) -> Iterator[Article]:
        """The articles of the newest version under each title."""
        yield from self._select(_COLUMNS + _CURRENT + " ORDER BY s.title, s.part, a.position", ())

    def statutes(self) -> dict[StatuteKey, int]:
        """The newest version under each title (and part of a Code), with its number in the library."""
        if not self.path.exists():
            return {}
        query = (
            f"SELECT s.title, s.part, s.version, s.digest || s.region, s.id FROM statutes s WHERE {_NEWEST}"  # noqa: S608 - our own text
        )
        with closing(self._connect()) as connection:
            return {StatuteKey(*row[:4]): row[4] for row in connection.execute(query)}

    def articles_of(self, numbers: Iterable[int]) -> Iterator[Article]:
        """The articles of statutes by their numbers, statute after statute."""
        for number in numbers:
            yield from self._select(_COLUMNS + _FROM + " WHERE s.id = ? ORDER BY a.position", (str(number),))

    def find(self, law: str, label: str, on: date | None = None) -> Article | None:
        """One article of the newest version, or of the one in force on a day; None if there is none."""
        named = " AND s.title = ? AND a.label = ?"
        if on is None:
            return next(self._select(_COLUMNS + _CURRENT + named, (law, label)), None)
        return next(self._select(_COLUMNS + _IN_FORCE + named, (on.isoformat(), law, label)), None)

    def versions(self, title: str) -> list[tuple[date | None, date | None]]:
        """The versions of a statute with their commencement where it is known, the newest first."""
        if not self.path.exists():
            return []
        query = (
            "SELECT version, max(effective) FROM statutes WHERE title = ? GROUP BY version ORDER BY 1 DESC"
        )
        with closing(self._connect()) as connection:
            return [(_day(row[0]), _day(row[1])) for row in connection.execute(query, (title,))]

    def laws(self) -> set[str]:
        """All titles."""
        if not self.path.exists():
            return set()
        with closing(self._connect()) as connection:
            return {row[0] for row in connection.execute("SELECT DISTINCT title FROM statutes")}

    def texts(self) -> dict[Reference, str]:
        """The text of every article in the newest versions."""
        texts: dict[Reference, str] = {}
        for article in self.current():
            texts.setdefault(Reference(article.law, article.label), article.text)
        return texts

    def fingerprint(self) -> str:
        """Changes exactly when the stored texts change."""
        digest = hashlib.sha256()
        if self.path.exists():
            with closing(self._connect()) as connection:
                for row in connection.execute(
                    "SELECT title, part, version, digest, region FROM statutes ORDER BY 1, 2, 3"
                ):
                    digest.update(repr(row).encode())
        return digest.hexdigest()

    def _store(self, connection: sqlite3.Connection, statute: StatuteText, source: str) -> bool:
        rows = [
            (position, article.label, json.dumps(article.path, ensure_ascii=False), article.text)
            for position, article in enumerate(statute.articles)
        ]
        digest = hashlib.sha256(repr((statute.kind, str(statute.effective), rows)).encode()).hexdigest()
        key = (statute.title, statute.part, statute.version.isoformat() if statute.version else "")
        known = connection.execute(
            "SELECT id, digest, source, effective IS NOT NULL,"
            " (SELECT count(*) FROM articles WHERE statute_id = id)"
            " FROM statutes WHERE title = ? AND part = ? AND version = ?",
            key,
        ).fetchone()
        facts = (_text(statute.adopted), _text(statute.published), statute.region)
        if known and known[1] == digest:
            return self._learn(connection, known[0], facts, known[2] == source)
        if known and known[2] != source and known[3:] >= (statute.effective is not None, len(rows)):
            return False
        if known:
            connection.execute("DELETE FROM articles WHERE statute_id = ?", (known[0],))
            connection.execute("DELETE FROM statutes WHERE id = ?", (known[0],))
        if statute.version:  # the same file, from before its day was known
            undated = (statute.title, statute.part, source)
            connection.execute(
                "DELETE FROM statutes WHERE title = ? AND part = ? AND version = '' AND source = ?", undated
            )
        cursor = connection.execute(
            "INSERT INTO statutes (title, part, version, kind, effective, source, digest,"
            " adopted, published, region) VALUES (?,?,?,?,?,?,?,?,?,?)",
            (*key, statute.kind, _text(statute.effective), source, digest, *facts),
        )
        connection.executemany(
            "INSERT INTO articles VALUES (?,?,?,?,?)", [(cursor.lastrowid, *row) for row in rows]
        )
        return True

    @staticmethod
    def _learn(
        connection: sqlite3.Connection,
        number: int,
        facts: tuple[str | None, str | None, str],
        same_file: bool,
    ) -> bool:
        """Note days and region of a text that is stored already; another file only adds what is missing."""
        stored = connection.execute(
            "SELECT adopted, published, region FROM statutes WHERE id = ?", (number,)
        ).fetchone()
        new = facts if same_file else tuple(old or fact for old, fact in zip(stored, facts, strict=True))
        if new == stored:
            return False
        connection.execute(
            "UPDATE statutes SET adopted = ?, published = ?, region = ? WHERE id = ?", (*new, number)
        )
        return True

    def _select(self, query: str, values: tuple[str, ...]) -> Iterator[Article]:
        if not self.path.exists():
            return
        with closing(self._connect()) as connection:
            rows = connection.execute(query, values)
            for title, kind, version, effective, label, path, text, region in rows:
                yield Article(
                    law=title,
                    label=label,
                    text=text,
                    path=tuple(json.loads(path)),
                    kind=kind,
                    version=_day(version),
                    effective=_day(effective),
                    region=region,
                )

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, isolation_level=None, timeout=30)
        connection.execute("PRAGMA foreign_keys = ON")
        columns = {row[1] for row in connection.execute("PRAGMA table_info(statutes)")}
        for name, kind in _ADDED.items() if columns else ():
            if name not in columns:
                connection.execute(f"ALTER TABLE statutes ADD COLUMN {name} {kind}")
        return connection


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
