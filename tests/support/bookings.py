"""Booking in conversation over a real database and the real catalogue."""

from collections.abc import Awaitable, Callable
from functools import cache

from cryptography.fernet import Fernet

from bot.appointments.booking import Booking
from bot.appointments.resources import Schedule
from bot.appointments.talking.subject import SERVICES, BookingSubject
from bot.appointments.talking.talk import BookingTalk
from bot.appointments.talking.timetable import schedule
from bot.appointments.upkeep import Upkeep
from bot.conversations.confidences import Confidences
from bot.conversations.glance import Glance
from bot.conversations.model import Channel
from bot.conversations.transcript import Transcript
from bot.counters import Counters
from bot.database import Database
from bot.interviews.desk import Heard, InterviewDesk
from bot.interviews.payloads import spell
from bot.replies import Reply
from bot.settings import PROJECT
from bot.vault import Vault
from knowledge_base.bookable.catalogue import Catalogue, read_catalogue
from knowledge_base.bookable.parameters import read_booking_calendar
from knowledge_base.bookable.recognition import read_synonyms
from tests.unit.appointments.office import Clock

KNOWLEDGE = PROJECT / "knowledge_base"


@cache
def catalogue() -> Catalogue:
    return read_catalogue(KNOWLEDGE)


@cache
def plan() -> Schedule:
    return schedule(catalogue(), read_booking_calendar(KNOWLEDGE))


async def at_home(_: str) -> list[Reply] | None:
    return None


class Counter:
    """A counter with its desk, its book and its clock."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        abroad: Callable[[str], Awaitable[list[Reply] | None]] = at_home,
    ) -> None:
        self.database = database
        self.vault = Vault([Fernet.generate_key().decode()])
        made = (database, self.vault, plan, clock)
        self.booking, self.waitlist = Booking(*made), Upkeep(*made)
        synonyms = read_synonyms(KNOWLEDGE)
        subjects = {
            one.id: BookingSubject(one, catalogue(), synonyms, self.booking, self.waitlist, abroad)
            for one in SERVICES
        }
        self.desk = InterviewDesk(database, subjects, clock, self.vault)
        self.talk = BookingTalk(self.booking, catalogue(), abroad, Glance(database).last_said)
        self.counters = Counters([self.talk])
        self.confidences = Confidences(self.vault, [self.desk, self.talk])

    async def chat(self) -> str:
        conversation_id, _ = await Transcript(self.database).open(Channel.WEB)
        return conversation_id

    async def begin(self, chat: str, service: str, text: str) -> Heard:
        return await self.desk.begin(chat, service, text)

    async def say(self, chat: str, *said: str) -> Heard:
        heard = None
        for one in said:
            heard = await self.desk.hear(chat, one)
        assert heard
        return heard

    async def press(self, chat: str, heard: Heard, title: str) -> Heard:
        """Press the button of the last reply whose title holds these words."""
        button = next(one for one in heard.replies[-1].buttons if title in one.title)
        return await self.say(chat, button.payload)

    async def finish(self, chat: str, service: str) -> Heard:
        return await self.say(chat, spell("finish", subject=service))


def titles(heard: Heard) -> list[str]:
    return [one.title for one in heard.replies[-1].buttons]


def text_of(heard: Heard) -> str:
    return "\n".join(one.text for one in heard.replies)
