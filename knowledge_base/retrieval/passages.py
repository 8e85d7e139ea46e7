"""The articles an index was built over, by position, in one read-only SQLite file."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from knowledge_base.models import Article

_COLUMNS = "law, label, text, path, kind, version, effective, region"


def write(path: Path, articles: Iterable[Article]) -> None:
    """Store articles at positions 0, 1, 2 …"""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"CREATE TABLE passages (position INTEGER PRIMARY KEY, {_COLUMNS})")
        connection.executemany(
            "INSERT INTO passages VALUES (?,?,?,?,?,?,?,?,?)",
            (
                (
                    position,
                    article.law,
                    article.label,
                    article.text,
                    json.dumps(article.path, ensure_ascii=False),
                    article.kind,
                    article.version.isoformat() if article.version else None,
                    article.effective.isoformat() if article.effective else None,
                    article.region,
                )
                for position, article in enumerate(articles)
            ),
        )
        connection.execute("CREATE INDEX passages_by_name ON passages (law, label)")


class Passages:
    """Reads articles by position or by name. Safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)

    def at(self, positions: Sequence[int]) -> list[Article]:
        """Articles in the order asked for."""
        query = (
            f"SELECT position, {_COLUMNS} FROM passages WHERE position IN ({','.join('?' * len(positions))})"  # noqa: S608
        )
        rows = {row[0]: _article(row[1:]) for row in self._connection.execute(query, list(positions))}
        return [rows[position] for position in positions]

    def find(self, law: str, label: str) -> Article | None:
        """One article by its law's title and its number."""
        query = f"SELECT {_COLUMNS} FROM passages WHERE law = ? AND label = ? LIMIT 1"  # noqa: S608
        row = self._connection.execute(query, (law, label)).fetchone()
        return _article(row) if row else None

    def places(self, law: str, label: str) -> list[int]:
        """Positions of the articles of that name."""
        query = "SELECT position FROM passages WHERE law = ? AND label = ? ORDER BY position"
        return [row[0] for row in self._connection.execute(query, (law, label))]

    def laws(self) -> list[str]:
        """All titles."""
        return [row[0] for row in self._connection.execute("SELECT DISTINCT law FROM passages")]

    def names(self) -> list[tuple[str, str]]:
        """(law, article) of every position, in order."""
        return list(self._connection.execute("SELECT law, label FROM passages ORDER BY position"))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def _article(row: tuple[str, str, str, str, str, str | None, str | None, str]) -> Article:
    law, label, text, path, kind, version, effective, region = row
    return Article(
        law=law,
        label=label,
        text=text,
        path=tuple(json.loads(path)),
        kind=kind,
        version=date.fromisoformat(version) if version else None,
        effective=date.fromisoformat(effective) if effective else None,
        region=region,
    )
