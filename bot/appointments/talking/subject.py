"""A bookable service as something to be interviewed for: what is free before, and the booking at the end."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.appointments.booking import Booking
from bot.appointments.errors import HoldExpired, NotOffered, TimeSlotTaken
from bot.appointments.model import Appointment, Contact
from bot.appointments.states import State
from bot.appointments.talking import time_choice, wording
from bot.appointments.talking.case import Case
from bot.appointments.talking.inquiry import BookingInquiry
from bot.appointments.talking.matter_choice import MatterChoice
from bot.appointments.talking.receipts import receipt
from bot.appointments.talking.talk import buttons_of
from bot.appointments.talking.vacancies import look
from bot.appointments.talking.wishes import Wish
from bot.appointments.waitlist import Waitlist
from bot.appointments.wording import when
from bot.interviews import engine, payloads
from bot.interviews.engine import Step
from bot.interviews.model import Answers, Stage
from bot.interviews.subjects import Instead
from bot.replies import Reply
from knowledge_base.bookable.catalogue import Catalogue
from knowledge_base.bookable.recognition import Recogniser

_TRIES = 5
_FORGOTTEN = frozenset({"consent", "name", "phone", "candidates", "group", "wish", "time"})
"""What the appointment keeps elsewhere, or not at all."""


@dataclass(frozen=True, slots=True)
class Service:
    """What can be booked under one name."""

    id: str
    title: str
    intent: str


SERVICES = (
    Service("mediation", "人民调解预约", "book_mediation"),
    Service("notarization", "公证预约", "book_notarization"),
    Service("lawyer_callback", "律师回电预约", "book_lawyer_callback"),
)


class BookingSubject:
    """Booking at one service.

    Args:
        service: which.
        catalogue: what can be booked.
        synonyms: other names of things, for the recogniser.
        booking: where it is booked; None where no data keys are set.
        waitlist: where one waits for a time.
        abroad: replies for a conversation over a channel where nothing personal may be asked
            (个人信息保护法 36), None where it may.
    """

    private = True

    def __init__(
        self,
        service: Service,
        catalogue: Catalogue,
        synonyms: dict[str, str],
        booking: Booking | None,
        waitlist: Waitlist | None,
        abroad: Callable[[str], Awaitable[list[Reply] | None]],
    ) -> None:
        matters = catalogue.of_service(service.id)
        self._service = service
        self._catalogue = catalogue
        self._booking = booking
        self._waitlist = waitlist
        self._abroad = abroad
        self._matters = MatterChoice(service.id, matters, Recogniser(matters, synonyms))
        kinds = {rule.kind for matter in matters for rule in matter.handled_by}
        self._resources = tuple(one.id for one in catalogue.resources.values() if one.kind in kinds)

    @property
    def title(self) -> str:
        """The service's."""
        return self._service.title

    @property
    def intent(self) -> str:
        """The service's."""
        return self._service.intent

    async def open(self, conversation_id: str, answers: Answers | None) -> BookingInquiry | Instead:  # noqa: ARG002
        """With what is free now."""
        if self._booking is None:
            return Instead([Reply(wording.NOT_OPEN, buttons=(wording.PERSON,))])
        elsewhere = await self._abroad(conversation_id)
        return Instead(elsewhere) if elsewhere is not None else await self._inquiry(self._booking)

    async def finish(self, request_id: str, conversation_id: str, step: Step) -> Step:
        """Hold and confirm. If the time is gone, the interview stays, asks for another and says so.

        Raises:
            FawenError: the booking could not be made for another reason; nothing was changed.
        """
        answers = step.interview.answers
        forgotten = replace(step, interview=replace(step.interview, answers={}, trail=()))
        if self._booking is None:
            return forgotten
        inquiry = await self._inquiry(self._booking)
        case = inquiry.case(answers)
        demand = case.demand() if case else None
        if case is None or demand is None or inquiry.ended(answers):
            return forgotten
        if answers[time_choice.QUESTION] == time_choice.WAITLIST:
            return await self._wait(request_id, conversation_id, case, forgotten)
        wished = datetime.fromisoformat(answers[time_choice.QUESTION])
        try:
            made = await self._book(request_id, conversation_id, case, wished)
        except (TimeSlotTaken, NotOffered, HoldExpired) as gone:
            # Asked anew: what is free has changed since.
            return self._ask_again(await self._inquiry(self._booking), step, wished, gone.detail)
        return replace(forgotten, replies=[receipt(made, case, buttons_of({"id": made.id}))])

    async def _inquiry(self, booking: Booking) -> BookingInquiry:
        vacancies = await look(booking, self._resources)
        waits = self._waitlist is not None
        return BookingInquiry(self.title, self.intent, self._catalogue, self._matters, vacancies, waits=waits)

    async def _book(self, request_id: str, conversation_id: str, case: Case, wished: datetime) -> Appointment:
        assert self._booking is not None
        demand = case.demand()
        assert demand is not None
        contact = _contact(self._service.id, case)
        wanted = f"{request_id}-{conversation_id}-{int(wished.timestamp())}"
        for attempt in range(_TRIES):
            held = await self._booking.hold(
                f"{wanted}-hold-{attempt}",
                case.matter.id,
                demand,
                wished,
                conversation_id=conversation_id,
                contact=contact,
            )
            if held.state is State.EXPIRED or held.lapsed(self._booking.now()):
                continue  # of an earlier try that was never confirmed
            return await self._booking.confirm(f"{wanted}-confirm-{attempt}", held.id, contact)
        raise HoldExpired(f"{when(wished)} 没有约上。")

    async def _wait(self, request_id: str, conversation_id: str, case: Case, step: Step) -> Step:
        demand = case.demand()
        if self._waitlist is None or demand is None:
            return replace(step, replies=[Reply(wording.FULL, buttons=(wording.PERSON,))])
        wish = Wish.from_dict(case.answers["wish"]) if case.answers.get("wish") else None
        if wish is not None and wish.last - wish.first < timedelta(days=60):
            day = timedelta(hours=24 if wish.exact else 0)
            demand = replace(demand, earliest=wish.first, latest=wish.last + day)
        await self._waitlist.join(
            f"{request_id}-{conversation_id}-wait",
            case.matter.id,
            demand,
            conversation_id=conversation_id,
            contact=_contact(self._service.id, case),
        )
        text = wording.JOINED.format(title=case.matter.title)
        return replace(step, replies=[Reply(text, buttons=(wording.PERSON,))])

    def _ask_again(self, inquiry: BookingInquiry, step: Step, wished: datetime, why: str) -> Step:
        kept = {name: one for name, one in step.interview.answers.items() if name != time_choice.QUESTION}
        wish = Wish(wished, wished, True, when(wished))
        asking = replace(
            step.interview,
            stage=Stage.ASKING,
            answers={**kept, "wish": wish.as_dict()},
            current=time_choice.QUESTION,
        )
        again = engine.hear(inquiry, asking, payloads.spell("keep", subject=asking.subject))
        first, *others = again.replies
        return replace(again, replies=[replace(first, text=f"{why}\n\n{first.text}"), *others])


def _contact(service: str, case: Case) -> Contact:
    answers = case.answers
    phone = answers.get("phone") or answers.get("q_caller_phone")
    kept: dict[str, Any] = {name: one for name, one in answers.items() if name not in _FORGOTTEN}
    place = case.place()
    if place:
        kept["place"] = place
    name = answers.get("name") or answers.get("q_caller_name", "")
    return Contact(phone=phone, details={"name": name, "service": service, "answers": kept})
