"""Where to apply (法律援助法 38): by the organ that decides, or where the dispute is handled or arose."""

from dataclasses import dataclass

from bot.legal_aid.facts import Facts
from bot.legal_aid.matters import CRIME, Matter
from bot.legal_aid.parameters import Local
from bot.legal_aid.sources import Source, act
from bot.legal_aid.truth import UNKNOWN, YES, Truth, truth

_IN_COURT = CRIME | {Matter.RETRIAL, Matter.INCAPACITY}


@dataclass(frozen=True, slots=True)
class Venue:
    """``litigation``: whether it is a matter for courts (or organs of a criminal case). ``regions``: where an
    institution may take the application, as far as the facts tell; ``elsewhere``: whether that is outside
    the place asked about. Where somebody lives does not count.
    """

    litigation: Truth
    regions: tuple[str, ...]
    elsewhere: Truth
    source: Source


def venue(facts: Facts, place: Local) -> Venue:
    """Where to apply."""
    litigation = YES if facts.matter in _IN_COURT else facts.litigation
    named = [facts.deciding_region]
    if litigation is not YES:
        named.append(facts.dispute_region)
    regions = tuple(dict.fromkeys(region for region in named if region))
    if litigation is UNKNOWN and facts.deciding_region is None:
        elsewhere = facts.elsewhere  # where it arose counts only outside litigation
    elif regions:
        elsewhere = truth(place.region not in regions)
    else:
        elsewhere = facts.elsewhere
    return Venue(litigation, regions, elsewhere, act(38))
