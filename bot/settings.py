"""Settings from the environment (prefix ``FAWEN_``) or ``.env``. No secret has a default."""

from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.vault import Vault, read_keys

PROJECT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Everything that may differ between installations."""

    model_config = SettingsConfigDict(env_prefix="FAWEN_", env_file=".env", extra="ignore", frozen=True)

    data_dir: Path = PROJECT / "var"
    knowledge_dir: Path = PROJECT / "knowledge_base"
    database_url: SecretStr | None = Field(
        default=None, description="May hold a password. None: SQLite in data_dir"
    )

    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = Field(
        default="", description="Where citizens reach the app; needed for webhooks and links"
    )
    allowed_origins: list[str] = Field(default=["*"], description="Pages that may embed the widget")

    dialogue_url: str = Field(default="", description="Empty: `fawen up` starts Rasa itself")
    dialogue_python: Path = Field(
        default=PROJECT / ".venv-dialogue/bin/python", description="The interpreter that holds Rasa"
    )
    dialogue_timeout_s: Annotated[float, Field(gt=0)] = 10.0
    actions_host: str = "127.0.0.1"
    actions_port: int = Field(default=0, ge=0, le=65535, description="0: any free port")
    actions_token: SecretStr | None = Field(default=None, description="Shared with Rasa's endpoints.yml")
    action_timeout_s: Annotated[float, Field(gt=0, le=5)] = 5.0

    encoder: str = Field(default="", description="Any sentence-transformers name; empty: the shipped one")
    answer_threshold: Annotated[float, Field(ge=0, le=1)] = 0.35
    choice_threshold: Annotated[float, Field(ge=0, le=1)] = 0.02
    statute_threshold: Annotated[float, Field(ge=0, le=1)] = 0.4
    offer_threshold: Annotated[float, Field(ge=0, le=1)] = 0.1

    message_max_characters: int = 2000
    messages_per_second: int = 15
    messages_per_minute: int = 150
    conversations_per_minute: int = 300

    continuation_hours: int = Field(
        default=24, ge=1, le=168, description="How long a code that takes a conversation along is good"
    )
    gap_days: int = Field(default=180, ge=1, description="How long the gap list keeps a question")

    data_keys: SecretStr | None = Field(
        default=None,
        description="Fernet keys for personal data, comma-separated, the newest first. None: no applications",
    )
    application_prefix: str = Field(default="LQ", pattern="^[A-Z]{2,6}$", description="Starts every number")
    application_days: int = Field(
        default=730, ge=1, description="Kept so long after the end: the bureau's own"
    )
    application_draft_days: int = Field(default=30, ge=1, description="How long an unfinished one is kept")
    application_supplement_days: int = Field(
        default=7, ge=1, description="For missing papers: the bureau's own"
    )
    application_supplement_stops_review: bool = Field(
        default=False, description="Whether waiting for papers stops the decision's clock (the Act is silent)"
    )
    paper_megabytes: int = Field(default=10, ge=1, le=50)
    papers_per_application: int = Field(default=10, ge=1, le=100)

    telegram_token: SecretStr | None = None
    telegram_mode: str = Field(default="polling", pattern="^(polling|webhook)$")
    telegram_webhook_secret: SecretStr | None = None
    telegram_personal: bool = Field(
        default=False,
        description="Whether personal data may be asked for over Telegram, whose servers are abroad; "
        "only where 个人信息保护法 36 does not apply",
    )
    telegram_api_url: str = Field(default="", description="Empty: Telegram's own servers")

    log_level: Annotated[str, Field(pattern="^(DEBUG|INFO|WARNING|ERROR)$")] = "INFO"

    @field_validator("data_dir", "knowledge_dir")
    @classmethod
    def _absolute(cls, folder: Path) -> Path:
        return folder.absolute()  # Rasa runs in another folder

    @field_validator("data_keys")
    @classmethod
    def _keys_are_keys(cls, keys: SecretStr | None) -> SecretStr | None:
        if keys is None or not keys.get_secret_value().strip():
            return None
        Vault(read_keys(keys.get_secret_value()))  # its error says which one is wrong, and never shows it
        return keys

    @model_validator(mode="after")
    def _webhook_is_complete(self) -> Self:
        if (
            self.telegram_token
            and self.telegram_mode == "webhook"
            and not (self.telegram_webhook_secret and self.public_url.startswith("https://"))
        ):
            raise ValueError(
                "Telegram webhook 模式需要 FAWEN_TELEGRAM_WEBHOOK_SECRET 和 https:// 开头的 FAWEN_PUBLIC_URL"
            )
        return self

    @property
    def database(self) -> str:
        """SQLAlchemy URL of the database."""
        named = self.database_url.get_secret_value() if self.database_url else ""
        return named or f"sqlite+aiosqlite:///{self.data_dir / 'fawen.db'}"

    @property
    def library_path(self) -> Path:
        """Where imported statutes are kept."""
        return self.data_dir / "library.db"

    @property
    def papers_dir(self) -> Path:
        """Where applicants' papers lie, sealed."""
        return self.data_dir / "papers"

    @property
    def index_dir(self) -> Path:
        """Where search indexes are kept."""
        return self.data_dir / "index"
