"""How a computed time limit is worded: the day first, then how it was counted, then what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.answers.spoken_dates import Precision
from bot.answers.wording import day_text
from knowledge_base.periods import rests, working_day
from knowledge_base.time_limits import TimeLimit

URGENT_DAYS = 7
"""法律援助法 44: fewer days than these to the end of a limit."""

_AID_FIRST = "时间这么紧，可以请法律援助机构先派人帮您，手续和材料后补。"
_VAGUE = "您说的日子不够具体，到期的日子也就有早有晚；告诉我具体哪一天，我再算一遍。"
_CARRIED = "最后一天赶上法定休假日的，顺延到休假后的第一天。"
_ASK_LAWYER = "请马上拨打12348问律师，看有没有中断、中止或者可以延长的情形。"
_FOOTER = "（以上按{day}有效的法律整理，日子是按您说的算的，供参考，不代替律师意见。）"


class State(StrEnum):
    """How things stand on the day of asking."""

    OPEN = "open"
    URGENT = "urgent"
    CARRIED = "carried"
    MAYBE_PASSED = "maybe_passed"
    PASSED = "passed"
    NO_DAY = "no_day"
    NO_LIMIT = "no_limit"


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A limit counted from a spoken day: the first and the last day on which it may run out."""

    limit: TimeLimit
    first: date
    last: date
    state: State
    days_left: int


@dataclass(frozen=True, slots=True)
class Told:
    """What the citizen told: the event, the days that may be meant, and the words if they are vague."""

    said: str
    note: str
    earliest: date
    latest: date
    precision: Precision
    words: str


def reckoned(limit: TimeLimit, earliest: date, latest: date, today: date) -> Reckoned:
    """The limit counted from the first and the last day that may be meant."""
    first, last = limit.ends(earliest), limit.ends(latest)
    left = (first - today).days
    if today > limit.carried_to(last):
        state = State.PASSED
    elif left < 0:
        state = State.CARRIED if first == last else State.MAYBE_PASSED
    else:
        state = State.URGENT if left < URGENT_DAYS else State.OPEN
    return Reckoned(limit, first, last, state, left)


def computed_text(found: Reckoned, told: Told, others: Iterable[tuple[str, Reckoned]], as_of: date) -> str:
    """The whole answer for a limit that was counted."""
    limit = found.limit
    exact = told.earliest == told.latest
    lead = f"按您说的{_when(told)}{told.said}算，{limit.title}的{limit.spelled}{_noun(limit)}，"
    claim = limit.kind == "claim"
    first = lead + (_claim(found, told.note, exact) if claim else _authority(found, exact))
    pressing = found.state in (State.URGENT, State.CARRIED, State.MAYBE_PASSED)
    if claim and pressing and limit.aid_first:
        first += _AID_FIRST
    behind = found.state in (State.PASSED, State.MAYBE_PASSED)
    counted = _sentences("怎么算的：" + limit.rule, "" if behind else told.note)
    if not exact and found.state is not State.PASSED:
        counted += _VAGUE
    counted += _holiday(found, exact)
    return _joined(
        first,
        counted,
        "\n".join(_other(words, other) for words, other in others),
        _sentences("请注意：" + limit.caveats[0], *limit.caveats[1:]),
        f"下一步：{limit.next_step}",
        _FOOTER.format(day=day_text(as_of)),
    )


def no_day_text(limit: TimeLimit, as_of: date) -> str:
    """The rule, with a question back for the day."""
    return _joined(
        f"{limit.title}的{_noun(limit)}一般是{limit.spelled}，{limit.rule}。{limit.ask}，我帮您算出最后一天。",
        _sentences("请注意：" + limit.caveats[0], *limit.caveats[1:]),
        f"下一步：{limit.next_step}",
        _FOOTER.format(day=day_text(as_of)),
    )


def no_limit_text(limit: TimeLimit, as_of: date) -> str:
    """That no time runs, or none as long as things are as told."""
    return _joined(
        _sentences(limit.open_text or limit.rule),
        "" if limit.open_text else _sentences("请注意：" + limit.caveats[0], *limit.caveats[1:]),
        f"下一步：{limit.next_step}",
        _FOOTER.format(day=day_text(as_of)),
    )


