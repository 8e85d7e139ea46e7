"""Which time: read from words or chosen among what is free, the nearest where the wish cannot be met."""

from datetime import UTC, datetime, timedelta
from itertools import islice

from bot.appointments.availability import Demand, TimeSlot
from bot.appointments.talking import wording
from bot.appointments.talking.vacancies import Vacancies
from bot.appointments.talking.wishes import Wish, read_wish
from bot.appointments.wording import when
from bot.interviews.model import Answers, Asked, Choice

QUESTION = "time"
WAITLIST = "waitlist"
_OFFERED = 5
_LONG = timedelta(days=60)


class TimeChoice:
    """The question for one demand.

    Args:
        vacancies: what is free.
        demand: what is looked for; None if nobody takes it.
        waits: whether one can wait for a time that is taken.
    """

    def __init__(self, vacancies: Vacancies, demand: Demand | None, *, waits: bool = False) -> None:
        self._vacancies = vacancies
        self._demand = demand
        self._waits = waits

    def settled(self, answers: Answers) -> bool:
        """Whether a time was chosen that is still free."""
        chosen = answers.get(QUESTION)
        return bool(chosen) and (chosen == WAITLIST or self._free(datetime.fromisoformat(str(chosen))))

    def read(self, text: str) -> dict[str, object]:
        """The wish in a text, and the time itself if the wish leaves no doubt and can be met."""
        wish = read_wish(text, self._vacancies.moment, self._vacancies.schedule.working_days)
        if wish is None:
            return {}
        found: dict[str, object] = {"wish": wish.as_dict()}
        if wish.exact and self._free(wish.first):
            found[QUESTION] = wish.first.astimezone(UTC).isoformat()
        return found

    def chosen(self, value: str) -> dict[str, object] | None:
        """What a press tells; a time that is gone by now leads to the nearest ones."""
        if value == WAITLIST:
            return {QUESTION: WAITLIST}
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return None
        if self._free(moment):
            return {QUESTION: moment.isoformat()}
        return {"wish": Wish(moment, moment, True, when(moment)).as_dict()}

    def asked(self, answers: Answers) -> Asked:
        """The question with what is free."""
        if self._demand is None:
            return Asked(QUESTION, wording.NOBODY_HERE, wording.WHY_TIME)
        wish = Wish.from_dict(answers["wish"]) if answers.get("wish") else None
        text, found = self._offered(self._demand, wish)
        choices = [Choice(wording.slot_title(one), one.starts_at.isoformat()) for one in found]
        if self._waits and (not found or (wish is not None and not self._meets(wish, found))):
            choices.append(Choice(wording.WAITLIST, WAITLIST))
        return Asked(QUESTION, text, wording.WHY_TIME, tuple(choices))

    def said(self, answers: Answers) -> str:
        """The time as it is told back."""
        chosen = answers[QUESTION]
        return wording.WAITLIST_SAID if chosen == WAITLIST else when(datetime.fromisoformat(chosen))

    def _offered(self, demand: Demand, wish: Wish | None) -> tuple[str, tuple[TimeSlot, ...]]:
        free = self._vacancies.openings(demand)
        if not free:
            return wording.FULL, ()
        if wish is None:
            return wording.WHEN, _spread(free.first(_OFFERED * 8))
        if wish.exact:
            at = free.at(wish.first)[:1]
            if at:
                return wording.wished(wish.said, at), at
            why = self._vacancies.why_not(demand, wish.first)
        else:
            inside = [one for one in free.first(len(free)) if wish.first <= one.starts_at <= wish.last]
            if inside:
                soon = wish.last - wish.first > _LONG
                found = _spread(tuple(inside[: _OFFERED * 2] if soon else inside))
                return wording.wished(wish.said, found), found
            why = self._why_nothing(wish)
        return wording.not_then(wish.said, why), self._vacancies.nearest(demand, wish.first, _OFFERED)

    def _why_nothing(self, wish: Wish) -> str:
        """The day's own reason where it is closed, else that it is taken."""
        day = wish.first.date()
        resources = self._vacancies.schedule.resources
        known = [resources[one] for one in self._demand.resources if one in resources] if self._demand else []
        opened = [self._vacancies.schedule.open_on(one, day) for one in known]
        if (wish.last.date() - day).days < 2 and opened and not any(one.rows for one in opened):
            who = f"{known[0].title}，" if len(known) == 1 else ""
            return f"{who}{day.month}月{day.day}日{opened[0].why}。"
        return wording.nothing_on("那时候")

    def _meets(self, wish: Wish, found: tuple[TimeSlot, ...]) -> bool:
        return any(wish.first <= one.starts_at <= wish.last for one in found)

    def _free(self, moment: datetime) -> bool:
        return self._demand is not None and bool(self._vacancies.openings(self._demand).at(moment))


def _spread(slots: tuple[TimeSlot, ...]) -> tuple[TimeSlot, ...]:
    """A handful of many, evenly chosen, the first among them."""
    if len(slots) <= _OFFERED:
        return slots
    step = len(slots) // _OFFERED
    return tuple(islice(slots, 0, step * _OFFERED, step))
