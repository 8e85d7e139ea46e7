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


def turn_of(tracker: Tracker) -> int | None:
    """The number of the turn that is being answered, as the router told it."""
    metadata = tracker.latest_message.get("metadata") or {}
    turn = metadata.get("turn") if isinstance(metadata, dict) else None
    return turn if isinstance(turn, int) else None
