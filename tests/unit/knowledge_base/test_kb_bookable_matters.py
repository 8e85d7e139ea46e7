"""What answers lead to: questions, detours, places, dates, papers, and who handles the matter."""

from datetime import date
from pathlib import Path

import pytest

from knowledge_base.bookable.catalogue import Catalogue, read_catalogue
from knowledge_base.bookable.checklists import checklist, missing_materials
from knowledge_base.bookable.conditions import Answers, Condition, read_condition
from knowledge_base.bookable.handling import handlers, tier_for

KNOWLEDGE = Path(__file__).parents[3] / "knowledge_base"


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return read_catalogue(KNOWLEDGE)


def ids(items: object) -> list[str]:
    return [one.id for one in items]  # type: ignore[attr-defined]


# ---- conditions ----


def test_a_condition_is_open_until_its_question_is_answered(shipped: Catalogue) -> None:
    matter = shipped.matters["neighbours_dispute"]
    leak = read_condition({"neighbour_issue": ["leak", "noise"]})
    assert matter.decides(leak, {}) is None
    assert matter.decides(leak, {"neighbour_issue": "leak"}) is True
    assert matter.decides(leak, {"neighbour_issue": "light"}) is False
    assert matter.decides(Condition(), {}) is True


def test_all_parts_of_a_condition_must_hold(shipped: Catalogue) -> None:
    matter = shipped.matters["neighbours_dispute"]
    both = read_condition({"parties": "many", "amount": "over_500k"})
    assert matter.decides(both, {"parties": "many"}) is None
    assert matter.decides(both, {"parties": "two"}) is False
    assert matter.decides(both, {"parties": "many", "amount": "over_500k"}) is True


def test_one_of_several_answers_is_enough(shipped: Catalogue) -> None:
    labour = shipped.matters["labour_dispute"]
    assert "wage_record" in ids(checklist(labour, {"labour_issue": ["work_injury", "pay"]}).needed)
    assert "wage_record" not in ids(checklist(labour, {"labour_issue": ["work_injury"]}).needed)


def test_an_answer_that_others_made_pointless_does_not_count(shipped: Catalogue) -> None:
    callback = shipped.matters["lawyer_callback"]
    may = read_condition({"may_name": "may"})
    assert callback.decides(may, {"safe_to_call": "safe", "may_name": "may"}) is True
    assert callback.decides(may, {"safe_to_call": "unsafe", "may_name": "may"}) is False
    assert callback.decides(may, {"may_name": "may"}) is None


# ---- questions and detours ----


@pytest.mark.parametrize(
    ("name", "text", "values"),
    [
        ("amount", "八百多块", {"under_10k"}),
        ("amount", "3500元", {"under_10k"}),
        ("amount", "两万块", {"from_10k"}),
        ("amount", "25000元", {"from_10k"}),
        ("amount", "十五万", {"from_100k"}),
        ("amount", "30万", {"from_100k"}),
        ("amount", "五十万", {"over_500k"}),
        ("amount", "一百万", {"over_500k"}),
        ("amount", "1200000", {"over_500k"}),
        ("violence", "没有家暴", {"none"}),
        ("violence", "他没打过我", {"none"}),
        ("violence", "没有", {"none"}),
        ("violence", "他喝了酒就打我", {"now"}),
        ("violence", "昨天又打了", {"now"}),
        ("violence", "以前有打过，现在不打了", {"past"}),
        ("violence", "不方便说", {"unsure"}),
        ("danger", "没动过手", {"none"}),
        ("danger", "没有打架", {"none"}),
        ("danger", "上次打过一架", {"happened"}),
        ("danger", "他扬言要打我", {"happened"}),
        ("danger", "他脾气不好，有点担心", {"worried"}),
        ("willing", "他不愿意", {"refused"}),
        ("willing", "对方也同意", {"willing"}),
        ("willing", "还没问过他", {"unsure"}),
    ],
)
def test_answers_are_heard_as_they_are_meant(
    shipped: Catalogue, name: str, text: str, values: set[str]
) -> None:
    question = shipped.matters["marriage_dispute"].question(name) or shipped.matters[
        "neighbours_dispute"
    ].question(name)
    assert question is not None
    heard = {choice.value for choice in question.choices if any(word.search(text) for word in choice.words)}
    assert heard == values


def test_only_what_the_answers_make_sense_of_is_asked(shipped: Catalogue) -> None:
    matter = shipped.matters["neighbours_dispute"]
    assert "town" not in ids(matter.open_questions({}))
    assert "town" in ids(matter.open_questions({"where": "own_town"}))
    assert "town" not in ids(matter.open_questions({"where": "center"}))
    assert "where" not in ids(matter.open_questions({"where": "center"}))


