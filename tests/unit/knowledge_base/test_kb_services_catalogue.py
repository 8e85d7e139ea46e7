"""Services and institutions as clerks write them."""

import re
import shutil
from pathlib import Path

import pytest

from knowledge_base.faq_entries import InvalidContent
from knowledge_base.models import Reference
from knowledge_base.services_catalogue import (
    Danger,
    Institution,
    Service,
    read_danger,
    read_institution,
    read_services,
)

KNOWLEDGE = Path(__file__).parents[3] / "knowledge_base"

BOAT = """\
id: boat
title: 游船预约
intents: [book_boat, change_boat]
open: true
about: 替您约好湖上的游船和时间。
meanwhile: 现在请到码头的窗口租船。
prepare: 身份证。
citations:
  - {law: 青山市公园管理条例, article: 第四条}
"""

BUREAU = """\
id: bureau
name: 青山市司法局
sample: true
hours: 工作日9:00—17:00
hotline: "12348"
"""

DANGER = """\
reply: 您现在的安全最要紧，马上拨打110，说清您在哪里。
signs:
  - 救命
  - (拿|举)着?刀
"""


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    shutil.copytree(KNOWLEDGE / "schemas", tmp_path / "schemas")
    for path, text in (
        ("services/boat.yaml", BOAT),
        ("institutions/bureau.yaml", BUREAU),
        ("institutions/danger.yaml", DANGER),
    ):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def change(path: Path, right: str, wrong: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong), encoding="utf-8")


def test_a_service_is_found_by_each_of_its_intents(knowledge: Path) -> None:
    boat = Service(
        id="boat",
        title="游船预约",
        intents=("book_boat", "change_boat"),
        open=True,
        about="替您约好湖上的游船和时间。",
        meanwhile="现在请到码头的窗口租船。",
        prepare="身份证。",
        citations=(Reference("青山市公园管理条例", "第四条"),),
    )
    assert read_services(knowledge / "services") == {"book_boat": boat, "change_boat": boat}


def test_two_services_may_not_claim_one_intent(knowledge: Path) -> None:
    other = BOAT.replace("id: boat", "id: ship").replace("book_boat", "book_ship")
    (knowledge / "services" / "ship.yaml").write_text(other, encoding="utf-8")
    with pytest.raises(InvalidContent, match=r"ship\.yaml：意图 change_boat 已经属于 boat"):
        read_services(knowledge / "services")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("open: true", "open: 是"),
        ("intents: [book_boat, change_boat]", "intents: []"),
        ("intents: [book_boat, change_boat]", "intents: [预约游船]"),
        ("article: 第四条", "article: 4"),
        ("prepare: 身份证。", "price: 20"),
    ],
)
def test_a_service_that_breaks_its_schema_is_refused(knowledge: Path, right: str, wrong: str) -> None:
    change(knowledge / "services" / "boat.yaml", right, wrong)
    with pytest.raises(InvalidContent, match=r"^boat\.yaml "):
        read_services(knowledge / "services")


def test_the_bureau_is_a_sample_until_it_is_confirmed(knowledge: Path) -> None:
    assert read_institution(knowledge / "institutions") == Institution(
        "青山市司法局", True, "工作日9:00—17:00", "12348"
    )
    change(knowledge / "institutions" / "bureau.yaml", "sample: true", "sample: false")
    assert not read_institution(knowledge / "institutions").sample


def test_another_hotline_than_12348_is_refused(knowledge: Path) -> None:
    change(knowledge / "institutions" / "bureau.yaml", '"12348"', '"12345"')
    with pytest.raises(InvalidContent, match=r"bureau\.yaml hotline"):
        read_institution(knowledge / "institutions")


def test_the_signs_of_danger_are_read_as_they_are_written(knowledge: Path) -> None:
    danger = read_danger(knowledge / "institutions")
    assert danger == Danger("您现在的安全最要紧，马上拨打110，说清您在哪里。", ("救命", "(拿|举)着?刀"))


def test_danger_without_signs_is_refused(knowledge: Path) -> None:
    change(knowledge / "institutions" / "danger.yaml", "\n  - 救命\n  - (拿|举)着?刀", " []")
    with pytest.raises(InvalidContent, match=r"danger\.yaml signs"):
        read_danger(knowledge / "institutions")


def test_a_sign_that_is_no_regular_expression_is_refused(knowledge: Path) -> None:
    change(knowledge / "institutions" / "danger.yaml", "- 救命", "- (救命")
    with pytest.raises(InvalidContent, match=r"danger\.yaml signs/0"):
        read_danger(knowledge / "institutions")


def test_what_ships_can_be_read_and_used() -> None:
    services = read_services(KNOWLEDGE / "services")
    assert {service.id for service in services.values()} == {
        path.stem for path in (KNOWLEDGE / "services").glob("*.yaml")
    }
    assert all(intent in service.intents for intent, service in services.items())
    assert read_institution(KNOWLEDGE / "institutions").hotline == "12348"
    assert all(re.compile(sign) for sign in read_danger(KNOWLEDGE / "institutions").signs)
