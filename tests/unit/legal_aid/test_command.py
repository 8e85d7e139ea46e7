"""``fawen assess``."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app

PAY = "matter: labour_pay\nmigrant_worker: 是\napplicant: 我自己\nhas_counsel: no\n"


def run(folder: Path, content: str | bytes, *options: str) -> tuple[int, str]:
    path = folder / "facts.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    result = CliRunner().invoke(app, ["assess", str(path), *options], env={"COLUMNS": "200"})
    return result.exit_code, result.output


def test_a_file_of_facts_gives_one_json_object(tmp_path: Path) -> None:
    code, output = run(tmp_path, PAY, "--on", "2026-11-23", "--json")
    found = json.loads(output)
    assert code == 0
    assert found["outcome"] == "means_check_waived"
    assert found["facts"]["applicant"] == "self"


def test_json_is_read_as_well(tmp_path: Path) -> None:
    code, output = run(tmp_path, '{"matter": "ordinary_debt"}', "--json")
    assert (code, json.loads(output)["outcome"]) == (0, "out_of_scope")


def test_people_read_the_facts_and_the_outcome(tmp_path: Path) -> None:
    code, output = run(tmp_path, PAY)
    assert code == 0
    assert "讨要工资" in output
    assert "初步看" in output
    assert "第四十二条第三项" in output


def test_an_empty_file_asks_for_more(tmp_path: Path) -> None:
    code, output = run(tmp_path, "")
    assert code == 0
    assert "还不知道" in output


@pytest.mark.parametrize(
    ("content", "options", "code", "named"),
    [
        ("matter: 看病", (), 1, "matter"),
        ("migrantworker: yes", (), 1, "migrant_worker"),
        (PAY, ("--region", "某某市"), 1, "某某市"),
        ("matter: labour_pay", ("--region", "全国"), 1, "经济困难标准"),
        (PAY, ("--on", "明天"), 2, "明天"),
        ("- 1", (), 2, "名称: 值"),
        ("a: [", (), 2, "YAML"),
        ("deadline: 2026-13-45", (), 2, "YAML"),
        (b"\xff\xfe", (), 2, "UTF-8"),
    ],
)
def test_what_cannot_be_is_named_with_its_own_exit_code(
    tmp_path: Path, content: str | bytes, options: tuple[str, ...], code: int, named: str
) -> None:
    found, output = run(tmp_path, content, *options)
    assert found == code
    assert named in output.replace("\n", "")


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["assess", str(tmp_path / "none.yaml")])
    assert result.exit_code == 2
