"""Turn-taking: real questions reach the legal answer; intents are told apart."""

import json
import os
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.figures import Figure, at_least
from bot.settings import PROJECT, Settings
from tests.support.stack import train_once

QUIET = {
    **os.environ,
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONWARNINGS": "ignore",
    "PYTHONUTF8": "1",
}
TO_THE_ANSWER = {"ask_legal_question", "nlu_fallback"}
"""Intents whose rule is ``action_answer_question``."""


def routing(questions: Path) -> list[Figure]:
    """Each question is parsed as the first message of a conversation."""
    texts = [json.loads(line)["question"] for line in questions.read_text(encoding="utf-8").splitlines()]
    done = subprocess.run(
        [str(Settings().dialogue_python), "benchmarks/routing.py", str(train_once())],
        input="\n".join(json.dumps(text) for text in texts),
        capture_output=True,
        text=True,
        check=True,
        cwd=PROJECT,
        env=QUIET,
    )
    found = [json.loads(line)["name"] for line in done.stdout.splitlines() if line.startswith("{")]
    assert len(found) == len(texts)
    counts = Counter(found)
    straight = sum(counts[intent] for intent in TO_THE_ANSWER) / len(texts)
    # With nothing answered before, a follow-up is answered as a question too (AnswerService).
    reached = straight + counts["follow_up"] / len(texts)
    others = {name: count for name, count in counts.most_common() if name not in TO_THE_ANSWER}
    return [
        Figure("questions", str(len(texts))),
        at_least("reach the legal-question answer", reached, 0.97),
        Figure("… of these as ask_legal_question or fallback", f"{straight:.3f}"),
        Figure("other intents", ", ".join(f"{name} {count}" for name, count in others.items())),
    ]


def cross_validation(folds: int = 5) -> list[Figure]:
    """``rasa test nlu --cross-validation`` over all examples."""
    with tempfile.TemporaryDirectory() as out:
        subprocess.run(
            [
                *(str(Settings().dialogue_python), "-m", "rasa", "test", "nlu", "--cross-validation"),
                *("--folds", str(folds), "--nlu", "nlu_data/nlu", "--config", "config.yml"),
                *("--domain", "nlu_data/domain", "--out", out, "--no-plot"),
            ],
            cwd=PROJECT,
            env=QUIET,
            check=True,
            capture_output=True,
        )
        report = json.loads((Path(out) / "intent_report.json").read_text())
    names = [name for name, row in report.items() if isinstance(row, dict) and "confused_with" in row]
    worst = sorted(names, key=lambda name: report[name]["f1-score"])[:5]
    return [
        Figure("examples, intents", f"{report['macro avg']['support']}, {len(names)}"),
        at_least("macro F1", report["macro avg"]["f1-score"], 0.93),
        Figure("accuracy", f"{report['accuracy']:.3f}"),
        Figure("lowest", ", ".join(f"{name} {report[name]['f1-score']:.2f}" for name in worst)),
    ]
