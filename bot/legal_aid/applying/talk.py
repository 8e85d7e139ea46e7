"""What a citizen can ask and do about an application once it is handed in, in conversation.

Who writes in the conversation that made it needs nothing more; anybody else gives number and phone, which
are heard in confidence: the record shows the phone masked, and the dialogue never sees it.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot import payloads
from bot.errors import FawenError
from bot.legal_aid.applications.errors import NotConfirmed
from bot.legal_aid.applications.model import Key
from bot.legal_aid.applications.numbers import read_number
from bot.legal_aid.applications.service import Applications
from bot.legal_aid.applications.states import TABLE, Event, State
from bot.legal_aid.applying import talk_wording as wording
from bot.masking import mask_phone
from bot.personal_fields import FieldNotUnderstood, plain_text, read_phone
from bot.replies import Button, Reply
from bot.vault import CannotOpen

STATUS, WITHDRAW, ERASE, OBJECT, PAPERS = (
    "application_status",
    "withdraw_application",
    "erase_application",
    "object_to_decision",
    "send_papers",
)
INTENTS = frozenset({STATUS, WITHDRAW, ERASE, OBJECT, PAPERS})

_NUMBER = re.compile(r"[A-Za-z]{2,6}[\s\-—–_]*\d{4}[\s\-—–_]*\d{6,9}[\s\-—–_]*\d(?!\d)")
_PHONE = re.compile(r"(?<!\d)(?:\+?86[\s\-]*)?(?:1(?:[\s\-]?\d){10}|0\d{2,3}[\s\-]?\d{7,8})(?!\d)")
_PASS_LASTS = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class _Opened:
    """An application and what its buttons carry so that they open it too."""

    key: Key
    number: str
    carried: dict[str, str]


class ApplicationTalk:
    """Status, withdrawal, objection and erasure in conversation.

    Args:
        applications: None where no data keys are set.
        abroad: replies for a conversation over a channel where nothing personal may be asked
            (个人信息保护法 36), None where it may.
        last_said: the citizen's latest message (before a turn), as the record shows it.
        clock: this moment.
    """

    def __init__(
        self,
        applications: Applications | None,
        abroad: Callable[[str], Awaitable[list[Reply] | None]],
        last_said: Callable[[str, int | None], Awaitable[str]],
        clock: Callable[[], datetime],
    ) -> None:
        self._applications = applications
        self._abroad = abroad
        self._last_said = last_said
        self._now = clock

    # What is asked for, by button or in words

    def attends(self, intent: str) -> bool:
        """Whether an intent is its business."""
        return intent in INTENTS

    async def attend(self, conversation_id: str, intent: str, sent: str) -> list[Reply]:
        """The replies to a wish about an application."""
        if self._applications is None:
            return [Reply(wording.NOT_OPEN, buttons=(wording.PERSON,))]
        found = payloads.read(sent)
        values = found[1] if found else {}
        try:
            opened = await self._opened(conversation_id, values)
            if not opened:
                return await self._which(conversation_id, intent)
            if intent == STATUS or len(opened) > 1:
                return [await self._status(one) for one in opened]
            return [await self._do(opened[0], intent, confirmed="confirmed" in values)]
        except FawenError as error:
            return [Reply(error.detail, buttons=(wording.PERSON,))]

    # What is told in confidence: number and phone

    async def shown(self, conversation_id: str, text: str) -> str | None:
        """The text with the phone masked, if it is number and phone, or the phone that was still missing."""
        plain = plain_text(text)
        number, phone = _NUMBER.search(plain), _PHONE.search(_NUMBER.sub(" ", plain))
        if number is None and phone is None:
            return None
        if number is None and not _NUMBER.search(plain_text(await self._last_said(conversation_id, None))):
            return None
        return _PHONE.sub(lambda one: mask_phone(re.sub(r"[^\d+]", "", one[0])), plain) if phone else plain

    async def confide(self, conversation_id: str, text: str, turn: int) -> list[Reply] | None:
        """Where the application stands, for whoever tells number and phone."""
        plain = plain_text(text)
        number = _NUMBER.search(plain)
        if number is None:
            number = _NUMBER.search(plain_text(await self._last_said(conversation_id, turn)))
        if number is None:
            return None
        phone = _PHONE.search(_NUMBER.sub(" ", plain))
        if self._applications is None:
            return [Reply(wording.NOT_OPEN, buttons=(wording.PERSON,))]
        elsewhere = await self._abroad(conversation_id)
        if elsewhere is not None:
            return elsewhere
        try:
            wanted = read_number(number[0])
            if phone is None:
                own = await self._applications.made_in(conversation_id)
                if wanted not in own:
                    return [Reply(wording.PHONE_TOO)]
                key = await self._applications.key_by_conversation(wanted, conversation_id)
                return [await self._status(_Opened(key, wanted, {"number": wanted}))]
            key = await self._applications.key_by_phone(wanted, read_phone(phone[0]), conversation_id)
        except FieldNotUnderstood as fault:
            return [Reply(fault.detail)]
        except FawenError as error:
            return [Reply(error.detail, buttons=(wording.PERSON,))]
        return [await self._status(_Opened(key, wanted, {"pass": self._pass(key, wanted, conversation_id)}))]

    # Own affairs

    async def _opened(self, conversation_id: str, values: dict[str, str]) -> list[_Opened]:
        """The applications meant: by the button's pass or number, or all that this conversation made."""
        assert self._applications is not None
        if "pass" in values:
            return [self._by_pass(values["pass"], conversation_id)]
        own = await self._applications.made_in(conversation_id)
        wanted = [values["number"]] if values.get("number") in own else own
        by_conversation = self._applications.key_by_conversation
        return [
            _Opened(await by_conversation(number, conversation_id), number, {"number": number})
            for number in wanted
        ]

    async def _which(self, conversation_id: str, intent: str) -> list[Reply]:
        elsewhere = await self._abroad(conversation_id)
        if elsewhere is not None:
            return elsewhere
        text = wording.NOTHING_TO_ERASE if intent == ERASE else wording.WHICH
        return [Reply(text, buttons=(wording.PERSON,))]

    async def _status(self, opened: _Opened) -> Reply:
        assert self._applications is not None
        view = (await self._applications.file(opened.key)).overview(self._now())
        return Reply(wording.status_text(view), buttons=self._buttons(opened, view))

    async def _do(self, opened: _Opened, intent: str, *, confirmed: bool) -> Reply:
        assert self._applications is not None
        if intent == PAPERS:
            offered = (papers_button(opened.number),) if "number" in opened.carried else ()
            return Reply(wording.HOW_TO_SEND_PAPERS, buttons=offered)
        if intent == ERASE:
            try:
                await self._applications.erase(opened.key, confirmed=confirmed)
            except NotConfirmed as unsure:
                return self._sure(opened, ERASE, unsure.detail, wording.YES_ERASE)
            return Reply(wording.ERASED)
        if not confirmed:
            text, title = (
                (wording.SURE_WITHDRAW, wording.YES_WITHDRAW)
                if intent == WITHDRAW
                else (wording.SURE_OBJECT, wording.YES_OBJECT)
            )
            return self._sure(opened, intent, text.format(number=opened.number), title)
        if intent == WITHDRAW:
            await self._applications.withdraw(opened.key)
            return Reply(wording.WITHDRAWN.format(number=opened.number))
        await self._applications.object(opened.key)
        status = await self._status(opened)
        return Reply(f"{wording.OBJECTED}\n\n{status.text}", buttons=status.buttons)

    def _sure(self, opened: _Opened, intent: str, text: str, title: str) -> Reply:
        yes = Button(title, payloads.spell(intent, **opened.carried, confirmed="yes"))
        no = Button(wording.NO, payloads.spell(STATUS, **opened.carried))
        return Reply(text, buttons=(no, yes))

    def _buttons(self, opened: _Opened, view: dict[str, Any]) -> tuple[Button, ...]:
        state = State(view["state"])
        offered = [Button(wording.REFRESH, payloads.spell(STATUS, **opened.carried))]
        if "number" in opened.carried and state in {State.SUBMITTED, State.SUPPLEMENT_ASKED}:
            offered.insert(0, papers_button(opened.number))
        for event, intent, title in (
            (Event.OBJECT, OBJECT, wording.OBJECT_TITLE),
            (Event.WITHDRAW, WITHDRAW, wording.WITHDRAW_TITLE),
        ):
            if event in TABLE[state]:
                offered.append(Button(title, payloads.spell(intent, **opened.carried)))
        offered.append(Button(wording.ERASE_TITLE, payloads.spell(ERASE, **opened.carried)))
        return (*offered, wording.PERSON)

    def _pass(self, key: Key, number: str, conversation_id: str) -> str:
        assert self._applications is not None
        until = (self._now() + _PASS_LASTS).isoformat()
        return self._applications.vault.seal_json([key.application_id, number, conversation_id, until])

    def _by_pass(self, sealed: str, conversation_id: str) -> _Opened:
        assert self._applications is not None
        try:
            application_id, number, whose, until = self._applications.vault.open_json(sealed)
        except (CannotOpen, ValueError):
            raise FieldNotUnderstood("number", wording.BUTTON_OVER) from None
        if whose != conversation_id or datetime.fromisoformat(until) < self._now():
            raise FieldNotUnderstood("number", wording.BUTTON_OVER)
        return _Opened(Key(application_id), number, {"pass": sealed})


def papers_button(number: str) -> Button:
    """Opens the papers of an application where the channel can show them."""
    return Button(wording.PAPERS_TITLE, payloads.spell(PAPERS, number=number))


def receipt_buttons(number: str) -> tuple[Button, ...]:
    """What can be done right after handing in."""
    status = Button(wording.STATUS_TITLE, payloads.spell(STATUS, number=number))
    return (papers_button(number), status, wording.PERSON)
