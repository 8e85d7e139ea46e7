"""Who handles a matter on these answers: the committee or window, the grade of mediator, the room."""

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge_base.bookable.catalogue import Catalogue
from knowledge_base.bookable.conditions import Answers, answered
from knowledge_base.bookable.matters import HandlerRule, Matter, Place, Tier
from knowledge_base.bookable.resources import Resource


@dataclass(frozen=True, slots=True)
class Option:
    """A resource that can take the matter; of each group in ``along`` one must be free at the same time."""

    resource: Resource
    along: tuple[tuple[Resource, ...], ...]


@dataclass(frozen=True, slots=True)
class Handling:
    """The options, the most fitting first; ``tier`` is None where there are no grades."""

    tier: Tier | None
    minutes: int
    options: tuple[Option, ...]


def tier_for(matter: Matter, answers: Answers) -> Tier | None:
    """The highest grade that the answers call for, the matter's lowest if none does."""
    for tier in reversed(matter.tiers):
        if any(matter.decides(rule, answers) for rule in tier.rules):
            return tier
    return matter.tiers[0] if matter.tiers else None


def handlers(catalogue: Catalogue, matter: Matter, answers: Answers, place: Place | None = None) -> Handling:
    """Who can take the matter, at one place or anywhere that the answers allow."""
    allowed = [place] if place else [rule.place for rule in matter.places_for(answers)]
    tier = tier_for(matter, answers)
    options: list[Option] = []
    for rule in matter.handled_by:
        if not matter.decides(rule.when, answers):
            continue
        for resource in _of_rule(catalogue, rule, answers):
            fits = any(one in resource.places for one in allowed)
            if fits and not any(option.resource is resource for option in options):
                options.append(Option(resource, tuple(_along(catalogue, resource, tier))))
    return Handling(tier, matter.duration_minutes + (tier.minutes if tier else 0), tuple(options))


def _of_rule(catalogue: Catalogue, rule: HandlerRule, answers: Answers) -> Iterator[Resource]:
    """The resources of the kind; where a town was told, only that town's."""
    towns = answered(answers, rule.town) if rule.town else frozenset()
    for resource in catalogue.of_kind(rule.kind):
        if not rule.town or (resource.town is not None and resource.town.id in towns):
            yield resource


def _along(catalogue: Catalogue, resource: Resource, tier: Tier | None) -> Iterator[tuple[Resource, ...]]:
    if tier is None:
        return
    if tier.staff and tier.id not in resource.tiers:
        yield catalogue.of_kind(tier.staff)
    if tier.room and resource.kind != tier.room:
        yield catalogue.of_kind(tier.room)
