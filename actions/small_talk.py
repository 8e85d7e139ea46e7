"""Greetings, thanks, yes and no while nothing is asked; what holds a matter all the same is answered."""

from rasa_sdk import Tracker

from actions.answers import AnswerAction
from bot.answers.answered import Answered


class SmallTalk(AnswerAction):
    """Answers in kind."""

    def name(self) -> str:
        return "action_small_talk"

    async def _answered(self, tracker: Tracker, text: str) -> Answered:
        return await self._answers.answer_small_talk(text, str(tracker.latest_message["intent"]["name"]))
