"""``fawen applications``: for staff until the console stands."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import typer
from rich.table import Table
from rich.text import Text
from sqlalchemy.exc import SQLAlchemyError

from bot.bootstrap.applications import create_applications
from bot.cli.terminal import console, load_settings, problems
from bot.database import Database
from bot.errors import FawenError
from bot.legal_aid.applications.service import Applications
from bot.legal_aid.applications.wording import CLOCKS, STATES, STATUSES

app = typer.Typer(no_args_is_help=True)
ResultT = TypeVar("ResultT")


@app.callback()
def group() -> None:
    """Applications for legal aid."""


@app.command("list")
def list_due() -> None:
    """列出正在办理的申请：紧急的在前，快到期的在前；个人信息遮住显示。"""
    found = _run(lambda service: service.due())
    if not found:
        console.print("没有正在办理的申请。")
        return
    table = Table("编号", "状态", "姓名", "电话", "紧急", "期限")
    for one in found:
        masked = one.case.applicant.masked()
        clocks = "；".join(
            f"{CLOCKS[clock.kind]} {clock.due.isoformat()} {STATUSES[clock.status]}" for clock in one.clocks
        )
        table.add_row(
            one.case.number,
            STATES[one.case.standing.state],
            Text(masked["name"]),
            masked["phone"],
            "紧急" if one.case.urgent else "",
            clocks,
        )
    console.print(table)


@app.command("erase-expired")
def erase_expired() -> None:
    """删除到期的申请，把没有按时补材料的按撤回处理（服务运行时每天自动做一次）。"""
    done = _run(lambda service: service.expire())
    console.print(
        f"删除到期申请 {done.erased} 件、过期草稿 {done.drafts} 件、无主文件 {done.swept} 个；"
        f"按撤回处理 {done.lapsed} 件，已补材料转回审查 {done.answered} 件。"
    )


@app.command("reseal")
def reseal() -> None:
    """换密钥后运行：把已有资料改用第一把密钥加密，之后旧密钥就可以去掉。"""
    console.print(f"重新加密了 {_run(lambda service: service.reseal())} 项。")


def _run(work: Callable[[Applications], Awaitable[ResultT]]) -> ResultT:
    settings = load_settings()
    database = Database(settings.database)

    async def run() -> ResultT:
        try:
            service = create_applications(settings, database)
            if service is None:
                problems.print("还没有设置 FAWEN_DATA_KEYS，网上申请没有开通。")
                raise typer.Exit(1)
            return await work(service)
        finally:
            await database.close()

    try:
        return asyncio.run(run())
    except FawenError as error:
        problems.print(error.detail, markup=False)
        raise typer.Exit(1) from None
    except SQLAlchemyError:
        problems.print("读不到数据库，或者它还不是最新结构。请先运行 fawen db upgrade，再试一次。")
        raise typer.Exit(1) from None
