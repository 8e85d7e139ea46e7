"""Whether time limits say what the articles that they cite say, in words of our own."""

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction

from knowledge_base.digest_lint import LONGEST_COPY, longest_copy
from knowledge_base.models import Reference
from knowledge_base.quantities import Quantity, quantities
from knowledge_base.time_limits import TimeLimit, TimeLimitTable


def time_limit_faults(
    table: TimeLimitTable, texts: Mapping[Reference, str], outdated: Collection[str] = ()
) -> Iterator[str]:
    """Citations that do not exist or no longer count, lengths that no cited article states, copied sentences.

    Args:
        table: the limits.
        texts: the current text of every article at hand; empty if there is none, and then nothing is said.
        outdated: titles that no longer count.
    """
    if not texts:
        return
    for limit in table.limits:
        name = f"time_limits.yaml {limit.id}"
        cited = (*limit.citations, *limit.counting)
        for reference in cited:
            if reference not in texts:
                yield f"{name}：找不到《{reference.law}》{reference.article}"
            if reference.law in outdated:
                yield f"{name}：《{reference.law}》已被代替或修订（见 statutes/status.yaml）"
        held = [texts[reference] for reference in cited if reference in texts]
        if len(held) < len(cited):
            continue
        if limit.length and _length(limit) not in {one for text in held for one in quantities(text)}:
            yield f"{name}：引用的条文里没有“{limit.spelled}”"
        for words in _wording(limit):
            copied = max((longest_copy(words, text) for text in held), key=len)
            if len(copied) > LONGEST_COPY:
                yield f"{name}：照抄了条文“{copied}”，请换成自己的话"


def _length(limit: TimeLimit) -> Quantity:
    unit = {"年": "月", "工作日": "日"}.get(limit.unit, limit.unit)
    return Quantity(Fraction(limit.length * (12 if limit.unit == "年" else 1)), unit)


def _wording(limit: TimeLimit) -> Iterator[str]:
    yield from (limit.rule, limit.open_text, *limit.caveats, limit.still, limit.next_step)
    yield from (start.note for start in limit.starts)
