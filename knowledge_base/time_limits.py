"""Statutory time limits as the bureau's lawyers keep them, and the day on which one runs out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from knowledge_base.faq_entries import InvalidContent, read_content
from knowledge_base.models import Reference
from knowledge_base.numerals import to_chinese
from knowledge_base.periods import Unit, last_day, working_day

Kind = Literal["claim", "authority", "validity", "none"]
Pattern = re.Pattern[str]
_UNITS: dict[Unit, str] = {"小时": "小时", "日": "日", "工作日": "个工作日", "月": "个月", "年": "年"}


@dataclass(frozen=True, slots=True)
class Start:
    """What sets a period off, and the words that tell of it.

    ``plain`` words show the matter by themselves; a day told with ``undated`` ones is not the start;
    ``note`` says why the count may begin on another day.
    """

    said: str
    words: tuple[Pattern, ...]
    plain: bool
    undated: bool
    note: str


@dataclass(frozen=True, slots=True)
class Other:
    """Another limit from the same day, and when that one counts instead."""

    limit: str
    words: str


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """One limit. ``length`` is zero where no time runs at all (kind ``none``).

    ``matter`` (any), ``needs`` (all) and ``unless`` (none) recognise it; ``acts`` are what a citizen asks
    whether it can still be done. ``still`` is what remains when the day has passed.
    """

    id: str
    kind: Kind
    title: str
    length: int
    unit: Unit
    rule: str
    ask: str
    matter: tuple[Pattern, ...]
    needs: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    acts: tuple[Pattern, ...]
    starts: tuple[Start, ...]
    open_while: tuple[Pattern, ...]
    open_text: str
    citations: tuple[Reference, ...]
    counting: tuple[Reference, ...]
    carried: bool
    aid_first: bool
    caveats: tuple[str, ...]
    still: str
    next_step: str
    others: tuple[Other, ...]

    @property
    def spelled(self) -> str:
        """The length in words: 十五日, 六个月, 两年; empty where no time runs."""
        if not self.length:
            return ""
        number = "两" if self.length == 2 and self.unit != "日" else to_chinese(self.length)
        return f"{number}{_UNITS[self.unit]}"

    def ends(self, start: date) -> date:
        """The last day by the count alone, whatever day of the week it is."""
        return last_day(start, self.length, self.unit)

    def carried_to(self, last: date) -> date:
        """The day to which a last day moves if it is a holiday and the law lets it move."""
        return working_day(last) if self.carried else last


@dataclass(frozen=True, slots=True)
class TimeLimitTable:
    """All limits, the more special ones first, and the day as of which the law was checked."""

    limits: tuple[TimeLimit, ...]
    as_of: date

    def named(self, limit_id: str) -> TimeLimit:
        """The limit of that id.

        Raises:
            KeyError: there is none.
        """
        for limit in self.limits:
            if limit.id == limit_id:
                return limit
        raise KeyError(limit_id)


def read_time_limits(folder: Path) -> TimeLimitTable:
    """``folder/time_limits.yaml`` (``folder`` is ``parameters``).

    Raises:
        InvalidContent: the file breaks its schema, a pattern is none or would match anything, two limits
            share an id, or a limit names another that does not exist.
    """
    path = folder / "time_limits.yaml"
    content = read_content(path, folder.parent / "schemas" / "time_limit.schema.json")
    limits = tuple(_limit(path.name, item) for item in content["limits"])
    ids = [limit.id for limit in limits]
    for limit in limits:
        if ids.count(limit.id) > 1:
            raise InvalidContent(f"{path.name}：编号 {limit.id} 出现了两次")
        for other in limit.others:
            if other.limit not in ids or other.limit == limit.id:
                raise InvalidContent(f"{path.name} {limit.id}：期限 {other.limit} 不存在或者就是它自己")
    return TimeLimitTable(limits, date.fromisoformat(content["as_of"]))


def _limit(file: str, item: dict[str, Any]) -> TimeLimit:
    place = f"{file} {item['id']}"
    open_while = item.get("open_while", {})
    return TimeLimit(
        id=item["id"],
        kind=item["kind"],
        title=item["title"],
        length=item.get("length", 0),
        unit=item.get("unit", "日"),
        rule=item["rule"],
        ask=item["ask"],
        matter=_patterns(place, item["matter"]),
        needs=_patterns(place, item.get("needs", ())),
        unless=_patterns(place, item.get("unless", ())),
        acts=_patterns(place, item["acts"]),
        starts=tuple(_start(place, start) for start in item["starts"]),
        open_while=_patterns(place, open_while.get("words", ())),
        open_text=open_while.get("text", ""),
        citations=_references(item["citations"]),
        counting=_references(item.get("counting", ())),
        carried=item.get("carried", False),
        aid_first=item.get("aid_first", False),
        caveats=tuple(item["caveats"]),
        still=item["still"],
        next_step=item["next_step"],
        others=tuple(Other(other["limit"], other["words"]) for other in item.get("others", ())),
    )


def _start(place: str, item: dict[str, Any]) -> Start:
    return Start(
        said=item["said"],
        words=_patterns(place, item["words"]),
        plain=item.get("plain", False),
        undated=item.get("undated", False),
        note=item.get("note", ""),
    )


def _patterns(place: str, wordings: Iterable[str]) -> tuple[Pattern, ...]:
    found = []
    for wording in wordings:
        try:
            pattern = re.compile(wording)
        except re.error as error:
            raise InvalidContent(f"{place}：“{wording}”不是有效的正则表达式：{error}") from error
        if pattern.search(""):
            raise InvalidContent(f"{place}：“{wording}”什么都能匹配")
        found.append(pattern)
    return tuple(found)


def _references(items: Iterable[dict[str, str]]) -> tuple[Reference, ...]:
    return tuple(Reference(one["law"], one["article"]) for one in items)
