"""Digests as they are written: what articles say in our own words."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge_base.digests import NOT_DIGESTS, read_digests
from knowledge_base.faq_entries import InvalidContent
from knowledge_base.models import Digest, Reference

SCHEMAS = Path(__file__).parents[3] / "knowledge_base" / "schemas"
LAW = "青山市公园管理条例"


def item(article: str = "第一条", **changes: Any) -> dict[str, Any]:
    return {
        "article": article,
        "gist": "草坪上别烧烤，烧坏了要补上。",
        "everyday": ["公园能烤肉吗", "野餐生火", "草烧坏了咋办"],
    } | changes


class Folder:
    def __init__(self, root: Path) -> None:
        shutil.copytree(SCHEMAS, root / "schemas")
        self.path = root / "statutes"
        self.path.mkdir()

    def write(self, name: str, *items: dict[str, Any], law: str = LAW, **changes: Any) -> None:
        content = {"as_of": "2025-04-19", "statutes": [{"law": law, "digests": list(items)}]} | changes
        (self.path / name).write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")

    def read(self) -> dict[Reference, Digest]:
        return read_digests(self.path)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "knowledge")


def test_a_digest_is_known_by_the_article_it_is_of(folder: Folder) -> None:
    folder.write("park.yaml", item(), item("第三条之一", gist="放风筝要躲开电线，听管理员的。"))
    folder.write("library.yaml", item("第一条"), law="青山市图书馆办法", as_of="2025-06-01")
    found = folder.read()
    assert list(found) == [
        Reference("青山市图书馆办法", "第一条"),
        Reference(LAW, "第一条"),
        Reference(LAW, "第三条之一"),
    ]
    of = Reference(LAW, "第一条")
    everyday = ("公园能烤肉吗", "野餐生火", "草烧坏了咋办")
    assert found[of] == Digest(of, "草坪上别烧烤，烧坏了要补上。", everyday, date(2025, 4, 19))
    assert found[Reference("青山市图书馆办法", "第一条")].as_of == date(2025, 6, 1)


def test_a_replys_points_are_numbered_without_article(folder: Folder) -> None:
    folder.write("replies.yaml", item("三"), item("十二"), law="关于放风筝的答复")
    assert [reference.article for reference in folder.read()] == ["三", "十二"]


def test_two_digests_of_one_article_are_refused(folder: Folder) -> None:
    folder.write("park.yaml", item())
    folder.write("park_again.yaml", item())
    with pytest.raises(InvalidContent, match=rf"park_again\.yaml：《{LAW}》第一条的要旨写了两次"):
        folder.read()


@pytest.mark.parametrize(
    ("fault", "place"),
    [
        (item(gist="太短"), "gist"),
        (item(gist="长" * 161), "gist"),
        (item(everyday=["只有", "两句"]), "everyday"),
        (item(everyday=["一样", "一样", "一样"]), "everyday"),
        (item("第1条"), "article"),
        (item("一条"), "article"),
        (item(note="多出来的"), "digests"),
    ],
)
def test_a_digest_that_breaks_the_schema_is_refused_with_its_place(
    folder: Folder, fault: dict[str, Any], place: str
) -> None:
    folder.write("park.yaml", fault)
    with pytest.raises(InvalidContent, match=r"^park\.yaml statutes/0/digests/0") as refusal:
        folder.read()
    assert place in str(refusal.value)


@pytest.mark.parametrize("as_of", ["2025年4月19日", "2025-4-19", "2025-13-01", "2025-02-30", ""])
def test_the_day_of_the_check_must_be_a_day(folder: Folder, as_of: str) -> None:
    folder.write("park.yaml", item(), as_of=as_of)
    with pytest.raises(InvalidContent, match="as_of"):
        folder.read()


def test_files_of_the_same_folder_that_hold_something_else_are_left_alone(folder: Folder) -> None:
    folder.write("park.yaml", item())
    for name in NOT_DIGESTS:
        (folder.path / name).write_text("texts: []", encoding="utf-8")
    (folder.path / "notes.txt").write_text("随手记", encoding="utf-8")
    assert len(folder.read()) == 1


def test_where_no_digests_were_written_there_are_none(folder: Folder, tmp_path: Path) -> None:
    assert folder.read() == {}
    assert read_digests(tmp_path / "nowhere") == {}
