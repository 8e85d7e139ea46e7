"""Vectors of a segment: of articles, of their sentences, of chapters' titles."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from knowledge_base.models import Article
from knowledge_base.numerals import article_label
from knowledge_base.progress import unwatched as ignore
from knowledge_base.retrieval import dense
from knowledge_base.retrieval.dense import Dense, passage_text
from knowledge_base.retrieval.encoder import Encoder
from knowledge_base.retrieval.sentences import sentences

TITLES = ["青山市公园管理条例 第一章 总则", "青山市图书馆办法 第二节 借阅", "zzz"]
QUESTIONS = ["在草坪上烧烤", "逾期还书", "大风天划船退钱", "带狗"]


class Scattered:
    """Vectors by chance, the same for the same text: they tell more texts apart than a small encoder."""

    name = "scattered"
    dimension = 16

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        rows = [np.random.default_rng(list(text.encode())).normal(size=self.dimension) for text in texts]
        vectors = np.array(rows, dtype=np.float32).reshape(len(texts), self.dimension)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture(scope="module")
def built(articles: list[Article], encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Dense:
    folder = tmp_path_factory.mktemp("dense") / "new"
    dense.build(folder, articles, TITLES, encoder, ignore)
    return Dense(folder)


@pytest.fixture(scope="module")
def many() -> list[Article]:
    return [Article("风筝办法", article_label(number), f"第{number}号风筝。") for number in range(1, 301)]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_nearest_are_the_nearest_of_all(
    built: Dense, articles: list[Article], encoder: Encoder, question: str
) -> None:
    vector = encoder.encode([question])[0]
    cosines = encoder.encode([passage_text(article) for article in articles]) @ vector
    nearest = built.nearest(vector, 5)
    assert len(nearest) == 5
    assert cosines[nearest] == pytest.approx(np.sort(cosines)[::-1][:5], abs=2e-3)


def test_no_more_are_near_than_there_are(built: Dense, articles: list[Article], encoder: Encoder) -> None:
    assert len(built) == len(articles)
    nearest = built.nearest(encoder.encode(["放风筝"])[0], 200)
    assert sorted(nearest.tolist()) == list(range(len(articles)))


def test_articles_asked_for_have_their_cosines_in_the_order_asked_for(
    built: Dense, articles: list[Article], encoder: Encoder
) -> None:
    vector = encoder.encode(["草坪"])[0]
    positions = np.array([9, 0, 13, 0])
    expected = encoder.encode([passage_text(articles[place]) for place in positions.tolist()]) @ vector
    cosines = built.likeness(positions, vector)
    assert cosines.dtype == np.float32
    assert cosines == pytest.approx(expected, abs=2e-3)


def test_of_no_articles_there_are_no_cosines(built: Dense, encoder: Encoder) -> None:
    cosines = built.likeness(np.zeros(0, dtype=np.int64), encoder.encode(["草坪"])[0])
    assert cosines.shape == (0,)


@pytest.mark.parametrize("positions", [[0], [13], [2, 3, 11], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]])
def test_sentences_of_articles_asked_for_have_their_cosines(
    built: Dense, articles: list[Article], encoder: Encoder, positions: list[int]
) -> None:
    vector = encoder.encode(["烧烤以后补种草皮"])[0]
    cosines, offsets = built.sentence_likeness(np.array(positions), vector)
    own = [sentences(articles[place].text) for place in positions]
    assert offsets.tolist() == np.cumsum([0, *map(len, own)])[:-1].tolist()
    expected = encoder.encode([sentence for group in own for sentence in group]) @ vector
    assert cosines == pytest.approx(expected, abs=0.02)


def test_titles_of_chapters_have_their_cosines(built: Dense, encoder: Encoder) -> None:
    vector = encoder.encode(["图书馆借阅"])[0]
    cosines = built.chapter_likeness(np.array([1, 0, 1, 2]), vector)
    titles = encoder.encode(TITLES)
    assert cosines == pytest.approx(titles[[1, 0, 1, 2]] @ vector, abs=2e-3)
    assert cosines[3] == 0
    assert cosines[0] > cosines[1]


def test_an_article_has_a_sentence_even_if_it_has_none_and_not_too_many(tmp_path: Path) -> None:
    empty = Article("风筝办法", "第一条", "")
    endless = replace(empty, text="".join(f"第{number}句。" for number in range(200)))
    folder = tmp_path / "new"
    dense.build(folder, [empty, endless, empty], TITLES, Scattered(), ignore)
    asked = Scattered().encode([""])[0]
    cosines, offsets = Dense(folder).sentence_likeness(np.array([0, 1, 2]), asked)
    counts = np.diff([*offsets, len(cosines)]).tolist()
    assert counts[0] == counts[2] == 1
    assert 1 < counts[1] < 200
    cosines, offsets = Dense(folder).sentence_likeness(np.array([0, 2]), asked)
    assert cosines == pytest.approx([1, 1], abs=0.02)
    assert offsets.tolist() == [0, 1]


def test_building_tells_how_far_it_is(articles: list[Article], encoder: Encoder, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    dense.build(tmp_path / "new", articles, TITLES, encoder, lambda *step: told.append(step))
    assert len({name for name, _, _ in told}) == 2
    for step in {name for name, _, _ in told}:
        done = [(count, total) for name, count, total in told if name == step]
        assert done == sorted(done)
        assert done[-1][0] == done[-1][1] > 0


def test_more_articles_than_one_batch_are_all_kept(many: list[Article], tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dense, "_BATCH", 7)
        dense.build(tmp_path / "few", many[:30], TITLES, Scattered(), ignore)
    dense.build(tmp_path / "one", many[:30], TITLES, Scattered(), ignore)
    vector = Scattered().encode([passage_text(many[20])])[0]
    few, one = Dense(tmp_path / "few"), Dense(tmp_path / "one")
    everything = np.arange(30)
    assert few.likeness(everything, vector).tolist() == one.likeness(everything, vector).tolist()
    for told, expected in zip(
        few.sentence_likeness(everything, vector), one.sentence_likeness(everything, vector), strict=True
    ):
        assert told == pytest.approx(expected)


def test_an_article_is_searched_by_title_nearest_heading_and_text() -> None:
    article = Article("公园规定", "第一条", "草坪上不得烧烤。", ("第一编 总则", "第一章 游园"))
    assert passage_text(article) == "公园规定 第一章 游园 草坪上不得烧烤。"
    assert passage_text(replace(article, path=())) == "公园规定  草坪上不得烧烤。"
