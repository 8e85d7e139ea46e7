"""The rows behind appointments, within the caller's transaction."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.appointments.availability import TimeSlot
from bot.appointments.cells import cell_of, count_of
from bot.appointments.codes import make_code
from bot.appointments.model import NOBODY, Actor, Appointment, Contact, Happening
from bot.appointments.resources import Resource
from bot.appointments.states import Event, Role, State
from bot.appointments.tables import appointment_cells, appointment_events, appointments
from bot.vault import Vault


class Ledger:
    """Reads and writes; the vault seals what is personal."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault

    async def row(self, connection: AsyncConnection, *where: ColumnElement[bool]) -> Row[Any] | None:
        """The one row that fits, or None."""
        return (await connection.execute(select(appointments).where(*where))).first()

    def appointment(self, row: Row[Any]) -> Appointment:
        """What a row holds.

        Raises:
            CannotOpen: sealed with a key that is not among ours.
        """
        return Appointment(
            id=row.id,
            code=row.code,
            state=State(row.state),
            matter_id=row.matter_id,
            slot=slot_of(row),
            held_until=row.held_until,
            conversation_id=row.conversation_id,
            waitlist_id=row.waitlist_id,
            sequence=row.sequence,
            contact=self.contact(row),
            reason=self.vault.open_json(row.sealed_reason) if row.sealed_reason else "",
            created_at=row.created_at,
            updated_at=row.updated_at,
        )

    async def asked(self, connection: AsyncConnection, request_id: str) -> Row[Any] | None:
        """The event that a request made before, or None."""
        query = select(appointment_events).where(appointment_events.c.request_id == request_id)
        return (await connection.execute(query)).first()

    async def put(
        self,
        connection: AsyncConnection,
        *,
        request_id: str,
        event: Event,
        matter_id: str,
        slot: TimeSlot,
        seat: int,
        resource: Resource,
        held_until: datetime,
        contact: Mapping[str, str | None],
        conversation_id: str | None,
        waitlist_id: str | None,
        by: Actor,
        moment: datetime,
    ) -> Row[Any]:
        """A new held appointment on a seat; ``contact`` is as ``sealed`` gives it.

        Raises:
            IntegrityError: one of its quarter hours is taken, or the request or the code is known.
        """
        new = uuid.uuid4().hex
        await connection.execute(
            insert(appointments).values(
                id=new,
                code=make_code(),
                request_id=request_id,
                state=State.HELD,
                matter_id=matter_id,
                resource_id=slot.resource_id,
                starts_at=slot.starts_at,
                ends_at=slot.ends_at,
                held_until=held_until,
                conversation_id=conversation_id,
                waitlist_id=waitlist_id,
                sequence=0,
                created_at=moment,
                updated_at=moment,
                **contact,
            )
        )
        await self._occupy(connection, new, resource, seat, cells_of(slot, resource))
        row = await self.row(connection, appointments.c.id == new)
        if row is None:
            raise RuntimeError("the row just written is not there")
        await self._note(connection, row, request_id, event, by, None, moment)
        return row

    async def step(
        self,
        connection: AsyncConnection,
        row: Row[Any],
        event: Event,
        to: State,
        by: Actor,
        moment: datetime,
        request_id: str | None = None,
        **values: Any,
    ) -> Row[Any]:
        """Write a step and its line of the audit trail; the row as it is now."""
        await connection.execute(
            update(appointments)
            .where(appointments.c.id == row.id)
            .values(state=to, updated_at=moment, **values)
        )
        fresh = await self.row(connection, appointments.c.id == row.id)
        if fresh is None:
            raise RuntimeError("an appointment vanished under its lock")
        await self._note(connection, fresh, request_id, event, by, State(row.state), moment)
        return fresh

    async def free(self, connection: AsyncConnection, appointment_id: str) -> None:
        """Give all its quarter hours back."""
        await connection.execute(
            delete(appointment_cells).where(appointment_cells.c.appointment_id == appointment_id)
        )

    async def seat_of(self, connection: AsyncConnection, appointment_id: str) -> tuple[int, set[int]]:
        """(seat, quarter hours) that an appointment occupies."""
        query = select(appointment_cells.c.seat, appointment_cells.c.cell_start).where(
            appointment_cells.c.appointment_id == appointment_id
        )
        rows = (await connection.execute(query)).all()
        return (rows[0].seat if rows else -1), {row.cell_start for row in rows}

    async def move(
        self, connection: AsyncConnection, row: Row[Any], resource: Resource, slot: TimeSlot, seat: int
    ) -> None:
        """Occupy the new quarter hours, then give the old ones back; what both have in common stays."""
        old_seat, old = await self.seat_of(connection, row.id)
        new = set(cells_of(slot, resource))
        stays = old & new if (row.resource_id, old_seat) == (resource.id, seat) else set()
        await self._occupy(connection, row.id, resource, seat, sorted(new - stays))
        gone = old - stays
        if gone:
            await connection.execute(
                delete(appointment_cells).where(
                    appointment_cells.c.resource_id == row.resource_id,
                    appointment_cells.c.seat == old_seat,
                    appointment_cells.c.cell_start.in_(sorted(gone)),
                )
            )

    async def history(self, connection: AsyncConnection, appointment_id: str) -> tuple[Happening, ...]:
        """The audit trail, the oldest first."""
        query = (
            select(appointment_events)
            .where(appointment_events.c.appointment_id == appointment_id)
            .order_by(appointment_events.c.id)
        )
        return tuple(
            Happening(
                row.at,
                Event(row.event),
                Actor(Role(row.role), row.name),
                State(row.from_state) if row.from_state else None,
                State(row.to_state),
                slot_of(row),
            )
            for row in await connection.execute(query)
        )

    def sealed(self, contact: Contact) -> dict[str, str | None]:
        """Its columns, of appointments and of the waitlist alike."""
        if not contact.phone and not contact.details:
            return {"sealed_details": None, "phone_index": None}
        return {
            "sealed_details": self.vault.seal_json([contact.phone, dict(contact.details)]),
            "phone_index": self.vault.blind_index(contact.phone) if contact.phone else None,
        }

    def contact(self, row: Row[Any]) -> Contact:
        """What ``sealed`` made columns of.

        Raises:
            CannotOpen: sealed with a key that is not among ours.
        """
        if not row.sealed_details:
            return NOBODY
        phone, details = self.vault.open_json(row.sealed_details)
        return Contact(phone=phone, details=details)

    async def _occupy(
        self,
        connection: AsyncConnection,
        appointment_id: str,
        resource: Resource,
        seat: int,
        cells: Sequence[int],
    ) -> None:
        rows = [
            {"resource_id": resource.id, "cell_start": cell, "seat": seat, "appointment_id": appointment_id}
            for cell in cells
        ]
        if rows:
            await connection.execute(insert(appointment_cells), rows)

    async def _note(
        self,
        connection: AsyncConnection,
        row: Row[Any],
        request_id: str | None,
        event: Event,
        by: Actor,
        came_from: State | None,
        moment: datetime,
    ) -> None:
        await connection.execute(
            insert(appointment_events).values(
                appointment_id=row.id,
                request_id=request_id,
                at=moment,
                event=event,
                role=by.role,
                name=by.name[:64],
                from_state=came_from,
                to_state=row.state,
                resource_id=row.resource_id,
                starts_at=row.starts_at,
                ends_at=row.ends_at,
            )
        )


def slot_of(row: Row[Any]) -> TimeSlot:
    """A row's time slot."""
    return TimeSlot(row.resource_id, row.starts_at, row.ends_at)


def minutes_of(slot: TimeSlot) -> int:
    """How long it takes."""
    return int((slot.ends_at - slot.starts_at).total_seconds() // 60)


def cells_of(slot: TimeSlot, resource: Resource) -> list[int]:
    """The quarter hours that an appointment occupies, its buffer included, in order."""
    first = cell_of(slot.starts_at)
    return list(range(first, first + count_of(minutes_of(slot)) + count_of(resource.buffer_minutes)))
