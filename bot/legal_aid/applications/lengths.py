"""The clocks' lengths from the bureau's parameters."""

from collections.abc import Callable
from datetime import date

from bot.legal_aid.applications.clocks import Clocks
from bot.legal_aid.errors import ParameterMissing
from bot.legal_aid.parameters import Local, local
from knowledge_base.legal_aid_parameters import LegalAidParameters


def clocks_in_force(
    parameters: LegalAidParameters, region: str, supplement_days: int, *, supplement_stops_review: bool
) -> Callable[[date], Clocks]:
    """The lengths in force at a place, by day.

    Args:
        parameters: of the knowledge base.
        region: the institution's, by name or code.
        supplement_days, supplement_stops_review: the bureau's own (see ``Clocks``).

    The function raises ``ParameterMissing`` where a length is not kept for the day, or has another unit.
    """

    def on(day: date) -> Clocks:
        place = local(parameters, day, region)
        return Clocks(
            forward_hours=_length(place, "forward", "小时"),
            decide_days=_length(place, "decide", "日"),
            assign_days=_length(place, "assign", "日"),
            objection_days=_length(place, "objection", "日"),
            supplement_days=supplement_days,
            supplement_stops_review=supplement_stops_review,
        )

    return on


def _length(place: Local, name: str, unit: str) -> int:
    clock = place.clock(name)
    if clock.unit != unit:
        raise ParameterMissing(f"期限“{name}”应当以“{unit}”计，现在写的是“{clock.unit}”，请司法局改正。")
    return clock.length
