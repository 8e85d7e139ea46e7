"""People and papers that do not exist."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.database import Database
from bot.legal_aid.applications.clocks import Clocks
from bot.legal_aid.applications.consent import Consent
from bot.legal_aid.applications.model import Submission
from bot.legal_aid.applications.pace import LookupPace
from bot.legal_aid.applications.paper_store import PaperStore
from bot.legal_aid.applications.personal import Applicant, Means
from bot.legal_aid.applications.service import Applications
from bot.legal_aid.applications.steps import Limits
from bot.vault import Vault

CLOCKS = Clocks(
    forward_hours=24,
    decide_days=7,
    assign_days=3,
    objection_days=5,
    supplement_days=5,
    supplement_stops_review=False,
)
PERSONAL = ("王小明", "13812341234", "11010519491231002X", "高大门村12号", "一家四口就我挣钱", "王大明")
"""Nothing of this may ever lie about unsealed."""


def applicant(**changes: Any) -> Applicant:
    fields: dict[str, Any] = {
        "name": "王小明",
        "phone": "+8613812341234",
        "address": "龙泉市八都镇高大门村12号",
        "means": Means.HONESTY,
        "means_statement": "一家四口就我挣钱",
        "id_number": "11010519491231002X",
    }
    return Applicant(**{**fields, **changes})


def consent(**changes: Any) -> Consent:
    fields = {"version": "0123456789abcdef", "given_at": datetime(2026, 3, 2, tzinfo=UTC), "sensitive": True}
    return Consent(**{**fields, **changes})


def submission(request_id: str = "r1", **changes: Any) -> Submission:
    fields: dict[str, Any] = {
        "request_id": request_id,
        "matter": "labour_pay",
        "applicant": applicant(),
        "consent": consent(),
        "assessment": {"outcome": "means_tested", "facts": {"income": "一家四口就我挣钱"}},
    }
    return Submission(**{**fields, **changes})


class Calendar:
    """A clock that tests turn."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 2, 4, tzinfo=UTC)  # Monday noon here

    def __call__(self) -> datetime:
        return self.at

    def pass_days(self, days: float) -> None:
        self.at += timedelta(days=days)


def service(
    database: Database,
    folder: Path,
    calendar: Callable[[], datetime],
    keys: Sequence[str],
    pace: LookupPace | None = None,
    **limits: int,
) -> Applications:
    vault = Vault(keys)
    bounds = {"retention_days": 730, "draft_days": 30, "papers": 10, "paper_bytes": 10_000_000, **limits}
    return Applications(
        database,
        vault,
        PaperStore(folder, vault),
        lambda _: CLOCKS,
        Limits(prefix="LQ", **bounds),
        pace or LookupPace(),
        calendar,
    )
