"""Making the encoder: vocabulary, both stages of training, saving. Behaviour is tested, not constants."""

import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer

from knowledge_base.models import Article
from knowledge_base.progress import unwatched as ignore
from knowledge_base.retrieval.dense import passage_text
from knowledge_base.retrieval.ngram_embedding import NgramEmbedding
from knowledge_base.retrieval.train import contrast, make
from knowledge_base.retrieval.train.contrast import PairSettings, Vectors
from knowledge_base.retrieval.train.corpus import Corpus, Spelling, TrainedEncoder
from knowledge_base.retrieval.train.make import Labelled
from knowledge_base.retrieval.train.vocabulary import choose

PROJECT = Path(__file__).parents[3]
PAIRS = PairSettings(epochs=6, rate=0.01, batch=14, hard_negatives=2)
QUICK = contrast.Settings(
    dimension=16, cloze_epochs=4, cloze_batch=7, wordings=PAIRS, questions=PAIRS, mined=(0, 10), seed=7
)
WORDINGS = [Labelled("带狗狗去耍要不要牵绳绳", (1,)), Labelled("书掉了咋个赔", (10,))]


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """Steps as small as these are not worth sharing out."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def ids(*rows: int) -> np.ndarray:
    return np.array(rows, dtype=np.int64)


def test_the_vocabulary_holds_what_most_texts_hold() -> None:
    texts = ["公园公园公园", "公共汽车", "公告"]
    assert choose(texts, 1, 2) == ["公"]
    assert "公园" in choose(texts, 100, 2)


def test_the_vocabulary_keeps_to_its_size_and_length() -> None:
    known = choose(["在公园里放风筝", "在湖里划船"], 10, 3)
    assert len(known) == len(set(known)) == 10
    assert all(1 <= len(ngram) <= 3 for ngram in known)
    assert len(choose(["公园"], 100, 3)) == 3


def test_what_citizens_write_weighs_more_than_what_statutes_do() -> None:
    statutes = ["公园管理单位"] * 3
    assert "遛狗" not in choose(statutes, 20, 2)
    assert "遛狗" in choose(statutes, 3, 2, everyday=["遛狗"])


def test_no_texts_make_no_vocabulary() -> None:
    assert choose([], 10, 3) == []


def test_every_process_chooses_the_same_vocabulary() -> None:
    script = (
        "from knowledge_base.retrieval.train.vocabulary import choose\n"
        "print(choose(['公园内禁止野餐烧烤放风筝', '夜间开放停车'], 12, 3))"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            cwd=PROJECT,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1]


def test_clauses_are_whole_and_neither_short_nor_long() -> None:
    text = f"游人应当爱护花木；违者罚款。\n（一）攀折花木的行为；{'很' * 500}。闭园以后应当离开"
    assert contrast.clauses(text) == ["游人应当爱护花木", "（一）攀折花木的行为", "闭园以后应当离开"]


def test_untrained_vectors_have_length_one_and_depend_on_the_seed_alone() -> None:
    rarity = np.linspace(0.1, 1.0, 20)
    texts = [ids(1, 2, 3), ids(), ids(19)]
    vectors = Vectors.random(rarity, 8, seed=1).encode(texts)
    assert vectors.shape == (3, 8)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 0, 1], abs=1e-5)
    assert np.array_equal(vectors, Vectors.random(rarity, 8, seed=1).encode(texts))
    assert not np.array_equal(vectors, Vectors.random(rarity, 8, seed=2).encode(texts))


def test_texts_have_the_same_vectors_in_any_batch() -> None:
    model = Vectors.random(np.ones(20), 8, seed=1)
    texts = [ids(number, (number * 7) % 20) for number in range(20)]
    assert model.encode(texts, batch=3) == pytest.approx(model.encode(texts), abs=1e-6)


def ranks(questions: np.ndarray, articles: np.ndarray) -> list[int]:
    """The place of article i among all for question i."""
    scores = questions @ articles.T
    return [int((row > row[own]).sum()) for own, row in enumerate(scores)]


def test_clauses_learn_to_find_articles_they_share_no_words_with() -> None:
    articles = [ids(number, 20 + number) for number in range(20)]
    pieces: Sequence[Sequence[np.ndarray]] = [[ids(number)] for number in range(20)]
    rests = [ids(20 + number) for number in range(20)]
    asked = [own[0] for own in pieces]
    model = Vectors.random(np.ones(40), 16, seed=3)
    before = np.mean(ranks(model.encode(asked), model.encode(rests)))
    told: list[tuple[int, int]] = []
    settings = replace(QUICK, cloze_batch=10, cloze_epochs=25, cloze_rate=0.1)
    contrast.train_cloze(model, articles, pieces, settings, lambda _, *step: told.append(step))
    after = np.mean(ranks(model.encode(asked), model.encode(rests)))
    assert before > 3
    assert after < before / 3
    assert [done for done, _ in told] == list(range(1, told[-1][1] + 1))


def test_each_pass_sees_the_articles_that_have_clauses_and_no_others() -> None:
    articles = [ids(number, 20 + number) for number in range(20)]
    pieces: Sequence[Sequence[np.ndarray]] = [[ids(number)] if number % 2 else [] for number in range(20)]
    model = Vectors.random(np.ones(40), 16, seed=3)
    before = model.weights
    contrast.train_cloze(model, articles, pieces, replace(QUICK, cloze_rate=0.1), ignore)
    changed = set(np.flatnonzero((model.weights != before).any(axis=1)).tolist())
    assert changed == {row for row in range(40) if row % 2}


def test_articles_without_clauses_teach_nothing() -> None:
    model = Vectors.random(np.ones(4), 16, seed=3)
    before = model.weights
    told: list[str] = []
    contrast.train_cloze(model, [ids(0), ids(1)], [[], []], QUICK, lambda step, *_: told.append(step))
    assert np.array_equal(model.weights, before)
    assert told == []


def test_weights_are_a_copy() -> None:
    model = Vectors.random(np.ones(4), 16, seed=3)
    weights = model.weights
    weights[:] = 0
    assert model.weights.any()
    assert model.weights.dtype == np.float32


def test_training_goes_on_from_weights_as_they_are() -> None:
    first = Vectors.random(np.ones(4), 16, seed=3)
    again = Vectors(first.weights)
    assert np.array_equal(again.encode([ids(1, 2)]), first.encode([ids(1, 2)]))


def test_wordings_learn_to_find_their_articles() -> None:
    count = 70
    articles = [ids(number) for number in range(count)]
    questions = [ids(count + number) for number in range(count)]
    answers = [[number] for number in range(count)]
    model = Vectors.random(np.ones(2 * count), 16, seed=3)
    before = np.mean(ranks(model.encode(questions), model.encode(articles)))
    told: list[tuple[int, int]] = []
    stage = PairSettings(epochs=20, rate=0.1, batch=35, hard_negatives=3)
    contrast.train_pairs(
        model, articles, questions, answers, stage, QUICK, lambda _, *step: told.append(step)
    )
    after = np.mean(ranks(model.encode(questions), model.encode(articles)))
    assert before > 20
    assert after < 2
    assert told[-1][0] == told[-1][1] == len(told)


def test_a_wording_with_several_right_articles_is_drawn_to_all_of_them() -> None:
    articles = [ids(number) for number in range(70)]
    questions = [ids(70), ids(71)]
    model = Vectors.random(np.ones(72), 16, seed=3)
    stage = PairSettings(epochs=30, rate=0.1, batch=14, hard_negatives=3)
    contrast.train_pairs(model, articles, questions, [[0, 1, 2], [3]], stage, QUICK, ignore)
    scores = model.encode(questions) @ model.encode(articles).T
    assert set(np.argsort(-scores[0])[:3].tolist()) == {0, 1, 2}
    assert int(np.argmax(scores[1])) == 3


def test_wordings_are_learnt_though_some_of_their_ngrams_are_left_out() -> None:
    articles = [ids(number) for number in range(20)]
    questions = [ids(*range(20 + 8 * number, 28 + 8 * number)) for number in range(20)]
    answers = [[number] for number in range(20)]
    whole, holed = (Vectors.random(np.ones(180), 16, seed=3) for _ in range(2))
    stage = PairSettings(epochs=20, rate=0.1, batch=20, hard_negatives=2)
    contrast.train_pairs(whole, articles, questions, answers, stage, QUICK, ignore)
    contrast.train_pairs(holed, articles, questions, answers, replace(stage, dropped=0.5), QUICK, ignore)
    assert not np.array_equal(whole.weights, holed.weights)
    assert np.mean(ranks(holed.encode(questions), holed.encode(articles))) < 1


def test_a_short_wording_keeps_all_its_ngrams() -> None:
    articles = [ids(number) for number in range(10)]
    questions = [ids(10 + number) for number in range(10)]
    stage = PairSettings(epochs=2, rate=0.1, batch=10, hard_negatives=1, dropped=1.0)
    model = Vectors.random(np.ones(20), 16, seed=3)
    contrast.train_pairs(model, articles, questions, [[number] for number in range(10)], stage, QUICK, ignore)
    assert (model.encode(questions) != 0).all()
    assert np.mean(ranks(model.encode(questions), model.encode(articles))) < 4


def test_of_a_long_article_each_step_looks_at_a_part() -> None:
    long = ids(*range(100))
    model = Vectors.random(np.ones(103), 16, seed=3)
    before = model.weights
    stage = PairSettings(epochs=1, rate=0.1, batch=1, hard_negatives=1)
    settings = replace(QUICK, sampled=10)
    contrast.train_pairs(model, [long, ids(100)], [ids(101)], [[0]], stage, settings, ignore)
    changed = (model.weights != before).any(axis=1)
    assert changed[:100].sum() == 10
    assert changed[101]


def test_the_fewer_articles_hold_an_ngram_the_more_it_weighs(corpus: Corpus) -> None:
    rarity = corpus.rarity()
    assert rarity.shape == (len(corpus.spelling.known),)
    assert rarity.max() == 1
    assert (rarity > 0).all()
    held = [sum(row in whole for whole in corpus.wholes) for row in range(len(rarity))]
    by_rarity = [held[row] for row in np.argsort(-rarity)]
    assert by_rarity == sorted(by_rarity)
    assert by_rarity[0] < by_rarity[-1]


def test_ngrams_that_no_article_has_weigh_most(articles: list[Article]) -> None:
    corpus = Corpus.of(articles, ["带狗狗去耍"], size=300)
    assert corpus.rarity()[corpus.spelling.known.index("狗狗")] == 1


def test_a_corpus_holds_articles_whole_and_by_clause(corpus: Corpus, articles: list[Article]) -> None:
    assert len(corpus.wholes) == len(corpus.pieces) == len(articles)
    for article, whole, pieces in zip(articles, corpus.wholes, corpus.pieces, strict=True):
        assert whole.tolist() == corpus.spelling.ids(passage_text(article)).tolist()
        clauses = [corpus.spelling.ids(clause).tolist() for clause in contrast.clauses(article.text)]
        assert [piece.tolist() for piece in pieces] == [ids for ids in clauses if len(ids) > 3]
        assert all(set(piece.tolist()) <= set(whole.tolist()) for piece in pieces)


def test_a_text_is_spelled_once_and_in_order() -> None:
    spelling = Spelling(["公", "园", "公园", "风筝"])
    assert spelling.ids("公园公园里放风筝").tolist() == [0, 1, 2, 3]
    assert spelling.ids("湖").tolist() == []
    assert spelling.ids("公园公园里放风筝") is spelling.ids("公园公园里放风筝")


def test_the_encoder_in_training_is_the_encoder_that_will_be(corpus: Corpus, articles: list[Article]) -> None:
    weights = make.without_questions(corpus, [], QUICK, ignore)
    encoder = TrainedEncoder(corpus.spelling, weights, "try")
    assert (encoder.name, encoder.dimension) == ("try", 16)
    model = SentenceTransformer(modules=[encoder.module()], device="cpu")
    texts = [*(article.text for article in articles), "草坪上烧烤", "zzz"]
    shipped = model.encode(texts, normalize_embeddings=True)
    assert encoder.encode(texts) == pytest.approx(shipped, abs=1e-5)
    assert encoder.encode(texts).dtype == np.float32
    assert encoder.encode([]).shape == (0, 16)


def test_training_finds_articles_better_than_chance(trained: NgramEmbedding, articles: list[Article]) -> None:
    model = SentenceTransformer(modules=[trained], device="cpu")
    wholes = model.encode([article.text for article in articles], normalize_embeddings=True)
    halves = model.encode([article.text[6:] for article in articles], normalize_embeddings=True)
    assert ranks(halves, wholes) == [0] * len(articles)


def made(corpus: Corpus, wordings: Sequence[Labelled], questions: Sequence[Labelled]) -> np.ndarray:
    start = make.without_questions(corpus, wordings, QUICK, ignore)
    return make.with_questions(corpus, start, questions, wordings, QUICK, ignore)


def test_training_again_gives_the_same_encoder(articles: list[Article]) -> None:
    first, second = (Corpus.of(articles, [], size=300) for _ in range(2))
    assert first.spelling.known == second.spelling.known
    assert np.array_equal(made(first, WORDINGS, WORDINGS[:1]), made(second, WORDINGS, WORDINGS[:1]))


def test_training_tells_how_far_it_is(articles: list[Article]) -> None:
    many = [replace(article, text=f"{number}号{article.text}") for number in range(5) for article in articles]
    corpus = Corpus.of(many, [wording.text for wording in WORDINGS], size=300)
    assert len(corpus.spelling.known) == 300
    assert "狗狗" in corpus.spelling.known
    told: dict[str, list[tuple[int, int]]] = defaultdict(list)
    make.without_questions(corpus, WORDINGS, QUICK, lambda step, *done: told[step].append(done))
    assert len(told) == 2
    for steps in told.values():
        assert [done for done, _ in steps] == list(range(1, steps[-1][1] + 1))


def test_each_stage_goes_on_from_the_one_before(corpus: Corpus) -> None:
    cloze = make.without_questions(corpus, [], QUICK, ignore)
    wordings = make.without_questions(corpus, WORDINGS, QUICK, ignore)
    questions = make.with_questions(corpus, wordings, WORDINGS[:1], [], QUICK, ignore)
    assert cloze.shape == wordings.shape == questions.shape == (len(corpus.spelling.known), 16)
    assert not np.array_equal(cloze, wordings)
    assert not np.array_equal(wordings, questions)
    kept = wordings.copy()
    make.with_questions(corpus, wordings, WORDINGS[:1], [], QUICK, ignore)
    assert np.array_equal(wordings, kept)  # it serves every fold


def test_a_question_is_nearer_to_its_article_once_it_was_learnt(articles: list[Article]) -> None:
    question = Labelled("带狗狗去耍要不要牵绳绳", (1,))
    corpus = Corpus.of(articles, [question.text], size=600)
    start = make.without_questions(corpus, [], QUICK, ignore)
    learnt = make.with_questions(corpus, start, [question], [], QUICK, ignore)

    def lead(weights: np.ndarray) -> float:
        encoder = TrainedEncoder(corpus.spelling, weights, "try")
        likeness = (
            encoder.encode([passage_text(one) for one in articles]) @ encoder.encode([question.text])[0]
        )
        return float(likeness[1] - np.delete(likeness, 1).max())

    assert lead(learnt) > lead(start)


def test_wordings_are_rehearsed_while_questions_are_learnt(corpus: Corpus) -> None:
    start = make.without_questions(corpus, WORDINGS, QUICK, ignore)
    question = [Labelled("逾期还书", (9,))]
    forgetting = replace(QUICK, rehearsed=0)
    with_them = make.with_questions(corpus, start, question, WORDINGS, QUICK, ignore)
    without = make.with_questions(corpus, start, question, WORDINGS, forgetting, ignore)
    bare = make.with_questions(corpus, start, question, [], QUICK, ignore)
    assert np.array_equal(without, bare)
    assert not np.array_equal(with_them, bare)


def test_a_saved_encoder_is_complete(trained: NgramEmbedding, tmp_path: Path) -> None:
    make.save(trained, tmp_path / "model")
    assert (tmp_path / "model" / "modules.json").exists()
    assert NgramEmbedding.load(str(tmp_path / "model")).vocabulary == trained.vocabulary
