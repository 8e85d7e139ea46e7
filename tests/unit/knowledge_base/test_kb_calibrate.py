"""Fitting the blends. Behaviour only: what the weights are is for tuning to settle."""

import numpy as np
import pytest

from knowledge_base.models import Article, FaqEntry
from knowledge_base.retrieval import faq_search
from knowledge_base.retrieval.candidates import Blend
from knowledge_base.retrieval.encoder import Encoder
from knowledge_base.retrieval.faq_search import FaqIndex
from knowledge_base.retrieval.layout import Layout
from knowledge_base.retrieval.segment import Segment
from knowledge_base.retrieval.statute_search import BLENDED, StatuteIndex, blended
from knowledge_base.retrieval.train.calibrate import fit, fit_faq, fit_statutes, hold_out

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


@pytest.fixture(scope="module")
def noisy() -> tuple[np.ndarray, np.ndarray]:
    """A column that tells, one that tells the contrary, one that tells nothing; on different scales."""
    dice = np.random.default_rng(1)
    right = dice.random(600) < 0.3
    telling = (right + dice.normal(0, 0.4, 600)) * 50
    contrary = dice.normal(0, 0.4, 600) - right
    return np.column_stack([telling, contrary, dice.normal(0, 1, 600)]).astype(np.float32), right


def test_a_fit_believes_what_tells_and_nothing_that_tells_the_contrary(
    noisy: tuple[np.ndarray, np.ndarray],
) -> None:
    columns, right = noisy
    blend = fit(columns, right, ("telling", "contrary", "noise"))
    assert blend.features == ("telling", "contrary", "noise")
    assert blend.weights[0] > 0
    assert blend.weights[1] == 0
    probabilities = blend.probability(columns)
    assert probabilities[right].mean() > 2 * probabilities[~right].mean()
    assert probabilities.mean() == pytest.approx(right.mean(), rel=0.02)


def test_the_scale_of_a_column_does_not_matter(noisy: tuple[np.ndarray, np.ndarray]) -> None:
    columns, right = noisy
    plain = fit(columns, right, ("a", "b", "c")).probability(columns)
    scaled = fit(columns * np.float32(100), right, ("a", "b", "c")).probability(columns * np.float32(100))
    assert scaled == pytest.approx(plain, abs=1e-3)


def test_a_column_that_never_changes_does_no_harm(noisy: tuple[np.ndarray, np.ndarray]) -> None:
    columns, right = noisy
    columns = np.column_stack([columns[:, 0], np.zeros(len(columns))])
    probabilities = fit(columns, right, ("telling", "nothing")).probability(columns)
    assert np.isfinite(probabilities).all()
    assert probabilities.mean() == pytest.approx(right.mean(), rel=0.02)


def test_a_fit_is_kept_and_read_as_it_was_made() -> None:
    blend = Blend(("dense", "words"), np.array([1.234567, 0.0], dtype=np.float32), -2.000049)
    assert blend.as_dict() == {"weights": {"dense": 1.2346, "words": 0.0}, "intercept": -2.0}
    read = Blend.from_dict(blend.as_dict())
    assert read.features == ("dense", "words")
    assert read.weights.tolist() == pytest.approx([1.2346, 0.0])


@pytest.fixture(scope="module")
def fitted_faq(entries: list[FaqEntry], encoder: Encoder) -> tuple[FaqIndex, list[tuple[str, str]], Blend]:
    shortened, held = hold_out(entries)
    index = FaqIndex(shortened, encoder, any_blend(faq_search.FEATURES))
    return index, held, fit_faq(index, held, OFF_TOPIC)


def test_no_way_of_finding_speaks_against_a_find(
    fitted_faq: tuple[FaqIndex, list[tuple[str, str]], Blend],
) -> None:
    _, _, blend = fitted_faq
    assert blend.features == faq_search.FEATURES
    assert (blend.weights >= 0).all()
    assert (blend.weights > 0).any()
    assert blend.intercept < 0


def test_what_was_asked_is_likelier_than_the_rest_and_than_idle_talk(
    fitted_faq: tuple[FaqIndex, list[tuple[str, str]], Blend],
) -> None:
    index, held, blend = fitted_faq
    right: list[float] = []
    wrong: list[float] = []
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
    articles: list[Article], segment: Segment, encoder: Encoder
) -> None:
    index = StatuteIndex(Layout([segment]), encoder, any_blend(BLENDED))
    groups = []
    for place, article in enumerate(articles):
        positions, features = index.candidates(article.text[:12])
        groups.append((positions, features, positions == place))
    blend = fit_statutes((features, right) for _, features, right in groups)
    assert blend.features == BLENDED
    assert (blend.weights >= 0).all()
    for place, (positions, features, _) in enumerate(groups):
        probabilities = blend.probability(blended(features))
        assert positions[np.argmax(probabilities)] == place
