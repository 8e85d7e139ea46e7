"""Bare words (「离婚」, 「工资」) and what may be meant by each."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge_base.faq_entries import InvalidContent, read_content
from knowledge_base.retrieval.tokenizer import normalise

_FILE = "bare_words.yaml"
_LONGEST = 24
"""A message longer than this says more than a word."""
_NO_WORD = re.compile(r"[^0-9a-z\u3400-\u9fff]")
_BEFORE = (
    "请问|您好|你好|我想问问|我想问|我想|想问问|想问|我要|我有|咨询一下|咨询下|咨询|问一下|问下|问问|"
    "请教一下|请教|了解一下|了解|打听一下|打听|关于|有关|说说|遇到|碰到|一个|个|我|想"
)
_AFTER = (
    "怎么办|咋办|怎么弄|咋弄|怎么搞|怎么处理|怎么解决|咨询一下|咨询|问一下|请教|求助|的事情|的事儿|的事|"
    "事情|的问题|问题|的纠纷|纠纷|方面的|方面|这方面|相关|呢|吗|呀|啊|吧|嘛|么|了"
)
"""Courtesy before and after a word."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be meant by any of these words: FAQ entries by id, and perhaps a service."""

    words: tuple[str, ...]
    question: str
    entries: tuple[str, ...]
    service: str | None = None


class Choices:
    """Finds the choice for a message that is no more than a word with some courtesy around it."""

    def __init__(self, choices: Iterable[Choice]) -> None:
        self._choices = list(choices)
        self._by_word = {_core(word): choice for choice in self._choices for word in choice.words}

    def __len__(self) -> int:
        return len(self._by_word)

    def __iter__(self) -> Iterator[Choice]:
        return iter(self._choices)

    def find(self, text: str) -> Choice | None:
        """The choice for this message; None if it says more than a word."""
        if len(text) > _LONGEST * 2:
            return None
        core = _core(text)
        if len(core) > _LONGEST:
            return None
        return next((self._by_word[one] for one in _peeled(core) if one in self._by_word), None)


def read_choices(folder: Path) -> Choices:
    """The choices of ``folder/bare_words.yaml``; none if there is no such file.

    Raises:
        InvalidContent: the file breaks its schema, or a word stands in it twice.
    """
    return Choices(_read(folder))


def choice_faults(folder: Path, known: Collection[str]) -> Iterator[str]:
    """Faults that the schema cannot see, in Chinese: entries that do not exist.

    Raises:
        InvalidContent: as ``read_choices``.
    """
    for choice in _read(folder):
        for entry in choice.entries:
            if entry not in known:
                yield f"choices/{_FILE}：“{choice.words[0]}”指向的常见问题 {entry} 不存在"


def _read(folder: Path) -> list[Choice]:
    path = folder / _FILE
    if not path.exists():
        return []
    content = read_content(path, folder.parent / "schemas" / "bare_words.schema.json")
    choices: list[Choice] = []
    seen: set[str] = set()
    for item in content["choices"]:
        for word in item["words"]:
            if _core(word) in seen:
                raise InvalidContent(f"{_FILE}：“{word}”写了两次")
            seen.add(_core(word))
        choices.append(
            Choice(tuple(item["words"]), item["question"], tuple(item["entries"]), item.get("service"))
        )
    return choices


def _core(text: str) -> str:
    return _NO_WORD.sub("", normalise(text))


def _peeled(core: str) -> Iterator[str]:
    """The text, then with more and more of the courtesy around it taken off."""
    before, after = _BEFORE.split("|"), _AFTER.split("|")
    waiting, seen = [core], {core}
    while waiting:
        current = waiting.pop(0)
        yield current
        for one in (*map(current.removeprefix, before), *map(current.removesuffix, after)):
            if one and one not in seen:
                seen.add(one)
                waiting.append(one)
