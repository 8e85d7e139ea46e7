"""Whether a time limit still runs, from what a citizen tells: 「我去年12月被辞退，现在还能仲裁吗」.

The limits, what sets each off and the articles are data (``parameters/time_limits.yaml``). Here the question
is understood: which limit, which of the days told is the start, and whether time is asked for at all.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from bot.answers.spoken_date_patterns import HALF_WIDTH
from bot.answers.spoken_dates import SpokenDate, spoken_dates
from bot.answers.time_limit_wording import (
    State,
    Told,
    computed_text,
    no_day_text,
    no_limit_text,
    reckoned,
)
from bot.answers.time_questions import asks_if_still, asks_own_time, asks_time, of_ones_own
from knowledge_base.models import Reference
from knowledge_base.time_limits import Start, TimeLimit, TimeLimitTable

_AID_FIRST = Reference("法律援助法", "第四十四条")
_LONG = timedelta(days=150)
_APART = 80
"""Characters beyond which a day and an event are not taken to belong together."""
_MOST = 12
"""Days, and events, that are looked at in one question: whoever tells more tells a story."""
_CLAUSE_END = re.compile(r"[，。；！？,;!?\n]")
# Things that happen on a day and set no limit off: the day beside them belongs to them.
_ELSEWHERE = re.compile(
    "入职|进(厂|公司|单位|来)|到岗|上岗|开始(干|做|上班)|来.{0,3}(上班|干活)|签.{0,4}合同|结婚|领证|出生|认识"
    "|开庭|怀孕|毕业|退休"
)
_PAY_PERIOD = re.compile("份?的?(工资|工钱|加班费|房租|租金|社保|奖金|薪|抚养费|物业费)")
_AFTER_EVENT = re.compile(
    "(?:书|了|的|着|我|他|她|钱|到手?|手|地|田|已经|都|也|快|有|到?现在|至今|到今天|过去|整整|才|又|就"
    r"|[之以]?后|下来|差不多|大概|[，,\s]){0,6}"
)
_ONLY_A_DAY = re.compile(
    "(?:是|就是|在|嗯|哦|好像|应该|大概|我)*@(?:收到|收|拿到|被?辞退|离职|出事|签)?(?:的|了|吧|那天|左右|呀|啊)*"
)


_Started = tuple[Start, list[re.Match[str]]]


class _Strangers(NamedTuple):
    """Other things that a day may belong to: between it and the event, or in its own clause."""

    between: list[re.Pattern[str]]
    within: list[re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class Computed:
    """A time limit worked out for a citizen.

    ``asked`` tells whether time was asked for; where it was not, this is only fit to be added to another
    answer. ``first`` and ``last`` are the earliest and the latest day on which the limit may run out by the
    count alone, before any move over a holiday: the same if the start is told to the day, None if no day was
    told or no time runs. ``days_left`` runs to ``first`` and is negative once that has passed.
    """

    limit: str
    text: str
    references: tuple[Reference, ...]
    state: State
    asked: bool
    first: date | None = None
    last: date | None = None
    days_left: int | None = None


class TimeLimits:
    """Recognises limits in questions and computes their days. Pure; safe to call from any thread."""

    def __init__(self, table: TimeLimitTable) -> None:
        self._table = table
        self._events = [
            pattern
            for limit in table.limits
            for start in limit.starts
            if start.plain
            for pattern in start.words
        ]

    def computed(self, question: str, today: date) -> Computed | None:
        """The limit that a question is about, counted from the day it tells; None if there is none to tell.

        General questions (劳动仲裁时效多久) are None: the FAQ answers them. A text that ends in a day by
        itself (「……还能仲裁吗 12月5号」) is counted from that day: so an answer to our question back can be
        joined on.
        """
        text = question.translate(HALF_WIDTH)
        for limit in self._table.limits:
            starts = _started(limit, text)
            if starts:
                return self._worked_out(limit, starts, text, today)
        return None

    def _worked_out(
        self, limit: TimeLimit, starts: list[_Started], text: str, today: date
    ) -> Computed | None:
        in_words = asks_time(limit, text)
        asked = in_words or asks_if_still(limit, text)
        if limit.kind == "none" or any(pattern.search(text) for pattern in limit.open_while):
            return self._without_day(limit, State.NO_LIMIT) if asked and of_ones_own(text) else None
        dates = spoken_dates(text, today)
        start, day = self._dated(limit, starts, text, dates)
        if day is None:
            lately = bool(dates) and (start.plain or start.undated)
            asks_back = limit.kind == "claim" and asks_own_time(limit, text, lately=lately)
            return self._without_day(limit, State.NO_DAY) if asks_back else None
        if asked and not in_words:
            asked = not _fresh(limit, day, today)
        if not asked and not (limit.kind == "claim" and start.plain and _matter(limit, text)):
            return None
        return self._with_day(limit, start, day, text, asked, today)

    def _dated(
        self, limit: TimeLimit, starts: list[_Started], text: str, dates: list[SpokenDate]
    ) -> tuple[Start, SpokenDate | None]:
        """The first of the things told of that has a day of its own; else the first, without one."""
        for start, events in starts:
            day = None if start.undated else _day_of(events, text, dates, self._strangers(limit, start))
            if day is not None:
                return start, day
        return starts[0][0], None

    def _strangers(self, limit: TimeLimit, start: Start) -> _Strangers:
        own = {pattern.pattern for pattern in start.words}
        beside = [_ELSEWHERE, *(pattern for pattern in self._events if pattern.pattern not in own)]
        others = (pattern for one in limit.starts if one is not start for pattern in one.words)
        return _Strangers(beside, [*beside, *limit.acts, *others])

    def _without_day(self, limit: TimeLimit, state: State) -> Computed:
        words = no_day_text if state is State.NO_DAY else no_limit_text
        return Computed(limit.id, words(limit, self._table.as_of), limit.citations, state, asked=True)

    def _with_day(
        self, limit: TimeLimit, start: Start, day: SpokenDate, text: str, asked: bool, today: date
    ) -> Computed:
        found = reckoned(limit, day.earliest, day.latest, today)
        words = text[day.start : day.end]
        told = Told(start.said, start.note, day.earliest, day.latest, day.precision, words)
        others = [
            (other.words, reckoned(self._table.named(other.limit), day.earliest, day.latest, today))
            for other in limit.others
        ]
        references = dict.fromkeys((*limit.citations, *limit.counting))
        references |= dict.fromkeys(other.limit.citations[0] for _, other in others)
        if limit.aid_first and found.state in (State.URGENT, State.CARRIED, State.MAYBE_PASSED):
            references[_AID_FIRST] = None
        return Computed(
            limit=limit.id,
            text=computed_text(found, told, others, self._table.as_of),
            references=tuple(references),
            state=found.state,
            asked=asked,
            first=found.first,
            last=found.last,
            days_left=found.days_left,
        )


def _started(limit: TimeLimit, text: str) -> list[_Started]:
    """What sets the limit off and where the text tells of it; nothing if the text is not about this limit."""
    if not all(p.search(text) for p in limit.needs) or any(p.search(text) for p in limit.unless):
        return []
    matter = _matter(limit, text)
    starts = [start for start in limit.starts if matter or start.plain]
    found = ((one, [match for p in one.words for match in p.finditer(text)]) for one in starts)
    return [(start, events) for start, events in found if events]


def _matter(limit: TimeLimit, text: str) -> bool:
    return any(pattern.search(text) for pattern in limit.matter)


def _fresh(limit: TimeLimit, day: SpokenDate, today: date) -> bool:
    """Whether so little of a long time has passed that 「还能告吗」 is hardly about time."""
    whole, gone = limit.ends(day.latest) - day.latest, today - day.earliest
    return whole > _LONG and gone * 10 < whole


def _day_of(
    events: list[re.Match[str]], text: str, dates: list[SpokenDate], strangers: _Strangers
) -> SpokenDate | None:
    """The day that belongs to the event: said last and alone, beside it, or in a clause of its own."""
    said_alone = _said_alone(text, dates)
    if said_alone is not None:
        return said_alone
    beside: list[tuple[int, SpokenDate]] = []
    apart: list[tuple[int, SpokenDate]] = []
    for day in dates[:_MOST]:
        if _PAY_PERIOD.match(text, day.end):
            continue
        for event in events[:_MOST]:
            gap = _between(day, event, text)
            if len(gap) > _APART:
                continue
            if day.elapsed:
                if day.start >= event.end() and _AFTER_EVENT.fullmatch(gap):
                    beside.append((len(gap), day))
            elif not _CLAUSE_END.search(gap):
                if not any(stranger.search(gap) for stranger in strangers.between):
                    beside.append((len(gap), day))
            elif not any(stranger.search(_clause(day, text)) for stranger in strangers.within):
                apart.append((len(gap), day))
    nearest = min(beside or apart, key=lambda one: one[0], default=None)
    return nearest[1] if nearest else None


def _said_alone(text: str, dates: list[SpokenDate]) -> SpokenDate | None:
    """A day that makes up the last words by itself: the answer to our question back."""
    if not dates or dates[-1].elapsed:
        return None
    day = dates[-1]
    before = max((m.end() for m in re.finditer(r"[，。；！？,;!?\s]", text[: day.start])), default=0)
    rest = f"{text[before : day.start]}@{text[day.end :].strip('。！!？? ')}"
    return day if before and _ONLY_A_DAY.fullmatch(rest) else None


def _between(day: SpokenDate, event: re.Match[str], text: str) -> str:
    if day.end <= event.start():
        return text[day.end : event.start()]
    return text[event.end() : day.start] if event.end() <= day.start else ""


def _clause(day: SpokenDate, text: str) -> str:
    start = max((m.end() for m in _CLAUSE_END.finditer(text, 0, day.start)), default=0)
    end = _CLAUSE_END.search(text, day.end)
    return text[start : end.start() if end else len(text)]
