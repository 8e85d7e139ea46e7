"""Applications in the database: rows sealed and opened, within the caller's transaction."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.legal_aid.applications.consent import Consent
from bot.legal_aid.applications.history_rows import HistoryRows
from bot.legal_aid.applications.model import Case, Submission
from bot.legal_aid.applications.numbers import make_number
from bot.legal_aid.applications.paper_rows import PaperRows
from bot.legal_aid.applications.personal import applicant_of
from bot.legal_aid.applications.standing import Standing, Step
from bot.legal_aid.applications.states import State
from bot.legal_aid.applications.tables import (
    application_counters,
    application_events,
    application_papers,
    application_statistics,
    applications,
)

_NEXT_SERIAL = text(
    f"INSERT INTO {application_counters.name} (year, last) VALUES (:year, 1) "  # noqa: S608 - our own name
    f"ON CONFLICT (year) DO UPDATE SET last = {application_counters.name}.last + 1 RETURNING last"
)
_STANDING = tuple(name for name in Standing.__dataclass_fields__ if name != "state")


class Store(HistoryRows, PaperRows):
    """Reads and writes rows; the vault seals what is personal."""

    async def row(self, connection: AsyncConnection, *where: ColumnElement[bool]) -> Row[Any] | None:
        """The one row that fits, or None."""
        return (await connection.execute(select(applications).where(*where))).first()

    def case(self, row: Row[Any]) -> Case:
        """A submitted application.

        Raises:
            CannotOpen: sealed with a key that is not among ours.
        """
        return Case(
            id=row.id,
            number=row.number,
            conversation_id=row.conversation_id,
            standing=standing_of(row),
            revision=row.revision,
            matter=row.matter,
            urgent=row.urgent,
            green_channel=row.green_channel,
            aid_first=row.aid_first,
            applicant=applicant_of(self._vault.open_json(row.sealed_fields)),
            assessment=self._vault.open_json(row.sealed_assessment) if row.sealed_assessment else {},
            consent=Consent(row.consent_version, row.consented_at, True, row.consent_by_guardian),
            created_at=row.created_at,
        )

    def draft_fields(self, row: Row[Any]) -> dict[str, Any]:
        """What a draft holds so far."""
        return dict(self._vault.open_json(row.sealed_fields))

    async def put_draft(
        self,
        connection: AsyncConnection,
        request_id: str,
        fields: Mapping[str, Any],
        consent: Consent,
        conversation_id: str,
        moment: datetime,
    ) -> None:
        """A draft, new or in place of what it held before."""
        values = {
            "sealed_fields": self._vault.seal_json(dict(fields)),
            **_consent_values(consent),
            "updated_at": moment,
        }
        known = await connection.execute(
            update(applications)
            .where(
                applications.c.request_id == request_id,
                applications.c.conversation_id == conversation_id,
                applications.c.state == State.DRAFT,
            )
            .values(**values)
        )
        if known.rowcount == 0:
            await connection.execute(
                insert(applications).values(
                    id=uuid.uuid4().hex,
                    request_id=request_id,
                    conversation_id=conversation_id,
                    matter="",
                    urgent=False,
                    aid_first=False,
                    revision=0,
                    **standing_values(Standing()),
                    **values,
                    created_at=moment,
                )
            )

    async def put_submitted(
        self,
        connection: AsyncConnection,
        submission: Submission,
        consent: Consent,
        standing: Standing,
        number: str,
        draft: Row[Any] | None,
        moment: datetime,
    ) -> str | None:
        """The row of what is handed in, over its draft if there is one; its id, None if the draft moved."""
        applicant = submission.applicant
        assessment = dict(submission.assessment)
        values = {
            "number": number,
            "conversation_id": submission.conversation_id,
            "matter": submission.matter,
            "urgent": submission.urgent,
            "green_channel": submission.green_channel,
            "aid_first": False,
            "sealed_fields": self._vault.seal_json(applicant.as_dict()),
            "sealed_assessment": self._vault.seal_json(assessment) if assessment else None,
            "phone_index": self._vault.blind_index(applicant.phone),
            **_consent_values(consent),
            **standing_values(standing),
            "updated_at": moment,
        }
        if draft is not None:
            return draft.id if await self._changed(connection, draft.id, draft.revision, values) else None
        new = uuid.uuid4().hex
        await connection.execute(
            insert(applications).values(
                id=new, request_id=submission.request_id, revision=0, created_at=moment, **values
            )
        )
        return new

    async def move(
        self, connection: AsyncConnection, row: Row[Any], standing: Standing, step: Step, **more: Any
    ) -> bool:
        """Take a step, unless the application has moved since ``row`` was read; whether it was taken."""
        values = {**standing_values(standing), "updated_at": step.at, **more}
        if not await self._changed(connection, row.id, row.revision, values):
            return False
        await self.note(connection, row.id, step, State(row.state), standing.state)
        return True

    async def erase(
        self, connection: AsyncConnection, row: Row[Any], standing: Standing
    ) -> tuple[bool, Sequence[str]]:
        """Delete a row and all that hangs on it, leaving a line of statistics; (done, keys of its files)."""
        kept = await connection.execute(
            select(application_papers.c.storage_key).where(
                application_papers.c.application_id == row.id, application_papers.c.storage_key.is_not(None)
            )
        )
        keys = list(kept.scalars())
        gone = await connection.execute(
            delete(applications).where(applications.c.id == row.id, applications.c.revision == row.revision)
        )
        if gone.rowcount == 0:
            return False, ()
        if row.number is not None:  # what was never handed in does not count
            await connection.execute(
                insert(application_statistics).values(
                    year=(standing.handed_in_at or row.created_at).year,
                    matter=row.matter,
                    urgent=row.urgent,
                    green_channel=row.green_channel,
                    final_state=standing.state,
                    days_to_decide=_days(standing.received_at, standing.decided_at),
                    days_to_assign=_days(standing.decided_at, standing.assigned_at),
                )
            )
        return True, keys

    async def reseal(self, connection: AsyncConnection, row: Row[Any]) -> bool:
        """Bring one application under the newest key; whether that was needed."""
        values: dict[str, Any] = {}
        for column in ("sealed_fields", "sealed_assessment"):
            sealed = getattr(row, column)
            again = self._vault.reseal(sealed.encode()) if sealed else None
            if again is not None:
                values[column] = again.decode()
        if row.number is not None:
            index = self._vault.blind_index(self.case(row).applicant.phone)
            if index != row.phone_index:
                values["phone_index"] = index
        changed = bool(values) and await self._changed(connection, row.id, row.revision, values)
        for table, column in ((application_events, "sealed_note"), (application_papers, "sealed_name")):
            query = select(table).where(table.c.application_id == row.id)
            for line in (await connection.execute(query)).all():
                sealed = getattr(line, column)
                again = self._vault.reseal(sealed.encode()) if sealed else None
                if again is not None:
                    fresh = {column: again.decode()}
                    await connection.execute(update(table).where(table.c.id == line.id).values(**fresh))
                    changed = True
        return changed

    async def _changed(
        self, connection: AsyncConnection, application_id: str, revision: int, values: Mapping[str, Any]
    ) -> bool:
        done = await connection.execute(
            update(applications)
            .where(applications.c.id == application_id, applications.c.revision == revision)
            .values(**values, revision=revision + 1)
        )
        return done.rowcount == 1


def phone_fits(indexes: Iterable[str]) -> ColumnElement[bool]:
    """A condition: the phone is stored under one of these indexes."""
    return applications.c.phone_index.in_(list(indexes))


def standing_of(row: Row[Any]) -> Standing:
    """Where a row's application stands."""
    return Standing(
        state=State(row.state),
        **{name: getattr(row, name) for name in _STANDING},
    )


def standing_values(standing: Standing) -> dict[str, Any]:
    """Its columns."""
    return {"state": standing.state.value, **{name: getattr(standing, name) for name in _STANDING}}


async def next_number(connection: AsyncConnection, prefix: str, year: int) -> str:
    """The next free number of a year; undone with the caller's transaction."""
    serial = (await connection.execute(_NEXT_SERIAL, {"year": year})).scalar_one()
    return make_number(prefix, year, int(serial))


def _consent_values(consent: Consent) -> dict[str, Any]:
    return {
        "consent_version": consent.version,
        "consented_at": consent.given_at,
        "consent_by_guardian": consent.by_guardian,
    }


def _days(since: datetime | None, until: datetime | None) -> int | None:
    return (until.date() - since.date()).days if since and until else None
