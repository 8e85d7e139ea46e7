"""Making the encoder: vocabulary, both stages of training, saving. Behaviour is tested, not constants."""

import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from knowledge_base.models import Article
from knowledge_base.retrieval.ngram_embedding import NgramEmbedding
from knowledge_base.retrieval.train import contrast, make
from knowledge_base.retrieval.train.make import LabelledQuestion
from knowledge_base.retrieval.train.vocabulary import choose

PROJECT = Path(__file__).parents[3]
QUICK = contrast.Settings(dimension=16, cloze_epochs=4, question_epochs=6, batch=7, question_batch=14, seed=7)


def ignore(_step: str, _done: int, _total: int) -> None:
    return None


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
    vectors = contrast.Vectors(rarity, 8, seed=1).encode(texts)
    assert vectors.shape == (3, 8)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 0, 1], abs=1e-5)
    assert np.array_equal(vectors, contrast.Vectors(rarity, 8, seed=1).encode(texts))
    assert not np.array_equal(vectors, contrast.Vectors(rarity, 8, seed=2).encode(texts))


def test_texts_have_the_same_vectors_in_any_batch() -> None:
    model = contrast.Vectors(np.ones(20), 8, seed=1)
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
    model = contrast.Vectors(np.ones(40), 16, seed=3)
    before = np.mean(ranks(model.encode(asked), model.encode(rests)))
    told: list[tuple[int, int]] = []
    settings = replace(QUICK, batch=10, cloze_epochs=25, rate=0.1)
    contrast.train_cloze(model, articles, pieces, settings, lambda _, *step: told.append(step))
    after = np.mean(ranks(model.encode(asked), model.encode(rests)))
    assert before > 3
    assert after < before / 3
    assert [done for done, _ in told] == list(range(1, told[-1][1] + 1))


def test_questions_learn_to_find_their_articles() -> None:
    count = 70
    articles = [ids(number) for number in range(count)]
    questions = [ids(count + number) for number in range(count)]
    answers = [[number] for number in range(count)]
    model = contrast.Vectors(np.ones(2 * count), 16, seed=3)
    before = np.mean(ranks(model.encode(questions), model.encode(articles)))
    told: list[tuple[int, int]] = []
    settings = replace(QUICK, question_epochs=20, question_batch=35, rate=0.2, question_rate=0.1)
    contrast.train_questions(
        model, articles, questions, answers, settings, lambda _, *step: told.append(step)
    )
    after = np.mean(ranks(model.encode(questions), model.encode(articles)))
    assert before > 20
    assert after < 2
    assert told[-1][0] == told[-1][1] == len(told)


def test_a_question_with_several_right_articles_is_drawn_to_all_of_them() -> None:
    articles = [ids(number) for number in range(70)]
    questions = [ids(70), ids(71)]
    model = contrast.Vectors(np.ones(72), 16, seed=3)
    settings = replace(QUICK, question_epochs=30, rate=0.2, question_rate=0.1)
    contrast.train_questions(model, articles, questions, [[0, 1, 2], [3]], settings, ignore)
    scores = model.encode(questions) @ model.encode(articles).T
    assert set(np.argsort(-scores[0])[:3].tolist()) == {0, 1, 2}
    assert int(np.argmax(scores[1])) == 3


def test_training_finds_articles_better_than_chance(trained: NgramEmbedding, articles: list[Article]) -> None:
    model = SentenceTransformer(modules=[trained], device="cpu")
    wholes = model.encode([article.text for article in articles], normalize_embeddings=True)
    halves = model.encode([article.text[6:] for article in articles], normalize_embeddings=True)
    assert ranks(halves, wholes) == [0] * len(articles)


def test_training_again_gives_the_same_encoder(articles: list[Article]) -> None:
    first, second = (make.train_encoder(articles, [], QUICK, ignore, size=300) for _ in range(2))
    assert first.vocabulary == second.vocabulary
    texts = [article.text for article in articles]
    assert np.array_equal(
        first.preprocess(texts)["sentence_embedding"], second.preprocess(texts)["sentence_embedding"]
    )


def test_training_tells_how_far_it_is(articles: list[Article]) -> None:
    many = [replace(article, text=f"{number}号{article.text}") for number in range(5) for article in articles]
    questions = [LabelledQuestion("带狗狗去耍要不要牵绳绳", (1,)), LabelledQuestion("书掉了咋个赔", (10,))]
    told: dict[str, list[tuple[int, int]]] = defaultdict(list)
    model = make.train_encoder(many, questions, QUICK, lambda step, *done: told[step].append(done), size=300)
    assert len(told) == 2
    for steps in told.values():
        assert [done for done, _ in steps] == list(range(1, steps[-1][1] + 1))
    assert len(model.vocabulary) == 300
    assert "狗狗" in model.vocabulary


def test_a_small_library_can_be_trained_with_questions(articles: list[Article]) -> None:
    questions = [LabelledQuestion("带狗狗去耍要不要牵绳绳", (1,))]
    assert make.train_encoder(articles, questions, QUICK, ignore, size=300).vocabulary


def test_a_saved_encoder_is_complete(trained: NgramEmbedding, tmp_path: Path) -> None:
    make.save(trained, tmp_path / "model")
    assert (tmp_path / "model" / "modules.json").exists()
    assert NgramEmbedding.load(str(tmp_path / "model")).vocabulary == trained.vocabulary
