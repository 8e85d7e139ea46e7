"""Make the default encoder, its reranker and their calibration again.

    python -m knowledge_base.retrieval.train --laws DIR --questions FILE.jsonl

One phrasing of every FAQ entry is kept from training; the blend of the FAQ is fitted on them. The reranker
learns from candidates of questions that the encoder which found them had not seen.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from knowledge_base.faq_entries import read_faq
from knowledge_base.retrieval.calibration import read_calibration, write_calibration
from knowledge_base.retrieval.encoder import SHIPPED, SentenceEncoder
from knowledge_base.retrieval.evaluate import read_questions
from knowledge_base.retrieval.faq_search import FaqIndex
from knowledge_base.retrieval.reranker import Reranker
from knowledge_base.retrieval.train import calibrate, ranking
from knowledge_base.retrieval.train.contrast import Settings
from knowledge_base.retrieval.train.folds import fold_numbers, unseen_groups
from knowledge_base.retrieval.train.make import save
from knowledge_base.retrieval.train.materials import KNOWLEDGE, open_workshop, read_articles, sentences_of
from knowledge_base.retrieval.train.ranking import Group
from knowledge_base.retrieval.wordings import save_questions

NOT_LAW = ("out_of_scope", "smalltalk", "turns")
"""Training sentences of the dialogue that no FAQ entry answers."""


def main() -> None:
    """Train, save, calibrate, report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--laws", type=Path, required=True, help="folder of statutes as markdown")
    parser.add_argument("--questions", type=Path, required=True, help="STARD's train.jsonl")
    given = parser.parse_args()
    settings = Settings()
    torch.set_num_threads(2)
    shortened, held = calibrate.hold_out(read_faq(KNOWLEDGE / "faq"))
    with tempfile.TemporaryDirectory() as name:
        articles = read_articles(given.laws, Path(name))
        asked = read_questions(given.questions)
        workshop = open_workshop(Path(name), articles, shortened, asked, settings, tell)
        folds = fold_numbers(len(workshop.questions), settings.seed)
        by_fold = unseen_groups(workshop, folds)
        everything = list(range(len(workshop.questions)))
        trained = workshop.encoder(everything, "shipped")
        save(trained.module(), SHIPPED)
        remembered = workshop.remembered(trained, everything)
        save_questions(SHIPPED, remembered.vectors, remembered.targets)
    encoder = SentenceEncoder()
    scores = _scores_of_others(by_fold)
    groups = [group for own in by_fold for group in own]
    sureness = ranking.fit_sureness(groups, scores)
    Reranker(ranking.train_boosters(groups), encoder.name, sureness).save(SHIPPED)
    faq = FaqIndex(shortened, encoder, read_calibration().faq)
    found = [(group.features, group.right) for group in groups]
    write_calibration(
        {
            "faq": calibrate.fit_faq(faq, held, sentences_of(NOT_LAW)),
            "statutes": calibrate.fit_statutes(found),
            "digests": calibrate.fit_digests(found),
        }
    )
    right = [workshop.questions[number].articles for own in folds for number in own]
    print(ranking.report(groups, scores, right, workshop.names()))


def tell(step: str, done: int, total: int) -> None:
    """Progress on the terminal, a line now and then."""
    if done == total or done % 50 == 0:
        print(f"{step} {done}/{total}", flush=True)


def _scores_of_others(by_fold: Sequence[Sequence[Group]]) -> list[np.ndarray]:
    """Scores of each fold's candidates by a reranker trained on the other folds'."""
    scores = []
    for tested in range(len(by_fold)):
        learnt = [group for fold, own in enumerate(by_fold) if fold != tested for group in own]
        boosters = ranking.train_boosters(learnt, ranking.SEEDS[:1])
        scores += [ranking.mean_scores(boosters, group.features) for group in by_fold[tested]]
    return scores


if __name__ == "__main__":
    main()
