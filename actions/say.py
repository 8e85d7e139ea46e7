"""What the citizen said, and replies on their way to Rasa: whole under ``custom``, nothing lost."""

from collections.abc import Iterable

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.replies import Reply


def said(tracker: Tracker) -> str:
    """The message that is being answered: words, or a button's payload."""
    return str(tracker.latest_message.get("text") or "")


def say(dispatcher: CollectingDispatcher, replies: Iterable[Reply]) -> None:
    """Send replies in order."""
    for reply in replies:
        dispatcher.utter_message(json_message=reply.as_dict())
