"""What finished interviews have told, for services that build on them."""

from bot.database import Database
from bot.interviews.model import Answers, Stage
from bot.interviews.store import InterviewStore


class Conclusions:
    """Reads the answers of finished interviews that are not private."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._store = InterviewStore(None, frozenset())

    async def of(self, conversation_id: str, subject: str) -> Answers | None:
        """What the latest finished interview on a subject has told; None if there is none."""
        async with self._database.reading() as connection:
            kept = await self._store.latest(connection, conversation_id, subject, stage=Stage.FINISHED)
        return kept.interview.answers if kept else None
