"""Articles asked for by name. All titles here are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.models import Reference
from knowledge_base.numerals import article_label
from knowledge_base.retrieval.lookup import TitleIndex

TITLES = ["公园法", "公园法实施条例", "青山市公园管理条例（试行）", "游船法", "关于适用《公园法》的解释"]


@pytest.fixture(scope="module")
def index() -> TitleIndex:
    return TitleIndex(TITLES)


@pytest.mark.parametrize(
    ("text", "references"),
    [
        ("公园法第3条", [("公园法", "第三条")]),
        ("《公园法》第二百三十四条之一", [("公园法", "第二百三十四条之一")]),
        ("公园法三十八条怎么说", [("公园法", "第三十八条")]),
        ("《中华人民共和国公园法》 第１２条", [("公园法", "第十二条")]),
        ("请问公园法里的第三条", [("公园法", "第三条")]),
        ("公园\u200b法：第三条", [("公园法", "第三条")]),
        ("青山市公园管理条例(试行)第三条", [("青山市公园管理条例（试行）", "第三条")]),
        ("公园法实施条例第三条", [("公园法实施条例", "第三条")]),
        ("关于适用《公园法》的解释第三条", [("关于适用《公园法》的解释", "第三条")]),
        ("公园法第三条和第五条", [("公园法", "第三条"), ("公园法", "第五条")]),
        ("公园法第三条、游船法第五条", [("公园法", "第三条"), ("游船法", "第五条")]),
    ],
)
def test_an_article_is_understood_as_citizens_name_it(
    index: TitleIndex, text: str, references: list[tuple[str, str]]
) -> None:
    assert index.references(text) == [Reference(law, article) for law, article in references]


@pytest.mark.parametrize(
    "text", ["", "公园法", "第三条", "月亮法第三条", "我有三条意见", "公园法第零条", "公园法第99999条"]
)
def test_where_law_or_number_is_missing_no_article_is_named(index: TitleIndex, text: str) -> None:
    assert index.references(text) == []


def test_a_number_that_does_not_exist_does_not_hide_the_next(index: TitleIndex) -> None:
    assert index.references("公园法第零条、第五条") == [Reference("公园法", "第五条")]


def test_without_titles_nothing_is_named() -> None:
    assert TitleIndex([]).references("公园法第三条") == []


@given(st.sampled_from(TITLES), st.integers(1, 9999), st.none() | st.integers(1, 20), st.booleans())
def test_every_article_is_found_by_its_citation(
    law: str, number: int, suffix: int | None, quoted: bool
) -> None:
    label = article_label(number, suffix)
    text = f"依据《{law}》{label}" if quoted else f"依据{law}{label}"
    assert TitleIndex(TITLES).references(text) == [Reference(law, label)]


@given(st.text(alphabet="公园法《》第条之零十百0９、 的", max_size=30))
def test_any_text_names_known_laws_only(text: str) -> None:
    assert {reference.law for reference in TitleIndex(TITLES).references(text)} <= set(TITLES)


def test_a_nickname_names_the_law_it_stands_for() -> None:
    index = TitleIndex(["公园法"], {"园法": "公园法", "游园条例": "公园法"})
    for text in ("游园条例第三条", "《园法》3条", "公园法第三条"):
        assert index.references(text) == [Reference("公园法", "第三条")]
