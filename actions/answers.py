"""Legal questions, follow-ups, danger, and talk of something else."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.say import said, say
from bot.answers.answering import Answered, AnswerService

ASK = "ask_legal_question"
TOPIC_SLOT = "topic_question"


class AnswerAction(Action):
    """Shared by all that answer: ask the service, say the replies, remember the topic."""

    def __init__(self, answers: AnswerService) -> None:
        self._answers = answers

    async def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],  # noqa: ARG002
    ) -> list[dict[str, Any]]:
        """Answer and keep the topic for a follow-up."""
        answered = await self._answered(tracker, said(tracker))
        say(dispatcher, answered.replies)
        return [SlotSet(TOPIC_SLOT, answered.topic)] if answered.topic else []

    async def _answered(self, tracker: Tracker, text: str) -> Answered:
        raise NotImplementedError


class AnswerQuestion(AnswerAction):
    """A question in words, or an entry chosen by button."""

    def name(self) -> str:
        return "action_answer_question"

    async def _answered(self, tracker: Tracker, text: str) -> Answered:
        chosen = next(tracker.get_latest_entity_values("faq"), None)
        if chosen:
            return await self._answers.answer_choice(str(chosen))
        recognised = tracker.latest_message["intent"]["name"] == ASK
        return await self._answers.answer(text, recognised=recognised)


class AnswerFollowUp(AnswerAction):
    """A question that leans on the last answer."""

    def name(self) -> str:
        return "action_answer_follow_up"

    async def _answered(self, tracker: Tracker, text: str) -> Answered:
        return await self._answers.answer_follow_up(text, tracker.get_slot(TOPIC_SLOT) or "")


class AnswerEmergency(AnswerAction):
    """Danger, or talk of harm that sounds like it."""

    def name(self) -> str:
        return "action_emergency"

    async def _answered(self, tracker: Tracker, text: str) -> Answered:  # noqa: ARG002
        return await self._answers.answer_emergency(text)


class AnswerOffTopic(AnswerAction):
    """Talk of something else; the knowledge base may still know better."""

    def name(self) -> str:
        return "action_out_of_scope"

    async def _answered(self, tracker: Tracker, text: str) -> Answered:
        confidence = float(tracker.latest_message["intent"].get("confidence") or 0.0)
        return await self._answers.answer_off_topic(text, confidence)
