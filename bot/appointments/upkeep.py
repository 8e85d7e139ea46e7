"""What has to be done about many appointments: holds that ran out, offers, erasing, resealing."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, Table, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.appointments.cells import cell_of
from bot.appointments.model import Waiting
from bot.appointments.states import State
from bot.appointments.tables import appointment_cells, appointments, waitlist
from bot.appointments.waitlist import Waitlist

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Swept:
    """What a run did."""

    expired: int
    offered: int
    lapsed: int


class Upkeep(Waitlist):
    """The timed work; every method may run at any time, any number of times, in any process."""

    async def sweep(self) -> Swept:
        """Every half minute or so: let holds expire, end waiting that is over, offer what is free."""
        return Swept(await self.expire(), lapsed=await self.lapse(), offered=await self.offer_all())

    async def expire(self) -> int:
        """Let holds that have run out expire, and offer their places on; returns how many."""
        query = (
            select(appointments.c.resource_id)
            .where(appointments.c.state == State.HELD, appointments.c.held_until <= self.now())
            .distinct()
        )
        async with self.database.reading() as connection:
            ids = sorted((await connection.execute(query)).scalars())
        return sum([await self._expire_of(one) for one in ids])

    async def forget(self, retention_days: int) -> int:
        """Erase what leads to a person from appointments and waiting that ended so long ago (个人信息保护法
        19), and the quarter hours of the past; returns how many were erased. Once a night."""
        before = self.now() - timedelta(days=retention_days)
        nobody: dict[str, Any] = {
            "conversation_id": None,
            "sealed_details": None,
            "phone_index": None,
        }
        old = (
            appointments.c.ends_at < before,
            appointments.c.phone_index.is_not(None) | appointments.c.sealed_details.is_not(None),
        )
        ended = (
            waitlist.c.state.not_in([Waiting.WAITING, Waiting.OFFERED]),
            waitlist.c.updated_at < before,
            waitlist.c.phone_index.is_not(None) | waitlist.c.sealed_details.is_not(None),
        )
        past = appointment_cells.c.cell_start < cell_of(self.now() - timedelta(days=2))
        async with self.locks.held(()) as connection:
            one = await connection.execute(
                update(appointments).where(*old).values(**nobody, sealed_reason=None)
            )
            two = await connection.execute(update(waitlist).where(*ended).values(**nobody))
            await connection.execute(delete(appointment_cells).where(past))
        await self.database.drop_traces()
        return one.rowcount + two.rowcount

    async def reseal(self) -> int:
        """Bring everything under the newest key, so that older ones may go; returns how many rows changed."""
        changed = 0
        for table in (appointments, waitlist):
            last = ""
            while True:
                query = select(table).where(table.c.id > last).order_by(table.c.id).limit(_BATCH)
                async with self.locks.held(()) as connection:
                    rows = (await connection.execute(query)).all()
                    for row in rows:
                        changed += await self._reseal(connection, table, row)
                if not rows:
                    break
                last = rows[-1].id
        return changed

    async def _reseal(self, connection: AsyncConnection, table: Table, row: Row[Any]) -> bool:
        values: dict[str, Any] = {}
        for column in ("sealed_details", "sealed_reason"):
            sealed = getattr(row, column, None)
            again = self.vault.reseal(sealed.encode()) if sealed else None
            if again is not None:
                values[column] = again.decode()
        phone = self.ledger.contact(row).phone
        if phone and self.vault.blind_index(phone) != row.phone_index:
            values["phone_index"] = self.vault.blind_index(phone)
        if values:
            unchanged = table.c.sealed_details.is_not_distinct_from(row.sealed_details)
            await connection.execute(update(table).where(table.c.id == row.id, unchanged).values(**values))
        return bool(values)

    async def _expire_of(self, resource_id: str) -> int:
        async def attempt() -> int:
            async with self.locks.held([resource_id]) as connection:
                return await self.places.settle(connection, [resource_id], self.now())

        return await self.again(attempt)
