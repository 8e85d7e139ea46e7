"""Finding the FAQ entry that a citizen means."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from knowledge_base.models import FaqEntry
from knowledge_base.retrieval.candidates import Blend
from knowledge_base.retrieval.encoder import Encoder
from knowledge_base.retrieval.faq_search import FEATURES, FaqIndex, FaqTerms
from tests.support.encoders import Counting

BLEND = Blend(FEATURES, np.ones(len(FEATURES), dtype=np.float32), -5.0)


@pytest.fixture(scope="module")
def index(entries: list[FaqEntry], encoder: Encoder) -> FaqIndex:
    return FaqIndex(entries, encoder, BLEND)


def column(index: FaqIndex, question: str, name: str) -> np.ndarray:
    values: np.ndarray = index.features(question)[:, FEATURES.index(name)]
    return values


def test_every_wording_finds_its_entry(index: FaqIndex, entries: list[FaqEntry]) -> None:
    for entry in entries:
        for wording in (entry.question, *entry.phrasings):
            assert index.search(wording, 1)[0].entry is entry, wording


@pytest.mark.parametrize(
    ("question", "entry_id"),
    [
        ("公圆草坪上可已烧烤嘛", "park-barbecue"),
        ("借书正怎么办里", "library-card"),
        ("逾期没还书会怎样样", "library-overdue"),
        ("划船遇到大疯能退钱", "park-boat"),
        ("哪 里 可 以 放风筝", "park-kite"),
    ],
)
def test_a_slip_of_the_pen_does_not_hide_an_entry(index: FaqIndex, question: str, entry_id: str) -> None:
    assert index.search(question, 1)[0].entry.id == entry_id


def test_a_question_put_otherwise_finds_its_entry(index: FaqIndex) -> None:
    assert index.search("书弄丢了，按定价赔可以吗", 1)[0].entry.id == "library-lost"
    assert index.search("狗绳", 1)[0].entry.id == "park-dog"


def test_entries_come_best_first_and_no_more_than_asked_for(index: FaqIndex) -> None:
    hits = index.search("草坪上烧烤", 4)
    chances = [hit.probability for hit in hits]
    assert len(hits) == 4
    assert chances == sorted(chances, reverse=True)
    assert all(0 <= chance <= 1 for chance in chances)
    assert len(index.search("草坪上烧烤", 100)) == len(index.entries)


def test_what_is_about_nothing_here_is_unlikely_everywhere(index: FaqIndex) -> None:
    assert index.search("zzz", 1)[0].probability < index.search("草坪上烧烤", 1)[0].probability / 5
    assert not index.features("zzz").any()


def test_a_vector_made_before_gives_the_same_answer(index: FaqIndex, encoder: Encoder) -> None:
    question = "放风筝挂到电线"
    (vector,) = encoder.encode([question])
    assert index.search(question, 3, vector) == index.search(question, 3)


def test_every_entry_has_a_row_of_features(index: FaqIndex, entries: list[FaqEntry]) -> None:
    features = index.features("放风筝")
    assert features.shape == (len(entries), len(FEATURES))
    assert features.dtype == np.float32


def test_an_entry_is_as_near_as_its_nearest_wording(index: FaqIndex, encoder: Encoder) -> None:
    question = "湖里划船"
    (asked,) = encoder.encode([question])
    for entry, dense in zip(index.entries, column(index, question, "dense"), strict=True):
        assert dense == pytest.approx(
            (encoder.encode([entry.question, *entry.phrasings]) @ asked).max(), abs=1e-5
        )


def test_three_near_wordings_tell_more_than_one(index: FaqIndex, encoder: Encoder) -> None:
    question = "放风筝"
    (asked,) = encoder.encode([question])
    for entry, top in zip(index.entries, column(index, question, "dense_top3"), strict=True):
        likeness = np.sort(encoder.encode([entry.question, *entry.phrasings]) @ asked)
        assert top == pytest.approx(likeness[-3:].mean(), abs=1e-5)
    assert (column(index, question, "dense_top3") <= column(index, question, "dense") + 1e-6).all()


def test_an_entry_with_a_question_alone_can_be_found(entries: list[FaqEntry], encoder: Encoder) -> None:
    bare = [replace(entry, phrasings=()) for entry in entries]
    assert FaqIndex(bare, encoder, BLEND).search("借书证怎么办理", 1)[0].entry is bare[4]


def test_entries_with_many_and_few_wordings_keep_to_their_own(
    entries: list[FaqEntry], encoder: Encoder
) -> None:
    uneven = [replace(entry, phrasings=entry.phrasings[: row % 4]) for row, entry in enumerate(entries)]
    index = FaqIndex(uneven, encoder, BLEND)
    for entry in uneven:
        for wording in (entry.question, *entry.phrasings):
            assert index.search(wording, 1)[0].entry is entry, wording


def test_entries_are_known_by_their_id(index: FaqIndex, entries: list[FaqEntry]) -> None:
    assert index.by_id["park-dog"] is entries[1]
    assert set(index.by_id) == {entry.id for entry in entries}


def test_neighbours_are_those_an_entry_names_then_its_topic(index: FaqIndex) -> None:
    near = [entry.id for entry in index.neighbours(index.by_id["park-barbecue"], 4)]
    assert near[:2] == ["park-dog", "library-card"]
    assert set(near[2:]) == {"park-kite", "park-boat"}


def test_neighbours_are_nearest_first_where_none_is_named(index: FaqIndex, encoder: Encoder) -> None:
    entry = index.by_id["library-overdue"]
    likeness = {
        other.id: float(encoder.encode([other.question])[0] @ encoder.encode([entry.question])[0])
        for other in index.entries
        if other.topic == "library" and other is not entry
    }
    near = [other.id for other in index.neighbours(entry, 5)]
    assert near == sorted(likeness, key=lambda other: -likeness[other])


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_there_are_no_more_neighbours_than_asked_for(index: FaqIndex, count: int) -> None:
    assert len(index.neighbours(index.by_id["park-barbecue"], count)) == count


def test_an_entry_is_not_its_own_neighbour(index: FaqIndex) -> None:
    for entry in index.entries:
        near = index.neighbours(entry, 10)
        assert entry not in near
        assert len(near) == len({other.id for other in near})


def test_a_neighbour_that_has_gone_is_left_out(entries: list[FaqEntry], encoder: Encoder) -> None:
    naming = replace(entries[0], related=("park-gone", "park-dog"))
    index = FaqIndex([naming, *entries[1:]], encoder, BLEND)
    assert [entry.id for entry in index.neighbours(naming, 1)] == ["park-dog"]


def test_a_bureau_without_entries_finds_none(encoder: Encoder) -> None:
    assert FaqIndex([], encoder, BLEND).search("放风筝") == []


def test_terms_that_were_kept_find_what_those_made_anew_find(
    index: FaqIndex, entries: list[FaqEntry], encoder: Encoder, tmp_path: Path
) -> None:
    for _ in range(2):  # made, then read
        kept = FaqIndex(entries, encoder, BLEND, FaqTerms.kept(tmp_path, entries, encoder))
        for question in ("草坪上烧烤", "还书晚了", "zzz"):
            assert kept.features(question) == pytest.approx(index.features(question), abs=1e-5)


def test_terms_are_made_once_for_the_same_entries_and_encoder(
    entries: list[FaqEntry], encoder: Encoder, tmp_path: Path
) -> None:
    counting, other = Counting(encoder), Counting(encoder, "another")
    FaqTerms.kept(tmp_path, entries, counting)
    made = counting.texts
    FaqTerms.kept(tmp_path, entries, counting)
    assert counting.texts == made > 0
    FaqTerms.kept(tmp_path, entries, other)
    assert other.texts == made


@pytest.mark.parametrize("what", ["question", "phrasings", "answer", "split", "fewer"])
def test_terms_are_made_anew_for_other_entries(
    entries: list[FaqEntry], encoder: Encoder, tmp_path: Path, what: str
) -> None:
    first = replace(entries[0], phrasings=("烤肉 野餐", "生火"))
    changed = {
        "question": [replace(first, question="湖边能烧烤吗？")],
        "phrasings": [replace(first, phrasings=("烤肉 野餐", "点火"))],
        "answer": [replace(first, answer="可以在湖边烧烤。")],
        "split": [replace(first, phrasings=("烤肉", "野餐", "生火"))],
        "fewer": [],
    }[what]
    FaqTerms.kept(tmp_path, [first, entries[1]], encoder)
    now = [*changed, entries[1]]
    kept = FaqIndex(now, encoder, BLEND, FaqTerms.kept(tmp_path, now, encoder))
    expected = FaqIndex(now, encoder, BLEND)
    for question in ("湖边烤肉", "点火", "野餐"):
        assert kept.features(question) == pytest.approx(expected.features(question), abs=1e-5)


def test_terms_whose_making_broke_off_are_made_again(
    entries: list[FaqEntry], encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(np, "savez", fail)
        with pytest.raises(KeyboardInterrupt):
            FaqTerms.kept(tmp_path, entries, encoder)
    kept = FaqIndex(entries, encoder, BLEND, FaqTerms.kept(tmp_path, entries, encoder))
    assert kept.search("借书证怎么办理", 1)[0].entry is entries[4]
