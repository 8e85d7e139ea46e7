"""The articles behind an index."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from knowledge_base.models import Article
from knowledge_base.numerals import article_label
from knowledge_base.retrieval.passages import Passages, write

BARE = Article("关于'放风筝'的答复", "全文", "可以。\n此复。")
FULL = Article(
    "青山市公园管理条例",
    "第三条之一",
    "应当拴好狗绳。",
    ("第一编 总则", "第一章 “游园”"),
    "地方性法规",
    date(2024, 3, 1),
    date(2024, 6, 1),
)
MANY = [replace(FULL, label=article_label(number), text=f"第{number}号") for number in range(1, 300)]


def stored(path: Path, articles: list[Article]) -> Passages:
    write(path, articles)
    return Passages(path)


def test_articles_come_back_whole_by_position(tmp_path: Path) -> None:
    passages = stored(tmp_path / "passages.db", [BARE, FULL])
    assert passages.at([0, 1]) == [BARE, FULL]


def test_articles_come_in_the_order_asked_for_and_as_often(tmp_path: Path) -> None:
    passages = stored(tmp_path / "passages.db", MANY)
    assert passages.at([7, 2, 7]) == [MANY[7], MANY[2], MANY[7]]
    assert passages.at([]) == []


def test_an_article_is_found_by_name(tmp_path: Path) -> None:
    passages = stored(tmp_path / "passages.db", [BARE, FULL])
    assert passages.find(FULL.law, "第三条之一") == FULL
    assert passages.find(BARE.law, "全文") == BARE
    assert passages.find(FULL.law, "第三条") is None
    assert passages.find("公园法", "第三条之一") is None


def test_names_stand_in_the_order_of_positions(tmp_path: Path) -> None:
    passages = stored(tmp_path / "passages.db", [FULL, BARE])
    assert passages.names() == [(FULL.law, FULL.label), (BARE.law, BARE.label)]


def test_each_title_is_listed_once(tmp_path: Path) -> None:
    passages = stored(tmp_path / "passages.db", [FULL, BARE, *MANY])
    assert sorted(passages.laws()) == sorted([FULL.law, BARE.law])


def test_several_threads_read_at_once(tmp_path: Path) -> None:
    passages = stored(tmp_path / "passages.db", MANY)

    def right(position: int) -> bool:
        article = MANY[position]
        return passages.find(article.law, article.label) == article and passages.at([position]) == [article]

    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(right, [position % len(MANY) for position in range(0, 1000, 7)]))


def test_a_closed_file_is_closed(tmp_path: Path) -> None:
    passages = stored(tmp_path / "passages.db", [FULL])
    passages.close()
    with pytest.raises(sqlite3.ProgrammingError):
        passages.names()


def test_reading_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "passages.db"
    passages = stored(path, [FULL])
    before = path.read_bytes()
    passages.names()
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["passages.db"]


@pytest.mark.parametrize("folder", ["法 问", "a&b", "a;b"])
def test_the_folder_may_have_any_ordinary_name(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir()
    assert stored(tmp_path / folder / "passages.db", [FULL]).at([0]) == [FULL]


@pytest.mark.parametrize("folder", ["kb#1", "kb?", "kb%41"])
def test_the_folder_may_have_a_name_that_means_something_in_an_address(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir()
    assert stored(tmp_path / folder / "passages.db", [FULL]).at([0]) == [FULL]
