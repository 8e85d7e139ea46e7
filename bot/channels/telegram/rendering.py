"""A message of a conversation as Telegram shows it: the words, then each article with its text folded up."""

from bot.channels.telegram.text import Part, Passage, split
from bot.channels.telegram.wording import BASIS, CHOOSE, CONTINUED, IN_FORCE, STAFF
from bot.conversations.model import Author, Message
from bot.replies import Citation


def render(message: Message) -> list[Part]:
    """The parts to send, in order; none if there is nothing to show."""
    text = STAFF.format(text=message.text) if message.author is Author.STAFF else message.text
    passages = [Passage(text), *(_cited(citation) for citation in message.citations)]
    parts = split(passages)
    return parts or split([Passage(CHOOSE)] if message.buttons else [])


def _cited(citation: Citation) -> Passage:
    law = citation.law if citation.law.startswith("《") else f"《{citation.law}》"
    name = f"{law}{citation.article}"
    day = citation.effective_date
    since = IN_FORCE.format(year=day.year, month=day.month, day=day.day) if day else ""
    return Passage(BASIS.format(name=name, since=since), citation.text, CONTINUED.format(name=name))
