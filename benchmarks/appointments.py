"""Appointments: what is free, how long a booking takes, how both grow, and the race for the last places."""

import asyncio
import random
import sqlite3
import statistics
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from datetime import time as hour
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from sqlalchemy import func, select

from benchmarks.figures import Figure, at_most
from bot import migrations
from bot.appointments.availability import Demand, Horizon, Occupied, horizon, openings
from bot.appointments.booking import Booking
from bot.appointments.cells import A_DAY, cell_of, row, set_bits
from bot.appointments.codes import make_code
from bot.appointments.errors import TimeSlotTaken
from bot.appointments.hours import Hours, Span
from bot.appointments.model import Contact
from bot.appointments.resources import Resource, Schedule
from bot.appointments.states import State
from bot.appointments.tables import appointment_cells, appointments
from bot.appointments.working_days import WorkingDays
from bot.database import Database
from bot.vault import Vault
from tests.support.postgres import server

SIZES = (1_000, 10_000, 100_000, 1_000_000)
ROUNDS = 20
CLIENTS = 300
PLACES = 5
NOW = datetime(2026, 3, 2, 0, 15, tzinfo=UTC)
CONTACT = Contact(phone="+8613800001111", details={"name": "王小明", "about": "分割遗产"})
WEEK = Hours(dict.fromkeys(range(5), (Span(hour(8, 30), hour(11, 30)), Span(hour(14), hour(17, 30)))))
OFFICE = tuple(f"resource-{number:02}" for number in range(40))


def measure(plot_to: Path | None = None) -> list[Figure]:
    """All of it, on databases of its own."""
    return asyncio.run(_measure(plot_to))


async def _measure(plot_to: Path | None) -> list[Figure]:
    found = _availability()
    with tempfile.TemporaryDirectory(prefix="fawen-bench-appointments-") as name:
        rows, crowded = await _growth(Path(name))
        found += [crowded, *_growth_figures(rows)]
        found.append(await _race("SQLite", f"sqlite+aiosqlite:///{name}/race.db"))
    with server() as url:
        found.append(await _race("PostgreSQL", url))
    if plot_to:
        plot(rows, plot_to)
    return found


def _availability() -> list[Figure]:
    """60 days, 40 resources, six tenths of the time occupied."""
    plan, wish = _schedule(), Demand(minutes=60, resources=OFFICE)
    days = horizon(wish, plan, NOW)
    taken = _busy(days)
    alone = _median(lambda: openings(wish, plan, taken, days, NOW).days(), 60)
    listed = _median(lambda: list(openings(wish, plan, taken, days, NOW)), 20)
    count = len(openings(wish, plan, taken, days, NOW))
    return [
        at_most("availability, 60 days × 40 resources, by day, median", alone, 50, " ms"),
        Figure(f"… every one of the {count:,} time slots listed", f"{listed:.3g} ms"),
    ]


async def _growth(folder: Path) -> tuple[dict[int, dict[str, float]], Figure]:
    """Booking and availability behind ever more appointments of the past (SQLite)."""
    path = folder / "growth.db"
    database = Database(f"sqlite+aiosqlite:///{path}")
    await migrations.upgrade(database)
    booking, wish = _booking(database, _schedule()), Demand(minutes=60, resources=OFFICE)
    free = list(await booking.openings(wish))
    draw, rows, past = random.Random(7), {}, 0
    draw.shuffle(free)
    for size in SIZES:
        _fill(path, past, size)
        past = size
        held, booked, seen = [], [], []
        for _ in range(150):
            slot = free.pop()
            alone = Demand(minutes=60, resources=(slot.resource_id,))
            began = time.perf_counter()
            try:
                one = await booking.hold(uuid.uuid4().hex, "will", alone, slot.starts_at, contact=CONTACT)
            except TimeSlotTaken:  # it overlaps one that was booked before
                continue
            middle = time.perf_counter()
            await booking.confirm(uuid.uuid4().hex, one.id)
            held.append(middle - began)
            booked.append(time.perf_counter() - began)
        for _ in range(20):
            began = time.perf_counter()
            (await booking.openings(wish)).days()
            seen.append(time.perf_counter() - began)
        rows[size] = {
            "hold_ms": statistics.median(held) * 1000,
            "book_ms": statistics.median(booked) * 1000,
            "free_ms": statistics.median(seen) * 1000,
        }
    cells = _crowd(path, horizon(wish, _schedule(), NOW))
    seen = []
    for _ in range(20):
        began = time.perf_counter()
        (await booking.openings(wish)).days()
        seen.append(time.perf_counter() - began)
    await database.close()
    name = f"… read from the database, {cells:,} quarter hours to come taken, median"
    return rows, at_most(name, statistics.median(seen) * 1000, 50, " ms")


