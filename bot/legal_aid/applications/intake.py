"""From the first field that a citizen fills in to the receipt."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from bot.clock import local_day
from bot.errors import InvalidInput
from bot.legal_aid.applications.consent import Consent, require
from bot.legal_aid.applications.errors import GuardianMissing, NotPossibleNow
from bot.legal_aid.applications.model import Receipt, Submission
from bot.legal_aid.applications.papers import announced
from bot.legal_aid.applications.standing import Standing, Step
from bot.legal_aid.applications.states import Event, State
from bot.legal_aid.applications.steps import MovedMeanwhile, Steps
from bot.legal_aid.applications.store import next_number, standing_of
from bot.legal_aid.applications.tables import applications


class Intake(Steps):
    """Drafts, and handing in."""

    async def save_draft(
        self, request_id: str, conversation_id: str, consent: Consent | None, fields: Mapping[str, Any]
    ) -> None:
        """Keep what was filled in so far, sealed; the same ``request_id`` replaces it.

        Raises:
            ConsentMissing: then nothing is stored.
            NotPossibleNow: it was handed in already.
        """
        given, moment = require(consent), self.now()
        try:
            async with self.database.transaction() as connection:
                await self.store.put_draft(connection, request_id, fields, given, conversation_id, moment)
        except IntegrityError:
            raise NotPossibleNow("这件申请已经提交了，草稿没有再存。", State.SUBMITTED) from None

    async def draft(self, request_id: str, conversation_id: str) -> dict[str, Any] | None:
        """What was filled in so far in this conversation, or None."""
        async with self.database.reading() as connection:
            row = await self.store.row(
                connection,
                applications.c.request_id == request_id,
                applications.c.conversation_id == conversation_id,
                applications.c.state == State.DRAFT,
            )
        return self.store.draft_fields(row) if row else None

    async def drop_draft(self, request_id: str, conversation_id: str) -> None:
        """Forget what was filled in; nothing there is no error."""
        async with self.database.transaction() as connection:
            await connection.execute(
                delete(applications).where(
                    applications.c.request_id == request_id,
                    applications.c.conversation_id == conversation_id,
                    applications.c.state == State.DRAFT,
                )
            )
        await self.database.drop_traces()

    async def submit(self, submission: Submission) -> Receipt:
        """Hand in, once: the same ``request_id`` gives the same receipt.

        Raises:
            ConsentMissing, GuardianMissing: then nothing is stored.
            InvalidInput: the ``request_id`` belongs to somebody else's application.
        """
        consent, moment = require(submission.consent), self.now()
        _check_guardian(submission, consent, local_day(moment))
        event = Event.HAND_IN_CUSTODY if submission.through_custody else Event.SUBMIT
        step = Step(event=event, by=submission.by, at=moment)
        fresh = Standing(
            promised_decide_days=submission.promised_decide_days,
            promised_assign_days=submission.promised_assign_days,
        )
        standing = fresh.after(step, self.clocks(local_day(moment)))
        by_request = applications.c.request_id == submission.request_id
        try:
            async with self.database.transaction() as connection:
                row = await self.store.row(connection, by_request)
                if row is None or row.state == State.DRAFT:
                    number = await next_number(connection, self.limits.prefix, local_day(moment).year)
                    stored = await self.store.put_submitted(
                        connection, submission, consent, standing, number, row, moment
                    )
                    if stored is None:
                        raise MovedMeanwhile
                    await self.store.note(connection, stored, step, State.DRAFT, standing.state)
                    for title in submission.brings:
                        await self.store.put_paper(connection, stored, announced(title, moment))
                    return Receipt(number, standing)
        except (IntegrityError, MovedMeanwhile):  # the same request came twice at once: the other was first
            async with self.database.reading() as connection:
                row = await self.store.row(connection, by_request)
        if row is None or row.phone_index not in self.vault.blind_indexes(submission.applicant.phone):
            raise InvalidInput("这次提交没有成功，什么都没有存。请重新提交一次。")
        return Receipt(row.number, standing_of(row))


def _check_guardian(submission: Submission, consent: Consent, day: date) -> None:
    child = submission.applicant.under_fourteen(day)
    if child and not (consent.by_guardian and submission.applicant.representative):
        raise GuardianMissing(
            "申请人不满十四周岁，要由父母或者其他监护人同意并替孩子申请（个人信息保护法第三十一条）。"
            "现在什么都没有存。请让监护人来填写。"
        )
