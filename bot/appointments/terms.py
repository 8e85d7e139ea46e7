"""What a bureau may set about holds and offers."""

from dataclasses import dataclass, field

from bot.appointments.offer_times import OfferTimes


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """See the module.

    Args:
        hold_minutes: how long a chosen time is kept until it is confirmed.
        offers: for how long a freed time is offered to somebody who waits.
        missed_offers: after so many unanswered offers one waits no longer.
        alternatives: how many are named when a time is taken.
    """

    hold_minutes: int = 10
    offers: OfferTimes = field(default_factory=OfferTimes)
    missed_offers: int = 3
    alternatives: int = 3
