"""``fawen db``."""

import asyncio

import typer

from bot import migrations
from bot.cli.terminal import console, load_settings
from bot.database import Database

app = typer.Typer(no_args_is_help=True)


@app.callback()
def group() -> None:
    """The database."""


@app.command()
def upgrade() -> None:
    """把数据库升级到最新结构（可以反复执行）。"""
    settings = load_settings()
    settings.data_dir.mkdir(parents=True, exist_ok=True)

    async def run() -> None:
        database = Database(settings.database)
        await migrations.upgrade(database)
        await database.close()

    asyncio.run(run())
    console.print("数据库已是最新结构。")
