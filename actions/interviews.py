"""Interviews: Rasa keeps the turn (one form with one slot), the desk keeps the interview."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answers import TOPIC_SLOT
from actions.say import said, say, turn_of
from bot.answers.answering import Answered, AnswerService
from bot.interviews.desk import Heard, InterviewDesk

ANSWER_SLOT = "answer"
_DONE = "done"


class Interviewing:
    """What both actions share: to say what the desk says, after what was asked aside has been answered."""

    def __init__(self, answers: AnswerService, desk: InterviewDesk) -> None:
        self._answers = answers
        self._desk = desk

    def bare(self, text: str) -> Answered | None:
        """The choice that a message gets which is no more than a word; None for any other."""
        return self._answers.bare_word(text)

    async def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker, heard: Heard) -> None:
        """Say it."""
        if heard.aside:
            aside = await self._answers.answer_aside(
                said(tracker), str(tracker.latest_message["intent"].get("name"))
            )
            say(dispatcher, aside.replies)
        say(dispatcher, await self._answers.cited(heard.replies))


class BeginInterview(Action):
    """Starts the interview that the intent asks for, or takes up the one that was left."""

    def __init__(self, interviewing: Interviewing, desk: InterviewDesk) -> None:
        self._interviewing = interviewing
        self._desk = desk

    def name(self) -> str:
        return "action_begin_interview"

    async def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],  # noqa: ARG002
    ) -> list[EventType]:
        """Begin; the form that follows listens for answers."""
        subject = self._desk.subject(str(tracker.latest_message["intent"]["name"]))
        if subject is None:  # the rule names an intent that no interview is for
            raise LookupError(tracker.latest_message["intent"]["name"])
        text = said(tracker)
        bare = self._interviewing.bare(text)
        if bare:  # 「法律援助」 alone may mean many things
            say(dispatcher, bare.replies)
            return [SlotSet(TOPIC_SLOT, bare.topic), FollowupAction("action_listen")]
        words = "" if text.startswith("/") else text
        heard = await self._desk.begin(tracker.sender_id, subject, words, turn_of(tracker))
        await self._interviewing.speak(dispatcher, tracker, heard)
        return [SlotSet(ANSWER_SLOT, None)]


class HearAnswer(Action):
    """Every message while the form is open."""

    def __init__(self, interviewing: Interviewing, desk: InterviewDesk, answers: AnswerService) -> None:
        self._interviewing = interviewing
        self._desk = desk
        self._answers = answers

    def name(self) -> str:
        return "validate_interview_form"

    async def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],  # noqa: ARG002
    ) -> list[EventType]:
        """The form stays open as long as the interview goes on."""
        opened_by = (tracker.active_loop or {}).get("trigger_message") or {}
        if opened_by.get("message_id") == tracker.latest_message.get("message_id"):  # it was heard already
            return [SlotSet(ANSWER_SLOT, None)]
        return await self._hear(dispatcher, tracker)

    async def _hear(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        intent = str(tracker.latest_message["intent"].get("name"))
        heard = await self._desk.hear(tracker.sender_id, said(tracker), intent, turn_of(tracker))
        subject = self._desk.subject(intent)
        if heard is None and subject:
            heard = await self._desk.begin(tracker.sender_id, subject, "", turn_of(tracker))
        if heard is None:  # it ended without Rasa, or long ago: the message is one like any other
            say(dispatcher, (await self._answers.answer_aside(said(tracker), intent)).replies)
            return [SlotSet(ANSWER_SLOT, _DONE)]
        if heard.aside and subject:  # asked for again in the middle of it: it goes on
            heard = await self._desk.begin(tracker.sender_id, subject, "")
        await self._interviewing.speak(dispatcher, tracker, heard)
        return [SlotSet(ANSWER_SLOT, None if heard.going else _DONE)]


class PressedOutside(HearAnswer):
    """A button of an interview that the form does not listen to: it was left or finished, and is taken up."""

    def name(self) -> str:
        return "action_hear_interview"

    async def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],  # noqa: ARG002
    ) -> list[EventType]:
        """The form is opened again where the interview goes on."""
        events = await self._hear(dispatcher, tracker)
        going = events == [SlotSet(ANSWER_SLOT, None)]
        return [*events, FollowupAction("interview_form")] if going else events
