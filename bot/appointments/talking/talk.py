"""What a citizen can ask and do about an appointment once it is made, in conversation.

Who writes in the conversation that made it needs nothing more; anybody else gives code and phone, which are
heard in confidence: the record shows the phone masked, and the dialogue never sees it.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import payloads
from bot.appointments.booking import Booking
from bot.appointments.codes import read_code
from bot.appointments.errors import CodeNotUnderstood
from bot.appointments.model import Appointment
from bot.appointments.states import TABLE, Event
from bot.appointments.talking import talk_wording as words
from bot.appointments.talking.changes import Changes
from bot.appointments.talking.receipts import case_of, status
from bot.appointments.talking.wording import PERSON
from bot.errors import FawenError
from bot.masking import mask_phone
from bot.personal_fields import FieldNotUnderstood, plain_text, read_phone
from bot.replies import Button, Reply
from bot.vault import CannotOpen
from knowledge_base.bookable.catalogue import Catalogue

CHECK, CHANGE, CANCEL = "check_appointment", "change_appointment", "cancel_appointment"
INTENTS = frozenset({CHECK, CHANGE, CANCEL})

_PHONE = re.compile(r"(?<!\d)(?:\+?86[\s\-]*)?(?:1(?:[\s\-]?\d){10}|0\d{2,3}[\s\-]?\d{7,8})(?!\d)")
_PASS_LASTS = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class _Opened:
    """An appointment and what its buttons carry so that they open it too."""

    appointment: Appointment
    carried: dict[str, str]


class BookingTalk:
    """Status, change and cancellation in conversation.

    Args:
        booking: None where no data keys are set.
        catalogue: what can be booked.
        abroad: replies for a conversation over a channel where nothing personal may be asked
            (个人信息保护法 36), None where it may.
        last_said: the citizen's latest message (before a turn), as the record shows it.
    """

    def __init__(
        self,
        booking: Booking | None,
        catalogue: Catalogue,
        abroad: Callable[[str], Awaitable[list[Reply] | None]],
        last_said: Callable[[str, int | None], Awaitable[str]],
    ) -> None:
        self._booking = booking
        self._catalogue = catalogue
        self._abroad = abroad
        self._last_said = last_said
        self._changes = Changes(booking, catalogue) if booking else None

    # What is asked for, by button or in words

    def attends(self, intent: str) -> bool:
        """Whether an intent is its business."""
        return intent in INTENTS

    async def attend(self, conversation_id: str, intent: str, sent: str) -> list[Reply]:
        """The replies to a wish about an appointment."""
        if self._booking is None:
            return [Reply(words.NOT_OPEN, buttons=(PERSON,))]
        found = payloads.read(sent)
        values = found[1] if found else {}
        try:
            opened = await self._opened(conversation_id, values)
            if not opened:
                elsewhere = await self._abroad(conversation_id)
                return elsewhere or [Reply(words.WHICH, buttons=(PERSON,))]
            if intent == CHECK or len(opened) > 1:
                lead = [] if intent == CHECK else [Reply(words.WHICH_ONE)]
                return [*lead, *(self._status(one) for one in opened)]
            if intent == CANCEL:
                return [await self._cancel(opened[0], confirmed="confirmed" in values)]
            return [await self._change(opened[0], values.get("to", ""), "" if found else sent)]
        except FawenError as error:
            return [Reply(error.detail, buttons=(PERSON,))]

    # What is told in confidence: code and phone

    async def shown(self, conversation_id: str, text: str) -> str | None:
        """The text with the phone masked, if it is code and phone, or the phone that was still missing."""
        plain = plain_text(text)
        code, phone = _code(text), _PHONE.search(plain)
        if not code and (not phone or not _code(await self._last_said(conversation_id, None))):
            return None
        return _PHONE.sub(lambda one: mask_phone(re.sub(r"[^\d+]", "", one[0])), plain)

    async def confide(self, conversation_id: str, text: str, turn: int) -> list[Reply] | None:
        """How the appointment stands, for whoever tells code and phone."""
        code = _code(text) or _code(await self._last_said(conversation_id, turn))
        if not code:
            return None
        if self._booking is None:
            return [Reply(words.NOT_OPEN, buttons=(PERSON,))]
        elsewhere = await self._abroad(conversation_id)
        if elsewhere is not None:
            return elsewhere
        phone = _PHONE.search(plain_text(text))
        try:
            if phone is None:
                own = await self._booking.of_conversation(conversation_id)
                mine = next((one for one in own if one.code == code), None)
                if mine is None:
                    return [Reply(words.PHONE_TOO)]
                return [self._status(_Opened(mine, {"id": mine.id}))]
            found = await self._booking.find(code, read_phone(phone[0]))
        except FawenError as error:
            return [Reply(error.detail, buttons=(PERSON,))]
        return [self._status(_Opened(found, {"pass": self._pass(found, conversation_id)}))]

    async def _opened(self, conversation_id: str, values: dict[str, str]) -> list[_Opened]:
        """The appointments meant: by the button's pass or id, or all that this conversation made."""
        assert self._booking is not None
        if "pass" in values:
            return [await self._by_pass(values["pass"], conversation_id)]
        own = [_Opened(one, {"id": one.id}) for one in await self._booking.of_conversation(conversation_id)]
        if "id" not in values:
            return own
        mine = [one for one in own if one.appointment.id == values["id"]]
        if mine:
            return mine
        gone = await self._booking.get(values["id"])  # over or cancelled
        if gone.conversation_id != conversation_id:
            raise FieldNotUnderstood("code", words.BUTTON_OVER)
        return [_Opened(gone, {"id": gone.id})]

    async def _cancel(self, opened: _Opened, *, confirmed: bool) -> Reply:
        assert self._booking is not None
        if not confirmed and Event.CANCEL in TABLE[opened.appointment.state]:
            yes = Button(words.YES_CANCEL, payloads.spell(CANCEL, **opened.carried, confirmed="yes"))
            no = Button(words.NO, payloads.spell(CHECK, **opened.carried))
            text = status(opened.appointment, None)
            return Reply(f"{text}\n\n{words.SURE_CANCEL}", buttons=(no, yes))
        await self._booking.cancel(f"{opened.appointment.id}-cancel", opened.appointment.id)
        return Reply(words.CANCELLED, buttons=(PERSON,))

    async def _change(self, opened: _Opened, to: str, said: str) -> Reply:
        assert self._changes is not None
        if to:
            changed = await self._changes.make(opened.appointment, datetime.fromisoformat(to))
            told = self._status(_Opened(changed, opened.carried))
            return Reply(f"{words.CHANGED}\n\n{told.text}", buttons=told.buttons)
        offer = await self._changes.offer(opened.appointment, said)
        buttons = [
            Button(title, payloads.spell(CHANGE, **opened.carried, to=moment))
            for title, moment in offer.times
        ]
        keep = Button(words.NO, payloads.spell(CHECK, **opened.carried))
        return Reply(offer.text, buttons=(*buttons, keep, PERSON))

    def _status(self, opened: _Opened) -> Reply:
        text = status(opened.appointment, case_of(self._catalogue, opened.appointment))
        going = Event.CANCEL in TABLE[opened.appointment.state]
        return Reply(text, buttons=buttons_of(opened.carried) if going else (PERSON,))

    def _pass(self, appointment: Appointment, conversation_id: str) -> str:
        assert self._booking is not None
        until = (self._booking.now() + _PASS_LASTS).isoformat()
        return self._booking.vault.seal_json([appointment.id, conversation_id, until])

    async def _by_pass(self, sealed: str, conversation_id: str) -> _Opened:
        assert self._booking is not None
        try:
            appointment_id, whose, until = self._booking.vault.open_json(sealed)
        except (CannotOpen, ValueError):
            raise FieldNotUnderstood("code", words.BUTTON_OVER) from None
        if whose != conversation_id or datetime.fromisoformat(until) < self._booking.now():
            raise FieldNotUnderstood("code", words.BUTTON_OVER)
        return _Opened(await self._booking.get(appointment_id), {"pass": sealed})


def buttons_of(carried: dict[str, str]) -> tuple[Button, ...]:
    """What can be done about an appointment that stands."""
    titles = ((CHECK, words.CHECK_TITLE), (CHANGE, words.CHANGE_TITLE), (CANCEL, words.CANCEL_TITLE))
    return (*(Button(title, payloads.spell(intent, **carried)) for intent, title in titles), PERSON)


def _code(text: str) -> str:
    """The code in a text, "" if there is none that can be one."""
    try:
        return read_code(_PHONE.sub("，", text))
    except CodeNotUnderstood:
        return ""
