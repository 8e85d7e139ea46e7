"""Which texts no longer count, though they are the newest under their title."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge_base.faq_entries import InvalidContent, read_content


@dataclass(frozen=True, slots=True)
class Status:
    """What is known of one text.

    ``by`` names the text that took its place; it is empty where the law was revised under its own title
    and the new version is not in the library.
    """

    law: str
    by: str
    since: date
    source: str
    note: str = ""


class Statuses:
    """Statuses by title."""

    def __init__(self, statuses: list[Status]) -> None:
        self._by_law = {status.law: status for status in statuses}

    def outdated(self, law: str, on: date) -> Status | None:
        """Why this text does not count on that day; None if it does."""
        status = self._by_law.get(law)
        return status if status and status.since <= on else None

    def __iter__(self) -> Iterator[Status]:
        return iter(self._by_law.values())


def read_statuses(folder: Path) -> Statuses:
    """``folder/status.yaml``; none are known if there is no such file.

    Raises:
        InvalidContent: the file breaks its schema, or names a text twice.
    """
    path = folder / "status.yaml"
    if not path.exists():
        return Statuses([])
    content = read_content(path, folder.parent / "schemas" / "status.schema.json")
    found: dict[str, Status] = {}
    for item in content["texts"]:
        if item["law"] in found:
            raise InvalidContent(f"{path.name}：《{item['law']}》写了两次")
        found[item["law"]] = Status(
            law=item["law"],
            by=item.get("by", ""),
            since=date.fromisoformat(item["since"]),
            source=item["source"],
            note=item.get("note", ""),
        )
    return Statuses(list(found.values()))
