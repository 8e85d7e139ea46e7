"""Legal-aid assessments under /api/v1: facts in, a tentative view out. Nothing is stored."""

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from bot.channels.web.shapes import Problem
from bot.clock import today
from bot.conversations.pace import Pace
from bot.legal_aid.assessment import assess
from bot.legal_aid.document import assessment_document
from bot.legal_aid.facts_reading import facts_from
from knowledge_base.legal_aid_parameters import LegalAidParameters
from knowledge_base.services_catalogue import Institution

_PROBLEM: dict[str, Any] = {"model": Problem, "content": {"application/problem+json": {}}}

OutcomeName = Literal[
    "defence_by_notice",
    "no_means_condition",
    "means_check_waived",
    "means_tested_likely",
    "person_must_look",
    "means_tested_over",
    "out_of_scope",
]
Answer = Literal["yes", "no", "unknown"]


class Assess(BaseModel):
    """What is known. ``facts`` as in a facts file: names to values; left out means not asked yet."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"facts": {"matter": "labour_pay", "migrant_worker": "yes", "has_counsel": "no"}}]
        },
    )

    facts: Annotated[dict[str, Any], Field(max_length=80, description="名称到值，比如 matter: labour_pay")]
    on: Annotated[date | None, Field(description="按哪一天看；不给就是今天")] = None
    region: Annotated[str, Field(max_length=20, description="名称或者区划代码；不给就是本局所在地")] = ""


class SourceBody(BaseModel):
    """Where a rule stands, and since when it is in force."""

    law: str
    article: str
    item: int | None
    since: str
    cited: str


class ReasonBody(BaseModel):
    """Why; ``holds`` is false where the rule failed for these facts."""

    rule: str
    holds: bool
    facts: list[str]
    text: str
    source: SourceBody | None


class ContradictionBody(BaseModel):
    """Facts that cannot all be true."""

    facts: list[str]
    why: str


class UrgencyBody(BaseModel):
    """What cannot wait; ``aid_first``: help may come before the papers."""

    kind: Literal["violence", "limit", "measure", "detained", "other_rule", "limit_passed"]
    facts: list[str]
    text: str
    days_left: int | None
    aid_first: bool
    sources: list[SourceBody]


class ReferenceBody(BaseModel):
    """An article."""

    law: str
    article: str


class GreenChannelBody(BaseModel):
    """A faster or easier way; ``sample``: the bureau has not confirmed it."""

    id: str
    title: str
    promise: str
    sample: bool
    sources: list[ReferenceBody]


class VenueBody(BaseModel):
    """Where to apply, as far as the facts tell."""

    litigation: Answer
    regions: list[str]
    elsewhere: Answer
    source: SourceBody


class AgencyBody(BaseModel):
    """Whether whoever asks may hand the application in."""

    may_apply: Answer
    rule: str
    text: str
    source: SourceBody | None


class ForwardingBody(BaseModel):
    """The place of detention passes the application on."""

    by_duty_lawyer: bool
    source: SourceBody


class FormBody(BaseModel):
    """A form of help."""

    id: str
    title: str
    sources: list[SourceBody]


class PaperBody(BaseModel):
    """Something to bring."""

    id: str
    text: str
    source: SourceBody | None


class StepBody(BaseModel):
    """How long an authority has; ``last_day`` if the application is made on the day asked about."""

    id: str
    about: str
    length: str
    last_day: str | None
    source: ReferenceBody


class HelpBody(BaseModel):
    """What else helps."""

    id: str
    text: str
    sources: list[SourceBody]


class AssessmentBody(BaseModel):
    """A tentative view; the legal-aid institution decides."""

    on: str
    region: str
    outcome: OutcomeName
    outcome_text: str
    tentative: Literal[True]
    disclaimer: str
    settled: bool
    possible: list[OutcomeName]
    reasons: list[ReasonBody]
    contradictions: list[ContradictionBody]
    missing: list[str]
    urgencies: list[UrgencyBody]
    green_channels: list[GreenChannelBody]
    venue: VenueBody
    agency: AgencyBody | None
    forwarding: ForwardingBody | None
    forms: list[FormBody]
    papers: list[PaperBody]
    timetable: list[StepBody]
    further_help: list[HelpBody]
    mediation_by_default: bool
    on_samples: list[str]
    facts: dict[str, Any]
    text: str


def create_assessments(parameters: LegalAidParameters, bureau: Institution, pace: Pace) -> APIRouter:
    """The route; ``bureau`` names the region that is taken where none is given."""
    api = APIRouter(prefix="/api/v1", tags=["legal aid"])

    @api.post(
        "/assessments",
        response_model=AssessmentBody,
        responses={400: _PROBLEM, 422: _PROBLEM, 429: _PROBLEM},
    )
    async def assess_facts(request: Request, body: Assess) -> JSONResponse:
        """Look at facts by the legal-aid rules of a day and place. Stateless; nothing is kept."""
        pace.assessment(request.client.host if request.client else "")
        region = body.region or bureau.home
        facts = facts_from(body.facts)
        found = assess(facts, on=body.on or today(), region=region, parameters=parameters)
        return JSONResponse(assessment_document(found))

    return api
