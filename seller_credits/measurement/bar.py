"""How much it takes before something is called unusual, and how long an order is too young."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bar:
    """What has to be cleared; none of it is a rule of Amazon's.

    Attributes:
        fewest_orders: of a SKU, a carrier, a week; with fewer there is no rate.
        fewest_issues: fewer are not worth a seller's morning, however unlikely they are.
        times_the_usual: how many times the usual rate it must be.
        false_alarms: percent of what is named that may be mere chance (false discovery rate).
        delivery_shows_after: an order is counted for troubles of the parcel so long after the day
            it was promised: by then a late one has been seen late.
        unpromised_shows_after: the same after it was placed, where nothing tells the promise.
        product_shows_after: an order is counted for troubles of the goods so long after it was
            placed: by then most of what is sent back has been asked to be.
        consequence_shows_after: the same for claims, chargebacks and feedback.
    """

    fewest_orders: int = 10
    fewest_issues: int = 5
    times_the_usual: Decimal = Decimal(2)
    false_alarms: Decimal = Decimal(5)
    delivery_shows_after: timedelta = 3 * _DAY
    unpromised_shows_after: timedelta = 21 * _DAY
    product_shows_after: timedelta = 21 * _DAY
    consequence_shows_after: timedelta = 30 * _DAY
