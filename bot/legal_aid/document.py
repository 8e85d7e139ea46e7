"""An assessment as plain values: one JSON object for scripts and other systems."""

from typing import Any

from bot.legal_aid.assessment import Assessment
from bot.legal_aid.facts_reading import facts_as_dict
from bot.legal_aid.findings import Reason
from bot.legal_aid.help_wording import HELP, agency_text, urgency_text
from bot.legal_aid.rule_wording import reason_text
from bot.legal_aid.sources import Source
from bot.legal_aid.wording import DISCLAIMER, assessment_text, outcome_text


def assessment_document(assessment: Assessment) -> dict[str, Any]:
    """Everything that an assessment says; dates are ISO text, truths are yes, no or unknown."""
    return {
        "on": assessment.on.isoformat(),
        "region": assessment.region,
        "outcome": assessment.outcome.value,
        "outcome_text": outcome_text(assessment),
        "tentative": True,
        "disclaimer": DISCLAIMER,
        "settled": assessment.settled,
        "possible": [one.value for one in assessment.possible],
        "reasons": [_reason(one) for one in assessment.reasons],
        "contradictions": [{"facts": list(one.facts), "why": one.why} for one in assessment.contradictions],
        "missing": list(assessment.missing),
        "urgencies": [
            {
                "kind": one.kind.value,
                "facts": list(one.facts),
                "text": urgency_text(one),
                "days_left": one.days_left,
                "aid_first": one.aid_first,
                "sources": [_source(source) for source in one.sources],
            }
            for one in assessment.urgencies
        ],
        "green_channels": [
            {
                "id": one.id,
                "title": one.title,
                "promise": one.promise,
                "sample": one.valid.sample,
                "sources": [{"law": ref.law, "article": ref.article} for ref in one.citations],
            }
            for one in assessment.green_channels
        ],
        "venue": {
            "litigation": assessment.venue.litigation.value,
            "regions": list(assessment.venue.regions),
            "elsewhere": assessment.venue.elsewhere.value,
            "source": _source(assessment.venue.source),
        },
        "agency": {
            "may_apply": assessment.agency.may_apply.value,
            "rule": assessment.agency.rule,
            "text": agency_text(assessment.agency),
            "source": _source(assessment.agency.source) if assessment.agency.source else None,
        }
        if assessment.agency
        else None,
        "forwarding": {
            "by_duty_lawyer": assessment.forwarding.by_duty_lawyer,
            "source": _source(assessment.forwarding.source),
        }
        if assessment.forwarding
        else None,
        "forms": [
            {"id": one.id, "title": one.title, "sources": [_source(source) for source in one.sources]}
            for one in assessment.forms
        ],
        "papers": [
            {"id": one.id, "text": one.text, "source": _source(one.source) if one.source else None}
            for one in assessment.papers
        ],
        "timetable": [
            {
                "id": one.id,
                "about": one.about,
                "length": one.length,
                "last_day": one.last_day.isoformat() if one.last_day else None,
                "source": {"law": one.citation.law, "article": one.citation.article},
            }
            for one in assessment.timetable
        ],
        "further_help": [
            {"id": one.id, "text": HELP[one.id], "sources": [_source(source) for source in one.sources]}
            for one in assessment.further_help
        ],
        "mediation_by_default": assessment.mediation_by_default,
        "on_samples": list(assessment.on_samples),
        "facts": facts_as_dict(assessment.facts),
        "text": assessment_text(assessment),
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "law": source.law,
        "article": source.article,
        "item": source.item,
        "since": source.since.isoformat(),
        "cited": source.cited,
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "rule": reason.rule,
        "holds": reason.holds,
        "facts": list(reason.facts),
        "text": reason_text(reason),
        "source": _source(reason.source) if reason.source else None,
    }
