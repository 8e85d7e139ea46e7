"""``fawen kb gaps``: what citizens asked and did not get."""

import asyncio
from datetime import timedelta
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text
from sqlalchemy.exc import SQLAlchemyError

from bot.answers.gaps import Gap, Kind, read
from bot.cli.terminal import console, load_settings, problems
from bot.clock import today
from bot.database import Database

_COLUMNS = {
    Kind.UNANSWERED: "没答上",
    Kind.ASKED_BACK: "反问",
    Kind.NOT_WHAT_I_ASKED: "不是想问的",
    Kind.NOT_HELPFUL: "没帮助",
    Kind.HELPFUL: "有帮助",
}


def gaps(
    days: Annotated[int, typer.Option(min=1, help="最近多少天")] = 30,
    count: Annotated[int, typer.Option(min=1, help="最多列出多少个")] = 50,
) -> None:
    """列出没答好的问题，次数多的在前；个人信息在存下时已经去掉。"""
    database = Database(load_settings().database)

    async def run() -> list[Gap]:
        try:
            return await read(database, today() - timedelta(days=days))
        finally:
            await database.close()

    try:
        found = asyncio.run(run())
    except SQLAlchemyError:
        problems.print("读不到数据库，或者它还不是最新结构。请先运行 fawen db upgrade，再试一次。")
        raise typer.Exit(1) from None
    if not found:
        console.print(f"最近 {days} 天没有记下没答好的问题。")
        return
    table = Table("次数", "问题", *_COLUMNS.values(), "当时给的", "最近一天")
    for gap in found[:count]:
        kinds = (str(gap.counts[kind] or "") for kind in _COLUMNS)
        table.add_row(str(gap.misses), Text(gap.question), *kinds, Text(gap.shown), gap.last.isoformat())
    console.print(table)
    console.print(
        f"最近 {days} 天共 {len(found)} 个问题，列出 {min(count, len(found))} 个。相近的问法合在一起算。"
    )
