"""What all commands share: the console, progress bars, settings read with a clear error."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from bot.settings import Settings
from knowledge_base.progress import Progress as Report

console = Console()
problems = Console(stderr=True)


def load_settings() -> Settings:
    """Settings, or an explanation and exit code 2."""
    try:
        return Settings()
    except ValidationError as error:
        problems.print("[bold red]设置有误，没有启动：[/]")
        for fault in error.errors(include_input=False, include_url=False):
            name = "FAWEN_" + "_".join(map(str, fault["loc"])).upper() if fault["loc"] else "设置"
            problems.print(f"  {name}：{fault['msg']}", markup=False)
        raise typer.Exit(2) from None


@contextmanager
def progress_bars() -> Iterator[Report]:
    """A function that draws one bar for each named step."""
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
    ) as bars:
        known = {}

        def report(step: str, done: int, total: int) -> None:
            if step not in known:
                known[step] = bars.add_task(step, total=total)
            bars.update(known[step], completed=done, total=total)

        yield report
