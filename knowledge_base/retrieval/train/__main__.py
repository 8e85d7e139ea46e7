"""Make the default encoder and its calibration again, from statutes, questions and our FAQ.

    python -m knowledge_base.retrieval.train --laws DIR --questions FILE.jsonl

One phrasing of every FAQ entry and a fifth of the questions are kept from training; the blends are fitted
on them.
"""

import argparse
import json
import random
import tempfile
from pathlib import Path

import torch
import yaml

from knowledge_base.faq_entries import read_faq
from knowledge_base.importers.markdown import read_markdown
from knowledge_base.library import Library
from knowledge_base.models import Article, FaqEntry
from knowledge_base.retrieval import search
from knowledge_base.retrieval.encoder import SHIPPED, SentenceEncoder
from knowledge_base.retrieval.evaluate import Question, metrics, read_questions
from knowledge_base.retrieval.faq_search import FaqIndex
from knowledge_base.retrieval.ngram_embedding import NgramEmbedding
from knowledge_base.retrieval.statute_search import StatuteIndex
from knowledge_base.retrieval.train import calibrate, contrast
from knowledge_base.retrieval.train.make import LabelledQuestion, save, train_encoder

KNOWLEDGE = Path(__file__).resolve().parents[2]
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
    settings = contrast.Settings()
    torch.set_num_threads(2)
    with tempfile.TemporaryDirectory() as name:
        library = Library(Path(name) / "library.db")
        for _ in library.add(
            (read_markdown(path), f"{path.parent.name}/{path.name}")
            for path in sorted(given.laws.rglob("*.md"))
        ):
            pass
        known, unseen = _split(read_questions(given.questions), settings.seed)
        entries = read_faq(KNOWLEDGE / "faq")
        shortened, held = calibrate.hold_out(entries)
        model = _train(list(library.current()), known, shortened, settings)
        save(model, SHIPPED)
        encoder = SentenceEncoder()
        for_faq, for_statutes = search.blends()
        off_topic = _off_topic(KNOWLEDGE.parent / "nlu_data" / "nlu")
        fitted_faq = calibrate.fit_faq(FaqIndex(shortened, encoder, for_faq), held, off_topic)
        folder = search.build_index(Path(name) / "index", library, encoder, _tell)
        index = StatuteIndex(folder, encoder, for_statutes)
        fitted_statutes = calibrate.fit_statutes(index, [(one.text, one.articles) for one in unseen])
        data = {"faq": fitted_faq.as_dict(), "statutes": fitted_statutes.as_dict()}
        search.CALIBRATION.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
        _report(index, unseen)


def _split(questions: list[Question], seed: int) -> tuple[list[Question], list[Question]]:
    """Four fifths to learn from, a fifth to calibrate on."""
    shuffled = questions.copy()
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - sampling, not secrecy
    cut = len(shuffled) // 5
    return shuffled[cut:], shuffled[:cut]


def _train(
    articles: list[Article], questions: list[Question], entries: list[FaqEntry], settings: contrast.Settings
) -> NgramEmbedding:
    places = {(article.law, article.label): place for place, article in enumerate(articles)}
    labelled = [
        LabelledQuestion(question.text, found)
        for question in questions
        if (found := tuple(places[name] for name in sorted(question.articles) if name in places))
    ]
    for entry in entries:
        # An entry's answer is one more passage; its wordings should find it and the article it rests on most.
        articles.append(
            Article(entry.topic_title, entry.id, f"{entry.question}\n{entry.answer}\n{entry.next_step}")
        )
        cited = (places.get((entry.citations[0].law, entry.citations[0].article)),)
        right = (len(articles) - 1, *(place for place in cited if place is not None))
        labelled += [LabelledQuestion(text, right) for text in (entry.question, *entry.phrasings)]
    return train_encoder(articles, labelled, settings, _tell)


def _off_topic(folder: Path) -> list[str]:
    return [
        line[2:].strip()
        for name in NOT_LAW
        for block in yaml.safe_load((folder / f"{name}.yml").read_text(encoding="utf-8"))["nlu"]
        for line in block["examples"].splitlines()
    ]


def _report(index: StatuteIndex, unseen: list[Question]) -> None:
    """What the calibration questions find; a rough guide only, since the blend was fitted on them."""
    vectors = index.passages.names()
    ranked = [[vectors[place] for place in index.ranking(question.text, 100)] for question in unseen]
    print(metrics(ranked, [question.articles for question in unseen]))


def _tell(step: str, done: int, total: int) -> None:
    if done == total or done % 50 == 0:
        print(f"{step} {done}/{total}", flush=True)


if __name__ == "__main__":
    main()
