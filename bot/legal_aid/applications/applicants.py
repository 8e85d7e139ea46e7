"""What an applicant does once the application is handed in."""

from typing import Any

from sqlalchemy import select

from bot.clock import local_day
from bot.legal_aid.applications.errors import (
    ApplicationNotFound,
    NotConfirmed,
    NotPossibleNow,
    StillBeingHandled,
)
from bot.legal_aid.applications.model import Case, File, Key
from bot.legal_aid.applications.standing import CITIZEN, Step
from bot.legal_aid.applications.states import ENDED, Event, State
from bot.legal_aid.applications.steps import NOT_FOUND, Steps, of
from bot.legal_aid.applications.store import phone_fits, standing_of
from bot.legal_aid.applications.tables import applications

_UNDER_WAY = frozenset({State.GRANTED, State.ASSIGNED, State.CHANGED})


class ApplicantSide(Steps):
    """Looking, withdrawing, objecting, taking along, erasing."""

    async def key_by_phone(self, number: str, phone: str, caller: str) -> Key:
        """For whoever knows the number and the phone (as the readers give them).

        Args:
            number, phone: both must fit.
            caller: the conversation or address that asks; tries are counted by it.

        Raises:
            ApplicationNotFound: the same words for a wrong number and a wrong phone.
            TooManyLookups: has ``retry_after``.
        """
        self.pace.trying(caller, number)
        fits = phone_fits(self.vault.blind_indexes(phone))
        async with self.database.reading() as connection:
            row = await self.store.row(connection, applications.c.number == number, fits)
        if row is None:
            self.pace.failed(number)
            raise ApplicationNotFound(NOT_FOUND)
        return Key(row.id)

    async def conversation_of(self, number: str) -> str | None:
        """The conversation that made an application, whose token opens it; None if there is none."""
        async with self.database.reading() as connection:
            row = await self.store.row(connection, applications.c.number == number)
        return row.conversation_id if row else None

    async def made_in(self, conversation_id: str) -> list[str]:
        """Numbers of the applications that a conversation has handed in, the latest first."""
        query = (
            select(applications.c.number)
            .where(applications.c.conversation_id == conversation_id, applications.c.number.is_not(None))
            .order_by(applications.c.created_at.desc())
        )
        async with self.database.reading() as connection:
            return list((await connection.execute(query)).scalars())

    async def key_by_conversation(self, number: str, conversation_id: str) -> Key:
        """For whoever holds the token of the conversation that made it (the face has checked it).

        Raises:
            ApplicationNotFound: it was made elsewhere.
        """
        async with self.database.reading() as connection:
            row = await self.store.row(
                connection,
                applications.c.number == number,
                applications.c.conversation_id == conversation_id,
            )
        if row is None:
            raise ApplicationNotFound(NOT_FOUND)
        return Key(row.id)

    async def file(self, key: Key) -> File:
        """The application, its papers, its history.

        Raises:
            ApplicationNotFound: erased meanwhile.
        """
        return await self.file_where(applications.c.id == key.application_id)

    async def status(self, number: str, phone: str, caller: str) -> dict[str, Any]:
        """Where it stands, masked; raises as ``key_by_phone``."""
        return (await self.file(await self.key_by_phone(number, phone, caller))).overview(self.now())

    async def withdraw(self, key: Key) -> Case:
        """Take it back; raises ``NotPossibleNow`` once it was decided."""
        return await self.step(of(key), Event.WITHDRAW, CITIZEN)

    async def answer_supplement(self, key: Key) -> Case:
        """Say that the missing papers are there."""
        return await self.step(of(key), Event.ANSWER_SUPPLEMENT, CITIZEN)

    async def object(self, key: Key, grounds: str = "") -> Case:
        """Object to a refusal or a termination (49: no limit is stated, no grounds are required)."""
        return await self.step(of(key), Event.OBJECT, CITIZEN, note=grounds)

    async def export(self, key: Key) -> dict[str, Any]:
        """Everything kept of the person, as JSON can hold it (个人信息保护法 45)."""
        return (await self.file(key)).export()

    async def erase(self, key: Key, *, confirmed: bool) -> None:
        """Erase everything of the person, for good (47); what is open is withdrawn first.

        Raises:
            NotConfirmed: with what would be lost.
            StillBeingHandled: aid was granted and is under way.
            ApplicationNotFound: erased already.
        """
        moment = self.now()
        async with self.database.transaction() as connection:
            row = await self.need(connection, of(key))
            standing = standing_of(row)
            if standing.state in _UNDER_WAY:
                raise StillBeingHandled(
                    "援助正在办理，办案离不开这些资料，现在还不能删除。您可以先跟法律援助机构说明，"
                    "要求终止援助（法律援助法第四十八条）；办结以后也会到期自动删除。",
                    standing.state,
                )
            if not confirmed:
                raise NotConfirmed(_what_would_be_lost(standing.state))
            if standing.state not in ENDED:
                step = Step(event=Event.WITHDRAW, by=CITIZEN, at=moment)
                standing = standing.after(step, self.clocks(local_day(moment)))
            done, keys = await self.store.erase(connection, row, standing)
            if not done:
                raise NotPossibleNow("这件申请刚刚有了变化，还没有删除。请再说一次。", row.state)
        await self.files.remove(keys)
        await self.database.drop_traces()


def _what_would_be_lost(state: State) -> str:
    first = "" if state in ENDED else "这件申请还没有办完，删除前会先撤回。"
    return (
        f"{first}删除以后，您的姓名、电话、材料和办理记录都没有了，不能恢复，也查不到进度了。"
        "确定要删除，请再确认一次。"
    )
