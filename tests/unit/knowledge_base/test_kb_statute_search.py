"""Finding articles."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from knowledge_base.models import Article
from knowledge_base.retrieval.candidates import Blend
from knowledge_base.retrieval.encoder import Encoder
from knowledge_base.retrieval.statute_search import FEATURES, StatuteIndex, build, passage_text

BLEND = Blend(FEATURES, np.array([3.0 if name == "dense" else 1.0 for name in FEATURES]), -4.0)


def ignore(_step: str, _done: int, _total: int) -> None:
    return None


@pytest.fixture(scope="module")
def index(
    articles: list[Article], encoder: Encoder, tmp_path_factory: pytest.TempPathFactory
) -> StatuteIndex:
    folder = tmp_path_factory.mktemp("index")
    build(folder, articles, encoder, ignore)
    return StatuteIndex(folder, encoder, BLEND)


def test_every_article_stands_in_the_index_once(index: StatuteIndex, articles: list[Article]) -> None:
    assert len(index) == len(articles)
    assert index.passages.at(range(len(index))) == articles


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("在草坪上烧烤会怎么样", "烧烤"),
        ("遛狗要不要拴绳子", "狗绳"),
        ("晚上公园几点关门", "夜间十时"),
        ("公圆划船要穿救生衣马", "救生衣"),
        ("借书证收押金吗", "押金"),
        ("逾期还书", "暂停借书"),
    ],
)
def test_the_article_that_answers_comes_first(index: StatuteIndex, question: str, text: str) -> None:
    assert text in index.search(question, 1)[0].article.text


def test_hits_come_best_first_and_no_more_than_asked_for(index: StatuteIndex) -> None:
    hits = index.search("在公园里放风筝", 3)
    chances = [hit.probability for hit in hits]
    assert len(hits) == 3
    assert chances == sorted(chances, reverse=True)
    assert all(0 <= chance <= 1 for chance in chances)


def test_a_hit_tells_each_score_it_was_given(
    index: StatuteIndex, articles: list[Article], encoder: Encoder
) -> None:
    question = "在草坪上烧烤"
    hit = index.search(question, 1)[0]
    assert tuple(hit.scores) == FEATURES
    dense = encoder.encode([passage_text(hit.article)])[0] @ encoder.encode([question])[0]
    assert hit.scores["dense"] == pytest.approx(dense, abs=1e-3)
    row = np.array([[hit.scores[name] for name in FEATURES]])
    assert hit.probability == pytest.approx(float(BLEND.probability(row)[0]), abs=1e-3)


def test_unknown_words_find_nothing_by_words(index: StatuteIndex) -> None:
    for hit in index.search("zzz yyy"):
        assert (hit.scores["words"], hit.scores["bigrams"], hit.scores["dense"]) == (0, 0, 0)
        assert hit.probability < 0.1


def test_a_vector_made_before_gives_the_same_answer(index: StatuteIndex, encoder: Encoder) -> None:
    question = "放风筝"
    assert index.search(question, 3, encoder.encode([question])[0]) == index.search(question, 3)


def test_the_ranking_is_that_of_the_search(index: StatuteIndex) -> None:
    ranked = index.ranking("带狗入园", 5)
    assert index.passages.at(ranked.tolist()) == [hit.article for hit in index.search("带狗入园", 5)]


def test_a_candidate_is_named_once(index: StatuteIndex) -> None:
    positions, features = index.candidates("草坪烧烤")
    assert len(set(positions.tolist())) == len(positions)
    assert features.shape == (len(positions), len(FEATURES))
    assert set(positions.tolist()) <= set(range(len(index)))


def test_of_two_equal_texts_that_of_the_higher_rank_is_ahead(encoder: Encoder, tmp_path: Path) -> None:
    local = Article("公园规定", "第一条", "草坪上不得烧烤。", kind="地方性法规")
    unknown = replace(local, kind="")
    law = replace(local, kind="法律")
    build(tmp_path, [local, law, unknown], encoder, ignore)
    hits = StatuteIndex(tmp_path, encoder, BLEND).search("草坪上不得烧烤")
    assert hits[0].article == law
    assert hits[1].probability == pytest.approx(hits[2].probability, abs=1e-6)


def test_an_article_is_searched_by_title_nearest_heading_and_text() -> None:
    article = Article("公园规定", "第一条", "草坪上不得烧烤。", ("第一编 总则", "第一章 游园"))
    assert passage_text(article) == "公园规定 第一章 游园 草坪上不得烧烤。"
    assert passage_text(replace(article, path=())) == "公园规定  草坪上不得烧烤。"


def test_building_tells_how_far_it_is(articles: list[Article], encoder: Encoder, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    build(tmp_path, articles, encoder, lambda *step: told.append(step))
    for step in {name for name, _, _ in told}:
        done = [count for name, count, _ in told if name == step]
        assert done == sorted(done)
        assert done[-1] == len(articles)
    assert {total for _, _, total in told} == {len(articles)}


def test_an_opened_index_finds_what_the_built_one_finds(
    index: StatuteIndex, articles: list[Article], encoder: Encoder, tmp_path: Path
) -> None:
    build(tmp_path, articles, encoder, ignore)
    again = StatuteIndex(tmp_path, encoder, BLEND)
    for question in ("烧烤", "借书", "zzz"):
        assert again.search(question) == index.search(question)
