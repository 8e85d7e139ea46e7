"""Bare words and the choices that they get."""

import shutil
from pathlib import Path

import pytest

from knowledge_base.choices import choice_faults, read_choices
from knowledge_base.faq_entries import InvalidContent, read_faq
from knowledge_base.lint import lint_content

KNOWLEDGE = Path(__file__).parents[3] / "knowledge_base"
SCHEMA = KNOWLEDGE / "schemas" / "bare_words.schema.json"
ONE = "choices:\n  - {words: [离婚], question: 您想问离婚的哪一方面？, entries: [a-b, c-d, e-f]}\n"


@pytest.fixture(scope="module")
def shipped():
    return read_choices(KNOWLEDGE / "choices")


def written(tmp_path: Path, content: str) -> Path:
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / SCHEMA.name).write_text(SCHEMA.read_text(encoding="utf-8"), encoding="utf-8")
    folder = tmp_path / "choices"
    folder.mkdir()
    (folder / "bare_words.yaml").write_text(content, encoding="utf-8")
    return folder


def test_every_topic_has_its_words(shipped) -> None:
    topics = {entry.id: entry.topic for entry in read_faq(KNOWLEDGE / "faq")}
    assert len(shipped) >= 40
    reached = {topics[one] for choice in shipped for one in choice.entries if one in topics}
    assert reached == set(topics.values())


@pytest.mark.parametrize("word", ["离婚", "工资", "房子", "工伤", "借钱", "打架", "物业", "公证"])
@pytest.mark.parametrize(
    "around", ["{}", "{}？", "{}怎么办", "咨询{}", "问一下{}的事", "{}呢", "您好，我想咨询一下{}的问题"]
)
def test_a_word_with_some_courtesy_around_it_is_still_a_word(shipped, word: str, around: str) -> None:
    choice = shipped.find(around.format(word))
    assert choice is not None
    assert word in choice.words


@pytest.mark.parametrize(
    "text",
    ["离婚后财产怎么分", "老板拖欠工资三个月了", "工伤认定要多久", "怎么办", "咨询", "", "？？", "离婚" * 40],
)
def test_what_says_more_than_a_word_is_a_question(shipped, text: str) -> None:
    assert shipped.find(text) is None


def test_an_entry_that_does_not_exist_is_a_fault(tmp_path: Path) -> None:
    faults = list(choice_faults(written(tmp_path, ONE), {"a-b", "c-d"}))
    assert faults == ["choices/bare_words.yaml：“离婚”指向的常见问题 e-f 不存在"]


def test_a_word_that_stands_twice_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(InvalidContent, match="写了两次"):
        read_choices(written(tmp_path, ONE + ONE.removeprefix("choices:\n")))


def test_too_few_entries_are_a_fault(tmp_path: Path) -> None:
    with pytest.raises(InvalidContent):
        read_choices(written(tmp_path, ONE.replace(", c-d, e-f", "")))


def test_without_a_file_there_are_none(tmp_path: Path) -> None:
    assert len(read_choices(tmp_path)) == 0


def test_the_lint_of_all_content_looks_at_the_choices_too(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge_base"
    unread = shutil.ignore_patterns("*.py", "__pycache__", "model", "retrieval", "importers")
    shutil.copytree(KNOWLEDGE, folder, ignore=unread)
    assert not [fault for fault in lint_content(folder, {}).faults if "bare_words" in fault]
    (folder / "choices" / "bare_words.yaml").write_text(ONE, encoding="utf-8")
    faults = [fault for fault in lint_content(folder, {}).faults if "bare_words" in fault]
    assert len(faults) == 3
