"""Orders and their parcels: what is late, undeliverable, lost or damaged before anybody says so.

Nothing is called late that is not proven late. The Orders API has no time of delivery, so a
parcel is late only while it is still travelling after the promise, or when it was handed over
after it. Days are the store's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from seller_credits.detection.parcels.arriving import late_delivery
from seller_credits.detection.parcels.shipping import late_shipment, warned_from
from seller_credits.detection.parcels.troubles import parcel_troubles
from seller_credits.detection.parcels.watch import Watch
from seller_credits.detection.parcels.words import UNSHIPPED, is_out, is_sellers_to_ship
from seller_credits.domain.cases import Sighting
from seller_credits.domain.marketplaces import Marketplace, find_marketplace
from seller_credits.domain.orders import Order
from seller_credits.domain.origins import Origin

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)

# Each look costs a request. After a week one more day late hardly changes what to do, and after a
# month nothing does: what happens to the parcel then is a change, which a search finds.
_DAILY_FOR = timedelta(days=7)
_LONG_PAST = timedelta(days=30)

WITHOUT_WARNING = Watch()
"""Tells of what is late, and of nothing that is about to be."""


def sightings_of_order(
    order: Order, origin: Origin, now: datetime, watch: Watch = WITHOUT_WARNING
) -> Iterator[Sighting]:
    """What one seller-fulfilled order shows at this moment, or at the one its source speaks of."""
    now = origin.as_of or now
    store = find_marketplace(order.marketplace)
    if not is_sellers_to_ship(order):
        return
    if store is not None:
        # The days of a store nobody knows cannot be counted; its parcels speak for themselves.
        yield from late_shipment(order, origin, store, now, watch)
        yield from late_delivery(order, origin, store, now)
    yield from parcel_troubles(order, origin)


def next_look(order: Order, seen_at: datetime, watch: Watch = WITHOUT_WARNING) -> datetime | None:
    """When an order that was seen at a moment is worth another look, though it may not change.

    An instant, in UTC: when time alone may make more of it than it was when it was seen. None
    where it cannot: it is Amazon's to ship, cancelled, arrived, or long past caring about.
    """
    store = find_marketplace(order.marketplace)
    if store is None or not is_sellers_to_ship(order):
        return None
    unshipped = order.status in UNSHIPPED
    late_from = []
    if order.ship_by and unshipped:
        late_from.append(order.ship_by)
    if order.deliver_by and (unshipped or any(is_out(package) for package in order.packages)):
        late_from.append(store.start_of(store.day_of(order.deliver_by) + _DAY))
    looks = [_look_after(seen_at, late, store) for late in late_from]
    warned = warned_from(order, watch) if unshipped else None
    if warned is not None and seen_at < warned:
        looks.append(warned)
    return min((look for look in looks if look), default=None)


def _look_after(seen_at: datetime, late_from: datetime, store: Marketplace) -> datetime | None:
    """When it begins to be late; afterwards every day, later every week, and then no more."""
    late_by = seen_at - late_from
    if late_by < timedelta(0):
        return late_from
    if late_by > _LONG_PAST:
        return None
    return store.start_of(store.day_of(seen_at) + (_DAY if late_by < _DAILY_FOR else _WEEK))
