"""An appointment as a calendar file (RFC 5545). Nothing personal is in it: a phone may show it to anybody."""

from datetime import timedelta

from icalendar import Alarm, Calendar, Event

from bot.appointments.codes import shown
from bot.appointments.model import Appointment
from bot.appointments.states import State
from bot.appointments.talking.case import Case
from bot.appointments.talking.receipts import bring, where
from bot.clock import LOCAL

_MAKER = "-//Fawen//Appointments//ZH"
_REMIND = timedelta(days=-1)
_HOST = "fawen"


def calendar_file(appointment: Appointment, case: Case) -> str:
    """The text of the file. Moved or cancelled, it takes the place of the one before: same UID, later
    SEQUENCE."""
    calendar = Calendar()
    calendar.add("prodid", _MAKER)
    calendar.add("version", "2.0")
    cancelled = appointment.state is State.CANCELLED
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    event = Event()
    event.add("uid", f"{appointment.id}@{_HOST}")
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", appointment.updated_at)
    event.add("dtstart", appointment.slot.starts_at)
    event.add("dtend", appointment.slot.ends_at)
    event.add("summary", f"{case.matter.title}（预约码 {shown(appointment.code)}）")
    event.add("location", where(appointment, case))
    event.add("description", bring(case))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    if not cancelled:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", f"{case.matter.title} {appointment.slot.starts_at.astimezone(LOCAL):%H:%M}")
        alarm.add("trigger", _REMIND)
        event.add_component(alarm)
    calendar.add_component(event)
    return bytes(calendar.to_ical()).decode()
