"""People and papers that do not exist."""

from bot.legal_aid.applications.clocks import Clocks

CLOCKS = Clocks(
    forward_hours=24,
    decide_days=7,
    assign_days=3,
    objection_days=5,
    supplement_days=5,
    supplement_stops_review=False,
)
