"""What is known of a candidate article when it is ranked: one row of ``FEATURES`` each."""

from dataclasses import dataclass

import numpy as np

from knowledge_base.retrieval.located import best_two_and_mean

FEATURES = (
    "dense",
    "dense_rank",
    "dense_gap",
    "words",
    "words_rank",
    "words_share",
    "bigrams",
    "bigrams_rank",
    "bigrams_share",
    "chapter",
    "chapter_words",
    "sentence",
    "sentence_second",
    "sentence_mean",
    "everyday",
    "everyday_second",
    "everyday_mean",
    "everyday_known",
    "everyday_words",
    "everyday_bigrams",
    "asked",
    "asked_votes",
    "law_prior",
    "article_prior",
    "chapter_prior",
    "kind",
    "length",
    "sentences",
    "year",
    "law_votes",
    "chapter_votes",
    "asked_law_votes",
    "neighbours",
    "question_length",
    "rank_in_law",
    "everyday_rank",
    "asked_rank",
)
LABELS = dict(
    zip(
        FEATURES,
        (
            "意思相近",
            "意思相近的名次",
            "意思和第一名的差距",
            "词语吻合",
            "词语吻合的名次",
            "词语吻合占第一名的比例",
            "字词吻合",
            "字词吻合的名次",
            "字词吻合占第一名的比例",
            "章节相近",
            "章节词语吻合",
            "最近的一句",
            "第二近的一句",
            "各句平均",
            "日常说法最近",
            "日常说法第二近",
            "日常说法平均",
            "有日常说法",
            "日常说法词语吻合",
            "日常说法字词吻合",
            "和问过的问题相近",
            "相近问题用过这一条",
            "这部法常被问到",
            "这一条常被问到",
            "这一章常被问到",
            "文件种类",
            "条文长短",
            "句数",
            "年份",
            "候选多在这部法",
            "候选多在这一章",
            "相近问题用过这部法",
            "前后条也相近",
            "问题长短",
            "在本法内的名次",
            "日常说法的名次",
            "相近问题的名次",
        ),
        strict=True,
    )
)
"""What each feature is called where a person reads it."""
_VOTERS = 30
_WARMTH = 0.05


@dataclass(frozen=True, slots=True)
class Evidence:
    """Scores of one question's candidates; every array has one entry (or row) a candidate."""

    dense: np.ndarray
    words: np.ndarray
    bigrams: np.ndarray
    chapter: np.ndarray
    chapter_words: np.ndarray
    sentences: tuple[np.ndarray, np.ndarray]
    everyday: np.ndarray
    everyday_known: np.ndarray
    everyday_words: np.ndarray
    everyday_bigrams: np.ndarray
    asked: np.ndarray
    asked_votes: np.ndarray
    asked_law_votes: np.ndarray
    priors: np.ndarray
    laws: np.ndarray
    chapters: np.ndarray
    kinds: np.ndarray
    lengths: np.ndarray
    years: np.ndarray
    neighbours: np.ndarray
    question_length: int


def rows(evidence: Evidence) -> np.ndarray:
    """Float32, shape (candidates, len(FEATURES))."""
    size = len(evidence.dense)
    cosines, offsets = evidence.sentences
    counts = np.diff(np.append(offsets, len(cosines)))
    everyday = evidence.everyday
    columns = [
        evidence.dense,
        _log_rank(evidence.dense),
        evidence.dense.max() - evidence.dense,
        evidence.words,
        _log_rank(evidence.words),
        _share(evidence.words),
        evidence.bigrams,
        _log_rank(evidence.bigrams),
        _share(evidence.bigrams),
        evidence.chapter,
        evidence.chapter_words,
        *best_two_and_mean(cosines, offsets, counts).T,
        *everyday.T,
        evidence.everyday_known,
        evidence.everyday_words,
        evidence.everyday_bigrams,
        evidence.asked,
        evidence.asked_votes,
        *evidence.priors.T,
        evidence.kinds,
        np.log1p(evidence.lengths),
        counts,
        evidence.years,
        _group_votes(evidence.dense, evidence.laws),
        _group_votes(evidence.dense, evidence.chapters),
        evidence.asked_law_votes,
        evidence.neighbours,
        np.full(size, evidence.question_length),
        _rank_within(evidence.dense, evidence.laws),
        _log_rank(everyday[:, 0]),
        _log_rank(evidence.asked),
    ]
    return np.column_stack(columns).astype(np.float32)


def _log_rank(scores: np.ndarray) -> np.ndarray:
    """log(1 + place), the best at place 0."""
    ranks = np.empty(len(scores), dtype=np.float32)
    ranks[np.argsort(-scores, kind="stable")] = np.arange(len(scores))
    return np.log1p(ranks)


def _share(scores: np.ndarray) -> np.ndarray:
    """Of the best score."""
    shares: np.ndarray = scores / (scores.max() + 1e-6)
    return shares


def _group_votes(scores: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """How much of the best candidates' weight lies in each candidate's own group (law or chapter)."""
    best = np.argsort(-scores, kind="stable")[:_VOTERS]
    weights = np.exp((scores[best] - scores[best[0]]) / _WARMTH)
    _, own = np.unique(groups, return_inverse=True)
    totals = np.bincount(own[best], weights=weights / weights.sum(), minlength=own.max() + 1)
    votes: np.ndarray = totals[own]
    return votes


def _rank_within(scores: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Place of each candidate among those of its own group."""
    order = np.lexsort((-scores, groups))
    starts = np.flatnonzero(np.append(True, np.diff(groups[order]) != 0))
    places = np.arange(len(order)) - np.repeat(starts, np.diff(np.append(starts, len(order))))
    ranks = np.empty(len(order), dtype=np.float32)
    ranks[order] = places
    return ranks
