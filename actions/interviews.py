"""Interviews: Rasa keeps the turn (one form with one slot), the desk keeps the interview."""

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answers import TOPIC_SLOT
from actions.say import said, say, turn_of
from bot.answers.answering import AnswerService
from bot.answers.danger import tells_violence
from bot.counters import Counters
from bot.interviews.desk import Heard, InterviewDesk
from bot.replies import Reply

ANSWER_SLOT = "answer"
NEVER_AFTER_VIOLENCE = frozenset({"book_mediation"})
"""Who tells of violence is not led into mediation: safety, the law, and a person first."""
LAW_FIRST = frozenset({"book_mediation"})
"""Many tell their story and end with 「帮我调解一下」: they are told the law too."""
_DONE = "done"


class InterviewAction(Action):
    """Says what the desk says, after what was asked aside has been answered."""

    def __init__(self, answers: AnswerService, desk: InterviewDesk, counters: Counters) -> None:
        self._answers = answers
        self._desk = desk
        self._counters = counters

    async def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],  # noqa: ARG002
    ) -> list[EventType]:
        """One turn of an interview."""
        return await self._turn(dispatcher, tracker, str(tracker.latest_message["intent"].get("name")))

    async def _turn(self, dispatcher: CollectingDispatcher, tracker: Tracker, intent: str) -> list[EventType]:
        raise NotImplementedError

    async def _speak(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, intent: str, heard: Heard
    ) -> None:
        if heard.aside:
            await self._answer_aside(dispatcher, tracker, intent)
        say(dispatcher, await self._answers.cited(heard.replies))

    async def _answer_aside(self, dispatcher: CollectingDispatcher, tracker: Tracker, intent: str) -> None:
        text = said(tracker)
        seen_to = await self._counters.attend(tracker.sender_id, intent, text)
        say(dispatcher, seen_to or await self._answers.answer_aside(text, intent, tracker.sender_id))


class BeginInterview(InterviewAction):
    """Starts the interview that the intent asks for, or takes up the one that was left."""

    NAME = "action_begin_interview"

    def name(self) -> str:
        return self.NAME

    async def _turn(self, dispatcher: CollectingDispatcher, tracker: Tracker, intent: str) -> list[EventType]:
        """The form that follows listens for answers."""
        subject = self._desk.subject(intent)
        if subject is None:  # the rule names an intent that no interview is for
            raise LookupError(intent)
        text = said(tracker)
        bare = self._answers.bare_word(text)
        if bare:  # 「法律援助」 alone may mean many things
            say(dispatcher, bare.replies)
            return [SlotSet(TOPIC_SLOT, bare.topic), FollowupAction("action_listen")]
        words = "" if text.startswith("/") else text
        if intent in NEVER_AFTER_VIOLENCE and tells_violence(words):
            answered = await self._answers.answer_emergency(words)
            say(dispatcher, answered.replies)
            return [SlotSet(TOPIC_SLOT, answered.topic), FollowupAction("action_listen")]
        heard = await self._desk.begin(tracker.sender_id, subject, words, turn_of(tracker))
        if words and intent in LAW_FIRST and heard.going:
            heard = replace(heard, replies=await self._with_law(words, heard.replies))
        await self._speak(dispatcher, tracker, intent, heard)
        if not heard.going:  # something stands in its way, and was said
            return [FollowupAction("action_listen")]
        return [SlotSet(ANSWER_SLOT, None)]

    async def _with_law(self, text: str, replies: list[Reply]) -> list[Reply]:
        """What the law says of the matter, where that is sure, before the first question."""
        service, *others = replies
        answered = await self._answers.beside_service(text, service)
        last = answered.replies[-1]
        return [*answered.replies, *others] if last.text == service.text else replies


class HearInterview(InterviewAction):
    """A message that the form does not listen to: a button of an interview that was left or finished."""

    NAME = "action_hear_interview"

    def name(self) -> str:
        return self.NAME

    async def _turn(self, dispatcher: CollectingDispatcher, tracker: Tracker, intent: str) -> list[EventType]:
        """The form is opened again where the interview goes on."""
        going = await self._hear(dispatcher, tracker, intent)
        if not going:
            return [SlotSet(ANSWER_SLOT, _DONE)]
        return [SlotSet(ANSWER_SLOT, None), FollowupAction("interview_form")]

    async def _hear(self, dispatcher: CollectingDispatcher, tracker: Tracker, intent: str) -> bool:
        """Whether the interview goes on."""
        heard = await self._desk.hear(tracker.sender_id, said(tracker), intent, turn_of(tracker))
        subject = self._desk.subject(intent)
        if heard is None and subject:
            heard = await self._desk.begin(tracker.sender_id, subject, "", turn_of(tracker))
        if heard is None:  # it ended without Rasa, or long ago: the message is one like any other
            await self._answer_aside(dispatcher, tracker, intent)
            return False
        if heard.aside and subject:  # asked for again in the middle of it: it goes on
            heard = await self._desk.begin(tracker.sender_id, subject, "")
        await self._speak(dispatcher, tracker, intent, heard)
        return heard.going


class HearAnswer(HearInterview):
    """Every message while the form is open, which stays so as long as the interview goes on."""

    NAME = "validate_interview_form"

    def name(self) -> str:
        return self.NAME

    async def _turn(self, dispatcher: CollectingDispatcher, tracker: Tracker, intent: str) -> list[EventType]:
        opened_by = (tracker.active_loop or {}).get("trigger_message") or {}
        just_opened = opened_by.get("message_id") == tracker.latest_message.get("message_id")
        going = just_opened or await self._hear(
            dispatcher, tracker, intent
        )  # what opened it was heard already
        return [SlotSet(ANSWER_SLOT, None if going else _DONE)]
