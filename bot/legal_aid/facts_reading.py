"""Facts out of a YAML or JSON mapping: names in English, values in English or Chinese."""

import difflib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, get_args, get_type_hints

from bot.legal_aid.errors import InvalidFacts
from bot.legal_aid.facts import NAMES, Facts
from bot.legal_aid.labels import Labelled
from bot.legal_aid.truth import NO, UNKNOWN, YES, Truth

_TRUTHS = {
    **dict.fromkeys(("yes", "true", "是", "有", "对"), YES),
    **dict.fromkeys(("no", "false", "不是", "否", "没有", "无"), NO),
}
DONT_KNOW = frozenset({"unknown", "不知道", "不清楚", "说不清"})
_LARGEST = {"age": 130, "household_size": 50, "people": 100_000}
_LEAST = {"household_size": 1, "people": 1}
_MOST_MONEY = Decimal(100_000_000)


def facts_from(mapping: Mapping[str, Any]) -> Facts:
    """The facts that a mapping tells. Left out or null: not asked yet; 「不知道」: asked, and not known.

    Raises:
        InvalidFacts: a name that is none, or a value that cannot be; the message names it.
    """
    if not isinstance(mapping, Mapping):
        raise InvalidFacts("情况要写成“名称: 值”的形式，比如 matter: labour_pay。")
    told: dict[str, Any] = {}
    asked: set[str] = set(_asked(mapping.get("asked")))
    for name, value in mapping.items():
        if name == "asked" or value is None:
            continue
        if name not in _READERS:
            raise InvalidFacts(f"没有“{_shown(name)}”这一项。{_near(str(name))}")
        if isinstance(value, str):
            value = value.strip()
            if value.lower() in DONT_KNOW:
                asked.add(name)
                continue
        told[name] = _READERS[name](name, value)
    return Facts(**told, asked=frozenset(asked))


def _asked(value: Any) -> list[str]:
    if value is None:
        return []
    if not isinstance(value, list | tuple | set | frozenset):
        raise InvalidFacts("asked 要写成一列名称，表示问过、但本人说不知道的项目。")
    for name in value:
        if name not in NAMES:
            raise InvalidFacts(f"asked 里的“{_shown(name)}”不是任何一项。{_near(str(name))}")
    return list(value)


def _truth(name: str, value: Any) -> Truth:
    if isinstance(value, Truth):
        return value
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, str) and value.lower() in _TRUTHS:
        return _TRUTHS[value.lower()]
    raise InvalidFacts(f"{name} 只能填 是、否 或者 不知道（yes、no、unknown），现在填的是“{_shown(value)}”。")


def _choice(kind: type[Labelled]) -> Callable[[str, Any], Labelled]:
    def read(name: str, value: Any) -> Labelled:
        if isinstance(value, kind):
            return value
        found = kind.named(value) if isinstance(value, str) else None
        if found is None:
            known = "、".join(f"{one.value}（{one.label}）" for one in kind)
            raise InvalidFacts(f"{name} 没有“{_shown(value)}”这一种。可以填：{known}。")
        return found

    return read


def _number(name: str, value: Any) -> int:
    least, largest = _LEAST.get(name, 0), _LARGEST[name]
    text = str(value)
    if isinstance(value, bool) or not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise InvalidFacts(f"{name} 要填整数，现在填的是“{_shown(value)}”。")
    if not least <= int(text) <= largest:
        raise InvalidFacts(f"{name} 要在 {least} 到 {largest} 之间，现在填的是 {text}。")
    return int(text)


def _money(name: str, value: Any) -> Decimal:
    try:
        if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
            raise InvalidOperation
        amount = Decimal(str(value))
    except (InvalidOperation, ValueError):
        raise InvalidFacts(f"{name} 要填金额（元），现在填的是“{_shown(value)}”。") from None
    if not amount.is_finite() or not 0 <= amount <= _MOST_MONEY:
        raise InvalidFacts(f"{name} 要在 0 到 1 亿元之间，现在填的是“{_shown(value)}”。")
    return amount


def _day(name: str, value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise InvalidFacts(f"{name} 要填日期，比如 2026-11-30，现在填的是“{_shown(value)}”。") from None


def _place(name: str, value: Any) -> str:
    if isinstance(value, str) and 0 < len(value) <= 20 and value.isprintable():
        return value
    raise InvalidFacts(f"{name} 要填地名，比如 龙泉市，现在填的是“{_shown(value)}”。")


def _shown(value: Any) -> str:
    """What was written, cut short, without anything that could not be printed."""
    text = str(value).encode("utf-8", "replace").decode()
    text = "".join(character if character.isprintable() else "?" for character in text)
    return text if len(text) <= 40 else f"{text[:40]}…"


def _near(name: str) -> str:
    near = difflib.get_close_matches(name[:60], NAMES, n=1)
    return f"是不是想写 {near[0]}？" if near else "可以填的名称见接口说明或者使用说明。"


def _reader(hint: Any) -> Callable[[str, Any], Any]:
    kind = next((one for one in get_args(hint) if one is not type(None)), hint)
    if kind is Truth:
        return _truth
    if isinstance(kind, type) and issubclass(kind, Labelled):
        return _choice(kind)
    return {int: _number, Decimal: _money, date: _day, str: _place}[kind]


_HINTS = get_type_hints(Facts)
_READERS: dict[str, Callable[[str, Any], Any]] = {name: _reader(_HINTS[name]) for name in NAMES}


def facts_as_dict(facts: Facts) -> dict[str, Any]:
    """Back to plain values; ``facts_from`` reads them again."""
    told: dict[str, Any] = {}
    for name in NAMES:
        value = getattr(facts, name)
        if value is None or value is UNKNOWN:
            continue
        if isinstance(value, Truth | Labelled):
            told[name] = value.value
        elif isinstance(value, date):
            told[name] = value.isoformat()
        elif isinstance(value, Decimal):
            told[name] = str(value)
        else:
            told[name] = value
    if facts.asked:
        told["asked"] = sorted(facts.asked)
    return told
