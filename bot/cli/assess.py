"""``fawen assess``: a tentative legal-aid screening of a file of facts, for clerks and scripts."""

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot.cli.terminal import console, load_settings, problems
from bot.clock import today
from bot.legal_aid.assessment import Assessment
from bot.legal_aid.assessment import assess as assess_facts
from bot.legal_aid.document import assessment_document
from bot.legal_aid.errors import InvalidFacts, ParameterMissing
from bot.legal_aid.fact_wording import told_facts
from bot.legal_aid.facts_reading import facts_from
from bot.legal_aid.parameters import open_parameters
from bot.legal_aid.wording import assessment_text
from knowledge_base.faq_entries import InvalidContent
from knowledge_base.services_catalogue import read_institution

_UNREADABLE = 2
_INVALID = 1


def assess(
    facts: Annotated[Path, typer.Argument(help="情况文件（YAML 或 JSON），比如 matter: labour_pay")],
    on: Annotated[str, typer.Option(help="按哪一天看，比如 2026-11-30；不给就是今天")] = "",
    region: Annotated[str, typer.Option(help="哪个地区（名称或者区划代码）；不给就是本局所在地")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="输出一个 JSON 对象")] = False,
) -> None:
    """初步看一件事能不能得到法律援助，由法律援助机构决定。退出码：0 正常，1 情况有误，2 文件或设置有误。"""
    settings = load_settings()
    day = _day(on)
    mapping = _read(facts)
    try:
        parameters = open_parameters(settings.knowledge_dir / "parameters")
        place = region or read_institution(settings.knowledge_dir / "institutions").home
        found = assess_facts(facts_from(mapping), on=day, region=place, parameters=parameters)
    except InvalidContent as fault:
        problems.print(f"参数文件有误：{fault}", markup=False)
        raise typer.Exit(_UNREADABLE) from None
    except (InvalidFacts, ParameterMissing) as fault:
        problems.print(f"{fault.title}：{fault.detail}", markup=False)
        raise typer.Exit(_INVALID) from None
    if as_json:
        typer.echo(json.dumps(assessment_document(found), ensure_ascii=False))
        return
    _show(found)


def _show(found: Assessment) -> None:
    table = Table("情况", "回答")
    for _, title, value in told_facts(found.facts):
        table.add_row(title, Text(value))
    console.print(table)
    heading = f"{found.region}，{found.on.isoformat()}"
    console.print(Panel(Text(assessment_text(found)), title=Text(heading), title_align="left"))


def _day(text: str) -> date:
    if not text:
        return today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        problems.print(f"“{text}”不是日期，请写成 2026-11-30 这样。", markup=False)
        raise typer.Exit(_UNREADABLE) from None


def _read(path: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        problems.print(f"打不开 {path}：{error.strerror}", markup=False)
        raise typer.Exit(_UNREADABLE) from None
    except UnicodeDecodeError:
        problems.print(f"{path} 不是 UTF-8 编码的文本", markup=False)
        raise typer.Exit(_UNREADABLE) from None
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a date such as 2026-13-01
        problems.print(f"{path} 不是有效的 YAML 或 JSON：{error}", markup=False)
        raise typer.Exit(_UNREADABLE) from None
    if content is None:
        return {}
    if not isinstance(content, dict):
        problems.print(f"{path} 要写成“名称: 值”的形式，比如 matter: labour_pay", markup=False)
        raise typer.Exit(_UNREADABLE)
    return content
