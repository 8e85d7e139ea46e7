"""How well articles are found: 5-fold cross-validation over real questions, five methods side by side."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import bm25s
import numpy as np
import torch

from benchmarks.figures import Figure, at_least
from bot.settings import PROJECT
from knowledge_base.faq_entries import read_faq
from knowledge_base.models import Article
from knowledge_base.retrieval.dense import passage_text
from knowledge_base.retrieval.evaluate import metrics, read_questions
from knowledge_base.retrieval.features import FEATURES
from knowledge_base.retrieval.reranker import sureness_columns
from knowledge_base.retrieval.statute_search import blended
from knowledge_base.retrieval.tokenizer import words
from knowledge_base.retrieval.train import calibrate, ranking
from knowledge_base.retrieval.train.contrast import Settings
from knowledge_base.retrieval.train.folds import (
    fold_numbers,
    strict_scores,
    twice_unseen_groups,
    unseen_groups,
)
from knowledge_base.retrieval.train.materials import KNOWLEDGE, open_workshop, read_articles
from knowledge_base.retrieval.train.ranking import Group, report

Progress = Callable[[str, int, int], None]
_TARGETS = {"recall@10": 0.74, "recall@100": 0.94, "mrr@10": 0.62, "hit@5": 0.78}


def measure(laws: Path, questions: Path, progress: Progress) -> list[Figure]:
    """The table; the last method's figures stand against their targets.

    No encoder and no reranker is tested on a question that it, or the encoder it learnt from, was trained on.
    """
    settings = Settings()
    torch.set_num_threads(2)
    asked = read_questions(questions)
    with tempfile.TemporaryDirectory() as name:
        articles = read_articles(laws, Path(name))
        shortened, _ = calibrate.hold_out(read_faq(KNOWLEDGE / "faq"))
        workshop = open_workshop(Path(name), articles, shortened, asked, settings, progress)
        folds = fold_numbers(len(asked), settings.seed)
        by_fold = unseen_groups(workshop, folds)
        inner = twice_unseen_groups(workshop, folds)
        names = workshop.names()
    groups = [group for own in by_fold for group in own]
    right = [asked[number].articles for own in folds for number in own]
    texts = [asked[number].text for own in folds for number in own]
    dense = FEATURES.index("dense")
    scored = {
        "dense alone (ours)": [group.features[:, dense] for group in groups],
        "hybrid (dense, both BM25s, rank)": _hybrid(by_fold),
        "hybrid + reranker": [own for fold in strict_scores(by_fold, inner, ranking.SEEDS) for own in fold],
    }
    plot_sureness(*sureness(groups, scored["hybrid + reranker"]), PROJECT / "docs" / "sureness.png")
    measured = {
        "bm25s, jieba words (k1 1.5, b 0.75)": _bm25(articles, names, texts, right, 1.5, 0.75),
        "BM25 as STARD's baseline (k1 1.3, b 0.75)": _bm25(articles, names, texts, right, 1.3, 0.75),
    } | {method: report(groups, scores, right, names) for method, scores in scored.items()}
    figures = [
        Figure(method, "  ".join(f"{name} {value:.3f}" for name, value in values.items()))
        for method, values in measured.items()
    ]
    final = measured["hybrid + reranker"]
    return [*figures, *(at_least(name, final[name], target) for name, target in _TARGETS.items())]


def sureness(
    groups: Sequence[Group], scores: Sequence[np.ndarray]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of each question: the first article's probability; is it right; is one of the first three."""
    blend = ranking.fit_sureness(groups, scores)
    found = []
    for group, own in zip(groups, scores, strict=True):
        best = np.argsort(-own, kind="stable")[:3]
        probability = blend.probability(sureness_columns(own[best], group.features[best]))
        found.append((probability[0], group.right[best[0]], group.right[best].any()))
    first, right, among = map(np.array, zip(*found, strict=True))
    return first, right, among


def plot_sureness(first: np.ndarray, right: np.ndarray, among: np.ndarray, path: Path) -> None:
    """Share of questions at or above each threshold, and how many of these have a right article."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    thresholds = np.linspace(0.02, 0.8, 60)
    above = [first >= threshold for threshold in thresholds]
    figure, axis = pyplot.subplots(figsize=(7, 4))
    axis.plot(thresholds, [held.mean() for held in above], label="coverage: questions at or above it")
    axis.plot(thresholds, [right[held].mean() for held in above], label="precision: first article right")
    axis.plot(thresholds, [among[held].mean() for held in above], label="one of the first three right")
    axis.set(xlabel="threshold on the first article's probability", ylim=(0, 1))
    axis.grid(visible=True, alpha=0.3)
    axis.legend(loc="lower left", fontsize=8)
    figure.tight_layout()
    figure.savefig(path, dpi=110)


def _hybrid(by_fold: Sequence[Sequence[Group]]) -> list[np.ndarray]:
    """Each fold by the blend fitted on the others."""
    scores = []
    for tested in range(len(by_fold)):
        learnt = [group for fold, own in enumerate(by_fold) if fold != tested for group in own]
        blend = calibrate.fit_statutes((group.features, group.right) for group in learnt)
        scores += [blend.probability(blended(group.features)) for group in by_fold[tested]]
    return scores


def _bm25(
    articles: Sequence[Article],
    names: Sequence[tuple[str, str]],
    texts: Sequence[str],
    right: Sequence[frozenset[tuple[str, str]]],
    k1: float,
    b: float,
) -> dict[str, float]:
    model = bm25s.BM25(k1=k1, b=b)
    model.index([words(passage_text(article)) or [""] for article in articles], show_progress=False)
    ranked = []
    for text in texts:
        known = [term for term in words(text) if term in model.vocab_dict]
        scores = model.get_scores(known) if known else np.zeros(len(articles))
        ranked.append([names[place] for place in np.argsort(-scores, kind="stable")[:100]])
    return metrics(ranked, right)
