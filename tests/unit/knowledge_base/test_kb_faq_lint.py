"""Whether an answer's figures and terms are those of the articles it cites. All texts are invented."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from knowledge_base.faq_entries import InvalidContent
from knowledge_base.faq_lint import figure_faults, read_terms, term_faults
from knowledge_base.models import FaqEntry, Reference

SCHEMAS = Path(__file__).parents[3] / "knowledge_base" / "schemas"
LAW = "青山市图书馆办法"
SECOND, FIFTH = Reference(LAW, "第二条"), Reference(LAW, "第五条")
TEXTS = {
    SECOND: "每次可以借书五本，借期三十日；逾期还书的，暂停借书十日，逾期超过两年的，收取定价的百分之五十。",
    FIFTH: "自习座位可以提前一日预约，预约后半小时未到的，座位让给他人。",
}


@pytest.fixture
def entry(entries: list[FaqEntry]) -> FaqEntry:
    (overdue,) = (one for one in entries if one.id == "library-overdue")
    return replace(overdue, citations=(SECOND,))


def figures(entry: FaqEntry, answer: str, *beyond: str) -> list[str]:
    return list(figure_faults(replace(entry, answer=answer, beyond_citations=beyond), TEXTS))


def terms(entry: FaqEntry, answer: str, *beyond: str) -> list[str]:
    said = replace(entry, answer=answer, beyond_citations=beyond)
    return list(term_faults(said, TEXTS, ["定价", "逾期", "滞纳金", "座位", "图书馆"]))


@pytest.mark.parametrize(
    "answer",
    [
        "借期30天。",
        "晚还停借十天，过了24个月收50%。",
        "过了两年，收一半以下。",
        "晚还要停借。",
        "2025年4月起停借10日。",
    ],
)
def test_figures_of_the_cited_article_may_be_said_in_any_spelling(entry: FaqEntry, answer: str) -> None:
    assert figures(entry, answer) == []


@pytest.mark.parametrize(
    ("answer", "figure"),
    [
        ("借期31天。", "31日"),
        ("过了三年要赔。", "3年"),
        ("过了一年半要赔。", "18月"),
        ("收40%。", "40%"),
        ("罚得不多，最多10元。", "10元"),
        ("收定价的两倍。", "2倍"),
    ],
)
def test_a_figure_that_no_cited_article_states_is_a_fault(entry: FaqEntry, answer: str, figure: str) -> None:
    (fault,) = figures(entry, answer)
    assert fault.startswith("library-overdue：")
    assert f"“{figure}”" in fault
    assert "beyond_citations" in fault


def test_a_figure_may_come_from_any_of_the_cited_articles(entry: FaqEntry) -> None:
    answer = "座位提前1天约，借期30天。"
    assert len(figures(entry, answer)) == 1
    assert figures(replace(entry, citations=(SECOND, FIFTH)), answer) == []


def test_what_is_marked_as_beyond_the_citations_is_left_out(entry: FaqEntry) -> None:
    assert len(figures(entry, "借期30天，寒假延到60天。")) == 1
    assert figures(entry, "借期30天，寒假延到60天。", "60天") == []
    assert len(figures(entry, "借期30天，寒假延到60天，暑假90天。", "60天")) == 1


def test_a_longer_mark_goes_before_a_shorter_one_within_it(entry: FaqEntry) -> None:
    assert figures(entry, "寒假延到160天，别处60天。", "60天", "160天") == []


def test_a_mark_does_not_join_what_stands_around_it(entry: FaqEntry) -> None:
    (fault,) = figures(entry, "借期3（通常）0天", "（通常）")
    assert "“0日”" in fault


@pytest.mark.parametrize("check", [figures, terms])
def test_where_a_cited_text_is_not_at_hand_nothing_is_said(entry: FaqEntry, check: object) -> None:
    elsewhere = replace(entry, citations=(SECOND, Reference("月亮法", "第一条")))
    assert callable(check)
    assert check(elsewhere, "借期99天，收滞纳金。") == []


@pytest.mark.parametrize("answer", ["逾期了按定价赔。", "还书晚了要停借。", "去图书馆问一问。"])
def test_terms_of_the_cited_article_or_its_title_may_be_said(entry: FaqEntry, answer: str) -> None:
    assert terms(entry, answer) == []


def test_a_term_that_no_cited_article_has_is_a_fault(entry: FaqEntry) -> None:
    (fault,) = terms(entry, "逾期了收滞纳金，按定价的一成算。")
    assert fault.startswith("library-overdue：")
    assert "“滞纳金”" in fault
    assert len(terms(entry, "收滞纳金，座位让给他人。")) == 2
    assert len(terms(replace(entry, citations=(FIFTH,)), "收滞纳金，座位让给他人。")) == 1


def test_a_term_that_is_marked_is_left_out(entry: FaqEntry) -> None:
    assert terms(entry, "逾期了收滞纳金。", "滞纳金") == []
    assert terms(entry, "逾期了收滞纳金。", "收滞纳金") == []


def _folder(root: Path) -> Path:
    shutil.copytree(SCHEMAS, root / "schemas")
    (root / "parameters").mkdir()
    return root / "parameters"


def test_terms_are_read_in_their_order(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    (folder / "terms.yaml").write_text(
        yaml.safe_dump({"terms": ["滞纳金", "定价"]}, allow_unicode=True), encoding="utf-8"
    )
    assert read_terms(folder) == ["滞纳金", "定价"]


def test_without_a_file_there_are_no_terms(tmp_path: Path) -> None:
    assert read_terms(tmp_path) == []


@pytest.mark.parametrize(
    "content", [{"terms": []}, {"terms": ["一"]}, {"terms": ["定价", "定价"]}, {"words": []}]
)
def test_terms_that_break_the_schema_are_refused(tmp_path: Path, content: dict[str, list[str]]) -> None:
    folder = _folder(tmp_path)
    (folder / "terms.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    with pytest.raises(InvalidContent, match=r"terms\.yaml"):
        read_terms(folder)