def test_a_family_is_first_asked_about_violence(shipped: Catalogue) -> None:
    for name in ("marriage_dispute", "elder_support", "family_estate"):
        assert shipped.matters[name].questions[0].id == "violence"


@pytest.mark.parametrize("name", ["marriage_dispute", "elder_support", "family_estate"])
def test_violence_leads_to_safety_and_never_to_a_mediation(shipped: Catalogue, name: str) -> None:
    matter = shipped.matters[name]
    now = matter.detour({"violence": "now", "willing": "refused"})
    assert now is not None
    assert (now.kind, now.blocks) == ("emergency", True)
    assert "110" in now.text
    assert "人身安全保护令" in now.text
    for said in ("past", "unsure"):
        before = matter.detour({"violence": said})
        assert before is not None
        assert (before.kind, before.blocks) == ("person", True)
    assert matter.detour({"violence": "none", "willing": "willing"}) is None


def test_a_clear_refusal_ends_a_mediation_but_leaves_other_roads(shipped: Catalogue) -> None:
    for matter in shipped.of_service("mediation"):
        refused = matter.detour({"violence": "none", "danger": "none", "willing": "refused"})
        assert refused is not None, matter.id
        assert refused.blocks
        assert set(refused.offers) == {"lawyer_callback", "legal_aid"}
        assert ("人民调解法", "第十七条") in [(one.law, one.article) for one in refused.citations]
        for said in ("willing", "unsure", "hesitant"):
            assert matter.detour({"violence": "none", "danger": "none", "willing": said}) is None


def test_a_dispute_between_heirs_is_no_matter_for_a_notary(shipped: Catalogue) -> None:
    for name in ("inheritance_house", "inheritance_money", "property_division", "contract"):
        detour = shipped.matters[name].detour({"agreed": "disputed"})
        assert detour is not None
        assert "mediation" in detour.offers


def test_land_elsewhere_belongs_to_the_notary_there_but_for_four_kinds(shipped: Catalogue) -> None:
    for name in ("inheritance_house", "property_division", "contract", "security_contract"):
        detour = shipped.matters[name].detour({"house": "elsewhere"})
        assert detour is not None, name
        assert detour.id == "house_elsewhere"
    for name in ("power_of_attorney", "house_sale_attorney", "declaration", "gift", "will"):
        assert shipped.matters[name].detour({"house": "elsewhere"}) is None


def test_nobody_is_called_for_whom_a_call_is_not_safe(shipped: Catalogue) -> None:
    callback = shipped.matters["lawyer_callback"]
    detour = callback.detour({"safe_to_call": "unsafe", "topic": "violence"})
    assert detour is not None
    assert detour.blocks
    assert "caller_phone" not in ids(callback.open_questions({"safe_to_call": "unsafe"}))
    assert "caller_phone" in ids(callback.open_questions({"safe_to_call": "set_times"}))


# ---- places, dates ----


@pytest.mark.parametrize(
    ("name", "answers", "places"),
    [
        ("will", {"coming": "can_come"}, {"office"}),
        ("will", {"coming": "in_hospital"}, {"office", "home_visit"}),
        ("will", {"coming": "away"}, {"office"}),
        ("power_of_attorney", {"coming": "away"}, {"office", "video"}),
        ("neighbours_dispute", {"where": "own_town", "coming": "can_come"}, {"office", "justice_station"}),
        ("medical_dispute", {"coming": "far_away"}, {"office", "video"}),
        ("lottery", {}, {"on_site"}),
        ("lawyer_callback", {"call_way": "phone"}, {"phone"}),
    ],
)
def test_places_depend_on_the_answers(
    shipped: Catalogue, name: str, answers: Answers, places: set[str]
) -> None:
    assert {rule.place for rule in shipped.matters[name].places_for(answers)} == places


def test_judicial_confirmation_is_asked_for_within_thirty_days(shipped: Catalogue) -> None:
    for matter in shipped.of_service("mediation"):
        (follow_up,) = matter.follow_ups
        assert follow_up.ends(date(2026, 11, 24)) == date(2026, 12, 24)
    assert "调解委员会所在地" in shipped.matters["labour_dispute"].follow_ups[0].text


def test_fifteen_working_days_for_a_notary(shipped: Catalogue) -> None:
    for matter in shipped.of_service("notarization"):
        assert matter.expected is not None
        assert (matter.expected.length, matter.expected.unit) == (15, "工作日")


# ---- papers ----


def test_papers_that_hang_by_an_open_question_are_only_perhaps_needed(shipped: Catalogue) -> None:
    adoption = shipped.matters["adoption"]
    assert "adoption_certificate" in ids(checklist(adoption, {}).perhaps)
    told = checklist(adoption, {"registered": "registered", "use_where": "home", "coming": "can_come"})
    assert "adoption_certificate" in ids(told.needed)
    assert told.perhaps == ()
    assert "adoption_old" not in ids(told.needed)


