"""What to bring on these answers, and what of it is still missing."""

from collections.abc import Collection
from dataclasses import dataclass

from knowledge_base.bookable.conditions import Answers
from knowledge_base.bookable.matters import Material, Matter


@dataclass(frozen=True, slots=True)
class Checklist:
    """``needed`` for certain; ``perhaps``: that hangs by a question which is still open."""

    needed: tuple[Material, ...]
    perhaps: tuple[Material, ...]


def checklist(matter: Matter, answers: Answers) -> Checklist:
    """The materials of a matter on the answers so far, in the order of the file."""
    decided = [(material, matter.decides(material.when, answers)) for material in matter.materials]
    return Checklist(
        needed=tuple(material for material, needed in decided if needed),
        perhaps=tuple(material for material, needed in decided if needed is None),
    )


def missing_materials(matter: Matter, answers: Answers, at_hand: Collection[str]) -> tuple[Material, ...]:
    """What is needed for certain and not ticked; ``at_hand`` are ids of materials."""
    return tuple(one for one in checklist(matter, answers).needed if one.id not in at_hand)
