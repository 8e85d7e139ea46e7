"""Applications for legal aid: every use case, each change one transaction.

Citizens come with a ``Key``; staff come with the number and their name.
"""

from bot.clock import local_day
from bot.legal_aid.applications import upkeep
from bot.legal_aid.applications.applicants import ApplicantSide
from bot.legal_aid.applications.intake import Intake
from bot.legal_aid.applications.papers import Papers
from bot.legal_aid.applications.staff import StaffSide


class Applications(Intake, Papers, ApplicantSide, StaffSide):
    """All of them; see ``Steps`` for what it is made of."""

    async def expire(self) -> upkeep.Expired:
        """Deem withdrawn what was not answered, erase what was kept long enough, sweep files."""
        moment = self.now()
        clocks = self.clocks(local_day(moment))
        return await upkeep.expire(
            self.database,
            self.store,
            self.files,
            moment,
            clocks,
            retention_days=self.limits.retention_days,
            draft_days=self.limits.draft_days,
        )

    async def reseal(self) -> int:
        """Bring everything under the newest key, so that older ones may go; returns how many changed."""
        return await upkeep.reseal(self.database, self.store, self.files)
