"""When a citizen would like to come, as people say it: 下周三上午, 国庆后第一天, 周末行吗, 越快越好."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Self

import jionlp

from bot.appointments.working_days import WorkingDays
from bot.clock import LOCAL, local_day

_SOON = re.compile(
    r"(越|愈)(快|早)(越|愈)?好?|尽快|尽早|最近的|最早|随便|都(可以|行)|什么时候都|哪天都|马上|有空就"
)
_WEEKEND = re.compile(r"(下+)?个?周末|双休日")
_AFTER = re.compile(
    r"(国庆|春节|过年|中秋|端午|清明|五一|劳动|元旦)(节|长假|放假|假期|黄金周)?"
    r"(以后|之后|过后|后|过了|完|结束)(的?(头|第)?一?[天个]?)"
)
_FESTIVALS = {"国庆": "国庆节", "过年": "春节", "五一": "劳动节", "劳动": "劳动节", "元旦": "元旦"}
_ONLY_CLOCK = re.compile(r"[日号天周期拜月]|明|后|今")
_NIGHT = re.compile(r"凌晨|半夜|早")
_PARTS = (
    (re.compile(r"上午|早上|早晨|上半天"), time(7), time(12)),
    (re.compile(r"中午"), time(11), time(14)),
    (re.compile(r"下午|下半天"), time(12), time(18)),
    (re.compile(r"晚上|傍晚|夜里"), time(17), time(22)),
)
_A_DAY = timedelta(days=1)
_FAR = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Wish:
    """Between two moments; ``exact``: at the first of them. ``said``: in the citizen's words."""

    first: datetime
    last: datetime
    exact: bool
    said: str

    def as_dict(self) -> dict[str, Any]:
        """As answers keep it."""
        return {
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "exact": self.exact,
            "said": self.said,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Back from ``as_dict``."""
        first, last = (datetime.fromisoformat(data[name]) for name in ("first", "last"))
        return cls(first, last, data["exact"], data["said"])


def read_wish(text: str, moment: datetime, working_days: WorkingDays) -> Wish | None:
    """The first time to come that a text names; None if it names none."""
    if soon := _SOON.search(text):
        return Wish(moment, moment + _FAR, False, soon[0])
    today = local_day(moment)
    if after := _AFTER.search(text):
        return _after(after, text, today, working_days)
    if weekend := _WEEKEND.search(text):
        monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * len(weekend[1] or ""))
        return _whole(monday + timedelta(days=5), 2, weekend[0], text)
    return _named(text, moment)


def _after(found: re.Match[str], text: str, today: date, working_days: WorkingDays) -> Wish | None:
    """The first day worked once a festival is over."""
    name = _FESTIVALS.get(found[1], f"{found[1]}节" if found[1] != "春节" else "春节")
    for year in ("", "明年"):
        day = _festival(f"{year}{name}", today)
        if day is None or day < today - timedelta(days=10):
            continue
        while working_days.on(day).works is False:
            day += _A_DAY
        if day >= today:
            return _whole(day, 1, found[0], text)
    return None


def _festival(name: str, today: date) -> date | None:
    try:
        told = jionlp.parse_time(name, time_base=datetime.combine(today, time(12)))
    except ValueError:
        return None
    return datetime.fromisoformat(told["time"][0]).date()


def _named(text: str, moment: datetime) -> Wish | None:
    base = moment.astimezone(LOCAL).replace(tzinfo=None)
    for one in jionlp.ner.extract_time(text, time_base=base):
        if one["type"] not in {"time_point", "time_span"} or "inf" in one["detail"]["time"]:
            continue
        try:
            first, last = (datetime.fromisoformat(each) for each in one["detail"]["time"])
        except ValueError:
            continue
        said = one["text"]
        exact = last - first < timedelta(hours=1) and one["detail"]["definition"] == "accurate"
        if exact and first.hour < 7 and not _NIGHT.search(said):
            first, last = first + _A_DAY / 2, last + _A_DAY / 2
        while last < base and base - last < timedelta(days=7):
            step = timedelta(days=7) if re.search(r"[周期拜]", said) else _A_DAY
            if "上" in said.replace("上午", "") or (step == _A_DAY and _ONLY_CLOCK.search(said)):
                break
            first, last = first + step, last + step
        if last < base or first > base + _FAR:
            continue
        wish = Wish(first.replace(tzinfo=LOCAL), last.replace(tzinfo=LOCAL), exact, said)
        return wish if exact or last - first < _A_DAY / 2 else _narrowed(wish, text)
    return None


def _whole(first: date, days: int, said: str, text: str) -> Wish:
    begin = datetime.combine(first, time(), LOCAL)
    return _narrowed(Wish(begin, begin + timedelta(days=days, seconds=-1), False, said), text)


def _narrowed(wish: Wish, text: str) -> Wish:
    """A single day with the part of it that is named elsewhere in the text."""
    if wish.last - wish.first > _A_DAY:
        return wish
    for words, begin, end in _PARTS:
        if part := words.search(text):
            day = wish.first.date()
            first, last = (datetime.combine(day, one, LOCAL) for one in (begin, end))
            said = wish.said if part[0] in wish.said else wish.said + part[0]
            return Wish(first, last, False, said)
    return wish
