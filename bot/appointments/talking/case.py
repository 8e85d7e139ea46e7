"""A matter with what was told about it: where, with whom, how long, what to bring, what stands against it."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.appointments.availability import Demand
from bot.interviews.model import Answers
from knowledge_base.bookable.catalogue import Catalogue
from knowledge_base.bookable.checklists import checklist, missing_materials
from knowledge_base.bookable.handling import Handling, handlers
from knowledge_base.bookable.matters import Detour, Material, Matter, MatterQuestion, Place

PREFIX = "q_"
"""Before the names of a matter's own questions, so that they never meet ours."""


def told(answers: Answers) -> dict[str, object]:
    """The answers to the matter's own questions, by their names."""
    return {name.removeprefix(PREFIX): one for name, one in answers.items() if name.startswith(PREFIX)}


@dataclass(frozen=True, slots=True)
class Case:
    """Pure: everything follows from the answers."""

    catalogue: Catalogue
    matter: Matter
    answers: Answers

    @property
    def told(self) -> dict[str, object]:
        """The answers to the matter's own questions."""
        return told(self.answers)

    def open_questions(self, *, personal: bool) -> Iterator[MatterQuestion]:
        """What the matter still asks: what tells who somebody is (asked after consent), or the rest."""
        return (one for one in self.matter.open_questions(self.told) if one.personal is personal)

    def blocked(self) -> Detour | None:
        """What keeps it from being booked."""
        return next((one for one in self._detours() if one.blocks), None)

    def notices(self) -> tuple[Detour, ...]:
        """What has to be known before it is booked."""
        return tuple(one for one in self._detours() if not one.blocks)

    def places(self) -> tuple[Place, ...]:
        """Where it can be done, and somebody is there to do it."""
        rules = self.matter.places_for(self.told)
        return tuple(rule.place for rule in rules if self._handling(rule.place).options)

    def place(self) -> Place | None:
        """The place: chosen, the only one, or the only one that the answers call for; None: it is asked."""
        possible = self.places()
        chosen = self.answers.get("place")
        if chosen in possible:
            return next(one for one in possible if one == chosen)
        called = [
            rule.place
            for rule in self.matter.places_for(self.told)
            if rule.when.demands and rule.place in possible
        ]
        if len(called) == 1:
            return called[0]
        return possible[0] if len(possible) == 1 else None

    def handling(self) -> Handling:
        """Who takes it."""
        return self._handling(self.place())

    def demand(self) -> Demand | None:
        """What is looked for in the book; None: nobody here takes it."""
        found = self.handling()
        # Where another has to come along, whoever can do without is preferred.
        options = [one for one in found.options if not one.along] or list(found.options)
        if not options:
            return None
        return Demand(
            minutes=found.minutes,
            resources=tuple(one.resource.id for one in options),
            lead_hours=self.matter.lead_hours,
        )

    @property
    def needs_another(self) -> bool:
        """Whether somebody or a room is still to be found besides, by the staff."""
        options = self.handling().options
        return bool(options) and all(one.along for one in options)

    def needed(self) -> tuple[Material, ...]:
        """What to bring."""
        return checklist(self.matter, self.told).needed

    def missing(self) -> tuple[Material, ...]:
        """What of it is not at hand."""
        return missing_materials(self.matter, self.told, self.answers.get("at_hand", ()))

    def _detours(self) -> Iterator[Detour]:
        return (one for one in self.matter.detours if self.matter.decides(one.when, self.told))

    def _handling(self, place: Place | None) -> Handling:
        return handlers(self.catalogue, self.matter, self.told, place)
