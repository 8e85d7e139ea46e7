"""Services of the bureau, a person, a complaint."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.say import say
from bot.answers.answering import AnswerService
from bot.replies import Reply


class _ReplyAction(Action):
    """One reply, no state."""

    def __init__(self, answers: AnswerService) -> None:
        self._answers = answers

    async def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],  # noqa: ARG002
    ) -> list[dict[str, Any]]:
        """Say it."""
        say(dispatcher, [self._reply(tracker)])
        return []

    def _reply(self, tracker: Tracker) -> Reply:
        raise NotImplementedError


class DescribeService(_ReplyAction):
    """What the service asked for will do, and how to get it today."""

    def name(self) -> str:
        return "action_describe_service"

    def _reply(self, tracker: Tracker) -> Reply:
        return self._answers.describe_service(str(tracker.latest_message["intent"]["name"]))


class OfferPerson(_ReplyAction):
    """Where a person can be found."""

    def name(self) -> str:
        return "action_offer_person"

    def _reply(self, tracker: Tracker) -> Reply:  # noqa: ARG002
        return self._answers.offer_person()


class TakeComplaint(_ReplyAction):
    """Where a complaint goes."""

    def name(self) -> str:
        return "action_take_complaint"

    def _reply(self, tracker: Tracker) -> Reply:  # noqa: ARG002
        return self._answers.take_complaint()
