"""Everything that can be booked: matters by service, resources, fees and policies."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, cast

from knowledge_base.bookable.conditions import read_condition
from knowledge_base.bookable.files import Item, read_matter_items
from knowledge_base.bookable.matters import (
    Detour,
    Expected,
    FollowUp,
    HandlerRule,
    Limit,
    Material,
    Matter,
    MatterQuestion,
    PlaceRule,
    Tier,
)
from knowledge_base.bookable.parameters import BookingParameters, read_booking_parameters, references
from knowledge_base.bookable.resources import Resource, read_resources
from knowledge_base.faq_entries import InvalidContent
from knowledge_base.interview_questions import NONE_OF_THESE, ChoiceText

_TRUTHS = {"yes": "是", "no": "不是", "unknown": "不清楚"}
_PERSONAL = ("name", "phone", "address")
_OFFERING = ("one", "several", "yes_no", "town")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What can be booked. All by id; a matter's id is unique among all services."""

    matters: Mapping[str, Matter]
    resources: Mapping[str, Resource]
    parameters: BookingParameters

    @property
    def services(self) -> tuple[str, ...]:
        """Services that have something to book."""
        return tuple(dict.fromkeys(matter.service for matter in self.matters.values()))

    def of_service(self, service: str) -> tuple[Matter, ...]:
        """The matters of a service in the order of its files."""
        return tuple(matter for matter in self.matters.values() if matter.service == service)

    def of_kind(self, kind: str) -> tuple[Resource, ...]:
        """The resources of a kind."""
        return tuple(resource for resource in self.resources.values() if resource.kind == kind)


def read_catalogue(knowledge: Path) -> Catalogue:
    """The catalogue of a knowledge base.

    Raises:
        InvalidContent: a file breaks its schema, an id stands twice, a pattern is wrong, or a question looks
            at an answer that is given only later.
    """
    resources = read_resources(knowledge)
    towns = tuple(_towns(resources))
    matters: dict[str, Matter] = {}
    for service, file, item in read_matter_items(knowledge / "services"):
        if item["id"] in matters:
            raise InvalidContent(f"{file}：编号 {item['id']} 出现了两次")
        matters[item["id"]] = _matter(service, f"{file} {item['id']}", item, towns)
    return Catalogue(matters, resources, read_booking_parameters(knowledge))


def _matter(service: str, place: str, item: Item, towns: tuple[ChoiceText, ...]) -> Matter:
    questions = tuple(_question(place, one, towns) for one in item["questions"])
    asked: set[str] = set()
    for question in questions:
        for name in question.when.questions:
            if name not in asked:
                raise InvalidContent(f"{place}：{question.id} 的条件 {name} 要排在它前面问")
        asked.add(question.id)
    return Matter(
        id=item["id"],
        service=service,
        title=item["title"],
        words=tuple(item["words"]),
        about=item["about"],
        handled_by=tuple(
            HandlerRule(one["kind"], read_condition(one.get("when")), one.get("town", ""))
            for one in item["handled_by"]
        ),
        tiers=tuple(_tiers(place, item)),
        duration_minutes=item["duration_minutes"],
        places=tuple(
            PlaceRule(
                one["place"],
                read_condition(one.get("when")),
                one.get("policy", ""),
                one.get("note", ""),
                references(one.get("citations", ())),
            )
            for one in item["places"]
        ),
        presence=item["presence"],
        lead_hours=item["lead_hours"],
        questions=questions,
        materials=tuple(
            Material(one["id"], one["text"], one["get"], read_condition(one.get("when")))
            for one in item["materials"]
        ),
        limits=tuple(
            Limit(one["id"], one["text"], read_condition(one.get("when")), references(one["citations"]))
            for one in item["limits"]
        ),
        cautions=tuple(item.get("cautions", ())),
        detours=tuple(_detour(one) for one in item["detours"]),
        follow_ups=tuple(_follow_up(one) for one in item["follow_ups"]),
        fee=item["fee"],
        expected=_expected(item.get("expected")),
        as_of=date.fromisoformat(item["as_of"]),
    )


