"""How much is known."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge_base.library import Library
from knowledge_base.models import Article
from knowledge_base.progress import unwatched as ignore
from knowledge_base.retrieval.encoder import Encoder
from knowledge_base.retrieval.index_store import build_index
from knowledge_base.statistics import content_statistics
from tests.support.statutes import fill

SCHEMAS = Path(__file__).parents[3] / "knowledge_base" / "schemas"
PARK, LIBRARY = "青山市公园管理条例", "青山市图书馆办法"
Write = Callable[..., None]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    shutil.copytree(SCHEMAS, folder / "schemas")
    for name in ("faq", "statutes", "services"):
        (folder / name).mkdir()
    return folder


def write(content: Path, path: str, **written: Any) -> None:
    (content / path).write_text(yaml.safe_dump(written, allow_unicode=True), encoding="utf-8")


def faq(content: Path, topic: str, title: str, count: int) -> None:
    entries = [
        {
            "id": f"{topic}-{number}",
            "question": f"{title}第{number}个问题",
            "phrasings": [f"{title}{number}{sign}" for sign in "甲乙丙"],
            "answer": "草坪上不能烧烤，管理单位会劝阻；烧坏了草坪，要补种草皮，并且听从安排。",
            "next_step": "到服务台问一问可以烧烤的地方。",
            "citations": [{"law": PARK, "article": "第一条"}],
            "as_of": "2025-04-19",
        }
        for number in range(count)
    ]
    write(content, f"faq/{topic}.yaml", topic=topic, title=title, entries=entries)


def digests(content: Path, counts: dict[str, int]) -> None:
    statutes = [
        {
            "law": law,
            "digests": [
                {
                    "article": f"第{number}条",
                    "gist": "说的是这一条讲什么，用我们的话。",
                    "everyday": ["甲甲", "乙乙", "丙丙"],
                }
                for number in "一二三四五"[:count]
            ],
        }
        for law, count in counts.items()
    ]
    write(content, "statutes/digests.yaml", as_of="2025-04-19", statutes=statutes)


def test_a_bureau_that_has_nothing_yet_has_nought_of_everything(content: Path, tmp_path: Path) -> None:
    found = content_statistics(content, Library(tmp_path / "none.db"), tmp_path / "index")
    assert found == {
        "常见问答": [("合计", 0)],
        "要旨（不是原文）": [("合计", 0), ("日常说法", 0)],
        "已导入的法律": [("部数", 0), ("现行文本的条文", 0), ("索引里的条文", 0)],
        "其他": [("服务", 0), ("已失效或已修订的文本", 0), ("法律的简称和俗称", 0)],
    }


def test_entries_are_counted_by_topic_the_largest_first(content: Path, tmp_path: Path) -> None:
    faq(content, "library", "图书馆", 2)
    faq(content, "park", "公园", 3)
    found = content_statistics(content, Library(tmp_path / "none.db"), tmp_path / "index")
    assert found["常见问答"] == [("公园", 3), ("图书馆", 2), ("合计", 5)]


def test_digests_are_counted_by_law_the_largest_first(content: Path, tmp_path: Path) -> None:
    digests(content, {LIBRARY: 1, PARK: 3})
    found = content_statistics(content, Library(tmp_path / "none.db"), tmp_path / "index")
    assert found["要旨（不是原文）"] == [(PARK, 3), (LIBRARY, 1), ("合计", 4), ("日常说法", 12)]


def test_of_many_laws_with_digests_only_the_first_are_listed_but_all_are_counted(
    content: Path, tmp_path: Path
) -> None:
    digests(content, {f"第{number}号办法": 1 for number in range(40)})
    rows = content_statistics(content, Library(tmp_path / "none.db"), tmp_path / "index")["要旨（不是原文）"]
    assert 2 < len(rows) < 40
    assert rows[-2:] == [("合计", 40), ("日常说法", 120)]


def test_statutes_are_counted_by_kind_and_only_as_they_now_stand(
    content: Path, library: Library, tmp_path: Path, articles: list[Article]
) -> None:
    fill(library, [Article("游船法", "第一条", "租船应当付押金。", kind="法律")])
    found = content_statistics(content, library, tmp_path / "index")
    assert found["已导入的法律"] == [
        ("部门规章（条）", len(articles)),
        ("法律（条）", 1),
        ("部数", 3),
        ("现行文本的条文", len(articles) + 1),
        ("索引里的条文", 0),
    ]


def test_an_index_that_has_fallen_behind_can_be_seen(
    content: Path, library: Library, encoder: Encoder, tmp_path: Path, articles: list[Article]
) -> None:
    root = tmp_path / "index"
    build_index(root, library, encoder, ignore)
    fill(library, [Article("游船法", "第一条", "租船应当付押金。", kind="法律")])
    rows = dict(content_statistics(content, library, root)["已导入的法律"])
    assert (rows["现行文本的条文"], rows["索引里的条文"]) == (len(articles) + 1, len(articles))
    build_index(root, library, encoder, ignore)
    rows = dict(content_statistics(content, library, root)["已导入的法律"])
    assert rows["现行文本的条文"] == rows["索引里的条文"] == len(articles) + 1


def test_services_statuses_and_nicknames_are_counted(content: Path, tmp_path: Path) -> None:
    service = {
        "id": "boat",
        "title": "游船预约",
        "intents": ["book_boat", "change_boat"],
        "open": True,
        "about": "替您约好湖上的游船和时间。",
        "meanwhile": "现在请到码头的窗口租船。",
        "prepare": "",
        "citations": [{"law": PARK, "article": "第二条"}],
    }
    write(content, "services/boat.yaml", **service)
    status = {"law": LIBRARY, "state": "revised", "since": "2025-01-01", "source": "第九条第一款"}
    write(content, "statutes/status.yaml", checked_on="2025-04-19", texts=[status])
    write(content, "statutes/nicknames.yaml", nicknames={PARK: ["公园条例", "园规"]})
    found = content_statistics(content, Library(tmp_path / "none.db"), tmp_path / "index")
    assert found["其他"] == [("服务", 1), ("已失效或已修订的文本", 1), ("法律的简称和俗称", 2)]
