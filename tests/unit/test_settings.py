"""Settings: from the environment, no secret by default, nothing half-set."""

import pytest
from pydantic import SecretStr, ValidationError

from bot.settings import Settings


def test_no_secret_has_a_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FAWEN_TELEGRAM_TOKEN", raising=False)
    settings = Settings(_env_file=None)
    secrets = [name for name, info in Settings.model_fields.items() if "SecretStr" in str(info.annotation)]
    assert len(secrets) >= 3
    assert all(getattr(settings, name) is None for name in secrets)


def test_a_webhook_without_its_secret_or_https_is_refused() -> None:
    with pytest.raises(ValidationError, match="WEBHOOK_SECRET"):
        Settings(_env_file=None, telegram_token=SecretStr("1:x"), telegram_mode="webhook")


def test_secrets_hide_their_repr() -> None:
    assert "hush" not in repr(Settings(_env_file=None, telegram_token=SecretStr("hush")))


def test_the_database_is_a_file_in_the_data_folder_unless_named(tmp_path) -> None:
    assert Settings(_env_file=None, data_dir=tmp_path).database == f"sqlite+aiosqlite:///{tmp_path}/fawen.db"
    assert Settings(_env_file=None, database_url="postgresql+psycopg://h/d").database.startswith("postgresql")
