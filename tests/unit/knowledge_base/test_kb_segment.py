"""Articles indexed together."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from knowledge_base.models import Article
from knowledge_base.progress import unwatched as ignore
from knowledge_base.retrieval import segment as segments
from knowledge_base.retrieval.dense import passage_text
from knowledge_base.retrieval.encoder import Encoder
from knowledge_base.retrieval.lexical import Lexical
from knowledge_base.retrieval.outline import KINDS, Outline
from knowledge_base.retrieval.segment import Segment
from knowledge_base.retrieval.tokenizer import bigrams, words

KITE = Article("风筝办法", "第一条", "放风筝应当避开高压电线。", ("第一章",), "法律", date(2020, 5, 1))
BOAT = Article("游船办法", "第一条", "划船应当穿好救生衣。")


def built(folder: Path, articles: list[Article], encoder: Encoder, like: Segment | None = None) -> Segment:
    folder.mkdir()
    segments.build(folder, articles, encoder, ignore, like)
    return Segment(folder)


def test_a_segment_holds_every_article_at_its_position(segment: Segment, articles: list[Article]) -> None:
    assert len(segment) == len(segment.dense) == len(segment.words) == len(segment.bigrams) == len(articles)
    assert segment.passages.at(range(len(articles))) == articles
    assert segment.passages.places(articles[9].law, articles[9].label) == [9]
    assert segment.passages.places(articles[9].law, "第九十九条") == []


def test_words_and_characters_of_title_heading_and_text_are_indexed(
    segment: Segment, articles: list[Article]
) -> None:
    texts = [passage_text(article) for article in articles]
    for question in ("青山市公园烧烤", "借阅", "押金"):
        expected = Lexical.build([words(text) for text in texts]).scores(words(question))
        assert segment.words.scores(words(question)).tolist() == pytest.approx(expected.tolist())
        expected = Lexical.build([bigrams(text) for text in texts]).scores(bigrams(question))
        assert segment.bigrams.scores(bigrams(question)).tolist() == pytest.approx(expected.tolist())


def test_an_outline_tells_law_chapter_kind_length_and_year(segment: Segment, articles: list[Article]) -> None:
    outline = segment.outline
    assert len(outline) == len(articles)
    assert [outline.law_titles[number] for number in outline.laws] == [article.law for article in articles]
    assert [outline.chapter_titles[number] for number in outline.chapters] == [
        " ".join((article.law, *article.path)) for article in articles
    ]
    assert [KINDS[number] for number in outline.kinds] == [article.kind for article in articles]
    assert outline.lengths.tolist() == [len(article.text) for article in articles]
    assert outline.years.tolist() == [2024] * len(articles)


def test_chapters_of_the_same_name_in_two_laws_are_two_chapters() -> None:
    outline = Outline.of([KITE, replace(KITE, law="游船办法"), replace(KITE, label="第二条")])
    assert outline.chapters.tolist() == [0, 1, 0]
    assert outline.laws.tolist() == [0, 1, 0]


def test_what_is_not_known_of_an_article_is_the_last_kind_and_some_year() -> None:
    outline = Outline.of([KITE, BOAT, replace(BOAT, kind="村规")])
    assert outline.kinds[0] == KINDS.index("法律")
    assert outline.kinds[1] == outline.kinds[2] == len(KINDS) - 1
    assert outline.years[0] == 2020
    assert outline.years[1] > 1949


def test_an_outline_comes_back_as_it_was_kept(articles: list[Article], tmp_path: Path) -> None:
    outline = Outline.of(articles)
    outline.save(tmp_path)
    read = Outline.load(tmp_path)
    assert (read.law_titles, read.chapter_titles) == (outline.law_titles, outline.chapter_titles)
    for name in ("laws", "chapters", "kinds", "lengths", "years"):
        kept, expected = getattr(read, name), getattr(outline, name)
        assert kept.tolist() == expected.tolist()
        assert kept.dtype == expected.dtype


def test_titles_of_chapters_are_searched_by_words_and_meaning(segment: Segment, encoder: Encoder) -> None:
    titles = segment.outline.chapter_titles
    by_words = segment.chapter_words.scores(words("图书馆借阅"))
    assert titles[int(np.argmax(by_words))].startswith("青山市图书馆办法")
    vector = encoder.encode(["青山市图书馆"])[0]
    by_meaning = segment.dense.chapter_likeness(np.arange(len(titles)), vector)
    assert by_meaning == pytest.approx(encoder.encode(titles) @ vector, abs=2e-3)


def test_articles_added_later_score_as_if_they_had_been_there(
    segment: Segment, articles: list[Article], encoder: Encoder, tmp_path: Path
) -> None:
    added = built(tmp_path / "added", articles[3:6], encoder, segment)
    alone = built(tmp_path / "alone", articles[3:6], encoder)
    for question in ("在湖里划船应当穿好救生衣", "公园停车"):
        terms, pairs = words(question), bigrams(question)
        assert added.words.scores(terms) == pytest.approx(segment.words.scores(terms)[3:6], abs=1e-5)
        assert added.bigrams.scores(pairs) == pytest.approx(segment.bigrams.scores(pairs)[3:6], abs=1e-5)
        chapter = segment.outline.chapters[3]
        assert added.chapter_words.scores(terms) == pytest.approx(
            segment.chapter_words.scores(terms)[[chapter]], abs=1e-5
        )
        assert not np.allclose(alone.words.scores(terms), added.words.scores(terms))


def test_a_single_article_makes_a_segment(encoder: Encoder, tmp_path: Path) -> None:
    one = built(tmp_path / "one", [BOAT], encoder)
    assert len(one) == 1
    assert one.outline.chapter_titles == ("游船办法",)
    assert one.dense.nearest(encoder.encode(["划船"])[0], 9).tolist() == [0]


def test_an_article_without_any_word_is_kept_in_base_and_addition(encoder: Encoder, tmp_path: Path) -> None:
    mute = Article("——", "第一条", "……")
    base = built(tmp_path / "base", [mute, KITE], encoder)
    added = built(tmp_path / "added", [mute, BOAT], encoder, base)
    beside = built(tmp_path / "beside", [mute, BOAT], encoder, built(tmp_path / "kites", [KITE], encoder))
    for one in (base, added, beside):
        assert len(one) == 2
        assert one.words.scores(words("放风筝划船"))[0] == 0
        assert one.words.scores(words("放风筝划船"))[1] > 0


def test_building_tells_how_far_it_is(articles: list[Article], encoder: Encoder, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    segments.build(tmp_path, articles, encoder, lambda *step: told.append(step))
    for step in {name for name, _, _ in told}:
        done = [(count, total) for name, count, total in told if name == step]
        assert done == sorted(done)
        assert done[-1][0] == done[-1][1] >= len(articles)


def test_a_segment_serves_though_its_folder_has_gone(
    articles: list[Article], encoder: Encoder, tmp_path: Path
) -> None:
    folder = tmp_path / "one"
    opened = built(folder, articles, encoder)
    vector = encoder.encode(["放风筝"])[0]
    before = opened.dense.sentence_likeness(np.arange(14), vector)[0].tolist()
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    folder.rmdir()
    assert opened.passages.at([2]) == [articles[2]]
    assert opened.dense.sentence_likeness(np.arange(14), vector)[0].tolist() == before
    assert opened.words.scores(words("放风筝")).any()
