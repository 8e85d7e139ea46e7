"""How citizens speak of articles, made ready for search and kept."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from knowledge_base.models import Digest, FaqEntry, Reference
from knowledge_base.retrieval.encoder import Encoder
from knowledge_base.retrieval.tokenizer import bigrams, words
from knowledge_base.retrieval.wordings import (
    Wordings,
    everyday_texts,
    open_everyday,
    read_questions,
    save_questions,
    texts_by_reference,
)
from tests.support.encoders import Counting

PARK, LIBRARY = "青山市公园管理条例", "青山市图书馆办法"
FIRST, SEVENTH, CARD = Reference(PARK, "第一条"), Reference(PARK, "第七条"), Reference(LIBRARY, "第一条")
DAY = date(2025, 4, 19)
DIGESTS = {
    SEVENTH: Digest(SEVENTH, "说的是公园几点开门、几点关门。", ("大门锁了没有", "夜里能进去吗"), DAY),
    CARD: Digest(CARD, "说的是怎么办借书证。", ("办卡",), DAY),
}


def test_everyday_words_come_from_digests_then_from_the_faq(entries: list[FaqEntry]) -> None:
    texts, targets = everyday_texts(DIGESTS, entries[:1])
    assert list(zip(texts, targets, strict=True)) == [
        ("大门锁了没有", (SEVENTH,)),
        ("夜里能进去吗", (SEVENTH,)),
        ("说的是公园几点开门、几点关门。", (SEVENTH,)),
        ("办卡", (CARD,)),
        ("说的是怎么办借书证。", (CARD,)),
        ("公园草坪上可以烧烤吗？", (FIRST,)),
        ("周末想在草坪烧烤", (FIRST,)),
        ("带炭火去公园野餐烤肉", (FIRST,)),
        ("烧烤会不会被管理员赶走", (FIRST,)),
    ]


def test_an_entry_leads_to_all_that_it_cites(entries: list[FaqEntry]) -> None:
    two = replace(entries[0], citations=(FIRST, CARD))
    assert set(everyday_texts({}, [two])[1]) == {(FIRST, CARD)}


def test_articles_are_listed_once_in_the_order_they_are_first_led_to() -> None:
    wordings = Wordings(np.zeros((3, 2)), [(CARD, FIRST), (), (FIRST, SEVENTH)])
    assert wordings.references == [CARD, FIRST, SEVENTH]
    assert len(wordings) == 3


def test_wordings_are_put_together_by_article_in_the_same_order() -> None:
    targets = [(CARD, FIRST), (), (FIRST, SEVENTH)]
    found = texts_by_reference(["甲", "乙", "丙"], targets)
    assert found == {CARD: ["甲"], FIRST: ["甲", "丙"], SEVENTH: ["丙"]}
    assert list(found) == Wordings(np.zeros((3, 2)), targets).references


def test_everyday_words_are_ready_for_search(
    entries: list[FaqEntry], encoder: Encoder, tmp_path: Path
) -> None:
    wordings = open_everyday(tmp_path, DIGESTS, entries, encoder)
    texts, targets = everyday_texts(DIGESTS, entries)
    assert list(wordings.targets) == targets
    assert wordings.vectors.dtype == np.float32
    assert wordings.vectors == pytest.approx(encoder.encode(texts), abs=1e-3)
    assert wordings.lexical is not None
    by_words, by_bigrams = wordings.lexical
    assert len(by_words) == len(by_bigrams) == len(wordings.references)
    scores = by_words.scores(words("借书证办卡"))
    assert wordings.references[int(np.argmax(scores))] == CARD
    scores = by_bigrams.scores(bigrams("大门锁了"))
    assert wordings.references[int(np.argmax(scores))] == SEVENTH


def test_they_are_made_once(entries: list[FaqEntry], encoder: Encoder, tmp_path: Path) -> None:
    counting = Counting(encoder)
    first = open_everyday(tmp_path, DIGESTS, entries, counting)
    assert counting.texts == len(first)
    again = open_everyday(tmp_path, DIGESTS, entries, counting)
    assert counting.texts == len(first)
    assert again.vectors.tolist() == first.vectors.tolist()
    assert again.lexical is not None
    assert first.lexical is not None
    for before, after, cut in zip(first.lexical, again.lexical, (words, bigrams), strict=True):
        assert after.scores(cut("办借书证")).tolist() == before.scores(cut("办借书证")).tolist()


def test_they_are_made_anew_for_other_words_other_targets_and_another_encoder(
    entries: list[FaqEntry], encoder: Encoder, tmp_path: Path
) -> None:
    counting, other = Counting(encoder), Counting(encoder, "another")
    count = len(open_everyday(tmp_path, DIGESTS, entries, counting))
    elsewhere = [replace(entry, citations=(SEVENTH,)) for entry in entries]
    reworded = DIGESTS | {CARD: replace(DIGESTS[CARD], everyday=("办证",))}
    assert open_everyday(tmp_path, DIGESTS, elsewhere, counting).references == [SEVENTH, CARD]
    assert counting.texts == 2 * count
    open_everyday(tmp_path, reworded, entries, counting)
    assert counting.texts == 3 * count
    open_everyday(tmp_path, DIGESTS, entries, other)
    assert other.texts == count


def test_what_was_broken_off_is_made_again(entries: list[FaqEntry], encoder: Encoder, tmp_path: Path) -> None:
    class Failing(Counting):
        def encode(self, texts: Sequence[str]) -> np.ndarray:
            raise KeyboardInterrupt(f"{len(texts)} texts to go")

    with pytest.raises(KeyboardInterrupt):
        open_everyday(tmp_path, DIGESTS, entries, Failing(encoder))
    wordings = open_everyday(tmp_path, DIGESTS, entries, encoder)
    assert wordings.vectors == pytest.approx(encoder.encode(everyday_texts(DIGESTS, entries)[0]), abs=1e-3)


def test_where_nothing_was_written_yet_there_are_no_wordings(encoder: Encoder, tmp_path: Path) -> None:
    wordings = open_everyday(tmp_path, {}, [], encoder)
    assert len(wordings) == 0
    assert wordings.references == []
    assert (wordings.vectors @ encoder.encode(["放风筝"])[0]).shape == (0,)


def test_questions_are_kept_as_vectors_and_without_their_words(encoder: Encoder, tmp_path: Path) -> None:
    asked = ["大门锁了没有", "怎样办卡", "闲聊"]
    targets = [(SEVENTH,), (CARD, FIRST), ()]
    save_questions(tmp_path, encoder.encode(asked), targets)
    read = read_questions(tmp_path)
    assert list(read.targets) == targets
    assert read.references == [SEVENTH, CARD, FIRST]
    assert read.vectors.dtype == np.float32
    assert read.vectors == pytest.approx(encoder.encode(asked), abs=1e-3)
    assert read.lexical is None
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for question in asked:
        assert question.encode() not in kept


def test_where_no_questions_were_kept_there_are_none_to_read(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_questions(tmp_path)
