"""What is said of an appointment that stands: code, when, where, what to bring, how to change it."""

from collections.abc import Iterable

from bot.appointments.codes import shown
from bot.appointments.model import Appointment
from bot.appointments.states import State
from bot.appointments.talking.case import Case
from bot.appointments.wording import STATES, when_until
from bot.replies import Button, Citation, Reply
from knowledge_base.bookable.catalogue import Catalogue
from knowledge_base.bookable.matters import PLACE_TITLES
from knowledge_base.models import Reference

_BRING = "要带的："
_KNOW = "先知道的几点："
_HOW_TO_CHANGE = "要改时间或者取消，在这里说“改预约”“取消预约”就行；换个地方查，要用预约码和您留的电话。"
_ANOTHER = "这件事还要请别的调解员一起来，人由调解委员会安排；时间要是有变，会打电话告诉您。"


def receipt(appointment: Appointment, case: Case, buttons: tuple[Button, ...]) -> Reply:
    """Right after booking."""
    lines = [
        f"约好了。预约码：{shown(appointment.code)}，请记下来或者截个图。",
        *_facts(appointment, case),
    ]
    if case.needs_another:
        lines.append(_ANOTHER)
    limits = case.matter.limits_for(case.told)
    known = "\n".join([_KNOW, *(f"- {one.text}" for one in limits)]) if limits else ""
    lines += [bring(case), fee(case), known, *case.matter.cautions, _HOW_TO_CHANGE]
    cited = citations(reference for one in limits for reference in one.citations)
    return Reply("\n\n".join(line for line in lines if line), citations=cited, buttons=buttons)


def citations(references: Iterable[Reference]) -> tuple[Citation, ...]:
    """Articles as a reply names them, each once."""
    return tuple(dict.fromkeys(Citation(one.law, one.article) for one in references))


def status(appointment: Appointment, case: Case | None) -> str:
    """How it stands; ``case`` None: its matter is no longer in the catalogue."""
    lines = [f"预约码 {shown(appointment.code)}：{STATES[appointment.state]}。"]
    if case is not None:
        lines += _facts(appointment, case)
        if appointment.state is State.BOOKED:
            lines.append(bring(case))
    else:
        lines.append(f"时间：{when_until(appointment.slot)}")
    return "\n\n".join(line for line in lines if line)


def bring(case: Case) -> str:
    """What to bring, and how to get what is missing."""
    gone = {one.id for one in case.missing()} if "at_hand" in case.answers else set()
    lines = [
        f"- {one.text}" + (f"（还没有：{one.get}）" if one.id in gone and one.get else "")
        for one in case.needed()
    ]
    return "\n".join([_BRING, *lines]) if lines else ""


def fee(case: Case) -> str:
    """What it costs."""
    found = case.catalogue.parameters.fees.get(case.matter.fee)
    return f"费用：{found.text}{found.reduction}" if found else ""


def case_of(catalogue: Catalogue, appointment: Appointment) -> Case | None:
    """The matter with what was told when it was booked."""
    matter = catalogue.matters.get(appointment.matter_id)
    answers = appointment.contact.details.get("answers", {})
    return Case(catalogue, matter, answers) if matter else None


def where(appointment: Appointment, case: Case) -> str:
    """How it takes place, and with whom."""
    place = case.place()
    resource = case.catalogue.resources.get(appointment.slot.resource_id)
    parts = (PLACE_TITLES[place] if place else "", resource.title if resource else "")
    return "，".join(part for part in parts if part)


def _facts(appointment: Appointment, case: Case) -> list[str]:
    times = when_until(appointment.slot)
    return [f"办什么：{case.matter.title}\n时间：{times}\n地点：{where(appointment, case)}"]
