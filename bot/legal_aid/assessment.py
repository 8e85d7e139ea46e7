"""The whole of a screening: tentative outcome, why, what is urgent, where, which papers, how long."""

from dataclasses import dataclass
from datetime import date

from bot.legal_aid.agents import Agency, Forwarding, agency, forwarding
from bot.legal_aid.cascade import screen
from bot.legal_aid.contradictions import Contradiction
from bot.legal_aid.facts import Facts
from bot.legal_aid.findings import Reason
from bot.legal_aid.forms import Form, forms
from bot.legal_aid.further_help import Help, further_help
from bot.legal_aid.green_channels import green_channels
from bot.legal_aid.outcomes import Outcome
from bot.legal_aid.papers import Paper, papers
from bot.legal_aid.parameters import Local, local
from bot.legal_aid.sources import ACT_SINCE
from bot.legal_aid.timetable import Step, timetable
from bot.legal_aid.urgency import Urgency, mediation_by_default, urgencies
from bot.legal_aid.venue import Venue, venue
from knowledge_base.legal_aid_parameters import GreenChannel, LegalAidParameters

_MEANS_RULES = frozenset({"hardship-standard"})


@dataclass(frozen=True, slots=True)
class Assessment:
    """A tentative view; the legal-aid institution decides (法律援助法 43).

    ``possible``: every outcome that the unknown facts leave open, the most helpful first. ``missing``: the
    unknown facts that keep it open and were not yet asked in vain. ``on_samples``: what of it rests on
    parameters that the bureau has not confirmed. ``mediation_by_default`` is False where violence may be.
    """

    facts: Facts
    on: date
    region: str
    outcome: Outcome
    possible: tuple[Outcome, ...]
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]
    contradictions: tuple[Contradiction, ...]
    urgencies: tuple[Urgency, ...]
    green_channels: tuple[GreenChannel, ...]
    venue: Venue
    agency: Agency | None
    forwarding: Forwarding | None
    forms: tuple[Form, ...]
    papers: tuple[Paper, ...]
    timetable: tuple[Step, ...]
    further_help: tuple[Help, ...]
    mediation_by_default: bool
    on_samples: tuple[str, ...]

    @property
    def settled(self) -> bool:
        """Whether no unknown fact can change the outcome any more."""
        return len(self.possible) == 1


def assess(facts: Facts, *, on: date, region: str, parameters: LegalAidParameters) -> Assessment:
    """What can be said of these facts on a day at a place.

    Args:
        facts: what is known.
        on: the day as of which it is asked.
        region: name or code of the institution's area.
        parameters: of all days and places.

    Raises:
        ParameterMissing: the region is not known, or the rules need a parameter that is not kept.
    """
    place = local(parameters, on, region)
    found = screen(facts, place)
    if on < ACT_SINCE:  # none of the Act's promises held
        return _before_the_act(facts, place, found.outcome, found.reasons)
    channels = green_channels(facts, found.possible, place)
    held = forwarding(facts)
    rested_on = frozenset(name for reason in found.reasons if reason.holds for name in reason.facts)
    return Assessment(
        facts=facts,
        on=on,
        region=place.region,
        outcome=found.outcome,
        possible=found.possible,
        reasons=found.reasons,
        missing=tuple(name for name in found.missing if not facts.settled(name)),
        contradictions=found.contradictions,
        urgencies=urgencies(facts, place),
        green_channels=channels,
        venue=venue(facts, place),
        agency=agency(facts),
        forwarding=held,
        forms=forms(facts, found.possible, place),
        papers=papers(facts, found.outcome, found.possible, rested_on, place),
        timetable=timetable(found.outcome, found.possible, channels, held=held is not None, place=place),
        further_help=further_help(facts, found.possible),
        mediation_by_default=mediation_by_default(facts),
        on_samples=_samples(found.reasons, channels, place),
    )


def _before_the_act(facts: Facts, place: Local, outcome: Outcome, reasons: tuple[Reason, ...]) -> Assessment:
    return Assessment(
        facts=facts,
        on=place.on,
        region=place.region,
        outcome=outcome,
        possible=(outcome,),
        reasons=reasons,
        missing=(),
        contradictions=(),
        urgencies=(),
        green_channels=(),
        venue=venue(facts, place),
        agency=None,
        forwarding=None,
        forms=(),
        papers=(),
        timetable=(),
        further_help=(Help("person", ()),),
        mediation_by_default=False,
        on_samples=(),
    )


def _samples(
    reasons: tuple[Reason, ...], channels: tuple[GreenChannel, ...], place: Local
) -> tuple[str, ...]:
    found = [channel.title for channel in channels if channel.valid.sample]
    rules = {reason.rule for reason in reasons}
    if rules & _MEANS_RULES and place.standard and place.standard.valid.sample:
        found.insert(0, "经济困难标准")
    for extension in place.extensions:
        if extension.valid.sample and f"extension:{extension.id}" in rules:
            found.append(extension.about)
    return tuple(found)
