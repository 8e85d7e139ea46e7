"""A process that dies: started by ``test_appt_crash``, it does as told, says so, and waits to be killed.

Arguments: database URL, data key, ``held`` or ``middle``.
"""

import asyncio
import sys

from bot.database import Database
from tests.unit.appointments.office import WANG, Clock, Office, demand, here, schedule


async def main(url: str, key: str, how: str) -> None:
    office = Office(Database(url), Clock(), [key], schedule())
    if how == "middle":
        put = office.booking.ledger.put

        async def stop_behind(*what: object, **more: object) -> None:
            await put(*what, **more)  # written, not committed
            await say("in the middle")

        office.booking.ledger.put = stop_behind
    held = await office.booking.hold("dying", "will", demand(), here(3), contact=WANG)
    await say(held.id)


async def say(what: str) -> None:
    print(what, flush=True)
    await asyncio.sleep(60)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
