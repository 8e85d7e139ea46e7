"""``fawen applications``, as staff run it."""

import asyncio
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from typer.testing import CliRunner

from bot import migrations
from bot.bootstrap.applications import create_applications
from bot.cli import app
from bot.database import Database
from bot.settings import Settings
from tests.unit.legal_aid_applications.samples import PERSONAL, submission


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """An installation with one application."""
    monkeypatch.setenv("FAWEN_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("FAWEN_DATA_KEYS", Fernet.generate_key().decode())
    monkeypatch.setenv("COLUMNS", "160")

    async def prepare() -> None:
        settings = Settings(_env_file=None)
        database = Database(settings.database)
        await migrations.upgrade(database)
        applications = create_applications(settings, database)
        assert applications is not None
        await applications.submit(submission(urgent=True))
        await database.close()

    asyncio.run(prepare())
    return lambda *words: CliRunner().invoke(app, ["applications", *words])


def test_what_waits_is_listed_masked_with_its_clock(run) -> None:
    result = run("list")
    assert result.exit_code == 0
    for shown in ("LQ-", "正在审查", "王**", "138****1234", "紧急", "作出决定"):
        assert shown in result.output
    assert not [word for word in PERSONAL if word in result.output]


def test_nothing_that_is_still_open_is_erased(run) -> None:
    result = run("erase-expired")
    assert result.exit_code == 0
    assert "删除到期申请 0 件" in result.output


def test_a_new_key_is_put_to_use_and_the_old_one_may_go(run, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    newer = Fernet.generate_key().decode()
    monkeypatch.setenv("FAWEN_DATA_KEYS", f"{newer},{os.environ['FAWEN_DATA_KEYS']}")
    assert "重新加密了 1 项" in run("reseal").output
    monkeypatch.setenv("FAWEN_DATA_KEYS", newer)
    assert "王**" in run("list").output


def test_another_key_is_explained(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAWEN_DATA_KEYS", Fernet.generate_key().decode())
    result = run("list")
    assert result.exit_code == 1
    assert "FAWEN_DATA_KEYS" in result.output


def test_a_key_that_is_none_is_refused_without_being_shown(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAWEN_DATA_KEYS", "hunter2")
    result = run("list")
    assert result.exit_code == 2
    assert "FAWEN_DATA_KEYS" in result.output
    assert "hunter2" not in result.output


def test_without_keys_it_says_that_applications_are_not_open(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAWEN_DATA_KEYS", "")
    result = run("list")
    assert result.exit_code == 1
    assert "没有开通" in result.output
