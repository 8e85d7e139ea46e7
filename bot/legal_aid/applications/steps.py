"""What every use case needs: reading a file, taking one step, saying who was first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import local_day
from bot.database import Database
from bot.legal_aid.applications.clocks import Clocks
from bot.legal_aid.applications.errors import (
    AlreadyHandled,
    ApplicationNotFound,
    NotPossibleNow,
    SupplementAlreadyAsked,
)
from bot.legal_aid.applications.model import Case, File, Key
from bot.legal_aid.applications.pace import LookupPace
from bot.legal_aid.applications.paper_store import PaperStore
from bot.legal_aid.applications.standing import Actor, Step
from bot.legal_aid.applications.states import TABLE, Event, Role, State
from bot.legal_aid.applications.store import Store, standing_of
from bot.legal_aid.applications.tables import applications
from bot.legal_aid.applications.wording import STATES
from bot.vault import Vault

NOT_FOUND = (
    "没有查到这件申请。请核对申请编号，以及申请时留的电话；两样都要对才能查。"
    "实在找不到，可以打电话或者到窗口问。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a bureau may set.

    Args:
        prefix: first letters of every number.
        retention_days: how long personal data is kept after the end of a matter (个人信息保护法 19).
        draft_days: how long what was not handed in is kept.
        papers: most papers of one application.
        paper_bytes: largest paper.
    """

    prefix: str
    retention_days: int
    draft_days: int
    papers: int
    paper_bytes: int


class Steps:
    """One place for everything that applicants', staff's and the nightly work share.

    Args:
        database: migrated.
        vault: seals what is personal.
        files: where papers lie.
        clocks: the lengths in force on a day.
        limits: what the bureau has set.
        pace: how often number and phone may be tried.
        now: the time.
    """

    def __init__(
        self,
        database: Database,
        vault: Vault,
        files: PaperStore,
        clocks: Callable[[date], Clocks],
        limits: Limits,
        pace: LookupPace,
        now: Callable[[], datetime],
    ) -> None:
        self.database = database
        self.vault = vault
        self.files = files
        self.clocks = clocks
        self.limits = limits
        self.pace = pace
        self.now = now
        self.store = Store(vault)

    async def file_where(self, where: ColumnElement[bool]) -> File:
        """The application that fits, with its papers and history; raises ``ApplicationNotFound``."""
        async with self.database.reading() as connection:
            row = await self.need(connection, where)
            papers = await self.store.papers(connection, row.id)
            history = await self.store.history(connection, row.id)
        return File(self.store.case(row), papers, history)

    async def need(self, connection: AsyncConnection, where: ColumnElement[bool]) -> Row[Any]:
        """The row that fits, drafts left out; raises ``ApplicationNotFound``."""
        row = await self.store.row(connection, where, applications.c.state != State.DRAFT)
        if row is None:
            raise ApplicationNotFound(NOT_FOUND)
        return row

    async def step(
        self,
        where: ColumnElement[bool],
        event: Event,
        by: Actor,
        *,
        note: str = "",
        papers: tuple[str, ...] = (),
        answer_by: date | None = None,
        columns: Mapping[str, Any] | None = None,
    ) -> Case:
        """Take a step in one transaction; ``columns`` are stored with it.

        Raises:
            ApplicationNotFound, NotYours, StepIncomplete, NotPossibleNow: as ``Standing.after`` says;
                ``AlreadyHandled`` where a colleague took this step, or another in its place, before.
        """
        moment = self.now()
        note = note.encode("utf-8", "ignore").decode()  # half an emoji cannot be shown again
        step = Step(event=event, by=by, at=moment, note=note, papers=papers, answer_by=answer_by)
        try:
            async with self.database.transaction() as connection:
                row = await self.need(connection, where)
                standing = standing_of(row).after(step, self.clocks(local_day(moment)))
                if not await self.store.move(connection, row, standing, step, **(columns or {})):
                    raise MovedMeanwhile
                moved = await self.need(connection, where)
        except (NotPossibleNow, MovedMeanwhile) as error:
            if isinstance(error, SupplementAlreadyAsked) or by.role is Role.CITIZEN:
                if isinstance(error, NotPossibleNow):
                    raise
                raise NotPossibleNow("这件申请刚刚有了变化，请先看一下最新情况。") from None
            raise await self._who_was_first(where, event, error) from None
        return self.store.case(moved)

    async def _who_was_first(
        self, where: ColumnElement[bool], event: Event, error: Exception
    ) -> NotPossibleNow:
        async with self.database.reading() as connection:
            row = await self.need(connection, where)
            history = await self.store.history(connection, row.id)
        last = next((one for one in reversed(history) if one.moved), None)
        if last and event in TABLE[last.came_from]:
            return AlreadyHandled(
                f"您这次的操作没有生效：{last.told()}，现在是「{STATES[State(row.state)]}」。"
                "请先看一下最新情况。",
                row.state,
            )
        if isinstance(error, NotPossibleNow):
            return error
        return NotPossibleNow("这件申请刚刚有了变化，请先看一下最新情况。", row.state)


class MovedMeanwhile(Exception):
    """Somebody else changed the row between our reading and our writing."""


def of(key: Key) -> ColumnElement[bool]:
    return applications.c.id == key.application_id


def numbered(number: str) -> ColumnElement[bool]:
    return applications.c.number == number
