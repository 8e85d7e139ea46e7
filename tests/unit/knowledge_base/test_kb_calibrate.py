"""Fitting the blends. Behaviour only: what the weights are is for tuning to settle."""

from pathlib import Path

import numpy as np
import pytest

from knowledge_base.models import Article, FaqEntry
from knowledge_base.retrieval import faq_search, statute_search
from knowledge_base.retrieval.candidates import Blend
from knowledge_base.retrieval.encoder import Encoder
from knowledge_base.retrieval.faq_search import FaqIndex
from knowledge_base.retrieval.statute_search import StatuteIndex, build
from knowledge_base.retrieval.train.calibrate import Fitted, fit_faq, fit_statutes, hold_out

OFF_TOPIC = ["今天天气真好", "你会唱歌吗", "股票涨了没有", "讲个笑话", "在吗在吗"]


def any_blend(features: tuple[str, ...]) -> Blend:
    return Blend(features, np.ones(len(features), dtype=np.float32), 0.0)


def test_one_phrasing_of_each_entry_is_kept_back(entries: list[FaqEntry]) -> None:
    shortened, held = hold_out(entries)
    assert [entry_id for entry_id, _ in held] == [entry.id for entry in entries]
    for entry, short, (_, phrasing) in zip(entries, shortened, held, strict=True):
        assert phrasing in entry.phrasings
        assert phrasing not in short.phrasings
        assert sorted((*short.phrasings, phrasing)) == sorted(entry.phrasings)
        assert (short.question, short.answer) == (entry.question, entry.answer)


def test_what_is_kept_back_depends_on_the_seed_alone(entries: list[FaqEntry]) -> None:
    assert hold_out(entries, seed=1) == hold_out(entries, seed=1)
    assert any(hold_out(entries, seed=1) != hold_out(entries, seed=seed) for seed in range(2, 9))


def test_a_fit_is_kept_and_read_as_it_was_made() -> None:
    fitted = Fitted({"dense": 1.234567, "words": 0.0}, -2.000049)
    assert fitted.as_dict() == {"weights": {"dense": 1.2346, "words": 0.0}, "intercept": -2.0}
    blend = Blend.from_dict(fitted.as_dict())
    assert blend.features == ("dense", "words")


@pytest.fixture(scope="module")
def fitted_faq(entries: list[FaqEntry], encoder: Encoder) -> tuple[FaqIndex, list[tuple[str, str]], Fitted]:
    shortened, held = hold_out(entries)
    index = FaqIndex(shortened, encoder, any_blend(faq_search.FEATURES))
    return index, held, fit_faq(index, held, OFF_TOPIC)


def test_no_way_of_finding_speaks_against_a_find(
    fitted_faq: tuple[FaqIndex, list[tuple[str, str]], Fitted],
) -> None:
    _, _, fitted = fitted_faq
    assert tuple(fitted.weights) == faq_search.FEATURES
    assert all(weight >= 0 for weight in fitted.weights.values())
    assert any(weight > 0 for weight in fitted.weights.values())
    assert fitted.intercept < 0


def test_what_was_asked_is_likelier_than_the_rest_and_than_idle_talk(
    fitted_faq: tuple[FaqIndex, list[tuple[str, str]], Fitted],
) -> None:
    index, held, fitted = fitted_faq
    blend = Blend.from_dict(fitted.as_dict())
    right, wrong = [], []
    for entry_id, text in held:
        for entry, probability in zip(index.entries, blend.probability(index.features(text)), strict=True):
            (right if entry.id == entry_id else wrong).append(float(probability))
    idle = [float(blend.probability(index.features(text)).max()) for text in OFF_TOPIC]
    assert np.mean(right) > 3 * np.mean(wrong)
    assert np.mean(right) > np.mean(idle)
    everything = len(right) + len(wrong) + len(OFF_TOPIC) * len(index.entries)
    expected = (
        sum(right)
        + sum(wrong)
        + sum(float(blend.probability(index.features(text)).sum()) for text in OFF_TOPIC)
    )
    assert expected / everything == pytest.approx(len(held) / everything, rel=0.05)  # calibrated on average


def test_statutes_are_fitted_on_questions_whose_articles_are_known(
    articles: list[Article], encoder: Encoder, tmp_path: Path
) -> None:
    build(tmp_path, articles, encoder, lambda *_: None)
    index = StatuteIndex(tmp_path, encoder, any_blend(statute_search.FEATURES))
    questions = [(article.text[:12], frozenset({(article.law, article.label)})) for article in articles]
    fitted = fit_statutes(index, questions)
    assert tuple(fitted.weights) == statute_search.FEATURES
    assert all(weight >= 0 for weight in fitted.weights.values())
    blend = Blend.from_dict(fitted.as_dict())
    names = index.passages.names()
    for text, right in questions:
        positions, features = index.candidates(text)
        probabilities = blend.probability(features)
        assert names[int(positions[np.argmax(probabilities)])] in right
