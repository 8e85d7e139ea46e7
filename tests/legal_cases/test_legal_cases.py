"""Whole cases by theme: facts in, tentative outcome, articles and flags out.

A case's ``covers`` claims an item of the Act as a yes (the item holds here) or as a near miss (it does not,
by one fact); the claim itself is checked against what the assessment rests on.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.legal_aid.assessment import Assessment, assess
from bot.legal_aid.errors import InvalidFacts, ParameterMissing
from bot.legal_aid.facts_reading import facts_from
from bot.legal_aid.outcomes import Outcome
from bot.legal_aid.sources import LEGAL_AID_ACT, Source
from bot.legal_aid.truth import YES
from bot.legal_aid.wording import assessment_text
from knowledge_base.legal_aid_parameters import LegalAidParameters
from knowledge_base.models import Reference
from knowledge_base.numerals import to_int

FOLDER = Path(__file__).parent
TODAY = date(2026, 11, 23)
EXPECTABLE = {
    "outcome",
    "possible",
    "articles",
    "not_articles",
    "urgencies",
    "days_left",
    "green_channels",
    "not_green_channels",
    "forms",
    "not_forms",
    "agency",
    "agency_rule",
    "venue",
    "elsewhere",
    "timetable",
    "last_days",
    "papers",
    "not_papers",
    "no_papers",
    "help",
    "mediation",
    "samples",
    "contradiction",
    "duty_lawyer_forwards",
    "error",
}
TELLING = {"outcome", "possible", "error", "urgencies", "forms", "mediation"}
LEFT_OPEN = {"compulsory-other-side", "retrial-other-side"}  # they name the article that is silent
ITEMS = {"22": 7, "25": 7, "31": 9, "32": 5, "42": 4, "44": 3}
WHOLE = ("24", "28", "29", "33", "38", "39", "40", "41", "43")


@dataclass(frozen=True)
class Case:
    """One case of a file, the file's common facts merged in."""

    theme: str
    name: str
    facts: dict[str, Any]
    on: date
    region: str
    expect: dict[str, Any]
    covers: tuple[str, ...]


def _cases() -> Iterator[Case]:
    for path in sorted(FOLDER.glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for item in content["cases"]:
            yield Case(
                path.stem,
                item["name"],
                content["given"] | item["facts"],
                item.get("day", TODAY),
                str(item.get("region", "龙泉市")),
                item["expect"],
                tuple(item.get("covers", ())),
            )


CASES = tuple(_cases())


def _article(source: Source | Reference) -> str:
    """31.5 or 24 for the Act, 《…》第…条 for any other statute."""
    if source.law != LEGAL_AID_ACT:
        return f"《{source.law}》{source.article}"
    number = str(to_int(source.article.removeprefix("第").removesuffix("条")))
    item = getattr(source, "item", None)
    return f"{number}.{item}" if item else number


def _rests_on(found: Assessment) -> set[str]:
    """Every article under which something is so in this assessment; failed reasons do not count."""
    held = (one for one in found.reasons if one.holds and one.rule not in LEFT_OPEN)
    sources: list[Source | Reference] = [one.source for one in held if one.source]
    sources += [source for one in found.urgencies for source in one.sources]
    sources += [source for one in found.forms for source in one.sources]
    sources += [paper.source for paper in found.papers if paper.source and paper.id != "agent"]
    sources += [step.citation for step in found.timetable if step.id in ("decide", "assign")]
    if found.agency and found.agency.source and found.agency.may_apply is YES:
        sources.append(found.agency.source)
    if found.forwarding:
        sources.append(found.forwarding.source)
    if found.venue.regions and found.venue.elsewhere is not YES:
        sources.append(found.venue.source)
    return {_article(source) for source in sources}


def _run(case: Case, parameters: LegalAidParameters) -> Assessment:
    return assess(facts_from(case.facts), on=case.on, region=case.region, parameters=parameters)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.theme}-{case.name}")
