"""What lint finds wrong in a catalogue that the schemas let through."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge_base.lint import lint_content
from knowledge_base.models import Reference

KNOWLEDGE = Path(__file__).parents[3] / "knowledge_base"

HARBOUR = """\
id: harbour
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
  places: [{place: office, policy: weather}]
  presence: agent_allowed
  lead_hours: 2
  fee: boat_fee
  questions:
    - id: swim
      answers: yes_no
      text: 会游泳吗？
      why: 因为不会游泳的要穿救生衣（青山湖管理条例第二条）。
      citations: [{law: 青山湖管理条例, article: 第二条}]
  materials: [{id: vest, text: 救生衣, get: 码头能借。, when: {swim: "no"}}]
  limits: [{id: hours, text: 一次最多划三小时。, citations: [{law: 青山湖管理条例, article: 第三条}]}]
  detours:
    - id: ill
      kind: person
      when: {swim: unknown}
      text: 不清楚的，请工作人员看看。
      blocks: false
      offers: [harbour]
      citations: [{law: 青山湖管理条例, article: 第二条}]
  follow_ups: []
matters:
  - {id: rowing_boat, title: 划船, about: 自己划的小木船，坐两个人。, words: [划船, 小木船, 划桨]}
  - {id: big_boat, title: 大船, about: 八个人坐的大船，有人开。, words: [大船, 八人船, 电动 船]}
"""

PIER = """\
resources:
  - id: pier
    title: 码头（示例）
    kind: pier
    places: [office]
    hours: [{days: [sat], from: "09:00", until: "17:00"}]
    sample: true
    source: 示例
"""

PARAMETERS = """\
as_of: "2025-04-19"
fees:
  - {id: boat_fee, from: 2025-01-01, text: 按公告的价格收。, free: false, source: 示例, sample: true}
policies:
  - {id: weather, from: 2025-01-01, title: 大风停船, text: 大风天不开船。, source: 示例, sample: true}
