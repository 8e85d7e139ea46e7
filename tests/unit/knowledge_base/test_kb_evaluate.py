"""How well articles are found."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.library import Library
from knowledge_base.models import Article, Reference
from knowledge_base.progress import unwatched as ignore
from knowledge_base.retrieval import opening, statute_search
from knowledge_base.retrieval.calibration import Calibration
from knowledge_base.retrieval.candidates import Blend
from knowledge_base.retrieval.encoder import Encoder
from knowledge_base.retrieval.evaluate import Question, evaluate, metrics, read_questions
from knowledge_base.retrieval.wordings import Wordings

A, B, C, D = (("甲法", f"第{number}条") for number in "一二三四")
MEASURES = ["hit@1", "hit@3", "hit@5", "recall@10", "recall@100", "mrr@10"]

names = st.tuples(st.sampled_from(["甲法", "乙法"]), st.integers(1, 60).map("第{}条".format))
asked = st.tuples(st.lists(names, max_size=110, unique=True), st.frozensets(names, max_size=5))


@pytest.fixture(scope="module")
def everyday(articles: list[Article], encoder: Encoder) -> Wordings:
    """The rule on lost books is also known by words that its text does not have."""
    lost = articles[10]
    return Wordings(encoder.encode(["放风筝"]), [(Reference(lost.law, lost.label),)])


@pytest.fixture
def even_blend(monkeypatch: pytest.MonkeyPatch) -> None:
    """What ships is fitted to another encoder."""
    blend = Blend(statute_search.BLENDED, np.ones(len(statute_search.BLENDED), dtype=np.float32), -4.0)
    monkeypatch.setattr(opening, "read_calibration", lambda: Calibration(blend, blend, blend, blend))


def test_a_right_answer_in_first_place_is_full_marks() -> None:
    assert metrics([[A, B, C]], [frozenset({A})]) == dict.fromkeys(MEASURES, 1.0)


def test_a_right_answer_further_down_counts_by_its_place() -> None:
    measured = metrics([[A, B, C, D]], [frozenset({D})])
    assert measured == {"hit@1": 0, "hit@3": 0, "hit@5": 1, "recall@10": 1, "recall@100": 1, "mrr@10": 0.25}


def test_recall_is_the_share_of_a_questions_articles() -> None:
    measured = metrics([[A, B]], [frozenset({A, C, D})])
    assert measured["recall@10"] == measured["recall@100"] == pytest.approx(0.3333)
    assert measured["hit@1"] == 1


def test_what_comes_after_the_tenth_place_counts_for_recall_at_a_hundred_alone() -> None:
    ranked = [("乙法", f"第{number}条") for number in range(10)] + [A]
    assert metrics([ranked], [frozenset({A})]) == dict.fromkeys(MEASURES, 0.0) | {"recall@100": 1.0}
    assert metrics([ranked[:10] * 10 + [A]], [frozenset({A})]) == dict.fromkeys(MEASURES, 0.0)


def test_the_measures_are_means_over_questions() -> None:
    measured = metrics([[A], [B], [], [C]], [frozenset({A}), frozenset({A}), frozenset({A}), frozenset({C})])
    assert measured == dict.fromkeys(MEASURES, 0.5)


def test_a_question_without_right_articles_is_missed() -> None:
    assert metrics([[A]], [frozenset()]) == dict.fromkeys(MEASURES, 0.0)
    assert metrics([], []) == dict.fromkeys(MEASURES, 0.0)


def test_every_question_needs_its_ranking() -> None:
    with pytest.raises(ValueError, match="zip"):
        metrics([[A]], [frozenset({A}), frozenset({B})])


@given(st.lists(asked, max_size=6))
def test_measures_keep_their_bounds_and_their_order(
    questions: list[tuple[list[tuple[str, str]], frozenset[tuple[str, str]]]],
) -> None:
    measured = metrics([ranked for ranked, _ in questions], [right for _, right in questions])
    assert list(measured) == MEASURES
    assert all(0 <= value <= 1 for value in measured.values())
    assert measured["hit@1"] <= measured["hit@3"] <= measured["hit@5"]
    assert measured["recall@10"] <= measured["recall@100"]
    assert measured["hit@1"] <= measured["mrr@10"] + 1e-4


def test_questions_are_read_a_line_each(tmp_path: Path) -> None:
    lines = [
        {
            "id": 1,
            "question": "能不能烧烤？",
            "articles": [["青山市公园管理条例", "第一条"], list(A), list(A)],
        },
        {"id": "b", "question": "几点关门", "articles": []},
    ]
    path = tmp_path / "questions.jsonl"
    path.write_text(
        "\n\n".join(json.dumps(line, ensure_ascii=False) for line in lines) + "\n", encoding="utf-8"
    )
    assert read_questions(path) == [
        Question("能不能烧烤？", frozenset({("青山市公园管理条例", "第一条"), A})),
        Question("几点关门", frozenset()),
    ]


@pytest.mark.usefixtures("even_blend")
def test_an_evaluation_gives_what_the_contract_promises(
    library: Library, encoder: Encoder, everyday: Wordings, articles: list[Article], tmp_path: Path
) -> None:
    questions = [
        Question("草坪上能烧烤吗", frozenset({(articles[0].law, "第一条")})),
        Question("借书证要押金吗", frozenset({(articles[-1].law, "第一条")})),
        Question("月亮上的法律", frozenset({("月亮法", "第一条")})),
    ]
    told: list[tuple[str, int, int]] = []
    result = evaluate(tmp_path, library, encoder, everyday, questions, lambda *step: told.append(step))
    assert list(result) == ["questions", "passages", *MEASURES, "p50_ms", "p95_ms", "encoder"]
    assert (result["questions"], result["passages"]) == (3, len(articles))
    assert result["recall@100"] == pytest.approx(2 / 3, abs=1e-3)
    assert result["hit@3"] == pytest.approx(2 / 3, abs=1e-3)
    assert 0 < result["p50_ms"] <= result["p95_ms"]
    assert result["encoder"] == encoder.name
    assert told[-1] == ("提问", 3, 3)
    assert json.loads(json.dumps(result)) == result


def test_an_evaluation_uses_the_index_that_stands(
    library: Library, encoder: Encoder, everyday: Wordings, tmp_path: Path
) -> None:
    questions = [Question("草坪上能烧烤吗", frozenset())]
    first = evaluate(tmp_path, library, encoder, everyday, questions, ignore)
    told: list[str] = []
    second = evaluate(tmp_path, library, encoder, everyday, questions, lambda step, *_: told.append(step))
    assert set(told) == {"提问"}
    assert {name: first[name] for name in MEASURES} == {name: second[name] for name in MEASURES}


def test_an_evaluation_without_questions_measures_nothing(
    library: Library, encoder: Encoder, everyday: Wordings, tmp_path: Path
) -> None:
    assert evaluate(tmp_path, library, encoder, everyday, [], ignore)["questions"] == 0


def test_an_empty_library_cannot_be_evaluated(encoder: Encoder, everyday: Wordings, tmp_path: Path) -> None:
    nothing = Library(tmp_path / "none.db")
    with pytest.raises(ValueError, match="没有可以检索的法律条文"):
        evaluate(tmp_path / "index", nothing, encoder, everyday, [], ignore)


def test_everyday_words_lead_to_articles_that_the_index_alone_would_miss(
    library: Library,
    encoder: Encoder,
    everyday: Wordings,
    articles: list[Article],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(statute_search, "NEAREST", 1)
    lost = articles[10]
    question = Question("放风筝", frozenset({(lost.law, lost.label)}))
    nothing = Wordings(everyday.vectors[:0], [])
    assert evaluate(tmp_path, library, encoder, nothing, [question], ignore)["recall@100"] == 0
    assert evaluate(tmp_path, library, encoder, everyday, [question], ignore)["recall@100"] == 1
