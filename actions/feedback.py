"""What citizens say of an answer: not what was asked, helpful, not helpful."""

from rasa_sdk import Tracker

from actions.answers import AnswerAction
from bot.answers.answered import Answered


class NotWhatIAsked(AnswerAction):
    """The next-best readings of the citizen's own question; the second time, a person."""

    def name(self) -> str:
        return "action_not_what_i_asked"

    async def _answered(self, tracker: Tracker, text: str) -> Answered:
        return await self._answers.answer_not_asked(tracker.sender_id, text)


class RateAnswer(AnswerAction):
    """Thanks, or the question what was missing."""

    def name(self) -> str:
        return "action_rate_answer"

    async def _answered(self, tracker: Tracker, text: str) -> Answered:
        return await self._answers.answer_rating(tracker.sender_id, text)
