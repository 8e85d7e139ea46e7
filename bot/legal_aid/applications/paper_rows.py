"""Papers in the database, within the caller's transaction; the files themselves lie elsewhere."""

from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.legal_aid.applications.model import Paper
from bot.legal_aid.applications.tables import application_papers
from bot.vault import Vault


class PaperRows:
    """Rows of papers. Which of the wanted papers one answers tells of the matter, so it is sealed with the
    name."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def papers(self, connection: AsyncConnection, application_id: str) -> tuple[Paper, ...]:
        """The papers, the oldest first."""
        query = (
            select(application_papers)
            .where(application_papers.c.application_id == application_id)
            .order_by(application_papers.c.created_at, application_papers.c.id)
        )
        return tuple(self._paper(row) for row in await connection.execute(query))

    async def put_paper(self, connection: AsyncConnection, application_id: str, paper: Paper) -> None:
        """Enter a paper."""
        await connection.execute(
            insert(application_papers).values(
                id=paper.id,
                application_id=application_id,
                sealed_name=self._sealed(paper),
                media_type=paper.media_type,
                size=paper.size,
                sha256=paper.sha256,
                storage_key=paper.storage_key,
                created_at=paper.created_at,
            )
        )

    async def change_paper(self, connection: AsyncConnection, paper: Paper) -> None:
        """What a paper answers, where its file lies, and when it came."""
        await connection.execute(
            update(application_papers)
            .where(application_papers.c.id == paper.id)
            .values(
                sealed_name=self._sealed(paper), storage_key=paper.storage_key, created_at=paper.created_at
            )
        )

    async def drop_paper(self, connection: AsyncConnection, paper_id: str) -> None:
        """Delete a paper's row."""
        await connection.execute(delete(application_papers).where(application_papers.c.id == paper_id))

    def _sealed(self, paper: Paper) -> str:
        return self._vault.seal_json({"name": paper.name, "wanted": list(paper.wanted)})

    def _paper(self, row: Row[Any]) -> Paper:
        said = self._vault.open_json(row.sealed_name)
        if isinstance(said, str):  # entered before papers knew what they answer
            said = {"name": said, "wanted": []}
        return Paper(
            row.id,
            said["name"],
            row.media_type,
            row.size,
            row.sha256,
            row.created_at,
            row.storage_key,
            tuple(said["wanted"]),
        )


async def storage_keys(connection: AsyncConnection) -> set[str]:
    """The keys of every stored file."""
    query = select(application_papers.c.storage_key).where(application_papers.c.storage_key.is_not(None))
    return set((await connection.execute(query)).scalars())
