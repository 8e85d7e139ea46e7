"""Services of the bureau, a person, a complaint. A bare word (「公证」) is asked back about first."""

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


class DescribeService(_ServiceAction):
    """What the service asked for will do, and how to get it today."""

    def name(self) -> str:
        return "action_describe_service"

    def _reply(self, tracker: Tracker) -> Reply:
        return self._answers.describe_service(str(tracker.latest_message["intent"]["name"]))


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
