"""``fawen kb``: what the bureau's clerks do with the knowledge base."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from bot.cli.terminal import console, load_settings, problems, progress_bars
from knowledge_base.importers.markdown import UnreadableStatute, read_markdown
from knowledge_base.library import Library
from knowledge_base.models import StatuteText

app = typer.Typer(no_args_is_help=True)

STATUTE_SUFFIXES = {".md"}


@app.command("import")
def import_statutes(
    paths: Annotated[list[Path], typer.Argument(help="法律文件（.md）或者文件夹")],
    index: Annotated[bool, typer.Option(help="导入后马上重建索引")] = True,
) -> None:
    """导入法律文件；读不了的逐个说明原因，其余照常导入；重复导入不会改变什么。"""
    settings = load_settings()
    files = _statute_files(paths)
    if not files:
        problems.print("没有找到可以导入的文件（目前支持 .md）。")
        raise typer.Exit(1)
    unreadable: list[tuple[Path, str]] = []
    with progress_bars() as report:

        def read() -> Iterator[tuple[StatuteText, str]]:
            for number, path in enumerate(files, 1):
                try:
                    yield read_markdown(path), _source(path)
                except UnreadableStatute as fault:
                    unreadable.append((path, str(fault)))
                report("导入法律文件", number, len(files))

        stored = [changed for _, changed in Library(settings.library_path).add(read())]
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
    from knowledge_base.retrieval.search import build_index

    settings = load_settings()
    library = Library(settings.library_path)
    with progress_bars() as report:
        folder = build_index(settings.index_dir, library, SentenceEncoder(settings.encoder), report)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    console.print(f"索引已就绪：{manifest['passages']} 条法律条文。正在运行的服务重启后使用新索引。")


@app.command()
def search(
    question: Annotated[str, typer.Argument(help="用平常话提问")],
    count: Annotated[int, typer.Option(min=1, max=50)] = 5,
    explain: Annotated[bool, typer.Option(help="显示每条为什么排在这里")] = False,
) -> None:
    """在常见问答和法律条文里查找。"""
    from bot.bootstrap import open_knowledge

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
    table = Table("法律条文", "把握", *(("各项得分",) if explain else ()))
    for hit in found.articles:
        scores = "  ".join(f"{name} {value:.2f}" for name, value in hit.scores.items())
        row = [f"《{hit.article.law}》{hit.article.label}", f"{hit.probability:.2f}"]
        table.add_row(*row, *((scores,) if explain else ()))
    console.print(table)


@app.command()
def lint(
    laws: Annotated[Path | None, typer.Option(help="法律文件夹；不给就用已导入的法律")] = None,
) -> None:
    """检查内容文件：格式、重复、引用的条文是否存在、哪些还是示例。"""
    from knowledge_base.lint import lint_content

    settings = load_settings()
    known = _labels(laws) if laws else Library(settings.library_path).labels()
    report = lint_content(settings.knowledge_dir, known)
    for note in report.notes:
        console.print(f"提示  {note}", markup=False)
    for fault in report.faults:
        problems.print(f"错误  {fault}", markup=False)
    console.print(
        f"检查了 {report.checked} 项内容：{len(report.faults)} 个错误，{len(report.notes)} 条提示。"
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

    settings = load_settings()
    library = Library(settings.data_dir / "evaluation" / "library.db")
    library.path.unlink(missing_ok=True)
    statutes = ((read_markdown(path), _source(path)) for path in _statute_files([laws]))
    for _ in library.add(statutes):
        pass
    encoder = SentenceEncoder(settings.encoder)
    if as_json:
        result = run(settings.data_dir / "evaluation", library, encoder, read_questions(questions), _silent)
        typer.echo(json.dumps(result, ensure_ascii=False))
        return
    with progress_bars() as report:
        result = run(settings.data_dir / "evaluation", library, encoder, read_questions(questions), report)
    table = Table("指标", "值")
    for name, value in result.items():
        table.add_row(name, f"{value:.3f}" if isinstance(value, float) else str(value))
    console.print(table)


def _silent(_step: str, _done: int, _total: int) -> None:
    return None


def _source(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _statute_files(paths: list[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(file for file in path.rglob("*") if file.suffix.lower() in STATUTE_SUFFIXES)
        elif path.exists():
            found.append(path)
        else:
            problems.print(f"没有这个文件或文件夹：{path}")
    return found


def _labels(laws: Path) -> set[tuple[str, str]]:
    known = set()
    for path in _statute_files([laws]):
        try:
            statute = read_markdown(path)
        except UnreadableStatute:
            continue
        known |= {(statute.title, article.label) for article in statute.articles}
    return known
