"""What can be booked, as the files say it: shipped content, defaults, shared parts, new services."""

import shutil
from pathlib import Path

import pytest

from knowledge_base.bookable.catalogue import Catalogue, read_catalogue
from knowledge_base.faq_entries import InvalidContent
from knowledge_base.lint import lint_content
from knowledge_base.services_catalogue import read_services

KNOWLEDGE = Path(__file__).parents[3] / "knowledge_base"

BOAT = """\
id: boat
title: 游船预约
intents: [book_boat]
open: true
about: 替您约好湖上的游船和时间。
meanwhile: 现在请到码头的窗口租船。
prepare: 身份证。
citations: []
as_of: "2025-04-19"
defaults:
  handled_by: [{kind: pier}]
  duration_minutes: 30
  places: [{place: office}]
  presence: agent_allowed
  lead_hours: 2
  fee: mediation
  questions: [children]
  materials: [ticket]
  detours: []
  follow_ups: []
  limits: []
questions:
  - {id: children, answers: yes_no, text: 有孩子一起来吗？, why: 因为孩子要穿救生衣。}
materials:
  - {id: ticket, text: 船票, get: 在窗口买。}
  - {id: vest, text: 救生衣, get: 码头能借。, when: {children: "yes"}}
matters:
  - id: rowing_boat
    title: 划船
    about: 自己划的小木船，坐两个人。
    words: [划船, 小木船, 划桨]
    materials: [vest]
"""

PIER = """\
resources:
  - id: pier
    title: 码头（示例）
    kind: pier
    places: [office]
    hours: [{days: [sat, sun], from: "09:00", until: "17:00"}]
    sample: true
    source: 示例
"""

EIGHT_SEATS = """\
as_of: "2025-04-19"
defaults: {duration_minutes: 60}
matters:
  - id: big_boat
    title: 大船
    about: 八个人坐的电动大船，有人开。
    words: [大船, 八人船, 电动船]
    without: [ticket]
    questions:
      - {id: people, answers: number, text: 一共几个人？, why: 因为大船最多坐八个人。}
      - {id: children, text: 带不带孩子？}
"""


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return read_catalogue(KNOWLEDGE)


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    for name in ("schemas", "parameters", "statutes"):
        shutil.copytree(KNOWLEDGE / name, tmp_path / name)
    (tmp_path / "services").mkdir()
    (tmp_path / "resources").mkdir()
    (tmp_path / "services" / "boat.yaml").write_text(BOAT, encoding="utf-8")
    (tmp_path / "resources" / "pier.yaml").write_text(PIER, encoding="utf-8")
    return tmp_path


def group(knowledge: Path, text: str) -> None:
    folder = knowledge / "services" / "boat"
    folder.mkdir()
    (folder / "big.yaml").write_text(text, encoding="utf-8")


