"""What is occupied, read as rows of bits. Only the days looked at are read, whatever lies before them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

import numpy as np
from sqlalchemy import Text, bindparam, cast, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.appointments.availability import Horizon, Occupied
from bot.appointments.cells import row_of
from bot.appointments.states import State
from bot.appointments.tables import appointment_cells, appointments

_cells = appointment_cells.c
_LAPSED = select(appointments.c.id).where(
    appointments.c.state == State.HELD, appointments.c.held_until <= bindparam("moment")
)
# The database strings the quarter hours together: forty rows to fetch instead of forty thousand.
_OCCUPIED = (
    select(
        _cells.resource_id,
        _cells.seat,
        func.aggregate_strings(cast(_cells.cell_start, Text), " ").label("cells"),
    )
    .where(
        _cells.resource_id.in_(bindparam("resources", expanding=True)),
        _cells.cell_start >= bindparam("begin"),
        _cells.cell_start < bindparam("end"),
        _cells.appointment_id.not_in(_LAPSED),
    )
    .group_by(_cells.resource_id, _cells.seat)
)


async def occupied(
    connection: AsyncConnection,
    resource_ids: Iterable[str],
    days: Horizon,
    moment: datetime,
) -> Occupied:
    """What is taken on these days; holds that have run out count as free."""
    rows = await connection.execute(
        _OCCUPIED,
        {
            "resources": sorted(set(resource_ids)),
            "begin": days.base,
            "end": days.base + days.cells,
            "moment": moment,
        },
    )
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for row in rows:
        cells = np.fromstring(row.cells, dtype=np.int64, sep=" ")
        found[row.resource_id][row.seat] = row_of(cells, days.base, days.cells)
    return found