def test_the_case_comes_out_as_the_law_says(case: Case, parameters: LegalAidParameters) -> None:
    expect = dict(case.expect)
    if "error" in expect:
        with pytest.raises((ParameterMissing, InvalidFacts)) as raised:
            _run(case, parameters)
        assert raised.value.kind == expect["error"]
        return
    found = _run(case, parameters)
    rests_on = _rests_on(found)
    if "possible" in expect:
        assert [one.value for one in found.possible] == expect["possible"]
    if "outcome" in expect:
        assert found.outcome.value == expect["outcome"], (found.possible, found.missing)
        assert found.settled or expect["outcome"] == Outcome.PERSON_MUST_LOOK.value
        assert found.settled or "possible" in expect, "an open case must say what is possible"
    assert set(expect.get("articles", ())) <= rests_on
    assert rests_on.isdisjoint(expect.get("not_articles", ()))
    _flags(expect, found)
    _procedure(expect, found)
    assert "初步看法" in assessment_text(found)


def _flags(expect: dict[str, Any], found: Assessment) -> None:
    channels = {one.id for one in found.green_channels}
    if "urgencies" in expect:
        assert [one.kind.value for one in found.urgencies] == expect["urgencies"]
    if "days_left" in expect:
        assert [one.days_left for one in found.urgencies] == [expect["days_left"]]
    if "green_channels" in expect:
        assert channels == set(expect["green_channels"])
    assert channels.isdisjoint(expect.get("not_green_channels", ()))
    if "mediation" in expect:
        assert found.mediation_by_default is expect["mediation"]
    if "samples" in expect:
        assert bool(found.on_samples) is expect["samples"]
    if "contradiction" in expect:
        assert [list(one.facts) for one in found.contradictions] == [expect["contradiction"]]
    else:
        assert not found.contradictions


def _procedure(expect: dict[str, Any], found: Assessment) -> None:
    forms, papers = {one.id for one in found.forms}, {one.id for one in found.papers}
    assert set(expect.get("forms", ())) <= forms
    assert forms.isdisjoint(expect.get("not_forms", ()))
    assert set(expect.get("papers", ())) <= papers
    assert papers.isdisjoint(expect.get("not_papers", ()))
    assert not (papers and expect.get("no_papers"))
    assert set(expect.get("help", ())) <= {one.id for one in found.further_help}
    if "agency" in expect:
        assert found.agency is not None
        assert found.agency.may_apply.value == expect["agency"]
        assert found.agency.rule == expect.get("agency_rule", found.agency.rule)
    if "venue" in expect:
        assert list(found.venue.regions) == expect["venue"]
    if "elsewhere" in expect:
        assert found.venue.elsewhere.value == expect["elsewhere"]
    if "timetable" in expect:
        assert [one.id for one in found.timetable] == expect["timetable"]
    for step, day in expect.get("last_days", {}).items():
        assert {one.id: one.last_day for one in found.timetable}[step] == day
    if "duty_lawyer_forwards" in expect:
        assert found.forwarding is not None
        assert found.forwarding.by_duty_lawyer is expect["duty_lawyer_forwards"]


@pytest.mark.parametrize(
    ("case", "claim"),
    [(case, claim) for case in CASES for claim in case.covers],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
def test_what_a_case_claims_to_cover_it_covers(
    case: Case, claim: str, parameters: LegalAidParameters
) -> None:
    article, kind = claim.split()
    assert (article in _rests_on(_run(case, parameters))) is (kind == "yes")


def test_every_item_is_covered_as_a_yes_and_as_a_near_miss() -> None:
    items = [f"{article}.{item}" for article, last in ITEMS.items() for item in range(1, last + 1)]
    wanted = {f"{one} {kind}" for one in (*items, *WHOLE) for kind in ("yes", "miss")}
    assert {claim for case in CASES for claim in case.covers} == wanted


def test_there_are_enough_cases_and_each_has_a_name_of_its_own() -> None:
    assert len(CASES) >= 165
    assert [name for name, count in Counter(case.name for case in CASES).items() if count > 1] == []


def test_cases_expect_only_what_is_looked_at() -> None:
    assert {name for case in CASES for name in case.expect} <= EXPECTABLE
    assert all(
        {"outcome", "possible", "error", "urgencies", "forms", "mediation"} & set(case.expect)
        for case in CASES
    )


def test_every_outcome_is_expected_by_several_cases() -> None:
    counted = Counter(case.expect.get("outcome") for case in CASES)
    assert min(counted[outcome.value] for outcome in Outcome) >= 8
