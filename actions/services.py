"""A person, a complaint. A bare word is asked back about first."""

from rasa_sdk import Tracker

from actions.answers import AnswerAction
from bot.answers.answered import Answered
from bot.replies import Reply


class _ServiceAction(AnswerAction):
    """What the service does, with the law on the matter that was told; a bare word is asked back about."""

    async def _answered(self, tracker: Tracker, text: str) -> Answered:
        return await self._answers.beside_service(text, self._reply(tracker))

    def _reply(self, tracker: Tracker) -> Reply:
        raise NotImplementedError


class OfferPerson(_ServiceAction):
    """Where a person can be found."""

    def name(self) -> str:
        return "action_offer_person"

    def _reply(self, tracker: Tracker) -> Reply:  # noqa: ARG002
        return self._answers.offer_person()


class TakeComplaint(_ServiceAction):
    """Where a complaint goes."""

    def name(self) -> str:
        return "action_take_complaint"

    def _reply(self, tracker: Tracker) -> Reply:  # noqa: ARG002
        return self._answers.take_complaint()
