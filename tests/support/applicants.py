"""A household that applies for legal aid: a finished screening, and an inquiry over it."""

from datetime import date
from functools import cache
from typing import Any

from bot.legal_aid.applications.consent import ConsentWording, consent_wording
from bot.legal_aid.applying.background import Background
from bot.legal_aid.applying.inquiry import LegalAidApplication
from bot.legal_aid.parameters import open_parameters
from bot.legal_aid.screening import LegalAidScreening
from bot.settings import PROJECT
from knowledge_base.interview_questions import read_interview_questions

ON = date(2026, 11, 24)
KNOWLEDGE = PROJECT / "knowledge_base"
CONSENT: ConsentWording = consent_wording("某县法律援助中心", "12348", 730, 30)

MIGRANT_WAGES = {
    "matter": "labour_pay",
    "applicant": "self",
    "role": "claimant",
    "migrant_worker": "yes",
    "has_counsel": "no",
}
TRAFFIC = {
    "matter": "traffic_accident",
    "applicant": "self",
    "role": "claimant",
    "household_size": 4,
    "monthly_household_income": 3000,
}
FOR_MY_SON = {"matter": "maintenance", "applicant": "guardian", "role": "claimant", "minor": "yes"}
FOR_MY_MOTHER = {
    "matter": "maintenance",
    "applicant": "near_relative",
    "role": "claimant",
    "minor": "no",
    "limited_capacity": "no",
}


@cache
def screening() -> LegalAidScreening:
    return LegalAidScreening(
        open_parameters(KNOWLEDGE / "parameters"),
        read_interview_questions(KNOWLEDGE, "legal_aid"),
        "龙泉市",
        day=lambda: ON,
        applications_open=True,
    )


def application(told: dict[str, Any]) -> LegalAidApplication:
    return LegalAidApplication(Background(screening().assessment(told), CONSENT, ON))
