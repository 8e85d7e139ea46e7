"""Whether the catalogue holds together and says what the articles that it cites say."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from knowledge_base.bookable.catalogue import Catalogue
from knowledge_base.bookable.conditions import Condition
from knowledge_base.bookable.matters import Matter
from knowledge_base.bookable.parameters import CALENDAR_FILE, EVERYBODY, BookingCalendar
from knowledge_base.digest_lint import LONGEST_COPY, longest_copy
from knowledge_base.models import Reference
from knowledge_base.quantities import Quantity, quantities
from knowledge_base.retrieval.tokenizer import normalise

Texts = Mapping[Reference, str]
ELSEWHERE = frozenset({"handoff"})
"""What a detour may offer that is no service: a person in the conversation."""
_ARTICLE = re.compile(r"第[零一二三四五六七八九十百千]+条")
_REMOTE = ("video", "phone")


class Statement(NamedTuple):
    """What is said under a name, the articles that bear it out, and the length that it states."""

    name: str
    words: str
    references: tuple[Reference, ...]
    length: tuple[Quantity, ...] = ()


def bookable_faults(
    catalogue: Catalogue, services: Collection[str], texts: Texts, outdated: Collection[str] = ()
) -> Iterator[str]:
    """Faults of the catalogue, in Chinese.

    Args:
        catalogue: everything that can be booked.
        services: the ids of all services.
        texts: the current text of every article at hand; empty: what is said is not held against the law.
        outdated: titles that no longer count.
    """
    yield from _shared_words(catalogue)
    for matter in catalogue.matters.values():
        for fault in (
            *_conditions(catalogue, matter),
            *_handled(catalogue, matter),
            *_named(catalogue, matter, services),
            *_reasons(matter),
            *(_against(matter, texts, outdated) if texts else ()),
        ):
            yield f"{matter.id}：{fault}"
    yield from _resources(catalogue)
    for owner, references in cited_parameters(catalogue):
        for reference in references:
            if texts and reference not in texts:
                yield f"parameters {owner}：找不到《{reference.law}》{reference.article}"


def calendar_faults(calendar: BookingCalendar, catalogue: Catalogue) -> Iterator[str]:
    """Closures and extra days of resources that do not exist, and days that will never be asked for."""
    named = [one.resource for one in calendar.closures] + [one.resource for one in calendar.extra_days]
    for resource in dict.fromkeys(named):
        if resource != EVERYBODY and resource not in catalogue.resources:
            yield f"{CALENDAR_FILE}：没有 {resource} 这个资源"
    for day in (*(one.day for one in calendar.extra_days), *calendar.corrections):
        if day > calendar.confirmed_through:
            yield f"{CALENDAR_FILE}：{day} 在确认到的日子（{calendar.confirmed_through}）以后"


def bookable_samples(catalogue: Catalogue) -> Iterator[str]:
    """What the bureau has still to confirm."""
    resources = [one.title for one in catalogue.resources.values() if one.sample]
    if resources:
        yield f"resources 有 {len(resources)} 个还是示例：{'、'.join(resources)}"
    fees = [one.id for one in catalogue.parameters.fees.values() if one.sample]
    if fees:
        yield f"parameters/bookings.yaml 有 {len(fees)} 项收费还是示例：{'、'.join(fees)}"
    policies = [one.title for one in catalogue.parameters.policies.values() if one.sample]
    if policies:
        yield f"parameters/bookings.yaml 有 {len(policies)} 项办事规定还是示例：{'、'.join(policies)}"


def _shared_words(catalogue: Catalogue) -> Iterator[str]:
    for service in catalogue.services:
        owners: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for matter in catalogue.of_service(service):
            said = {tuple(sorted(normalise(words).split())) for words in (matter.title, *matter.words)}
            for key in said:
                owners[key].append(matter.id)
        for key, owner in sorted(owners.items()):
            if len(owner) > 1:
                yield f"{service}：说法“{' '.join(key)}”重复，出现在 {'、'.join(owner)}"


def _conditions(catalogue: Catalogue, matter: Matter) -> Iterator[str]:
    offered = _offered(matter)
    of_service: dict[str, set[str]] = defaultdict(set)
    for other in catalogue.of_service(matter.service):
        for name, values in _offered(other).items():
            of_service[name] |= values
    for place, condition in matter.conditions():
        yield from _unknown(place, condition, offered)
    for tier in matter.tiers:
        for rule in tier.rules:  # rules are shared, so a matter need not ask all that they look at
            yield from _unknown(f"tiers {tier.id}", rule, of_service)


def _offered(matter: Matter) -> dict[str, set[str]]:
    return {question.id: {choice.value for choice in question.choices} for question in matter.questions}


def _unknown(place: str, condition: Condition, offered: Mapping[str, set[str]]) -> Iterator[str]:
    for name, values in condition.demands:
        if name not in offered:
            yield f"{place} 的条件里没有 {name} 这个问题"
            continue
        for value in values:
            if value not in offered[name]:
                yield f"{place} 的条件里，问题 {name} 没有 {value} 这个选项"


def _handled(catalogue: Catalogue, matter: Matter) -> Iterator[str]:
    kinds = [rule.kind for rule in matter.handled_by]
    for tier in matter.tiers:
        kinds += [kind for kind in (tier.staff, tier.room) if kind]
    for kind in dict.fromkeys(kinds):
        if not catalogue.of_kind(kind):
            yield f"resources 里没有 {kind} 这一类"
    for rule in matter.places:
        if not any(
            rule.place in resource.places
            for handler in matter.handled_by
            for resource in catalogue.of_kind(handler.kind)
        ):
            yield f"没有谁能在 {rule.place} 办"
        if matter.presence == "in_person" and rule.place in _REMOTE:
            yield f"必须本人当面办的，不能 {rule.place}"
    if not any(not rule.when.demands for rule in matter.handled_by):
        yield "handled_by 最后要有一条不带条件的"


def _named(catalogue: Catalogue, matter: Matter, services: Collection[str]) -> Iterator[str]:
    if matter.fee not in catalogue.parameters.fees:
        yield f"没有 {matter.fee} 这项收费"
    for rule in matter.places:
        if rule.policy and rule.policy not in catalogue.parameters.policies:
            yield f"没有 {rule.policy} 这项规定"
    for handler in matter.handled_by:
        question = matter.question(handler.town) if handler.town else None
        if handler.town and (question is None or question.answers != "town"):
            yield f"handled_by 的 {handler.town} 不是问乡镇的问题"
    for detour in matter.detours:
        for offer in detour.offers:
            if offer not in services and offer not in ELSEWHERE:
                yield f"{detour.id} 提到的服务 {offer} 不存在"


def _reasons(matter: Matter) -> Iterator[str]:
    for question in matter.questions:
        named = set(_ARTICLE.findall(question.why))
        if named != {reference.article for reference in question.citations} or not all(
            reference.law in question.why for reference in question.citations
        ):
            yield f"问题 {question.id} 的 why 里写的条文和 citations 不一样"


def _against(matter: Matter, texts: Texts, outdated: Collection[str]) -> Iterator[str]:
    for name, words, references, length in statements(matter):
        for reference in references:
            if reference not in texts:
                yield f"{name} 找不到《{reference.law}》{reference.article}"
            if reference.law in outdated:
                yield f"{name} 引用的《{reference.law}》已被代替或修订（见 statutes/status.yaml）"
        held = [texts[reference] for reference in references if reference in texts]
        if len(held) < len(references) or not held:
            continue
        stated = {quantity for text in held for quantity in quantities(text)}
        for quantity in (*quantities(words), *length):
            if quantity not in stated:
                yield f"{name} 引用的条文里没有“{float(quantity.value):g}{quantity.unit}”"
        copied = max((longest_copy(words, text) for text in held), key=len)
        if len(copied) > LONGEST_COPY:
            yield f"{name} 照抄了条文“{copied}”，请换成自己的话"


def statements(matter: Matter) -> Iterator[Statement]:
    """Everything that is said with an article behind it."""
    for question in matter.questions:
        yield Statement(question.id, question.why, question.citations)
    for limit in matter.limits:
        yield Statement(limit.id, limit.text, limit.citations)
    for detour in matter.detours:
        yield Statement(detour.id, detour.text, detour.citations)
    for place in matter.places:
        yield Statement(place.place, place.note, place.citations)
    for follow_up in matter.follow_ups:
        length = _length(follow_up.length, follow_up.unit)
        yield Statement(follow_up.id, follow_up.text, follow_up.citations, (length,))
    if matter.expected:
        one = matter.expected
        yield Statement("expected", one.text, one.citations, (_length(one.length, one.unit),))


def _length(length: int, unit: str) -> Quantity:
    months = 12 if unit == "年" else 1
    return Quantity(Fraction(length * months), "月" if unit == "年" else unit)


def _resources(catalogue: Catalogue) -> Iterator[str]:
    kinds: set[str] = set()
    tiers: set[str] = set()
    for matter in catalogue.matters.values():
        kinds |= {rule.kind for rule in matter.handled_by}
        kinds |= {kind for tier in matter.tiers for kind in (tier.staff, tier.room)}
        tiers |= {tier.id for tier in matter.tiers}
    for resource in catalogue.resources.values():
        if resource.kind not in kinds:
            yield f"resources {resource.id}：没有哪件事由 {resource.kind} 办"
        for tier in resource.tiers:
            if tier not in tiers:
                yield f"resources {resource.id}：没有 {tier} 这一级调解员"


def cited_parameters(catalogue: Catalogue) -> Iterator[tuple[str, tuple[Reference, ...]]]:
    """Fees and policies with the articles that they cite."""
    for fee in catalogue.parameters.fees.values():
        yield fee.id, fee.citations
    for policy in catalogue.parameters.policies.values():
        yield policy.id, policy.citations
