"""Contrastive training of the n-gram vectors (InfoNCE; van den Oord et al. 2018).

Stage one needs no labels: a clause must find the article it was taken from (inverse cloze task,
Lee et al. 2019). Stage two uses citizens' questions with their articles, and hard negatives mined anew
each epoch from ranks 5 to 60 of the current vectors.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

_CLAUSE = re.compile(r"[。；\n]")
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be tuned; the values are those the shipped model was made with."""

    dimension: int = 256
    cloze_epochs: int = 3
    question_epochs: int = 8
    batch: int = 512
    question_batch: int = 128
    temperature: float = 0.05
    rate: float = 0.02
    question_rate: float = 0.005
    hard_negatives: int = 4
    seed: int = 20260101


class Vectors(nn.Module):
    """The n-gram vectors while they are trained; starts from random vectors scaled by rarity."""

    def __init__(self, rarity: np.ndarray, dimension: int, seed: int) -> None:
        super().__init__()
        generator = torch.Generator().manual_seed(seed)
        start = torch.randn(len(rarity), dimension, generator=generator) / dimension**0.5
        start *= torch.from_numpy(rarity.astype(np.float32))[:, None]
        self.bag = nn.EmbeddingBag.from_pretrained(start, freeze=False, mode="sum", sparse=True)

    def forward(self, texts: Sequence[np.ndarray]) -> torch.Tensor:
        """Rows of n-gram ids → unit vectors, shape (len(texts), dimension)."""
        lengths = np.fromiter((len(ids) for ids in texts), dtype=np.int64, count=len(texts))
        offsets = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        flat = np.concatenate(texts) if lengths.sum() else np.zeros(0, dtype=np.int64)
        vectors = self.bag(torch.from_numpy(flat), torch.from_numpy(offsets))
        return nn.functional.normalize(vectors, dim=1)

    def encode(self, texts: Sequence[np.ndarray], batch: int = 2048) -> np.ndarray:
        """The same without gradients, in batches; float32."""
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
    optimiser = torch.optim.SparseAdam(list(vectors.parameters()), lr=settings.rate)
    usable = [position for position, own in enumerate(pieces) if own]
    steps = len(usable) // settings.batch
    for epoch in range(settings.cloze_epochs):
        chooser.shuffle(usable)
        for step in range(steps):
            chosen = usable[step * settings.batch : (step + 1) * settings.batch]
            asked, answered = [], []
            for position in chosen:
                piece = chooser.choice(pieces[position])
                asked.append(piece)
                whole = articles[position]
                # Half of the time the article goes without the clause, or words alone would do.
                answered.append(np.setdiff1d(whole, piece) if chooser.random() < 0.5 else whole)
            _step(vectors, optimiser, asked, answered, None, settings)
            progress("条文自学习", epoch * steps + step + 1, steps * settings.cloze_epochs)


def train_questions(
    vectors: Vectors,
    articles: Sequence[np.ndarray],
    questions: Sequence[np.ndarray],
    answers: Sequence[Sequence[int]],
    settings: Settings,
    progress: Progress,
) -> None:
    """Stage two: question → its articles, with hard negatives mined before each epoch."""
    chooser = random.Random(settings.seed + 1)  # noqa: S311 - sampling, not secrecy
    optimiser = torch.optim.SparseAdam(list(vectors.parameters()), lr=settings.question_rate)
    pairs = [(question, answer) for question, own in enumerate(answers) for answer in own]
    steps = max(1, len(pairs) // settings.question_batch)
    for epoch in range(settings.question_epochs):
        near = _nearest(vectors.encode(questions), vectors.encode(articles), min(60, len(articles)))
        chooser.shuffle(pairs)
        for step in range(steps):
            chosen = pairs[step * settings.question_batch : (step + 1) * settings.question_batch]
            own = [set(answers[question]) for question, _ in chosen]
            hard: list[int] = []
            for (question, _), right in zip(chosen, own, strict=True):
                candidates = [position for position in near[question][5:] if position not in right]
                hard.extend(chooser.sample(candidates, min(settings.hard_negatives, len(candidates))))
            columns = [answer for _, answer in chosen] + hard
            forbidden = torch.tensor(
                [
                    [column in right and column != answer for column in columns]
                    for (_, answer), right in zip(chosen, own, strict=True)
                ]
            )
            for row, (_, answer) in enumerate(chosen):  # the same article twice in a batch is no negative
                for column in range(len(chosen)):
                    if column != row and columns[column] == answer:
                        forbidden[row, column] = True
            _step(
                vectors,
                optimiser,
                [questions[question] for question, _ in chosen],
                [articles[column] for column in columns],
                forbidden,
                settings,
            )
            progress("问题学习", epoch * steps + step + 1, steps * settings.question_epochs)


def _step(
    vectors: Vectors,
    optimiser: torch.optim.Optimizer,
    asked: Sequence[np.ndarray],
    answered: Sequence[np.ndarray],
    forbidden: torch.Tensor | None,
    settings: Settings,
) -> None:
    scores = vectors(asked) @ vectors(answered).T / settings.temperature
    if forbidden is not None:
        scores = scores.masked_fill(forbidden, -1e9)
    loss = nn.functional.cross_entropy(scores, torch.arange(len(asked)))
    optimiser.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call, unused-ignore]
    optimiser.step()


def _nearest(questions: np.ndarray, articles: np.ndarray, count: int) -> np.ndarray:
    """Positions of the ``count`` nearest articles of each question, best first."""
    scores = questions @ articles.T
    top = np.argpartition(-scores, count - 1, axis=1)[:, :count]
    order = np.argsort(-np.take_along_axis(scores, top, axis=1), axis=1)
    nearest: np.ndarray = np.take_along_axis(top, order, axis=1)
    return nearest
