"""Appointments looked up."""

from datetime import datetime

from sqlalchemy import ColumnElement, select

from bot.appointments.model import Appointment, Happening
from bot.appointments.states import LIVE, State
from bot.appointments.steps import Steps
from bot.appointments.tables import appointments


class Finding(Steps):
    """By number, by code and phone, by conversation, by day."""

    async def get(self, appointment_id: str) -> Appointment:
        """One appointment; raises ``AppointmentNotFound``."""
        async with self.database.reading() as connection:
            row = await self.need(connection, appointments.c.id == appointment_id)
        return self.ledger.appointment(row)

    async def find(self, code: str, phone: str) -> Appointment:
        """By code (as ``read_code`` gives it) and phone (spelled as when it was booked).

        Raises:
            AppointmentNotFound: the two do not belong together.
        """
        async with self.database.reading() as connection:
            row = await self.need(
                connection,
                appointments.c.code == code,
                appointments.c.phone_index.in_(self.vault.blind_indexes(phone)),
            )
        return self.ledger.appointment(row)

    async def of_conversation(self, conversation_id: str) -> list[Appointment]:
        """What was made in a conversation and is still to come, the next first."""
        return await self._list(
            appointments.c.conversation_id == conversation_id,
            appointments.c.state.in_(sorted(LIVE)),
            appointments.c.ends_at > self.now(),
        )

    async def booked(
        self, begin: datetime, end: datetime, resource_ids: tuple[str, ...] | None = None
    ) -> list[Appointment]:
        """What is booked and begins within [begin, end): for reminders and the day's list."""
        where = [
            appointments.c.state == State.BOOKED,
            appointments.c.starts_at >= begin,
            appointments.c.starts_at < end,
        ]
        if resource_ids is not None:
            where.append(appointments.c.resource_id.in_(resource_ids))
        return await self._list(*where)

    async def history(self, appointment_id: str) -> tuple[Happening, ...]:
        """What happened to it, the oldest first."""
        async with self.database.reading() as connection:
            return await self.ledger.history(connection, appointment_id)

    async def _list(self, *where: ColumnElement[bool]) -> list[Appointment]:
        query = select(appointments).where(*where).order_by(appointments.c.starts_at, appointments.c.id)
        async with self.database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return [self.ledger.appointment(row) for row in rows]
