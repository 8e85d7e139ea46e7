"""``make bench``: every figure that the project promises, with its target."""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Collection
from pathlib import Path

from benchmarks import appointments, everyday, faq, intents, legal_aid, retrieval, searching, starting, turns
from benchmarks.figures import show
from bot.bootstrap.knowledge import open_knowledge
from bot.settings import PROJECT, Settings
from knowledge_base.progress import unwatched
from tests.support.stack import Stack

PARTS = ("legal-aid", "appointments", "faq", "everyday", "turns", "routing", "intents", "search", "retrieval")


def main() -> None:
    """Run the parts asked for (all by default)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--laws", type=Path, default=PROJECT.parent / "shared/laws")
    parser.add_argument("--questions", type=Path, default=PROJECT.parent / "shared/stard/train.jsonl")
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}; all if none is named")
    chosen = parser.parse_args()
    wanted = chosen.parts or PARTS
    with tempfile.TemporaryDirectory(prefix="fawen-bench-") as name:
        settings = Settings(data_dir=Path(name))
        if "legal-aid" in wanted:
            show("Legal-aid screening (python -m benchmarks legal-aid)", legal_aid.measure())
        if "appointments" in wanted:
            show(
                "Appointments (python -m benchmarks appointments)",
                appointments.measure(PROJECT / "docs" / "appointments.png"),
            )
        if "faq" in wanted:
            show("FAQ (python -m benchmarks faq)", faq.measure(open_knowledge(settings, unwatched), settings))
        if {"everyday", "turns"} & set(wanted):
            _through_the_stack(Path(name), chosen.laws, wanted)
        if "routing" in wanted:
            show(
                "Routing of real questions (python -m benchmarks routing)", intents.routing(chosen.questions)
            )
        if "intents" in wanted:
            show("Intents, 5-fold (python -m benchmarks intents)", intents.cross_validation())
        if "search" in wanted:
            with tempfile.TemporaryDirectory(prefix="fawen-bench-search-") as folder:
                rows = searching.measure_sizes(chosen.laws, chosen.questions, Path(folder))
            searching.plot(rows, PROJECT / "docs" / "growth.png")
            show("Search, build, memory, growth (python -m benchmarks search)", searching.figures(rows))
        if "retrieval" in wanted:
            show(
                "Articles found, 5-fold (python -m benchmarks retrieval)",
                retrieval.measure(chosen.laws, chosen.questions, unwatched),
            )


def _import(data_dir: Path, laws: Path) -> None:
    command = [sys.executable, "-m", "bot.cli", "kb", "import", str(laws)]
    environment = {"FAWEN_DATA_DIR": str(data_dir)}
    subprocess.run(command, check=True, cwd=PROJECT, env={**os.environ, **environment})


def _through_the_stack(data_dir: Path, laws: Path, wanted: Collection[str]) -> None:
    """What is measured on a running installation with all statutes."""
    _import(data_dir, laws)
    stack = Stack(data_dir, {"FAWEN_CONVERSATIONS_PER_MINUTE": "1000000"})
    stack.start()
    try:
        if "turns" in wanted:
            show("Turns and memory (python -m benchmarks turns)", turns.measure(stack))
        if "everyday" in wanted:
            show("Everyday questions (python -m benchmarks everyday)", everyday.measure(stack))
        if "turns" in wanted:
            show("Start (python -m benchmarks turns)", starting.measure(stack))
    finally:
        stack.stop()


if __name__ == "__main__":
    main()
