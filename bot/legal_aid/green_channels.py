"""Faster or easier ways that the bureau keeps for some people (parameters ``green_channels``)."""

from bot.legal_aid.facts import Facts
from bot.legal_aid.outcomes import AIDED, Outcome
from bot.legal_aid.parameters import Local
from bot.legal_aid.truth import YES, Truth
from bot.legal_aid.venue import venue
from knowledge_base.legal_aid_parameters import GreenChannel

_OPEN = AIDED | {Outcome.PERSON_MUST_LOOK}


def green_channels(facts: Facts, possible: tuple[Outcome, ...], place: Local) -> tuple[GreenChannel, ...]:
    """The channels open to the person, as long as aid is possible at all."""
    if _OPEN.isdisjoint(possible):
        return ()
    return tuple(channel for channel in place.green_channels if _open(channel, facts, place))


def _open(channel: GreenChannel, facts: Facts, place: Local) -> bool:
    if channel.matters and (facts.matter is None or facts.matter.value not in channel.matters):
        return False
    return all(_value(name, facts, place) is YES for name in channel.when)


def _value(name: str, facts: Facts, place: Local) -> Truth:
    if name == "elsewhere":
        return venue(facts, place).elsewhere
    value: Truth = getattr(facts, name)
    return value
