"""Which papers an applicant is asked for: by the institution if it has asked (43), else by the screening."""

from dataclasses import dataclass

from bot.legal_aid.applications.model import File
from bot.legal_aid.applications.states import Event, State


@dataclass(frozen=True, slots=True)
class Wanted:
    """One paper; its id stays the same as long as it is wanted."""

    id: str
    text: str


def wanted_papers(file: File) -> tuple[Wanted, ...]:
    """In the order in which they were named; none where neither has named any."""
    if file.case.standing.state is State.SUPPLEMENT_ASKED:
        asked = [one.note for one in file.history if one.event is Event.ASK_SUPPLEMENT]  # only ever one
        titles = asked[-1].splitlines() if asked else []
        return tuple(Wanted(f"asked-{number}", title) for number, title in enumerate(titles, 1))
    return tuple(Wanted(one["id"], one["text"]) for one in file.case.assessment.get("papers", ()))
