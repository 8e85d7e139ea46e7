"""How fast, how large: search, build, one law again, start, memory, and how they grow."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, at_most, percentiles
from knowledge_base.progress import unwatched

SIZES = (1, 4, 16)
_HERE = "benchmarks.searching"


def measure_sizes(laws: Path, questions: Path, data_dir: Path) -> dict[int, dict[str, Any]]:
    """Each size in a process of its own, so that memory is its own."""
    return {size: _child(laws, questions, data_dir / f"{size}x", size) for size in SIZES}


def figures(rows: dict[int, dict[str, Any]]) -> list[Figure]:
    """What was measured against its targets."""
    one = rows[1]
    found = [
        at_most("search p50, all articles, one core", one["p50_ms"], 10, " ms"),
        at_most("search p95", one["p95_ms"], 25, " ms"),
        at_most("index build", one["build_s"], 180, " s"),
        at_most("one law imported again", one["again_s"], 2, " s"),
        at_most("… until a running service uses it", one["swap_s"], 2, " s"),
        at_most("start with a built index", one["open_s"], 3, " s"),
        at_most("memory of the loaded knowledge base", one["memory_mb"], 600, " MB"),
    ]
    for size, row in rows.items():
        found.append(
            Figure(
                f"{size}×: {row['articles']:,} articles",
                f"build {row['build_s']:.0f} s, memory {row['memory_mb']:.0f} MB, p50 {row['p50_ms']:.1f} ms,"
                f" p95 {row['p95_ms']:.1f} ms",
            )
        )
    last = rows[max(rows)]
    found.append(at_most(f"p50 at {max(rows)}× / at 1×", last["p50_ms"] / one["p50_ms"], 4))
    return found


def plot(rows: dict[int, dict[str, Any]], path: Path) -> None:
    """Build time, memory and p50 over the number of articles."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, 3, figsize=(11, 3.2))
    sizes = [row["articles"] for row in rows.values()]
    for axis, (name, label) in zip(
        axes,
        (("build_s", "build, s"), ("memory_mb", "memory, MB"), ("p50_ms", "search p50, ms")),
        strict=True,
    ):
        axis.plot(sizes, [row[name] for row in rows.values()], marker="o")
        axis.set(xlabel="articles", title=label, ylim=(0, None))
        axis.grid(visible=True, alpha=0.3)
    figure.tight_layout()
    figure.savefig(path, dpi=110)


def _child(laws: Path, questions: Path, data_dir: Path, size: int) -> dict[str, Any]:
    command = [sys.executable, "-m", _HERE, str(laws), str(questions), str(data_dir), str(size)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return dict(json.loads(output.splitlines()[-1]))


def _measured(laws: Path, questions: Path, data_dir: Path, size: int) -> dict[str, Any]:
    import torch
    from threadpoolctl import threadpool_limits

    from bot.settings import Settings
    from knowledge_base.library import Library
    from knowledge_base.retrieval.encoder import SentenceEncoder
    from knowledge_base.retrieval.evaluate import read_questions
    from knowledge_base.retrieval.index_store import build_index
    from knowledge_base.retrieval.opening import open_knowledge_base, prepare

    settings = Settings(data_dir=data_dir)
    library = Library(settings.library_path)
    for _ in library.add(_copies(laws, size)):
        pass
    encoder = SentenceEncoder()
    began = time.perf_counter()
    manifest = build_index(settings.index_dir, library, encoder, unwatched)
    prepare(settings.index_dir, encoder, unwatched)
    build_s = time.perf_counter() - began
    open_knowledge_base(settings.knowledge_dir, settings.index_dir, encoder)  # everyday words are kept now
    opened = _opened(data_dir)
    threadpool_limits(limits=1)
    torch.set_num_threads(1)
    knowledge = open_knowledge_base(settings.knowledge_dir, settings.index_dir, encoder)
    times = []
    asked = read_questions(questions)[:400]
    for question in asked:
        began = time.perf_counter()
        if knowledge.statutes is None:
            raise RuntimeError("no statutes")
        knowledge.statutes.search(question.text, 10)
        times.append((time.perf_counter() - began) * 1000)
    again_s, swap_s = _one_again(library, settings, encoder, knowledge) if size == 1 else (0.0, 0.0)
    p50, p95 = percentiles(times[20:])
    return {
        "articles": manifest.articles,
        "build_s": build_s,
        "p50_ms": p50,
        "p95_ms": p95,
        "again_s": again_s,
        "swap_s": swap_s,
        **opened,
    }


def _opened(data_dir: Path) -> dict[str, float]:
    """Time and memory of a fresh process that opens what is built and answers one question."""
    script = (
        "import time, resource, json, sys\n"
        "from pathlib import Path\n"
        "from bot.settings import Settings\n"
        "from knowledge_base.retrieval.encoder import SentenceEncoder\n"
        "from knowledge_base.retrieval.opening import open_knowledge_base\n"
        "encoder = SentenceEncoder()\n"
        "def now(): return int(open('/proc/self/statm').read().split()[1]) * 4096 / 2**20\n"
        "before = now()\n"
        f"settings = Settings(data_dir=Path({str(data_dir)!r}))\n"
        "began = time.perf_counter()\n"
        "knowledge = open_knowledge_base(settings.knowledge_dir, settings.index_dir, encoder)\n"
        "taken = time.perf_counter() - began\n"
        "[knowledge.ask(q) for q in ('老板拖欠工资怎么办', '离婚孩子归谁', '邻居漏水', '借钱不还')]\n"
        "print(json.dumps({'open_s': taken, 'memory_mb': now() - before}))\n"
    )
    output = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout
    return dict(json.loads(output.splitlines()[-1]))


def _one_again(library: Any, settings: Any, encoder: Any, knowledge: Any) -> tuple[float, float]:
    """(seconds to import a new version of one law and index it, seconds until it can be asked)."""
    from datetime import date

    from knowledge_base.models import ArticleText, StatuteText
    from knowledge_base.retrieval.index_store import build_index
    from knowledge_base.retrieval.opening import open_knowledge_base

    own = [article for article in library.current() if article.law == "劳动合同法"]
    texts = tuple(ArticleText(one.label, f"{one.text}（新）", one.path) for one in own)
    statute = StatuteText("劳动合同法", "法律", date(2030, 1, 1), date(2030, 1, 1), "", texts)
    began = time.perf_counter()
    for _ in library.add([(statute, "劳动合同法.md")]):
        pass
    build_index(settings.index_dir, library, encoder, unwatched)
    written = time.perf_counter() - began
    began = time.perf_counter()
    open_knowledge_base(settings.knowledge_dir, settings.index_dir, encoder, knowledge)
    return written, time.perf_counter() - began


def _copies(laws: Path, size: int) -> Iterator[tuple[Any, str]]:
    """All statutes, and synthetic copies under other titles."""
    from knowledge_base.importers.folders import readable, statute_files

    for statute, source in readable(statute_files(laws)):
        yield statute, source
        for copy in range(1, size):
            yield replace(statute, title=f"{statute.title}（副本{copy}）"), f"{copy}/{source}"


if __name__ == "__main__":
    print(json.dumps(_measured(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))))