def test_what_is_ticked_is_not_missing(shipped: Catalogue) -> None:
    birth = shipped.matters["birth"]
    answers = {"by_agent": "self", "use_where": "abroad", "coming": "can_come"}
    needed = ids(checklist(birth, answers).needed)
    assert "agent_papers" not in needed
    assert {"id_card", "passport", "birth_certificate"} <= set(needed)
    missing = missing_materials(birth, answers, {"id_card", "passport"})
    assert ids(missing) == [name for name in needed if name not in {"id_card", "passport"}]
    assert all(material.get for material in missing)
    assert missing_materials(birth, answers, needed) == ()


def test_every_matter_says_what_to_bring_and_how_to_get_it(shipped: Catalogue) -> None:
    for matter in shipped.matters.values():
        assert matter.materials, matter.id
        assert all(material.get for material in matter.materials)


# ---- who handles it ----


def test_an_ordinary_dispute_goes_to_the_station_of_ones_town(shipped: Catalogue) -> None:
    matter = shipped.matters["neighbours_dispute"]
    answers = {"where": "own_town", "town": "town_two", "coming": "can_come", "parties": "two"}
    handling = handlers(shipped, matter, answers)
    assert [one.resource.id for one in handling.options] == ["town_committee_two", "peoples_committee"]
    assert handling.tier is not None
    assert handling.tier.id == "ordinary"
    assert all(one.along == () for one in handling.options)
    at_station = handlers(shipped, matter, answers, "justice_station")
    assert [one.resource.id for one in at_station.options] == ["town_committee_two"]


@pytest.mark.parametrize("town", ["elsewhere", ""])
def test_who_lives_elsewhere_goes_to_the_centre(shipped: Catalogue, town: str) -> None:
    matter = shipped.matters["neighbours_dispute"]
    handling = handlers(shipped, matter, {"where": "either", "town": town})
    assert [one.resource.id for one in handling.options] == ["peoples_committee"]


@pytest.mark.parametrize(
    ("name", "answers", "tier"),
    [
        ("neighbours_dispute", {}, "ordinary"),
        ("neighbours_dispute", {"amount": "from_10k", "parties": "two"}, "ordinary"),
        ("lending_dispute", {"amount": "from_100k"}, "professional"),
        ("neighbours_dispute", {"before": "mediated"}, "professional"),
        ("injury_dispute", {"injury": "disabled"}, "professional"),
        ("neighbours_dispute", {"parties": "many", "amount": "none"}, "invited"),
        ("lending_dispute", {"amount": "over_500k"}, "professional"),
        ("lending_dispute", {"amount": "over_500k", "before": "mediated"}, "invited"),
        ("medical_dispute", {}, "professional"),
        ("medical_dispute", {"injury": "disabled"}, "invited"),
        ("road_traffic", {"injury": "disabled"}, "professional"),
        ("road_traffic", {"injury": "death"}, "invited"),
        ("labour_dispute", {"labour_count": "many"}, "invited"),
    ],
)
def test_the_grade_of_mediator_follows_the_complexity(
    shipped: Catalogue, name: str, answers: Answers, tier: str
) -> None:
    found = tier_for(shipped.matters[name], answers)
    assert found is not None
    assert found.id == tier


def test_a_complex_matter_needs_a_mediator_and_the_joint_room(shipped: Catalogue) -> None:
    matter = shipped.matters["medical_dispute"]
    handling = handlers(shipped, matter, {"injury": "death"}, "office")
    (option,) = handling.options
    assert option.resource.id == "medical_committee"
    assert [[one.id for one in group] for group in option.along] == [
        ["invited_mediators"],
        ["joint_mediation_room"],
    ]
    assert handling.minutes == 180


def test_a_specialised_committee_has_professional_mediators_of_its_own(shipped: Catalogue) -> None:
    (option,) = handlers(shipped, shipped.matters["labour_dispute"], {}, "office").options
    assert option.along == ()
    (other,) = handlers(
        shipped, shipped.matters["lending_dispute"], {"amount": "from_100k"}, "office"
    ).options
    assert [[one.id for one in group] for group in other.along] == [["professional_mediators"]]


def test_a_notary_comes_home_only_where_somebody_visits(shipped: Catalogue) -> None:
    will = shipped.matters["will"]
    at_home = handlers(shipped, will, {"coming": "cannot_move"}, "home_visit")
    assert [one.resource.id for one in at_home.options] == ["notary_home_visit"]
    assert at_home.tier is None
    window = handlers(shipped, will, {"coming": "can_come"})
    assert [one.resource.id for one in window.options] == ["notary_window"]
