"""Spoken dates of past events, read relative to a given day: 去年12月, 上周五, 三个月前, 19年, 国庆前后.

Each is read as the range of days that it may mean, never a later one than today. What is not understood
for sure (几年前, lunar dates, 下个月) is not read at all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.answers import calendar_spans as spans
from bot.answers.calendar_spans import Span
from bot.answers.spoken_date_patterns import ANY, HALF_WIDTH, PATTERNS
from knowledge_base.numerals import to_int
from knowledge_base.periods import shift_months


class Precision(StrEnum):
    """How closely a spoken date tells the day."""

    DAY = "日"
    MONTH = "月"
    YEAR = "年"
    AROUND = "约"


@dataclass(frozen=True, slots=True)
class SpokenDate:
    """The days that may be meant, how precise the words are, and where they stand in the text.

    ``elapsed`` marks a mere length of time (离职快一年了): it dates only what it directly follows.
    """

    earliest: date
    latest: date
    precision: Precision
    start: int
    end: int
    elapsed: bool = False


_YEARS_BACK = {"大前年": 3, "前年": 2, "去年": 1, "上年": 1, "今年": 0, "本年": 0}
_DAYS_BACK = {
    "今": (0, 0), "昨": (1, 1), "前天": (2, 2), "前日": (2, 2), "前晚": (2, 2), "大前": (3, 3),
    "前两天": (5, 2), "前几天": (9, 2), "这两天": (3, 0), "这几天": (7, 0),
}  # fmt: skip
_WEEKDAYS = dict(zip("一二三四五六日天末123456", (0, 1, 2, 3, 4, 5, 6, 6, 7, 0, 1, 2, 3, 4, 5), strict=True))
_ALMOST = ("快", "快要", "将近")
_UNDER = ("不到", "不满", "未满")
# What stands before a length of time that is no time gone by.
_NOT_PAST = (
    "剩",
    "剩下",
    "还有",
    "只有",
    "再过",
    "差",
    "判",
    "判了",
    "拘留",
    "罚了",
    "每",
    "为",
    "是",
    "限",
    "期",
)
_LONGEST = {"年": 60, "月": 240, "天": 2000, "日": 2000, "周": 200, "星期": 200, "礼拜": 200}

_Said = dict[str, str | None]
_Read = tuple[Span, Precision]


def spoken_dates(text: str, today: date) -> list[SpokenDate]:
    """Every date of the past that a text tells, in its order."""
    plain = text.translate(HALF_WIDTH)
    found: list[SpokenDate] = []
    told: int | None = None  # the year of the last date that named a month too
    for anything in ANY.finditer(plain):
        rule, match = next(
            (name, hit)
            for name, pattern in PATTERNS.items()
            if (hit := pattern.match(plain, anything.start())) is not None
        )
        said = match.groupdict()
        read = _READERS[rule](said, today, told)
        if read is None or read[0].first > today:
            continue
        (first, last), precision = read
        elapsed = rule == "length" and not said["ago"]
        if elapsed and plain[: match.start()].endswith(_NOT_PAST):
            continue
        if said.get("m") and first.year == last.year:
            told = first.year
        found.append(SpokenDate(first, min(last, today), precision, match.start(), match.end(), elapsed))
    return found


def _nothing(_said: _Said, _today: date, _told: int | None) -> _Read | None:
    """What is no date, or not one of the past."""
    return None


def _of_month(said: _Said, today: date, told: int | None) -> _Read | None:
    """去年12月5号, 2021年5月, 9月3号, 12月底, 3号."""
    day = _number(said.get("d"))
    part = said.get("part")
    precision = Precision.DAY if day else Precision.AROUND if part else Precision.MONTH
    if (relative := said.get("mrel")) is not None:
        month = shift_months(today, -relative.count("上"))
        span = spans.within_month(month.year, month.month, day, part)
        return (span, precision) if span else None
    if not said.get("m"):  # 3号 alone: of this month, or of the last one that is past
        for back in range(3):
            month = shift_months(today, -back)
            span = spans.within_month(month.year, month.month, day)
            if span and span.first <= today:
                return span, precision
        return None
    number = 1 if said["m"] == "元" else _number(said["m"]) or 1

    def at(year: int) -> Span | None:
        return spans.within_month(year, number, day, part)

    year = _year(said, today)
    if year is not None:
        span = at(year)
        return (span, precision) if span else None
    recent = spans.latest_past(at, today)
    carried = at(told) if told is not None else None
    if recent is None or carried is None or carried == recent or carried.first > recent.first:
        return (recent, precision) if recent else None
    return Span(carried.first, recent.last), Precision.AROUND  # 去年5月……9月3号: of that year, or of this one


def _of_year(said: _Said, today: date, _told: int | None) -> _Read | None:
    """19年, 去年, 年初, 2021年上半年, 去年夏天."""
    year = _year(said, today)
    if said.get("season"):
        return spans.season(today.year if year is None else year, said["season"] or ""), Precision.AROUND
    return (spans.year(year), Precision.YEAR) if year is not None else None


def _feast(said: _Said, today: date, _told: int | None) -> _Read | None:
    """国庆前后, 去年春节."""
    name, side, year = said["feast"] or "", said["side"] or "", _year(said, today)
    if year is not None:
        return spans.feast(year, name, side), Precision.AROUND
    span = spans.latest_past(lambda one: spans.feast(one, name, side), today)
    return (span, Precision.AROUND) if span else None


def _week(said: _Said, today: date, _told: int | None) -> _Read | None:
    """上周五, 上上个礼拜, 周三."""
    if (bare := said["wd2"]) is not None:
        span = spans.week(today, 0, _WEEKDAYS[bare])
        return (span if span.first <= today else spans.week(today, 1, _WEEKDAYS[bare])), Precision.DAY
    weekday = said["wd"]
    back = (said["week"] or "").count("上")
    exact = weekday is not None and weekday != "末"
    span = spans.week(today, back, None if weekday is None else _WEEKDAYS[weekday])
    return span, Precision.DAY if exact else Precision.AROUND


def _days(said: _Said, today: date, _told: int | None) -> _Read | None:
    """昨天, 前几天."""
    words = said["days"] or ""
    most, least = next(back for name, back in reversed(_DAYS_BACK.items()) if words.startswith(name))
    return spans.ago(today, least, most, "天"), Precision.DAY if most == least else Precision.AROUND


def _same_day(said: _Said, today: date, _told: int | None) -> _Read | None:
    """去年今天, 前年这个时候."""
    day = shift_months(today, -12 * _YEARS_BACK[said["rel"] or ""])
    if (said["exact"] or "").startswith("今"):
        return Span(day, day), Precision.DAY
    return Span(day - timedelta(days=20), day + timedelta(days=20)), Precision.AROUND


def _length(said: _Said, today: date, _told: int | None) -> _Read | None:
    """三个月前, 快一年了, 十来天, 两年半, 半个多月."""
    words, unit = said["n"] or "", said["unit"] or ""
    pair = len(words) == 2 and all(one in "一二两三四五六七八九" for one in words)
    low = 0.5 if "半" in words else float(_number(words[0] if pair else words) or 0)
    high = float(_number(words[1]) or 0) if pair else low
    if high > _LONGEST[unit] or low > high:
        return None
    half = "半" in words or bool(said["half"] or said["half2"])
    low, high = (low + 0.5, high + 0.5) if said["half"] or said["half2"] else (low, high)
    exact = unit in "天日" and not pair and not half
    spread = 0.0 if unit in "天日" else 0.25 if half else 0.5
    least, most = low - spread, high + spread
    before, more = said["pre"] or "", said["more"]
    if more == "来":
        least, most, exact = low - 1, high + 4, False
    elif more or said["more2"] or said["more3"]:
        beyond = 9.0 if more and low >= 10 and low % 10 == 0 else 0.45 if half else 1.0
        least, most, exact = low, high + beyond, False
    elif words == "大半":
        least, most, exact = low, high + 0.45, False
    if before in _ALMOST:
        least, most, exact = 0.75 * low, high, False
    elif before in _UNDER:
        least, most, exact = 0.0, high, False
    elif before == "超过":
        least, most, exact = low, 2 * high + 1, False
    elif exact and before in ("差不多", "大概", "大约", "约"):
        least, most, exact = low - max(1.0, low // 5), high + max(1.0, high // 5), False
    first, last = spans.ago(today, max(least, 0.0), most, unit)
    if last > first:  # 超过一年 and 快一年 are not a year to the day
        last -= timedelta(days=before == "超过")
        first += timedelta(days=before in _ALMOST or before in _UNDER)
    return Span(first, last), Precision.DAY if exact else Precision.AROUND


def _year(said: _Said, today: date) -> int | None:
    if (relative := said.get("rel")) is not None:
        return today.year - _YEARS_BACK[relative]
    if (ago := _number(said.get("yago"))) is not None:
        return today.year - ago if ago <= _LONGEST["年"] else None
    if (full := _number(said.get("y4"))) is not None:
        return full
    if (short := _number(said.get("y2"))) is not None:
        return 2000 + short if 2000 + short <= today.year else 1900 + short
    return None


def _number(numeral: str | None) -> int | None:
    return to_int(numeral) if numeral else None


_READERS: dict[str, Callable[[_Said, date, int | None], _Read | None]] = {
    "nothing": _nothing,
    "feast": _feast,
    "same_day": _same_day,
    "numbers": _of_month,
    "short_numbers": _of_month,
    "month": _of_month,
    "season": _of_year,
    "early": _of_year,
    "year": _of_year,
    "month_back": _of_month,
    "week": _week,
    "days": _days,
    "length": _length,
    "day": _of_month,
}
