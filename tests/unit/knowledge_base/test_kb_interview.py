"""The interview's words: read, checked, and covering what is asked."""

import shutil
from pathlib import Path

import pytest

from knowledge_base.faq_entries import InvalidContent
from knowledge_base.interview_questions import read_interview_questions
from knowledge_base.lint import lint_content
from knowledge_base.models import Reference

SHIPPED = Path(__file__).parents[3] / "knowledge_base"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("interviews", "schemas", "parameters", "statutes"):
        shutil.copytree(SHIPPED / name, tmp_path / name)
    return tmp_path


def change(folder: Path, old: str, new: str) -> None:
    path = folder / "interviews" / "legal_aid.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def faults(folder: Path, known: dict[Reference, str] | None = None) -> list[str]:
    return [one for one in lint_content(folder, known or {}).faults if "interviews" in one]


def test_what_ships_has_no_faults(folder: Path) -> None:
    assert faults(folder) == []


def test_yes_no_and_unclear_are_offered_unless_the_file_words_them() -> None:
    questions = read_interview_questions(SHIPPED, "legal_aid")
    assert [one.title for one in questions["litigation"].choices] == ["是", "不是", "不清楚"]
    assert [one.title for one in questions["has_counsel"].choices] == ["已经请了", "没有请", "不清楚"]
    assert [one.value for one in questions["has_counsel"].choices] == ["yes", "no", "unknown"]
    assert questions["means"].choices == ()
    assert questions["situation"].several


def test_a_question_without_words_is_a_fault(folder: Path) -> None:
    change(folder, "- id: veteran", "- id: veterans")
    with pytest.raises(InvalidContent, match="veteran"):
        read_interview_questions(folder, "legal_aid")
    change(folder, "- id: litigation", "- id: litigations")
    change(folder, "- id: veterans", "- id: veteran")
    change(folder, "- id: people", "- id: peoples")
    assert faults(folder) == ["interviews：没有 people 这一问的文字"]


def test_an_article_that_is_not_there_is_a_fault(folder: Path) -> None:
    known = {Reference("法律援助法", "第一条"): "…"}
    assert any("找不到《法律援助法》第四十二条" in one for one in faults(folder, known))


def test_why_and_citations_must_name_the_same_articles(folder: Path) -> None:
    change(folder, "（法律援助法第四十八条）", "（法律援助法第四十七条）")
    assert faults(folder) == ["interviews has_counsel：why 里写的条文和 citations 不一样"]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("'没有?律师'", "'没有?律师('", "不是有效的正则表达式"),
        ("'没有?律师'", "'(律师)?'", "什么都能匹配"),
        ("title: 没有请,", "title: 已经请了,", "title 一样"),
        ("- {value: elderly, title: 满60岁了}", "- {value: older, title: 满60岁了}", "没有 older 这一项"),
        ("- id: elderly", "- id: minor", "出现了两次"),
        ("title: 替家里人问", "title: 替家里面的所有的人来这里问一问", "too long"),
    ],
)
def test_a_wrong_entry_is_named(folder: Path, old: str, new: str, fault: str) -> None:
    change(folder, old, new)
    with pytest.raises(InvalidContent, match=fault):
        read_interview_questions(folder, "legal_aid")


def test_a_group_offers_exactly_what_it_asks(folder: Path) -> None:
    change(folder, "      - {value: elderly, title: 满60岁了}\n", "")
    assert faults(folder) == ["interviews situation：选项和 parameters 里一起问的项目不一样"]
