"""Finding articles, in one segment and in several."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from knowledge_base.models import Article, Reference
from knowledge_base.progress import unwatched as ignore
from knowledge_base.retrieval import segment as segments
from knowledge_base.retrieval import statute_search
from knowledge_base.retrieval.candidates import Blend
from knowledge_base.retrieval.dense import passage_text
from knowledge_base.retrieval.encoder import Encoder
from knowledge_base.retrieval.features import FEATURES
from knowledge_base.retrieval.layout import Layout
from knowledge_base.retrieval.lexical import Lexical
from knowledge_base.retrieval.reranker import Reranker
from knowledge_base.retrieval.segment import Segment
from knowledge_base.retrieval.statute_search import BLENDED, ArticleHit, StatuteIndex, blended
from knowledge_base.retrieval.tokenizer import bigrams, words
from knowledge_base.retrieval.wordings import Wordings

BLEND = Blend(BLENDED, np.array([3.0 if name == "dense" else 1.0 for name in BLENDED]), -4.0)
PARK, LIBRARY = "青山市公园管理条例", "青山市图书馆办法"
QUESTIONS = ("在草坪上烧烤", "带狗入园", "逾期还书", "放风筝挂到电线", "zzz")


class Judge(Reranker):
    """Ranks by one feature; what it adds to the score is ten times that feature."""

    def __init__(self, name: str, encoder: str) -> None:
        self._column = FEATURES.index(name)
        self.encoder = encoder

    def scores(self, features: np.ndarray) -> np.ndarray:
        return np.asarray(features[:, self._column], dtype=float)

    def probability(self, scores: np.ndarray, features: np.ndarray) -> np.ndarray:
        assert features.shape == (len(scores), len(FEATURES))
        return np.asarray(scores / (1 + np.abs(scores)))

    def contributions(self, features: np.ndarray) -> np.ndarray:
        added = np.zeros(features.shape)
        added[:, self._column] = 10 * features[:, self._column]
        return added


@pytest.fixture(scope="module")
def index(segment: Segment, encoder: Encoder) -> StatuteIndex:
    return StatuteIndex(Layout([segment]), encoder, BLEND)


def built(folder: Path, articles: list[Article], encoder: Encoder, like: Segment | None = None) -> Segment:
    folder.mkdir()
    segments.build(folder, articles, encoder, ignore, like)
    return Segment(folder)


@pytest.fixture(scope="module")
def parts(
    articles: list[Article],
    segment: Segment,
    encoder: Encoder,
    tmp_path_factory: pytest.TempPathFactory,
) -> list[Segment]:
    """The same articles in two segments, the cut in the middle of a statute."""
    folder = tmp_path_factory.mktemp("parts")
    return [
        built(folder / "first", articles[:5], encoder, segment),
        built(folder / "second", articles[5:], encoder, segment),
    ]


def by_name(hits: list[ArticleHit]) -> dict[tuple[str, str], ArticleHit]:
    return {(hit.article.law, hit.article.label): hit for hit in hits}


def test_every_article_stands_in_the_index_once(index: StatuteIndex, articles: list[Article]) -> None:
    assert len(index) == len(articles)
    assert index.layout.at(range(len(index))) == articles
    assert index.layout.names() == [(article.law, article.label) for article in articles]
    assert index.layout.titles() == {PARK, LIBRARY}


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


def test_a_hit_tells_each_score_it_was_given(index: StatuteIndex, encoder: Encoder) -> None:
    question = "在草坪上烧烤"
    hit = index.search(question, 1)[0]
    assert tuple(hit.scores) == FEATURES
    dense = encoder.encode([passage_text(hit.article)])[0] @ encoder.encode([question])[0]
    assert hit.scores["dense"] == pytest.approx(dense, abs=1e-3)
    assert hit.scores["question_length"] == len(question)
    row = np.array([[hit.scores[name] for name in FEATURES]])
    assert hit.probability == pytest.approx(float(BLEND.probability(blended(row))[0]), abs=1e-3)


def test_unknown_words_find_nothing_by_words(index: StatuteIndex) -> None:
    for hit in index.search("zzz yyy"):
        assert (hit.scores["words"], hit.scores["bigrams"], hit.scores["dense"]) == (0, 0, 0)
        assert hit.probability < 0.1


def test_a_vector_made_before_gives_the_same_answer(index: StatuteIndex, encoder: Encoder) -> None:
    question = "放风筝"
    assert index.search(question, 3, encoder.encode([question])[0]) == index.search(question, 3)


def test_the_ranking_is_that_of_the_search(index: StatuteIndex) -> None:
    ranked = index.ranking("带狗入园", 5)
    assert index.layout.at(ranked.tolist()) == [hit.article for hit in index.search("带狗入园", 5)]


def test_a_candidate_is_named_once(index: StatuteIndex) -> None:
    positions, features = index.candidates("草坪烧烤")
    assert len(set(positions.tolist())) == len(positions)
    assert features.shape == (len(positions), len(FEATURES))
    assert features.dtype == np.float32
    assert np.isfinite(features).all()
    assert set(positions.tolist()) <= set(range(len(index)))


def test_of_two_equal_texts_that_of_the_higher_rank_is_ahead(encoder: Encoder, tmp_path: Path) -> None:
    local = Article("公园规定", "第一条", "草坪上不得烧烤。", kind="地方性法规")
    unknown = replace(local, kind="")
    law = replace(local, kind="法律")
    found = built(tmp_path / "one", [local, law, unknown], encoder)
    hits = StatuteIndex(Layout([found]), encoder, BLEND).search("草坪上不得烧烤")
    assert hits[0].article == law
    assert hits[1].probability == pytest.approx(hits[2].probability, abs=1e-6)


def test_an_opened_index_finds_what_another_opening_finds(
    index: StatuteIndex, segment: Segment, encoder: Encoder
) -> None:
    again = StatuteIndex(Layout([Segment(segment.folder)]), encoder, BLEND)
    for question in QUESTIONS:
        assert again.search(question) == index.search(question)


def test_a_candidate_has_the_scores_that_each_way_of_searching_gives_it(
    index: StatuteIndex, segment: Segment, articles: list[Article], encoder: Encoder
) -> None:
    question = "在公园草坪上烧烤"
    vector = encoder.encode([question])[0]
    positions, features = index.candidates(question)
    column = {
        name: dict(zip(positions.tolist(), features[:, row], strict=True))
        for row, name in enumerate(FEATURES)
    }
    by_words, by_bigrams = segment.words.scores(words(question)), segment.bigrams.scores(bigrams(question))
    titles = segment.outline.chapter_titles
    chapter_words = Lexical.build([words(title) for title in titles]).scores(words(question))
    likeness = encoder.encode([passage_text(article) for article in articles]) @ vector
    chapter_likeness = encoder.encode(titles) @ vector
    for position in positions.tolist():
        article = articles[position]
        heading = (article.law, *article.path)
        chapter = titles.index(" ".join(heading))
        beside = [
            likeness[other]
            for other in (position - 1, position + 1)
            if 0 <= other < len(articles) and (articles[other].law, *articles[other].path) == heading
        ]
        expected = {
            "dense": likeness[position],
            "words": by_words[position],
            "bigrams": by_bigrams[position],
            "chapter": chapter_likeness[chapter],
            "chapter_words": chapter_words[chapter],
            "neighbours": max(beside),
            "everyday_known": 0,
            "kind": segment.outline.kinds[position],
            "length": np.log1p(len(article.text)),
            "year": 2024,
            "question_length": len(question),
        }
        for name, value in expected.items():
            assert column[name][position] == pytest.approx(value, abs=2e-3), (name, article)


def test_an_article_alone_in_its_chapter_has_no_neighbours(encoder: Encoder, tmp_path: Path) -> None:
    kite = Article("放风筝规定", "第一条", "放风筝应当避开高压电线。", ("第一章",))
    boat = replace(kite, label="第二条", text="划船应当穿好救生衣。", path=("第二章",))
    other = replace(kite, law="放风筝办法")
    alone = StatuteIndex(Layout([built(tmp_path / "one", [kite, boat, other], encoder)]), encoder, BLEND)
    assert {hit.scores["neighbours"] for hit in alone.search("放风筝")} == {-1.0}


def test_several_segments_rank_as_one_does(
    index: StatuteIndex, parts: list[Segment], encoder: Encoder, articles: list[Article]
) -> None:
    split = StatuteIndex(Layout(parts), encoder, BLEND)
    assert len(split) == len(articles)
    assert split.layout.at([13, 0, 5, 4, 13]) == [articles[place] for place in (13, 0, 5, 4, 13)]
    assert split.layout.names() == index.layout.names()
    assert split.layout.titles() == index.layout.titles()
    for question in QUESTIONS:
        one, several = index.search(question, 14), split.search(question, 14)
        assert [hit.article for hit in several] == [hit.article for hit in one]
        for single, hit in zip(one, several, strict=True):
            assert hit.probability == pytest.approx(single.probability, abs=1e-3)


def test_a_statute_in_two_segments_is_still_one_statute(
    parts: list[Segment], index: StatuteIndex, encoder: Encoder
) -> None:
    split = StatuteIndex(Layout(parts), encoder, BLEND)
    for name in ("law_votes", "rank_in_law"):
        together = {key: hit.scores[name] for key, hit in by_name(index.search("放风筝", 14)).items()}
        apart = {key: hit.scores[name] for key, hit in by_name(split.search("放风筝", 14)).items()}
        assert apart == pytest.approx(together, abs=1e-3)


def test_articles_are_found_by_name_in_any_segment(
    parts: list[Segment], encoder: Encoder, articles: list[Article]
) -> None:
    split = StatuteIndex(Layout(parts), encoder, BLEND)
    for place, article in enumerate(articles):
        assert split.layout.place(article.law, article.label) == place
        assert split.layout.find(article.law, article.label) == article
    assert split.layout.place(PARK, "第九十九条") is None
    assert split.layout.find("月亮法", "第一条") is None


def test_what_is_dead_is_neither_found_nor_counted(
    segment: Segment, encoder: Encoder, articles: list[Article]
) -> None:
    index = StatuteIndex(Layout([segment], [0, 2]), encoder, BLEND)
    assert len(index) == len(articles) - 2
    for question in ("在草坪上烧烤", "放风筝应当避开高压电线"):
        positions, _ = index.candidates(question)
        assert not {0, 2} & set(positions.tolist())
        assert not {0, 2} & set(index.ranking(question, 14).tolist())
    assert index.layout.find(PARK, "第一条") is None
    assert index.layout.find(PARK, "第二条") == articles[1]


def test_where_all_is_dead_nothing_is_found(segment: Segment, encoder: Encoder) -> None:
    index = StatuteIndex(Layout([segment], range(14)), encoder, BLEND)
    assert len(index) == 0
    assert index.search("放风筝") == []
    assert index.ranking("放风筝", 5).tolist() == []
    positions, features = index.candidates("放风筝")
    assert positions.tolist() == []
    assert features.shape == (0, len(FEATURES))


def test_a_newer_text_under_the_same_name_is_the_one_that_is_found(
    segment: Segment, encoder: Encoder, articles: list[Article], tmp_path: Path
) -> None:
    newer = replace(articles[0], text="草坪上可以烧烤，但是要自己带走垃圾。", version=date(2026, 1, 1))
    added = built(tmp_path / "added", [newer], encoder, segment)
    index = StatuteIndex(Layout([segment, added], [0]), encoder, BLEND)
    assert index.layout.find(PARK, "第一条") == newer
    assert index.layout.place(PARK, "第一条") == 14
    assert index.search("在草坪上烧烤", 1)[0].article == newer
    assert index.search("在草坪上烧烤", 1)[0].scores["year"] == 2026


def everyday(encoder: Encoder, *known: tuple[str, tuple[Reference, ...]]) -> Wordings:
    texts = [text for text, _ in known]
    targets = [own for _, own in known]
    references = list(dict.fromkeys(one for own in targets for one in own))
    documents = [" ".join(text for text, own in known if reference in own) for reference in references]
    lexical = (
        Lexical.build([words(document) for document in documents]),
        Lexical.build([bigrams(document) for document in documents]),
    )
    return Wordings(encoder.encode(texts), targets, lexical)


def test_everyday_words_find_an_article_that_has_none_of_them(
    segment: Segment, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statute_search, "NEAREST", 1)
    lost = Reference(LIBRARY, "第三条")
    known = everyday(encoder, ("游船退还船费", (lost,)), ("大风天气", (Reference(PARK, "第四条"),)))
    index = StatuteIndex(Layout([segment]), encoder, BLEND, everyday=known)
    bare = StatuteIndex(Layout([segment]), encoder, BLEND)
    assert (lost.law, lost.article) not in by_name(bare.search("游船退还船费", 14))
    hit = by_name(index.search("游船退还船费", 14))[lost.law, lost.article]
    assert hit.scores["everyday"] == pytest.approx(1, abs=1e-3)
    assert hit.scores["everyday_known"] == 1
    assert hit.scores["everyday_words"] > 0
    assert hit.scores["everyday_bigrams"] > 0
    assert hit.scores["everyday_rank"] == 0


def test_everyday_words_find_by_words_alone(
    segment: Segment, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statute_search, "NEAREST", 1)
    monkeypatch.setattr(statute_search, "BY_EVERYDAY", 1)
    lost, boat = Reference(LIBRARY, "第三条"), Reference(PARK, "第四条")
    known = everyday(encoder, ("zzz qqq", (lost,)), ("大风天气", (boat,)))
    index = StatuteIndex(Layout([segment]), encoder, BLEND, everyday=known)
    hit = by_name(index.search("zzz放风筝", 14))[lost.law, lost.article]
    assert hit.scores["everyday_words"] > 0


def test_everyday_words_of_articles_that_are_not_held_do_no_harm(segment: Segment, encoder: Encoder) -> None:
    gone = everyday(encoder, ("放风筝", (Reference("月亮法", "第一条"), Reference(PARK, "第九十九条"))))
    index = StatuteIndex(Layout([segment]), encoder, BLEND, everyday=gone)
    for hit in index.search("放风筝", 14):
        assert hit.scores["everyday_known"] == hit.scores["everyday_words"] == 0


def test_everyday_words_follow_an_article_to_its_newer_text(
    segment: Segment, encoder: Encoder, articles: list[Article], tmp_path: Path
) -> None:
    newer = replace(articles[0], text="草坪上可以烧烤，但是要自己带走垃圾。")
    added = built(tmp_path / "added", [newer], encoder, segment)
    known = everyday(encoder, ("烤肉", (Reference(PARK, "第一条"),)))
    index = StatuteIndex(Layout([segment, added], [0]), encoder, BLEND, everyday=known)
    hits = [hit.article for hit in index.search("烤肉", 14) if hit.scores["everyday_known"]]
    assert hits == [newer]


def test_questions_learnt_from_speak_for_their_articles(segment: Segment, encoder: Encoder) -> None:
    kite = Reference(PARK, "第三条")
    asked = Wordings(encoder.encode(["放风筝", "借书证"]), [(kite,), (Reference(LIBRARY, "第一条"),)])
    hits = by_name(StatuteIndex(Layout([segment]), encoder, BLEND, questions=asked).search("放风筝", 14))
    hit = hits[kite.law, kite.article]
    other = hits[PARK, "第六条"]
    assert hit.scores["asked"] == pytest.approx(1, abs=1e-3)
    assert hit.scores["asked_votes"] > 0.5
    assert other.scores["asked_votes"] == 0
    assert other.scores["asked_law_votes"] == pytest.approx(hit.scores["asked_law_votes"])
    assert hit.scores["article_prior"] > other.scores["article_prior"]
    assert other.scores["law_prior"] == hit.scores["law_prior"]


def test_a_question_learnt_from_finds_its_article_again(
    segment: Segment, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statute_search, "NEAREST", 1)
    lost = Reference(LIBRARY, "第三条")
    asked = Wordings(encoder.encode(["放风筝"]), [(lost,)])
    bare = StatuteIndex(Layout([segment]), encoder, BLEND)
    learnt = StatuteIndex(Layout([segment]), encoder, BLEND, questions=asked)
    assert (lost.law, lost.article) not in by_name(bare.search("放风筝", 14))
    assert (lost.law, lost.article) in by_name(learnt.search("放风筝", 14))


@pytest.mark.parametrize("name", ["dense", "words", "length"])
def test_a_reranker_decides_where_there_is_one(segment: Segment, encoder: Encoder, name: str) -> None:
    index = StatuteIndex(Layout([segment]), encoder, BLEND, reranker=Judge(name, encoder.name))
    hits = index.search("在草坪上烧烤", 14)
    judged = [hit.scores[name] for hit in hits]
    assert judged == sorted(judged, reverse=True)
    assert [hit.probability for hit in hits] == pytest.approx([value / (1 + abs(value)) for value in judged])
    assert index.layout.at(index.ranking("在草坪上烧烤", 14)) == [hit.article for hit in hits]


def test_a_reranker_tells_its_reasons_and_a_blend_has_none(
    index: StatuteIndex, segment: Segment, encoder: Encoder
) -> None:
    judged = StatuteIndex(Layout([segment]), encoder, BLEND, reranker=Judge("words", encoder.name))
    hit = judged.search("在草坪上烧烤", 1)[0]
    reasons = judged.reasons(hit)
    assert tuple(reasons) == FEATURES
    assert reasons["words"] == pytest.approx(10 * hit.scores["words"])
    assert sum(reasons.values()) == reasons["words"]
    assert index.reasons(hit) == {}


def test_a_blend_sees_ranks_where_the_features_hold_kinds(index: StatuteIndex) -> None:
    _, features = index.candidates("放风筝")
    columns = blended(features)
    assert columns.shape == (len(features), len(BLENDED))
    for place, name in enumerate(BLENDED[:-1]):
        assert columns[:, place].tolist() == features[:, FEATURES.index(name)].tolist()
    assert len(set(columns[:, -1].tolist())) == 1
    assert 0 < columns[0, -1] <= 1
