"""Replies on their way to Rasa: whole under ``custom``, so that nothing of them is lost."""

from collections.abc import Iterable

from rasa_sdk.executor import CollectingDispatcher

from bot.replies import Reply


def say(dispatcher: CollectingDispatcher, replies: Iterable[Reply]) -> None:
    """Send replies in order."""
    for reply in replies:
        dispatcher.utter_message(json_message=reply.as_dict())
