"""The audit trail in the database, within the caller's transaction."""

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.legal_aid.applications.model import Happening
from bot.legal_aid.applications.standing import Actor, Step
from bot.legal_aid.applications.states import Event, Role, State
from bot.legal_aid.applications.tables import application_events
from bot.vault import Vault


class HistoryRows:
    """Lines of the audit trail; the vault seals their notes."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def note(
        self, connection: AsyncConnection, application_id: str, step: Step, came_from: State, led_to: State
    ) -> None:
        """A line of the audit trail."""
        note = "\n".join(step.papers) if step.papers else step.note
        await connection.execute(
            insert(application_events).values(
                application_id=application_id,
                at=step.at,
                event=step.event,
                role=step.by.role,
                name=step.by.name[:64],
                from_state=came_from,
                to_state=led_to,
                sealed_note=self._vault.seal_json(note) if note else None,
            )
        )

    async def history(self, connection: AsyncConnection, application_id: str) -> tuple[Happening, ...]:
        """The audit trail, the oldest first."""
        query = (
            select(application_events)
            .where(application_events.c.application_id == application_id)
            .order_by(application_events.c.id)
        )
        return tuple(
            Happening(
                row.at,
                Event(row.event),
                Actor(Role(row.role), row.name),
                State(row.from_state),
                State(row.to_state),
                self._vault.open_json(row.sealed_note) if row.sealed_note else "",
            )
            for row in await connection.execute(query)
        )
