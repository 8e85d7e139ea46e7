"""Reading the FAQ that lawyers write."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from knowledge_base.faq_entries import InvalidContent, read_faq
from knowledge_base.models import FaqEntry, Reference

KNOWLEDGE = Path(__file__).parents[3] / "knowledge_base"

PARK = """\
topic: park
title: 公园
entries:
  - id: park-barbecue
    question: 公园草坪上可以烧烤吗？
    phrasings: [周末想在草坪烧烤, 带炭火去公园野餐, 烧烤会被赶走吗]
    answer: >-
      草坪上不能烧烤，管理单位会劝阻；
      烧坏了草坪，要补种草皮，并且要听从管理员的安排。
    next_step: "  到服务台问一问可以烧烤的地方。  "
    citations:
      - {law: 青山市公园管理条例, article: 第三条之一}
    as_of: 2025-04-19
"""

FULL = (
    PARK.rstrip()
    + """
    service: mediation
    related: [park-dog]
    caution: 各个公园的规定可能不一样。
"""
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An FAQ folder beside the real schemas."""
    shutil.copytree(KNOWLEDGE / "schemas", tmp_path / "schemas")
    (tmp_path / "faq").mkdir()
    return tmp_path / "faq"


def write(folder: Path, text: str, name: str = "park.yaml") -> None:
    (folder / name).write_text(text, encoding="utf-8")


def test_an_entry_is_read_whole(folder: Path) -> None:
    write(folder, FULL)
    assert read_faq(folder) == [
        FaqEntry(
            id="park-barbecue",
            topic="park",
            topic_title="公园",
            question="公园草坪上可以烧烤吗？",
            phrasings=("周末想在草坪烧烤", "带炭火去公园野餐", "烧烤会被赶走吗"),
            answer="草坪上不能烧烤，管理单位会劝阻； 烧坏了草坪，要补种草皮，并且要听从管理员的安排。",
            next_step="到服务台问一问可以烧烤的地方。",
            citations=(Reference("青山市公园管理条例", "第三条之一"),),
            as_of=date(2025, 4, 19),
            service="mediation",
            related=("park-dog",),
            caution="各个公园的规定可能不一样。",
        )
    ]


def test_what_may_be_left_out_is_empty(folder: Path) -> None:
    write(folder, PARK)
    (entry,) = read_faq(folder)
    assert (entry.service, entry.related, entry.caution) == (None, (), None)


def test_a_date_may_stand_with_or_without_quotation_marks(folder: Path) -> None:
    write(folder, PARK.replace("2025-04-19", '"2025-04-19"'))
    assert read_faq(folder)[0].as_of == date(2025, 4, 19)


def test_files_are_read_in_the_order_of_their_names_and_others_left_alone(folder: Path) -> None:
    for name in ("b", "a", "c"):
        write(folder, PARK.replace("park-barbecue", f"park-{name}"), f"{name}.yaml")
    write(folder, "notes", "notes.txt")
    assert [entry.id for entry in read_faq(folder)] == ["park-a", "park-b", "park-c"]


def test_a_byte_order_mark_is_no_fault(folder: Path) -> None:
    write(folder, "\ufeff" + PARK)
    assert len(read_faq(folder)) == 1


def test_an_empty_folder_has_no_entries(folder: Path) -> None:
    assert read_faq(folder) == []


def test_two_entries_may_not_share_an_id(folder: Path) -> None:
    write(folder, PARK)
    write(folder, PARK, "park_again.yaml")
    with pytest.raises(InvalidContent, match=r"park_again\.yaml：编号 park-barbecue 出现了两次"):
        read_faq(folder)


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ("question: 公园草坪上可以烧烤吗？", "question: 烧烤", "entries/0/question"),
        ("id: park-barbecue", "id: Park Barbecue", "entries/0/id"),
        ("article: 第三条之一", "article: 第3条", "entries/0/citations/0/article"),
        ("as_of: 2025-04-19", "as_of: 2025年4月", "entries/0/as_of"),
        ("as_of: 2025-04-19", "as_of: 20250419", "entries/0/as_of"),
        (", 烧烤会被赶走吗]", "]", "entries/0/phrasings"),
        (", 烧烤会被赶走吗]", ", 周末想在草坪烧烤]", "entries/0/phrasings"),
        ("    as_of: 2025-04-19", "    author: 张三", "entries/0"),
        ("topic: park", "topic: 公园", "topic"),
        ("as_of: 2025-04-19", "as_of: 2025-04-19\n    service: rockets", "entries/0/service"),
    ],
)
def test_a_fault_is_named_with_file_and_place(folder: Path, right: str, wrong: str, place: str) -> None:
    assert right in PARK
    write(folder, PARK.replace(right, wrong))
    with pytest.raises(InvalidContent, match=rf"^park\.yaml {place}："):
        read_faq(folder)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", r"（整个文件）"),
        ("- park\n", r"（整个文件）"),
        ("topic: [park\n", "不是有效的 YAML"),
        ("topic: !!python/object:os.system {}\n", "不是有效的 YAML"),
    ],
)
def test_what_is_no_topic_file_is_refused(folder: Path, text: str, why: str) -> None:
    write(folder, text)
    with pytest.raises(InvalidContent, match=why):
        read_faq(folder)


def test_a_file_that_is_not_utf_8_is_refused(folder: Path) -> None:
    (folder / "park.yaml").write_bytes(PARK.encode("gbk"))
    with pytest.raises(InvalidContent, match=r"park\.yaml"):
        read_faq(folder)


def test_a_day_that_does_not_exist_is_refused(folder: Path) -> None:
    write(folder, PARK.replace("2025-04-19", "2025-02-30"))
    with pytest.raises(InvalidContent, match=r"park\.yaml"):
        read_faq(folder)


def test_the_entries_that_ship_can_be_read() -> None:
    entries = read_faq(KNOWLEDGE / "faq")
    assert len(entries) > 100
    assert {entry.topic for entry in entries} == {path.stem for path in (KNOWLEDGE / "faq").glob("*.yaml")}
    assert all(entry.answer == entry.answer.strip() for entry in entries)
