"""Contrastive training of the n-gram vectors (InfoNCE; van den Oord et al. 2018).

Stage one needs no labels: a clause must find the article it was taken from (inverse cloze task,
Lee et al. 2019). Stages two and three use wordings with their articles (first our digests and FAQ, then
citizens' questions), and hard negatives mined anew each epoch from the current vectors' best.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import nn

from knowledge_base.progress import Progress

_CLAUSE = re.compile(r"[。；\n]")


@dataclass(frozen=True, slots=True)
class PairSettings:
    """Of one stage with labels."""

    epochs: int
    rate: float
    batch: int
    hard_negatives: int
    dropped: float = 0.0
    """Share of a wording's n-grams left out at random."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be tuned; the values are those the shipped model was made with."""

    dimension: int = 256
    cloze_epochs: int = 6
    cloze_batch: int = 1024
    cloze_rate: float = 0.02
    wordings: PairSettings = field(default_factory=lambda: PairSettings(3, 0.004, 256, 2))
    questions: PairSettings = field(default_factory=lambda: PairSettings(2, 0.002, 128, 3, 0.1))
    rehearsed: int = 2000
    """Wordings mixed into the questions' stage, so that they are not forgotten."""
    temperature: float = 0.05
    mined: tuple[int, int] = (5, 60)
    """Ranks between which hard negatives are taken: the very best may be right answers nobody marked."""
    sampled: int = 160
    """n-grams of an article that one step looks at."""
    seed: int = 20260101


class Vectors(nn.Module):
    """The n-gram vectors while they are trained."""

    def __init__(self, start: np.ndarray) -> None:
        super().__init__()
        self.bag = nn.EmbeddingBag.from_pretrained(
            torch.from_numpy(start.astype(np.float32)), freeze=False, mode="sum", sparse=True
        )

    @classmethod
    def random(cls, rarity: np.ndarray, dimension: int, seed: int) -> "Vectors":
        """Random vectors scaled by rarity."""
        generator = torch.Generator().manual_seed(seed)
        start = torch.randn(len(rarity), dimension, generator=generator).numpy() / dimension**0.5
        return cls(start * rarity.astype(np.float32)[:, None])

    @property
    def weights(self) -> np.ndarray:
        """float32, one row an n-gram; a copy."""
        return np.array(self.bag.weight.detach().numpy())

    def forward(self, texts: Sequence[np.ndarray]) -> torch.Tensor:
        """Rows of n-gram ids → unit vectors, shape (len(texts), dimension)."""
        lengths = np.fromiter((len(ids) for ids in texts), dtype=np.int64, count=len(texts))
        offsets = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        flat = np.concatenate(texts).astype(np.int64) if lengths.sum() else np.zeros(0, dtype=np.int64)
        vectors = self.bag(torch.from_numpy(flat), torch.from_numpy(offsets))
        return nn.functional.normalize(vectors, dim=1)

    def encode(self, texts: Sequence[np.ndarray], batch: int = 2048) -> np.ndarray:
        """The same without gradients, in batches; float32."""
        if not texts:
            return np.zeros((0, self.bag.embedding_dim), dtype=np.float32)
        with torch.no_grad():
            parts = [self(texts[start : start + batch]).numpy() for start in range(0, len(texts), batch)]
        return np.concatenate(parts)


def clauses(text: str) -> list[str]:
    """The pieces of an article that can stand for a question."""
    return [piece for piece in _CLAUSE.split(text) if 6 <= len(piece) <= 120]


def train_cloze(
    vectors: Vectors,
    articles: Sequence[np.ndarray],
    pieces: Sequence[Sequence[np.ndarray]],
    settings: Settings,
    progress: Progress,
) -> None:
    """Stage one: clause → article, other articles of the batch as negatives."""
    chooser = random.Random(settings.seed)  # noqa: S311 - sampling, not secrecy
    optimiser = torch.optim.SparseAdam(list(vectors.parameters()), lr=settings.cloze_rate)
    usable = [position for position, own in enumerate(pieces) if own]
    batch = min(settings.cloze_batch, len(usable))
    steps = len(usable) // max(1, batch)
    for epoch in range(settings.cloze_epochs):
        chooser.shuffle(usable)
        for step in range(steps):
            asked, answered = [], []
            for position in usable[step * batch : (step + 1) * batch]:
                piece = chooser.choice(pieces[position])
                asked.append(piece)
                whole = articles[position]
                # Half of the time the article goes without the clause, or words alone would do.
                answered.append(np.setdiff1d(whole, piece) if chooser.random() < 0.5 else whole)
            _step(vectors, optimiser, asked, answered, None, settings.temperature)
            progress("条文自学习", epoch * steps + step + 1, steps * settings.cloze_epochs)


