"""Papers of an application: sent as files, or announced and brought to the counter."""

import hashlib
import uuid
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.legal_aid.applications.errors import ApplicationNotFound, NotPossibleNow, PaperRefused
from bot.legal_aid.applications.model import Key, Paper
from bot.legal_aid.applications.paper_check import clean_name, clean_title, media_type
from bot.legal_aid.applications.states import ENDED, State
from bot.legal_aid.applications.steps import NOT_FOUND, Steps, of
from bot.legal_aid.applications.store import count_papers
from bot.legal_aid.applications.tables import applications
from bot.legal_aid.applications.wording import STATES


class Papers(Steps):
    """Adding and opening papers."""

    async def add_paper(self, key: Key, name: str, content: bytes) -> Paper:
        """Take a file.

        Raises:
            PaperRefused: type, size, or too many.
            NotPossibleNow: nothing is under way any more.
            ApplicationNotFound: erased meanwhile.
        """
        if len(content) > self.limits.paper_bytes:
            raise PaperRefused(self.too_large())
        media = media_type(content)
        stored = await self.files.put(content)
        digest = hashlib.sha256(content).hexdigest()
        moment = self.now()
        paper = Paper(uuid.uuid4().hex, clean_name(name, media), media, len(content), digest, moment, stored)
        try:
            return await self._enter(key, paper)
        except BaseException:
            await self.files.remove([stored])
            raise

    async def announce_paper(self, key: Key, name: str) -> Paper:
        """Note a paper that will be brought to the counter; raises as ``add_paper``."""
        return await self._enter(key, announced(name, self.now()))

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
        raise ApplicationNotFound("没有这份材料。请刷新以后再看。")

    async def _enter(self, key: Key, paper: Paper) -> Paper:
        try:
            async with self.database.transaction() as connection:
                # Locked, so that two uploads at once cannot both be the last that fits.
                query = select(applications.c.state).where(of(key)).with_for_update()
                state = (await connection.execute(query)).scalar()
                if state is None or state == State.DRAFT:
                    raise ApplicationNotFound(NOT_FOUND)
                if State(state) in ENDED:
                    raise NotPossibleNow(f"这件申请现在是「{STATES[State(state)]}」，不用再交材料了。", state)
                if await count_papers(connection, key.application_id) >= self.limits.papers:
                    raise PaperRefused(
                        f"一件申请最多登记 {self.limits.papers} 份材料，已经满了。其余的请带到窗口来。"
                    )
                await self.store.put_paper(connection, key.application_id, paper)
        except IntegrityError:  # erased between the two statements
            raise ApplicationNotFound(NOT_FOUND) from None
        return paper

    def too_large(self) -> str:
        """What is said of a file that is too large."""
        most = self.limits.paper_bytes // 1_000_000
        return f"这个文件超过 {most} MB，没有收下。请把照片拍小一点，或者分成几份再发。"


def announced(title: str, moment: datetime) -> Paper:
    return Paper(uuid.uuid4().hex, clean_title(title), None, 0, None, moment)
