"""The library of statutes: versions, parts, transactions, fingerprints. All statutes here are invented."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge_base.library import Library
from knowledge_base.models import Article, ArticleText, Reference, StatuteText

PARK = "青山市公园管理条例"


def statute(
    *provisions: str,
    title: str = PARK,
    version: date | None = date(2024, 3, 1),
    effective: date | None = None,
    part: str = "",
) -> StatuteText:
    """A statute whose articles are written ``第一条 text``."""
    articles = tuple(
        ArticleText(label, text, ("第一章 总则",))
        for label, _, text in (provision.partition(" ") for provision in provisions)
    )
    return StatuteText(title, "地方性法规", version, effective, part, articles)


def store(library: Library, *statutes: StatuteText) -> list[bool]:
    """Whether each changed something."""
    return [changed for _, changed in library.add((one, f"{one.title}.md") for one in statutes)]


def shown(library: Library) -> list[tuple[str, str, str]]:
    return [(article.law, article.label, article.text) for article in library.current()]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "new" / "library.db")


def test_a_library_that_was_never_filled_is_empty(library: Library) -> None:
    assert list(library.current()) == []
    assert library.find(PARK, "第一条") is None
    assert library.laws() == set()
    assert library.texts() == {}
    assert library.statutes() == {}
    assert not library.path.exists()


def test_what_was_stored_comes_back_whole(library: Library) -> None:
    store(library, statute("第一条 好公园。", "第二条 好“湖”。\n第二款。", effective=date(2024, 6, 1)))
    assert list(library.current()) == [
        Article(
            PARK,
            label,
            text,
            ("第一章 总则",),
            "地方性法规",
            version=date(2024, 3, 1),
            effective=date(2024, 6, 1),
        )
        for label, text in (("第一条", "好公园。"), ("第二条", "好“湖”。\n第二款。"))
    ]


def test_every_statute_is_reported_with_the_name_of_its_file(library: Library) -> None:
    pairs = [(statute("第一条 一。"), "甲.md"), (statute("第一条 一。", title="乙法"), "乙.md")]
    assert list(library.add(pairs)) == [("甲.md", True), ("乙.md", True)]
    assert list(library.add(pairs)) == [("甲.md", False), ("乙.md", False)]


def test_the_newest_version_wins_in_whatever_order_they_come(library: Library) -> None:
    undated = statute("第一条 无日期。", version=None)
    old = statute("第一条 旧。", "第二条 只在旧版。", version=date(2019, 5, 6))
    new = statute("第一条 新。", version=date(2024, 3, 1))
    store(library, new, undated, old)
    assert shown(library) == [(PARK, "第一条", "新。")]
    found = library.find(PARK, "第一条")
    assert found is not None
    assert (found.text, found.version) == ("新。", date(2024, 3, 1))
    assert library.find(PARK, "第二条") is None
    assert library.texts() == {Reference(PARK, "第一条"): "新。"}


def test_a_version_without_a_date_stands_where_there_is_no_other(library: Library) -> None:
    store(library, statute("第一条 无日期。", version=None))
    (article,) = library.current()
    assert article.version is None


def test_old_versions_are_kept_beside_the_new(library: Library) -> None:
    old, new = statute("第一条 旧。", version=date(2019, 5, 6)), statute("第一条 新。")
    store(library, old, new)
    assert store(library, old) == [False]


def test_the_version_in_force_on_a_day_is_found_by_the_day(library: Library) -> None:
    first = statute("第一条 旧。", "第二条 只在旧版。", version=date(2010, 1, 1), effective=date(2010, 6, 1))
    middle = statute("第一条 中。", version=date(2019, 5, 6))  # does not tell when it commenced
    new = statute("第一条 新。", version=date(2024, 3, 1), effective=date(2024, 6, 1))
    store(library, new, first, middle)

    def on(*day: int) -> str | None:
        found = library.find(PARK, "第一条", date(*day))
        return found.text if found else None

    assert [on(2010, 5, 31), on(2010, 6, 1), on(2019, 5, 5), on(2019, 5, 6)] == [None, "旧。", "旧。", "中。"]
    assert [on(2024, 5, 31), on(2024, 6, 1)] == ["中。", "新。"]
    assert library.find(PARK, "第二条") is None
    assert library.find(PARK, "第二条", date(2012, 1, 1)) is not None
    assert library.find(PARK, "第二条", date(2020, 1, 1)) is None


def test_a_version_without_any_day_was_always_in_force_until_another_came(library: Library) -> None:
    undated, dated = (
        statute("第一条 无日期。", version=None),
        statute("第一条 新。", version=date(2024, 3, 1)),
    )
    list(library.add([(undated, "旧.md"), (dated, "新.md")]))
    texts = [library.find(PARK, "第一条", day) for day in (date(1950, 1, 1), date(2024, 3, 1))]
    assert [article.text for article in texts if article] == ["无日期。", "新。"]


def test_parts_of_a_code_are_found_by_the_day_they_commenced_together(library: Library) -> None:
    passed, day = date(2020, 5, 28), date(2021, 1, 1)
    store(
        library,
        statute("第一条 总则。", title="青山法典", part="总则", version=passed, effective=day),
        statute("第二条 游园。", title="青山法典", part="游园编", version=passed),
    )
    assert library.find("青山法典", "第二条", date(2020, 12, 31)) is None
    assert library.find("青山法典", "第二条", day) is not None
    assert library.versions("青山法典") == [(passed, day)]


def test_versions_are_listed_from_the_newest(library: Library) -> None:
    assert library.versions(PARK) == []
    store(
        library,
        statute("第一条 旧。", version=date(2019, 5, 6), effective=date(2019, 6, 1)),
        statute("第一条 新。", version=date(2024, 3, 1)),
        statute("第一条 无日期。", title="乙法", version=None),
    )
    assert library.versions(PARK) == [(date(2024, 3, 1), None), (date(2019, 5, 6), date(2019, 6, 1))]
    assert library.versions("乙法") == [(None, None)]


def _facts(library: Library) -> list[tuple[str | None, str | None, str]]:
    with closing(sqlite3.connect(library.path)) as connection:
        return list(connection.execute("SELECT adopted, published, region FROM statutes"))


def test_days_and_region_are_kept_with_the_text(library: Library) -> None:
    one = statute("第一条 一。")
    known = replace(one, adopted=date(2024, 3, 1), published=date(2024, 3, 9), region="青山市")
    store(library, known)
    assert _facts(library) == [("2024-03-01", "2024-03-09", "青山市")]
    assert next(library.current()).region == "青山市"
    found = library.find(PARK, "第一条")
    assert found is not None
    assert found.region == "青山市"


def test_days_that_become_known_later_are_noted_without_a_new_text(library: Library) -> None:
    one = statute("第一条 一。")
    dated = replace(one, adopted=date(2024, 3, 1))
    known = replace(dated, region="青山市")
    store(library, one)
    before = library.fingerprint()
    assert store(library, dated) == [True]
    assert library.fingerprint() == before
    assert store(library, known, known) == [True, False]
    assert library.fingerprint() != before  # whose rule it is decides who is shown it
    assert list(library.add([(replace(one, region="别处"), "别的文件.md")])) == [("别的文件.md", False)]
    assert _facts(library) == [("2024-03-01", None, "青山市")]


def test_a_file_whose_day_becomes_known_leaves_no_undated_double(library: Library) -> None:
    store(library, statute("第一条 一。", version=None))
    store(library, statute("第一条 一。", version=date(2024, 3, 1)))
    assert library.versions(PARK) == [(date(2024, 3, 1), None)]
    assert shown(library) == [(PARK, "第一条", "一。")]


def test_a_file_from_before_days_and_region_were_kept_is_read_and_added_to(tmp_path: Path) -> None:
    library = Library(tmp_path / "library.db")
    store(library, statute("第一条 一。"))
    with closing(sqlite3.connect(library.path)) as connection:
        for column in ("adopted", "published", "region"):
            connection.execute(f"ALTER TABLE statutes DROP COLUMN {column}")
    assert [(article.text, article.region) for article in library.current()] == [("一。", "")]
    assert store(library, statute("第一条 二。", title="乙法")) == [True]
    assert shown(library) == [("乙法", "第一条", "二。"), (PARK, "第一条", "一。")]


def test_articles_come_in_the_order_of_the_text(library: Library) -> None:
    labels = ["第一条", "第三条", "第三条之一", "第十条", "第二十条"]
    store(library, statute(*(f"{label} 文。" for label in labels)))
    assert [article.label for article in library.current()] == labels


def test_titles_and_labels_list_what_is_there(library: Library) -> None:
    store(library, statute("第一条 一。"), statute("第三条之一 二。", title="乙法"))
    assert library.laws() == {PARK, "乙法"}
    assert library.texts() == {Reference(PARK, "第一条"): "一。", Reference("乙法", "第三条之一"): "二。"}


def test_quotation_marks_in_a_title_do_no_harm(library: Library) -> None:
    title = "关于'甲'的\"规定\"; DROP TABLE statutes"
    store(library, statute("第一条 一。", title=title))
    found = library.find(title, "第一条")
    assert found is not None
    assert found.law == title


def test_parts_of_a_code_stand_side_by_side(library: Library) -> None:
    code = [
        statute("第一条 总则。", title="青山法典", part="总则", version=None),
        statute("第二条 游园。", title="青山法典", part="游园编", version=None),
    ]
    store(library, *code)
    assert {label for _, label, _ in shown(library)} == {"第一条", "第二条"}


def test_parts_that_state_no_commencement_share_that_of_the_code(library: Library) -> None:
    day = date(2021, 1, 1)
    store(
        library,
        statute("第一条 总则。", title="青山法典", part="总则", version=None, effective=day),
        statute("第二条 游园。", title="青山法典", part="游园编", version=None),
        statute("第一条 别的。", title="乙法", version=None),
    )
    effective = {(article.law, article.label): article.effective for article in library.current()}
    assert effective == {("青山法典", "第一条"): day, ("青山法典", "第二条"): day, ("乙法", "第一条"): None}


def test_a_corrected_text_takes_the_place_of_the_faulty_one(library: Library) -> None:
    store(library, statute("第一条 错字。", "第二条 多余。"))
    assert store(library, statute("第一条 对字。")) == [True]
    assert shown(library) == [(PARK, "第一条", "对字。")]


def test_adding_the_same_again_changes_nothing(library: Library) -> None:
    one = statute("第一条 一。")
    assert store(library, one, one) == [True, False]
    before = library.fingerprint()
    assert store(library, one) == [False]
    assert library.fingerprint() == before


def test_a_batch_that_holds_one_version_twice_settles(library: Library) -> None:
    plain, dated = statute("第一条 一。"), statute("第一条 一。", effective=date(2024, 6, 1))
    batch = [(plain, "行政/甲.md"), (dated, "经济/甲.md"), (plain, "其他/甲.md")]
    assert list(library.add(batch)) == [("行政/甲.md", True), ("经济/甲.md", True), ("其他/甲.md", False)]
    assert not any(changed for _, changed in library.add(batch))
    assert next(library.current()).effective == date(2024, 6, 1)


def test_an_import_that_breaks_off_stores_nothing(library: Library) -> None:
    store(library, statute("第一条 旧。"))
    before = library.fingerprint()

    def breaking() -> Iterator[tuple[StatuteText, str]]:
        yield statute("第一条 改。"), "甲.md"
        yield statute("第一条 一。", title="乙法"), "乙.md"
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        list(library.add(breaking()))
    assert library.fingerprint() == before
    assert shown(library) == [(PARK, "第一条", "旧。")]


def test_an_import_that_nobody_follows_to_its_end_stores_nothing(library: Library) -> None:
    adding = library.add([(statute("第一条 一。"), "甲.md"), (statute("第一条 一。", title="乙法"), "乙.md")])
    assert next(adding) == ("甲.md", True)
    adding.close()  # type: ignore[attr-defined]
    assert library.laws() == set()
    assert store(library, statute("第一条 一。")) == [True]


def test_a_running_import_is_not_seen_before_it_is_done(library: Library) -> None:
    store(library, statute("第一条 旧。"))
    adding = library.add([(statute("第一条 新。"), f"{PARK}.md")])
    next(adding)
    assert shown(library) == [(PARK, "第一条", "旧。")]
    assert list(adding) == []
    assert shown(library) == [(PARK, "第一条", "新。")]


def test_the_fingerprint_does_not_depend_on_order_or_file_names(tmp_path: Path) -> None:
    one, two = statute("第一条 一。"), statute("第一条 二。", title="乙法")
    first, second = Library(tmp_path / "1.db"), Library(tmp_path / "2.db")
    list(first.add([(one, "a.md"), (two, "b.md")]))
    list(second.add([(two, "c.md"), (one, "d.md")]))
    assert first.fingerprint() == second.fingerprint()


def _changed(one: StatuteText) -> dict[str, StatuteText]:
    (article,) = one.articles
    return {
        "text": replace(one, articles=(replace(article, text="改。"),)),
        "label": replace(one, articles=(replace(article, label="第二条"),)),
        "path": replace(one, articles=(replace(article, path=()),)),
        "article": replace(one, articles=(article, replace(article, label="第二条"))),
        "kind": replace(one, kind="法律"),
        "effective": replace(one, effective=date(2024, 6, 1)),
        "version": replace(one, version=date(2025, 3, 1)),
        "title": replace(one, title="乙法"),
        "part": replace(one, part="总则"),
    }


@pytest.mark.parametrize("what", list(_changed(statute("第一条 一。"))))
def test_the_fingerprint_changes_with_every_part_of_the_content(library: Library, what: str) -> None:
    one = statute("第一条 一。")
    store(library, one)
    before = library.fingerprint()
    assert store(library, _changed(one)[what]) == [True]
    assert library.fingerprint() != before


def test_the_fingerprint_of_a_change_undone_is_the_old_one(library: Library) -> None:
    store(library, statute("第一条 一。"))
    before = library.fingerprint()
    store(library, statute("第一条 二。"))
    store(library, statute("第一条 一。"))
    assert library.fingerprint() == before


versions = st.lists(
    st.tuples(st.sampled_from(["甲法", "乙法"]), st.none() | st.dates(date(2000, 1, 1), date(2003, 1, 1))),
    min_size=1,
    max_size=6,
    unique=True,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(versions)
def test_only_the_newest_of_each_title_is_current(
    tmp_path_factory: pytest.TempPathFactory, known: list[tuple[str, date | None]]
) -> None:
    library = Library(tmp_path_factory.mktemp("library") / "library.db")
    store(library, *(statute("第一条 一。", title=title, version=day) for title, day in known))
    newest: dict[str, date | None] = {}
    for title, day in sorted(known, key=lambda pair: pair[1] or date.min):
        newest[title] = day
    assert {article.law: article.version for article in library.current()} == newest