def change(path: Path, right: str, wrong: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")


def test_three_services_have_something_to_book(shipped: Catalogue) -> None:
    assert shipped.services == ("lawyer_callback", "mediation", "notarization")
    assert len(shipped.of_service("notarization")) >= 30
    kinds = {matter.id: matter.handled_by[-1].kind for matter in shipped.of_service("mediation")}
    assert kinds["medical_dispute"] == "medical_committee"
    assert kinds["road_traffic"] == "road_traffic_committee"
    assert kinds["labour_dispute"] == "labour_committee"
    assert kinds["property_management_dispute"] == "property_management_committee"
    assert set(kinds.values()) - {"peoples_committee"} == {
        "medical_committee",
        "road_traffic_committee",
        "labour_committee",
        "property_management_committee",
    }


def test_nobody_is_named_before_the_bureau_has_confirmed_it(shipped: Catalogue) -> None:
    assert all(one.sample and "示例" in one.title + one.source for one in shipped.resources.values())
    assert all(fee.free or (fee.sample and fee.amount is None) for fee in shipped.parameters.fees.values())
    assert all(policy.sample for policy in shipped.parameters.policies.values())


def test_what_must_be_done_in_person_is_never_done_from_afar(shipped: Catalogue) -> None:
    in_person = {one.id for one in shipped.matters.values() if one.presence == "in_person"}
    assert in_person == {"will", "will_change", "survival", "adoption"}
    for name in in_person:
        matter = shipped.matters[name]
        assert {rule.place for rule in matter.places} <= {"office", "home_visit"}
        assert matter.question("by_agent") is None
        assert any(limit.id == "in_person" for limit in matter.limits)


def test_who_may_tell_who_somebody_is_is_marked(shipped: Catalogue) -> None:
    personal = {
        question.id
        for matter in shipped.matters.values()
        for question in matter.questions
        if question.personal
    }
    assert personal == {"other_name", "other_phone", "caller_name", "caller_phone", "scene_address"}


def test_towns_to_choose_from_are_those_that_have_a_station(shipped: Catalogue) -> None:
    town = shipped.matters["neighbours_dispute"].question("town")
    assert town is not None
    stations = [one.town.id for one in shipped.resources.values() if one.town]
    assert [choice.value for choice in town.choices] == [*stations, "elsewhere"]


def test_a_new_service_is_a_new_file_only(knowledge: Path) -> None:
    boat = read_catalogue(knowledge).matters["rowing_boat"]
    assert boat.service == "boat"
    assert [material.id for material in boat.materials] == ["ticket", "vest"]
    assert [question.id for question in boat.questions] == ["children"]
    assert boat.as_of.isoformat() == "2025-04-19"
    assert "book_boat" in read_services(knowledge / "services")
    assert [fault for fault in lint_content(knowledge, {}).faults if "boat" in fault] == []


def test_a_service_grows_by_a_file_in_its_folder(knowledge: Path) -> None:
    group(knowledge, EIGHT_SEATS)
    boat = read_catalogue(knowledge).matters["big_boat"]
    assert boat.duration_minutes == 60
    assert boat.lead_hours == 2
    assert boat.materials == ()
    assert [(one.id, one.text) for one in boat.questions] == [
        ("people", "一共几个人？"),
        ("children", "带不带孩子？"),
    ]
    assert boat.questions[1].why == "因为孩子要穿救生衣。"


def test_a_folder_without_its_service_is_a_fault(knowledge: Path) -> None:
    (knowledge / "services" / "plane").mkdir()
    (knowledge / "services" / "plane" / "one.yaml").write_text(EIGHT_SEATS, encoding="utf-8")
    with pytest.raises(InvalidContent, match=r"plane.*没有同名的服务文件"):
        read_catalogue(knowledge)


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("materials: [vest]", "materials: [coat]", "没有 coat 这一项"),
        ("materials: [vest]", "materials: [vest, vest]", "vest 写了两次"),
        ("materials: [vest]", "material: [vest]", "material"),
        ("duration_minutes: 30", "duration_minutes: soon", "rowing_boat duration_minutes"),
        ("  fee: mediation\n", "", "'fee' is a required property"),
        ('when: {children: "yes"}', "when: {children: yes}", "rowing_boat materials"),
        ('when: {children: "yes"}', "when: {}", "rowing_boat materials"),
        ("answers: yes_no", "answers: one", "要有选项"),
        ("answers: yes_no", "answers: yes_no, when: {later: x}", "要排在它前面问"),
        ("why: 因为孩子要穿救生衣。", "why: 安全。", "rowing_boat questions"),
        ("place: office", "place: moon", "moon"),
    ],
)
def test_a_slip_is_named_with_its_place(knowledge: Path, right: str, wrong: str, fault: str) -> None:
    change(knowledge / "services" / "boat.yaml", right, wrong)
    with pytest.raises(InvalidContent, match=fault):
        read_catalogue(knowledge)


def test_two_matters_may_not_share_an_id(knowledge: Path) -> None:
    group(knowledge, EIGHT_SEATS.replace("big_boat", "rowing_boat"))
    with pytest.raises(InvalidContent, match="rowing_boat 出现了两次"):
        read_catalogue(knowledge)


def test_an_item_may_not_stand_twice_among_the_shared_ones(knowledge: Path) -> None:
    group(knowledge, EIGHT_SEATS + "materials:\n  - {id: vest, text: 救生圈, get: 码头能借。}\n")
    with pytest.raises(InvalidContent, match="vest 出现了两次"):
        read_catalogue(knowledge)
