"""Wishes that plain code sees to: about an application, going on elsewhere."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.say import said, say
from bot.answers.answering import AnswerService
from bot.counters import Counters


class AttendWish(Action):
    """Says what the counter says whose business it is."""

    def __init__(self, answers: AnswerService, counters: Counters) -> None:
        self._answers = answers
        self._counters = counters

    def name(self) -> str:
        return "action_attend"

    async def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],  # noqa: ARG002
    ) -> list[dict[str, Any]]:
        """One wish; a person, should no counter know it."""
        intent = str(tracker.latest_message["intent"].get("name"))
        replies = await self._counters.attend(tracker.sender_id, intent, said(tracker))
        say(dispatcher, replies or [self._answers.offer_person()])
        return []