def train_pairs(
    vectors: Vectors,
    articles: Sequence[np.ndarray],
    asked: Sequence[np.ndarray],
    answers: Sequence[Sequence[int]],
    stage: PairSettings,
    settings: Settings,
    progress: Progress,
) -> None:
    """Stages two and three: wording → its articles, with hard negatives mined before each epoch."""
    chooser = random.Random(settings.seed + 1)  # noqa: S311 - sampling, not secrecy
    dice = np.random.default_rng(settings.seed)
    optimiser = torch.optim.SparseAdam(list(vectors.parameters()), lr=stage.rate)
    pairs = [(question, answer) for question, own in enumerate(answers) for answer in own]
    rights = [np.array(sorted(set(own))) for own in answers]
    first, last = settings.mined
    steps = max(1, len(pairs) // stage.batch)
    for epoch in range(stage.epochs):
        near = _nearest(vectors.encode(asked), vectors.encode(articles), min(last, len(articles)))
        chooser.shuffle(pairs)
        for step in range(steps):
            chosen = pairs[step * stage.batch : (step + 1) * stage.batch]
            hard: list[int] = []
            for question, _ in chosen:
                candidates = np.setdiff1d(near[question][first:], rights[question]).tolist()
                hard.extend(chooser.sample(candidates, min(stage.hard_negatives, len(candidates))))
            columns = np.array([answer for _, answer in chosen] + hard)
            forbidden = np.zeros((len(chosen), len(columns)), dtype=bool)
            for row, (question, answer) in enumerate(chosen):
                # Another right answer, or the same article twice in a batch, is no negative.
                forbidden[row] = np.isin(columns, rights[question]) | (columns == answer)
                forbidden[row, row] = False
            _step(
                vectors,
                optimiser,
                [_without(asked[question], stage.dropped, dice) for question, _ in chosen],
                [_some(articles[column], settings.sampled, dice) for column in columns],
                torch.from_numpy(forbidden),
                settings.temperature,
            )
            progress("问法学习", epoch * steps + step + 1, steps * stage.epochs)


def _step(
    vectors: Vectors,
    optimiser: torch.optim.Optimizer,
    asked: Sequence[np.ndarray],
    answered: Sequence[np.ndarray],
    forbidden: torch.Tensor | None,
    temperature: float,
) -> None:
    scores = vectors(asked) @ vectors(answered).T / temperature
    if forbidden is not None:
        scores = scores.masked_fill(forbidden, -1e9)
    loss = nn.functional.cross_entropy(scores, torch.arange(len(asked)))
    optimiser.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call, unused-ignore]
    optimiser.step()


def _without(ids: np.ndarray, share: float, dice: np.random.Generator) -> np.ndarray:
    return ids[dice.random(len(ids)) >= share] if share and len(ids) > 6 else ids


def _some(ids: np.ndarray, most: int, dice: np.random.Generator) -> np.ndarray:
    return dice.choice(ids, most, replace=False) if len(ids) > most else ids


def _nearest(questions: np.ndarray, articles: np.ndarray, count: int) -> np.ndarray:
    """Positions of the ``count`` nearest articles of each question, best first."""
    found = []
    for start in range(0, len(questions), 1000):
        scores = questions[start : start + 1000] @ articles.T
        top = np.argpartition(-scores, count - 1, axis=1)[:, :count]
        order = np.argsort(-np.take_along_axis(scores, top, axis=1), axis=1)
        found.append(np.take_along_axis(top, order, axis=1))
    return np.concatenate(found)
