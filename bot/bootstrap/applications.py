"""Applications for legal aid, and what seals personal data."""

from bot.clock import now
from bot.database import Database
from bot.legal_aid.applications.lengths import clocks_in_force
from bot.legal_aid.applications.pace import LookupPace
from bot.legal_aid.applications.paper_store import PaperStore
from bot.legal_aid.applications.service import Applications
from bot.legal_aid.applications.steps import Limits
from bot.legal_aid.parameters import open_parameters
from bot.settings import Settings
from bot.vault import Vault, read_keys
from knowledge_base.services_catalogue import read_institution


def open_vault(settings: Settings) -> Vault | None:
    """Seals personal data; None without data keys: then nothing personal may be stored."""
    return Vault(read_keys(settings.data_keys.get_secret_value())) if settings.data_keys else None


def create_applications(settings: Settings, database: Database) -> Applications | None:
    """Applications for legal aid; None without data keys: then nothing personal may be stored."""
    vault = open_vault(settings)
    if vault is None:
        return None
    institution = read_institution(settings.knowledge_dir / "institutions")
    return Applications(
        database,
        vault,
        PaperStore(settings.papers_dir, vault),
        clocks_in_force(
            open_parameters(settings.knowledge_dir / "parameters"),
            (institution.regions or ("全国",))[-1],
            settings.application_supplement_days,
            supplement_stops_review=settings.application_supplement_stops_review,
        ),
        Limits(
            prefix=settings.application_prefix,
            retention_days=settings.application_days,
            draft_days=settings.application_draft_days,
            papers=settings.papers_per_application,
            paper_bytes=settings.paper_megabytes * 1_000_000,
        ),
        LookupPace(),
        now,
    )