"""

CALENDAR = """\
confirmed_through: "2026-12-31"
source: 示例
sample: true
corrections: []
closures: [{resource: pier, from: "2026-12-01", why: 修码头}]
extra_days: []
"""

TEXTS = {
    Reference("青山湖管理条例", "第二条"): "不会游泳的人乘船，应当穿着救生衣，并听从码头工作人员的安排。",
    Reference("青山湖管理条例", "第三条"): "划船一次不得超过三小时。",
}


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    shutil.copytree(KNOWLEDGE / "schemas", tmp_path / "schemas")
    for name, text in (
        ("services/harbour.yaml", HARBOUR),
        ("resources/pier.yaml", PIER),
        ("parameters/bookings.yaml", PARAMETERS),
        ("parameters/booking_calendar.yaml", CALENDAR),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def change(path: Path, right: str, wrong: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")


def faults(knowledge: Path, texts: dict[Reference, str] | None = None) -> Iterator[str]:
    for fault in lint_content(knowledge, TEXTS if texts is None else texts).faults:
        if "bureau.yaml" not in fault:  # this small knowledge base has no bureau
            yield fault


def test_a_sound_catalogue_has_no_faults(knowledge: Path) -> None:
    assert list(faults(knowledge)) == []
    assert list(faults(knowledge, {})) == []


def test_samples_are_counted_and_flagged(knowledge: Path) -> None:
    notes = "\n".join(lint_content(knowledge, TEXTS).notes)
    assert "resources 有 1 个还是示例：码头（示例）" in notes
    assert "1 项收费还是示例：boat_fee" in notes
    assert "1 项办事规定还是示例：大风停船" in notes
    assert "booking_calendar.yaml 还是示例" in notes


@pytest.mark.parametrize(
    ("file", "right", "wrong", "fault"),
    [
        ("services/harbour.yaml", "电动 船]", "小木船]", "说法“小木船”重复，出现在 rowing_boat、big_boat"),
        ("services/harbour.yaml", "电动 船]", "船 电动, 大船上 划]", ""),
        ("services/harbour.yaml", 'when: {swim: "no"}', 'when: {swum: "no"}', "没有 swum 这个问题"),
        (
            "services/harbour.yaml",
            'when: {swim: "no"}',
            "when: {swim: never}",
            "问题 swim 没有 never 这个选项",
        ),
        ("services/harbour.yaml", "{kind: pier}", "{kind: airport}", "resources 里没有 airport 这一类"),
        ("services/harbour.yaml", "{kind: pier}", '{kind: pier, when: {swim: "yes"}}', "要有一条不带条件的"),
        ("services/harbour.yaml", "{kind: pier}", "{kind: pier, town: swim}", "swim 不是问乡镇的问题"),
        ("services/harbour.yaml", "place: office", "place: video", "没有谁能在 video 办"),
        ("services/harbour.yaml", "fee: boat_fee", "fee: gold", "没有 gold 这项收费"),
        ("services/harbour.yaml", "policy: weather", "policy: moon", "没有 moon 这项规定"),
        ("services/harbour.yaml", "offers: [harbour]", "offers: [airport]", "提到的服务 airport 不存在"),
        ("services/harbour.yaml", "条例第二条）", "条例第四条）", "why 里写的条文和 citations 不一样"),
        ("services/harbour.yaml", "最多划三小时", "最多划四小时", "引用的条文里没有“4小时”"),
        ("services/harbour.yaml", "article: 第三条", "article: 第九条", "找不到《青山湖管理条例》第九条"),
        (
            "services/harbour.yaml",
            "一次最多划三小时。, citations: [{law: 青山湖管理条例, article: 第三条}]",
            "应当穿着救生衣，并听从码头工作人员的安排。, citations: [{law: 青山湖管理条例, article: 第二条}]",
            "照抄了条文",
        ),
        ("resources/pier.yaml", "title: 码头", "tiers: [captain]\n    title: 码头", "没有 captain 这一级"),
        ("resources/pier.yaml", "places: [office]", "places: [phone]", "没有谁能在 office 办"),
        ("parameters/booking_calendar.yaml", "resource: pier", "resource: harbour", "没有 harbour 这个资源"),
        (
            "parameters/booking_calendar.yaml",
            "corrections: []",
            'corrections: [{date: "2027-01-01", is: holiday, source: 示例}]',
            "在确认到的日子",
        ),
    ],
)
def test_what_does_not_hold_together_is_named(
    knowledge: Path, file: str, right: str, wrong: str, fault: str
) -> None:
    change(knowledge / file, right, wrong)
    found = list(faults(knowledge))
    if fault:
        assert any(fault in one for one in found), found
    else:
        assert found == []


def test_what_must_be_done_in_person_is_not_offered_by_video(knowledge: Path) -> None:
    change(knowledge / "services" / "harbour.yaml", "presence: agent_allowed", "presence: in_person")
    change(knowledge / "services" / "harbour.yaml", "place: office", "place: video")
    change(knowledge / "resources" / "pier.yaml", "places: [office]", "places: [video]")
    assert any("必须本人当面办的，不能 video" in one for one in faults(knowledge))


def test_a_resource_that_nobody_needs_is_named(knowledge: Path) -> None:
    change(
        knowledge / "resources" / "pier.yaml",
        "resources:\n",
        "resources:\n  - {id: tower, title: 灯塔, kind: tower, places: [office],"
        ' hours: [{days: [sat], from: "09:00", until: "17:00"}], source: 示例}\n',
    )
    assert any("resources tower：没有哪件事由 tower 办" in one for one in faults(knowledge))


def test_an_article_of_a_fee_must_exist(knowledge: Path) -> None:
    change(
        knowledge / "parameters" / "bookings.yaml",
        "free: false,",
        "free: false, citations: [{law: 青山湖管理条例, article: 第八条}],",
    )
    assert any("boat_fee：找不到《青山湖管理条例》第八条" in one for one in faults(knowledge))
