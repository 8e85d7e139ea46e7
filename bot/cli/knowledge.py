"""``fawen kb``: what the bureau's clerks do with the knowledge base."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from bot.cli.gaps import gaps as show_gaps
from bot.cli.terminal import console, load_settings, problems, progress_bars
from knowledge_base.digests import read_digests
from knowledge_base.faq_entries import read_faq
from knowledge_base.importers.folders import readable, statute_files
from knowledge_base.importers.reading import SUFFIXES
from knowledge_base.library import Library
from knowledge_base.models import Reference
from knowledge_base.progress import unwatched

if TYPE_CHECKING:
    from knowledge_base.retrieval.search import KnowledgeBase
    from knowledge_base.retrieval.statute_search import ArticleHit

app = typer.Typer(no_args_is_help=True)

FORMATS = "、".join(sorted(SUFFIXES))


@app.command("import")
def import_statutes(
    paths: Annotated[list[Path], typer.Argument(help="法律文件或者文件夹")],
    index: Annotated[bool, typer.Option(help="导入后马上重建索引")] = True,
) -> None:
    """导入法律文件（.docx、.pdf、.html、.txt、.md）；读不了的逐个说明原因，其余照常导入；重复导入不会改变什么。"""
    settings = load_settings()
    files = _statute_files(paths)
    if not files:
        problems.print(f"没有找到可以导入的文件（支持 {FORMATS}）。")
        raise typer.Exit(1)
    unreadable: list[tuple[Path, str]] = []
    with progress_bars() as report:

        def counted() -> Iterator[Path]:
            for number, path in enumerate(files, 1):
                yield path
                report("导入法律文件", number, len(files))

        found = readable(counted(), lambda path, reason: unreadable.append((path, reason)))
        stored = [changed for _, changed in Library(settings.library_path).add(found)]
    console.print(
        f"共 {len(files)} 个文件：新增或更新 {sum(stored)} 个，没有变化 {len(stored) - sum(stored)} 个，"
        f"读不了 {len(unreadable)} 个。"
    )
    if unreadable:
        table = Table("读不了的文件", "原因")
        for path, reason in unreadable:
            table.add_row(str(path), reason)
        console.print(table)
    if index and any(stored):
        build()


@app.command()
def build() -> None:
    """建立检索索引（内容没变就不重建）。"""
    from knowledge_base.retrieval.encoder import SentenceEncoder
    from knowledge_base.retrieval.index_store import build_index
    from knowledge_base.retrieval.opening import prepare

    settings = load_settings()
    library = Library(settings.library_path)
    encoder = SentenceEncoder(settings.encoder)
    with progress_bars() as report:
        manifest = build_index(settings.index_dir, library, encoder, report)
        prepare(settings.index_dir, encoder, report)
    console.print(f"索引已就绪：{manifest.articles} 条法律条文。正在运行的服务会自己换上新索引，不用重启。")


@app.command()
def search(
    question: Annotated[str, typer.Argument(help="用平常话提问")],
    count: Annotated[int, typer.Option(min=1, max=50)] = 5,
    explain: Annotated[bool, typer.Option(help="显示每条为什么排在这里")] = False,
) -> None:
    """在常见问答和法律条文里查找。"""
    from bot.bootstrap.knowledge import open_knowledge

    with progress_bars() as report:
        knowledge = open_knowledge(load_settings(), report)
    found = knowledge.ask(question, count)
    table = Table("常见问答", "编号", "把握")
    for faq in found.faq:
        table.add_row(faq.entry.question, faq.entry.id, f"{faq.probability:.2f}")
    console.print(table)
    if not found.articles:
        console.print("还没有导入法律条文。请运行 fawen kb import 文件夹。")
        return
    table = Table("法律条文", "把握", *(("为什么排在这里（分量）",) if explain else ()))
    for hit in found.articles:
        row = [f"《{hit.article.law}》{hit.article.label}", f"{hit.probability:.2f}"]
        table.add_row(*row, *((_reasons(knowledge, hit),) if explain else ()))
    console.print(table)


def _reasons(knowledge: "KnowledgeBase", hit: "ArticleHit") -> str:
    """What spoke most for and against a hit, in words, with its weight in the score."""
    from knowledge_base.retrieval.features import LABELS

    weights = knowledge.statutes.reasons(hit) if knowledge.statutes else {}
    strongest = sorted(weights.items(), key=lambda item: -abs(item[1]))[:5]
    return "  ".join(f"{LABELS[name]} {hit.scores[name]:.2f}（{weight:+.2f}）" for name, weight in strongest)


@app.command()
def stats() -> None:
    """知识库里有什么：问答、要旨、法律、索引各多少，哪些还要人确认。"""
    from knowledge_base.statistics import content_statistics

    settings = load_settings()
    found = content_statistics(settings.knowledge_dir, Library(settings.library_path), settings.index_dir)
    for title, rows in found.items():
        table = Table(title, "数量")
        for name, number in rows:
            table.add_row(name, str(number))
        console.print(table)


@app.command()
def lint(
    laws: Annotated[Path | None, typer.Option(help="法律文件夹；不给就用已导入的法律")] = None,
) -> None:
    """检查内容文件：格式、重复、说法有没有矛盾、引用的条文是否存在、哪些还是示例。"""
    from knowledge_base.lint import lint_content

    settings = load_settings()
    known = _texts(laws) if laws else Library(settings.library_path).texts()
    report = lint_content(settings.knowledge_dir, known)
    for note in report.notes:
        console.print(f"提示  {note}", markup=False)
    for fault in report.faults:
        problems.print(f"错误  {fault}", markup=False)
    console.print(
        f"检查了 {report.checked} 项内容，对照了 {report.pairs} 对可能说同一件事的问答："
        f"{len(report.faults)} 个错误，{len(report.notes)} 条提示。"
    )
    if report.faults:
        raise typer.Exit(1)


@app.command()
def evaluate(
    laws: Annotated[Path, typer.Option(help="法律文件夹；索引只建这些法律")],
    questions: Annotated[Path, typer.Option(help="每行一个 JSON：id、question、articles")],
    as_json: Annotated[bool, typer.Option("--json", help="输出一个 JSON 对象")] = False,
) -> None:
    """用一批问题检验检索：排在前面的条文对不对、快不快。"""
    from knowledge_base.retrieval.encoder import SentenceEncoder
    from knowledge_base.retrieval.evaluate import evaluate as run
    from knowledge_base.retrieval.evaluate import read_questions
    from knowledge_base.retrieval.wordings import open_everyday

    settings = load_settings()
    library = Library(settings.data_dir / "evaluation" / "library.db")
    library.path.unlink(missing_ok=True)
    for _ in library.add(readable(_statute_files([laws]))):
        pass
    encoder = SentenceEncoder(settings.encoder)
    root = settings.data_dir / "evaluation" / "index"
    digests = read_digests(settings.knowledge_dir / "statutes")
    everyday = open_everyday(root, digests, read_faq(settings.knowledge_dir / "faq"), encoder)
    with nullcontext(unwatched) if as_json else progress_bars() as report:
        result = run(root, library, encoder, everyday, read_questions(questions), report)
    if as_json:
        typer.echo(json.dumps(result, ensure_ascii=False))
        return
    table = Table("指标", "值")
    for name, value in result.items():
        table.add_row(name, f"{value:.3f}" if isinstance(value, float) else str(value))
    console.print(table)


def _statute_files(paths: list[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += statute_files(path)
        elif path.exists():
            found.append(path)
        else:
            problems.print(f"没有这个文件或文件夹：{path}")
    return found


def _texts(laws: Path) -> dict[Reference, str]:
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder) / "library.db")
        for _ in library.add(readable(_statute_files([laws]))):
            pass
        return library.texts()


app.command("gaps")(show_gaps)
