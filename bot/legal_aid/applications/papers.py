"""Papers of an application: sent as files, or announced and brought to the counter."""

import hashlib
import uuid
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.clock import local_day
from bot.legal_aid.applications.errors import ApplicationNotFound, NotPossibleNow, PaperRefused
from bot.legal_aid.applications.model import File, Key, Paper
from bot.legal_aid.applications.paper_check import ACCEPT, KINDS, clean_name, clean_title, media_type
from bot.legal_aid.applications.standing import CITIZEN, Step
from bot.legal_aid.applications.states import ENDED, TABLE, Event, State
from bot.legal_aid.applications.steps import NOT_FOUND, Steps, of
from bot.legal_aid.applications.store import standing_of
from bot.legal_aid.applications.tables import applications
from bot.legal_aid.applications.wanted import wanted_papers
from bot.legal_aid.applications.wording import STATES

_NO_SUCH_PAPER = "没有这份材料，可能已经删掉了。请刷新以后再看。"


class Papers(Steps):
    """Adding, opening and taking back papers."""

    async def add_paper(self, key: Key, name: str, content: bytes, wanted: str = "") -> Paper:
        """Take a file; the same bytes again are the same paper.

        Args:
            key: of the application.
            name: as the citizen's device calls it.
            content: the file.
            wanted: the id of the wanted paper that it answers; one that is not wanted (any more) is left out.

        Raises:
            PaperRefused: type, size, or too many.
            NotPossibleNow: nothing is under way any more.
            ApplicationNotFound: erased meanwhile.
        """
        if len(content) > self.limits.paper_bytes:
            raise PaperRefused(self.too_large())
        media = media_type(content)
        answers = await self._answered(key, wanted)
        stored = await self.files.put(content)
        digest = hashlib.sha256(content).hexdigest()
        name, moment = clean_name(name, media), self.now()
        paper = Paper(uuid.uuid4().hex, name, media, len(content), digest, moment, stored, answers)
        try:
            entered, replaced = await self._enter(key, paper)
        except BaseException:
            await self.files.remove([stored])
            raise
        await self.files.remove(replaced)
        return entered

    async def announce_paper(self, key: Key, name: str, wanted: str = "") -> Paper:
        """Note, once, a paper that will be brought to the counter; as ``add_paper``."""
        answers = await self._answered(key, wanted)
        entered, _ = await self._enter(key, replace(announced(name, self.now()), wanted=answers))
        return entered

    async def paper(self, key: Key, paper_id: str) -> tuple[Paper, bytes]:
        """A stored file, opened.

        Raises:
            ApplicationNotFound: there is none of that id here.
            PaperRefused: it is still to be brought, or its file is gone.
        """
        for paper in (await self.file_where(of(key))).papers:
            if paper.id == paper_id:
                if paper.storage_key is None:
                    raise PaperRefused("这份材料登记的是带到窗口来，没有上传过文件。")
                return paper, await self.files.get(paper.storage_key)
        raise ApplicationNotFound(_NO_SUCH_PAPER)

    async def remove_paper(self, key: Key, paper_id: str) -> None:
        """Take a paper back, for good: a slip, say. The audit trail keeps its name.

        Raises:
            ApplicationNotFound: there is none of that id here.
            NotPossibleNow: it was decided on already, or somebody is just changing something.
        """
        moment = self.now()
        async with self.database.transaction() as connection:
            row = await self.need(connection, of(key))
            found = [one for one in await self.store.papers(connection, row.id) if one.id == paper_id]
            if not found:
                raise ApplicationNotFound(_NO_SUCH_PAPER)
            step = Step(event=Event.REMOVE_PAPER, by=CITIZEN, at=moment, note=found[0].name)
            standing = standing_of(row).after(step, self.clocks(local_day(moment)))
            if not await self.store.move(connection, row, standing, step):
                raise NotPossibleNow("这件申请刚刚有了变化，材料还没有删。请再试一次。", row.state)
            await self.store.drop_paper(connection, paper_id)
        await self.files.remove([one.storage_key for one in found if one.storage_key])
        await self.database.drop_traces()

    def paper_desk(self, file: File) -> dict[str, Any]:
        """For the page on which papers are handed in: what is wanted, what may be done, the rules."""
        state = file.case.standing.state
        return {
            "wanted": [{"id": one.id, "text": one.text} for one in wanted_papers(file)],
            "may_add_papers": state not in ENDED,
            "may_remove_papers": Event.REMOVE_PAPER in TABLE[state],
            "paper_rules": {
                "most": self.limits.papers,
                "megabytes": self.limits.paper_bytes // 1_000_000,
                "types": list(KINDS),
                "accept": ACCEPT,
            },
        }

    async def _answered(self, key: Key, wanted: str) -> tuple[str, ...]:
        if not wanted:
            return ()
        known = wanted_papers(await self.file_where(of(key)))
        return (wanted,) if wanted in {one.id for one in known} else ()

    async def _enter(self, key: Key, paper: Paper) -> tuple[Paper, list[str]]:
        """The paper as it is entered, and the keys of files whose place it takes."""
        table = applications.c
        try:
            async with self.database.transaction() as connection:
                # Locked, so that two uploads at once cannot both be the last that fits.
                query = select(table.state, table.supplement_asked_at).where(of(key)).with_for_update()
                row = (await connection.execute(query)).first()
                if row is None or row.state == State.DRAFT:
                    raise ApplicationNotFound(NOT_FOUND)
                state = State(row.state)
                if state in ENDED:
                    raise NotPossibleNow(f"这件申请现在是「{STATES[state]}」，不用再交材料了。", state)
                there = await self.store.papers(connection, key.application_id)
                before = next((one for one in there if one.same_as(paper)), None)
                if before:
                    again = _come_again(before, paper, row.supplement_asked_at)
                    await self.store.change_paper(connection, again)
                    return again, [before.storage_key] if before.storage_key else []
                if len(there) >= self.limits.papers:
                    raise PaperRefused(
                        f"一件申请最多登记 {self.limits.papers} 份材料，已经满了。其余的请带到窗口来。"
                    )
                await self.store.put_paper(connection, key.application_id, paper)
        except IntegrityError:  # erased between the two statements
            raise ApplicationNotFound(NOT_FOUND) from None
        return paper, []

    def too_large(self) -> str:
        """What is said of a file that is too large."""
        most = self.limits.paper_bytes // 1_000_000
        return f"这个文件超过 {most} MB，没有收下。请把照片拍小一点，或者分成几份再发。"


def _come_again(before: Paper, paper: Paper, asked_at: datetime | None) -> Paper:
    """The newer file takes the older one's place: where that was lost, this brings it back. Sent again after
    papers were asked for, it counts as an answer to that."""
    answers = tuple(dict.fromkeys((*before.wanted, *paper.wanted)))
    outdated = asked_at is not None and before.created_at < asked_at
    moment = paper.created_at if outdated else before.created_at
    return replace(before, storage_key=paper.storage_key, wanted=answers, created_at=moment)


def announced(title: str, moment: datetime) -> Paper:
    return Paper(uuid.uuid4().hex, clean_title(title), None, 0, None, moment)