def _noun(limit: TimeLimit) -> str:
    return "最长有效期" if limit.kind == "validity" else "期限"


def _when(told: Told) -> str:
    if told.precision is Precision.DAY:
        return day_text(told.earliest)
    if told.precision is Precision.MONTH:
        return f"{told.earliest.year}年{told.earliest.month}月"
    if told.precision is Precision.YEAR:
        return f"{told.earliest.year}年"
    return f"“{told.words}”（大约是{day_text(told.earliest)}到{day_text(told.latest)}）"


def _claim(found: Reckoned, note: str, exact: bool) -> str:
    limit, left = found.limit, found.days_left
    hope = f"请不要自己放弃：{note + '；' if note else ''}{limit.still}。"
    only = "就是今天，请今天就去办。" if left == 0 else f"只剩{left}天了，请马上去办。"
    if found.state is State.CARRIED:
        return (
            f"按天数到{day_text(found.last, weekday=True)}已经满了，但那天休假，一般顺延到休假后的第一天"
            f"（大约是{day_text(working_day(found.last))}）。请今天就去办，同时拨打12348问律师。"
        )
    if found.state is State.PASSED:
        ran = f"到{day_text(found.last)}就满了" if exact else f"{_between(found)}到期"
        return f"{ran}，按这样算已经过了。但{hope}{_ASK_LAWYER}"
    if exact:
        day = f"最后一天是{day_text(found.first, weekday=True)}，"
        return day + (only if found.state is State.URGENT else f"还有{left}天，现在还来得及。")
    if found.state is State.MAYBE_PASSED:
        return (
            f"{_between(found)}到期。按早的算已经过了，按晚的算还来得及，请今天就去办，同时拨打12348问律师。"
            f"就算过了，也{hope}"
        )
    if found.state is State.URGENT:
        return f"{_between(found)}到期。按最早的算，{only}"
    return f"{_between(found)}到期，现在还来得及。请按最早的那天准备，还有{left}天。"


def _authority(found: Reckoned, exact: bool) -> str:
    until = f"到{day_text(found.last, weekday=True)}为止" if exact else f"{_between(found)}到期"
    if found.state in (State.OPEN, State.URGENT):
        return f"{until}。"
    if found.state is State.MAYBE_PASSED:
        return f"{until}，可能已经满了。如果满了：{found.limit.still}。"
    return f"{until}，按这样算已经满了。{found.limit.still}。"


def _between(found: Reckoned) -> str:
    return f"最早在{day_text(found.first)}、最晚在{day_text(found.last)}"


def _holiday(found: Reckoned, exact: bool) -> str:
    limit = found.limit
    if limit.kind != "claim" or found.state in (State.PASSED, State.CARRIED):
        return ""
    if not exact:
        return _CARRIED if limit.carried else ""
    if not rests(found.last):
        return ""
    if limit.carried:
        carried = day_text(working_day(found.last))
        return f"最后一天赶上休息日，一般顺延到休息日后的第一天（大约是{carried}），但请不要等到那天。"
    return "最后一天赶上休息日，窗口可能不上班，请提前去办。"


def _other(words: str, other: Reckoned) -> str:
    limit = other.limit
    exact = other.first == other.last
    until = f"最后一天是{day_text(other.last, weekday=True)}" if exact else f"{_between(other)}到期"
    if other.state is State.PASSED:
        end = "，按这样算也已经过了，请律师看看有没有例外。"
    elif other.state in (State.CARRIED, State.MAYBE_PASSED):
        end = "，可能已经满了，请马上问律师。"
    elif other.days_left == 0:
        end = "，就是今天。"
    else:
        end = f"，还有{other.days_left}天。"
    return f"{words}，{limit.title}的{limit.spelled}期限，{until}{end}"


def _sentences(*parts: str) -> str:
    return "".join(f"{part.rstrip('。')}。" for part in parts if part)


def _joined(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)