def _question(place: str, item: Item, towns: tuple[ChoiceText, ...]) -> MatterQuestion:
    kind = item["answers"]
    choices = {one["value"]: _choice(f"{place} {item['id']}", one) for one in item.get("choices", ())}
    if len(choices) < len(item.get("choices", ())):
        raise InvalidContent(f"{place} {item['id']}：有两个选项的 value 一样")
    if kind == "yes_no":
        if choices.keys() - _TRUTHS.keys():
            raise InvalidContent(f"{place} {item['id']}：选项的 value 只能是 yes、no、unknown")
        choices = {
            value: choices.get(value) or ChoiceText(value, title, ()) for value, title in _TRUTHS.items()
        }
    if kind == "town":
        choices = {**{town.value: town for town in towns}, **choices}
    if kind == "several" and NONE_OF_THESE not in choices:
        raise InvalidContent(f"{place} {item['id']}：要有一个“都没有”的选项（value: {NONE_OF_THESE}）")
    if bool(choices) != (kind in _OFFERING):
        raise InvalidContent(f"{place} {item['id']}：{kind} 这样的问题{'不要' if choices else '要有'}选项")
    titles = [choice.title for choice in choices.values()]
    if len(set(titles)) < len(titles):
        raise InvalidContent(f"{place} {item['id']}：有两个选项的 title 一样")
    return MatterQuestion(
        id=item["id"],
        text=item["text"],
        why=item["why"],
        answers=kind,
        choices=tuple(choices.values()),
        when=read_condition(item.get("when")),
        optional=item.get("optional", False),
        personal=item.get("personal", kind in _PERSONAL),
        citations=references(item.get("citations", ())),
    )


def _choice(place: str, item: dict[str, Any]) -> ChoiceText:
    return ChoiceText(
        item["value"], item["title"], tuple(_pattern(place, one) for one in item.get("words", ()))
    )


def _pattern(place: str, words: str) -> re.Pattern[str]:
    try:
        pattern = re.compile(words)
    except re.error as error:
        raise InvalidContent(f"{place}：“{words}”不是有效的正则表达式：{error}") from error
    if pattern.search(""):
        raise InvalidContent(f"{place}：“{words}”什么都能匹配，请写得具体些")
    return pattern


def _towns(resources: Mapping[str, Resource]) -> Iterator[ChoiceText]:
    seen = set()
    for resource in resources.values():
        town = resource.town
        if town and town.id not in seen:
            seen.add(town.id)
            words = tuple(re.compile(re.escape(word)) for word in (town.title, *town.words))
            yield ChoiceText(town.id, town.title, words)


def _tiers(place: str, item: Item) -> Iterator[Tier]:
    """The grades from the matter's lowest up."""
    ids = [tier["id"] for tier in item["tiers"]]
    lowest = item["lowest_tier"]
    if lowest and lowest not in ids:
        raise InvalidContent(f"{place}：没有 {lowest} 这一级调解员")
    for tier in item["tiers"][ids.index(lowest) if lowest else 0 :]:
        yield Tier(
            id=tier["id"],
            title=tier["title"],
            about=tier["about"],
            rules=tuple(read_condition(rule) for rule in tier["any_of"]),
            staff=tier.get("staff", ""),
            room=tier.get("room", ""),
            minutes=tier.get("minutes", 0),
        )


def _detour(item: Item) -> Detour:
    return Detour(
        id=item["id"],
        kind=item["kind"],
        text=item["text"],
        when=read_condition(item["when"]),
        blocks=item["blocks"],
        offers=tuple(item.get("offers", ())),
        citations=references(item["citations"]),
    )


def _follow_up(item: Item) -> FollowUp:
    return FollowUp(
        id=item["id"],
        title=item["title"],
        length=item["length"],
        unit=item["unit"],
        text=item["text"],
        when=read_condition(item.get("when")),
        citations=references(item["citations"]),
    )


def _expected(item: Item | None) -> Expected | None:
    if item is None:
        return None
    return Expected(
        item["length"],
        item["unit"],
        item["since"],
        item["text"],
        references(cast(list[Any], item["citations"])),
    )