def _growth_figures(rows: dict[int, dict[str, float]]) -> list[Figure]:
    first, last = rows[min(rows)], rows[max(rows)]
    found = [
        at_most("hold + confirm on SQLite, median", first["book_ms"], 30, " ms"),
        at_most(f"… behind {max(rows):,} past appointments", last["book_ms"], 30, " ms"),
        at_most(f"… as a multiple of that at {min(rows):,}", last["book_ms"] / first["book_ms"], 1.5),
    ]
    for size, one in rows.items():
        told = f"hold {one['hold_ms']:.1f}, hold + confirm {one['book_ms']:.1f}, free {one['free_ms']:.1f} ms"
        found.append(Figure(f"{size:,} past appointments", told))
    return found


def plot(rows: dict[int, dict[str, float]], path: Path) -> None:
    """Booking and availability over the number of past appointments."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    figure, axis = pyplot.subplots(figsize=(6, 3.2))
    for name, label in (("book_ms", "hold + confirm"), ("free_ms", "60 days × 40 resources")):
        axis.plot(list(rows), [row[name] for row in rows.values()], marker="o", label=label)
    axis.set(xscale="log", xlabel="past appointments", ylabel="median, ms", ylim=(0, 50))
    axis.grid(visible=True, alpha=0.3)
    axis.legend()
    figure.tight_layout()
    figure.savefig(path, dpi=110)
    pyplot.close(figure)


async def _race(kind: str, url: str) -> Figure:
    """300 clients want the last 5 places of one moment, again and again."""
    database = Database(url)
    await migrations.upgrade(database)
    hall = Resource(id="hall", title="大厅", hours=WEEK, capacity=PLACES, horizon_days=60)
    booking = _booking(database, Schedule({"hall": hall}, WorkingDays()))
    wish, times, wrong = Demand(minutes=60, resources=("hall",)), [], 0

    async def client(moment: datetime) -> str:
        try:
            held = await booking.hold(uuid.uuid4().hex, "will", wish, moment, contact=CONTACT)
        except TimeSlotTaken as error:
            return "told" if error.alternatives else "left alone"
        await booking.confirm(uuid.uuid4().hex, held.id)
        return "booked"

    moments = (await booking.openings(wish)).moments()[::2]
    for moment in moments[:ROUNDS]:
        began = time.perf_counter()
        ended = Counter(await asyncio.gather(*(client(moment) for _ in range(CLIENTS))))
        times.append(time.perf_counter() - began)
        wrong += ended != {"booked": PLACES, "told": CLIENTS - PLACES}
    async with database.reading() as connection:
        states = await connection.execute(select(appointments.c.state, func.count()).group_by("state"))
        cells = await connection.execute(select(func.count()).select_from(appointment_cells))
        wrong += dict(tuple(one) for one in states) != {State.BOOKED: PLACES * ROUNDS}
        wrong += cells.scalar_one() != 4 * PLACES * ROUNDS
    await database.close()
    name = (
        f"race on {kind}: {CLIENTS} clients, {PLACES} places, {ROUNDS} rounds: rounds or sums that were wrong"
    )
    told = f"{wrong} ({statistics.median(times):.2f} s a round)"
    return Figure(name, told, "0", wrong == 0)


def _schedule() -> Schedule:
    made = (Resource(id=one, title="公证员", hours=WEEK, horizon_days=60) for one in OFFICE)
    return Schedule({one.id: one for one in made}, WorkingDays())


def _booking(database: Database, plan: Schedule) -> Booking:
    return Booking(database, Vault([Fernet.generate_key().decode()]), lambda: plan, lambda: NOW)


def _busy(days: Horizon) -> Occupied:
    draw = random.Random(3)
    taken: Occupied = {}
    for one in OFFICE:
        bits = 0
        for begin in range(0, days.cells, 2):
            bits |= row(begin, begin + 2) if draw.random() < 0.6 else 0
        taken[one] = {0: bits}
    return taken


def _crowd(path: Path, days: Horizon) -> int:
    """Six tenths of what is to come taken; returns how many quarter hours."""
    rows = [
        (one, days.base + place, 0)
        for one, seats in _busy(days).items()
        for place in set_bits(seats[0])
        if 32 <= place % A_DAY < 72  # nobody comes at night
    ]
    connection = sqlite3.connect(path)
    with connection:
        connection.executemany(
            "INSERT OR IGNORE INTO appointment_cells (resource_id, cell_start, seat, appointment_id)"
            " VALUES (?, ?, ?, (SELECT id FROM appointments LIMIT 1))",
            rows,
        )
    connection.close()
    return len(rows)


def _median(work: Callable[[], Any], rounds: int) -> float:
    work()
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def _fill(path: Path, begin: int, end: int) -> None:
    """Appointments of half an hour, sixteen a day with each resource, back from yesterday. A code drawn twice
    (a dozen in a million) is left out here; a booking draws again."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA cache_size=-1000000")
    midnight = cell_of(datetime(2026, 3, 1, 16, tzinfo=UTC))
    for chunk in range(begin, end, 20_000):
        made, cells, events = [], [], []
        for number in range(chunk, min(chunk + 20_000, end)):
            days, place = divmod(number, 16 * len(OFFICE))
            order, resource = divmod(place, len(OFFICE))
            cell = midnight - (days + 1) * A_DAY + 32 + 2 * order
            one, name = uuid.uuid4().hex, OFFICE[resource]
            starts, ends = (
                datetime.fromtimestamp(at * 900, UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
                for at in (cell, cell + 2)
            )
            sealed, index = "x" * 200, uuid.uuid4().hex * 2
            made.append(
                (one, make_code(), one, "completed", name, starts, ends, sealed, index, starts, starts)
            )
            cells += [(name, cell, 0, one), (name, cell + 1, 0, one)]
            events += [
                (one, uuid.uuid4().hex, starts, what, name, starts, ends) for what in ("hold", "complete")
            ]
        with connection:
            connection.executemany(
                "INSERT OR IGNORE INTO appointments (id, code, request_id, state, matter_id, resource_id,"
                " starts_at, ends_at, sealed_details, phone_index, sequence, created_at, updated_at)"
                " VALUES (?, ?, ?, ?, 'will', ?, ?, ?, ?, ?, 0, ?, ?)",
                made,
            )
            connection.executemany(
                "INSERT INTO appointment_cells (resource_id, cell_start, seat, appointment_id)"
                " VALUES (?, ?, ?, ?)",
                cells,
            )
            connection.executemany(
                "INSERT INTO appointment_events (appointment_id, request_id, at, event, role, name, to_state,"
                " resource_id, starts_at, ends_at) VALUES (?, ?, ?, ?, 'citizen', '', 'completed', ?, ?, ?)",
                events,
            )
    connection.close()


if __name__ == "__main__":
    from benchmarks.figures import show

    show("Appointments", measure())
