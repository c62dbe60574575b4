"""The promise: passed with the order still out, or met, and by how much it was missed at least.

The Orders API has no time of delivery. It is between two looks: the last at which the order had not
arrived and the first at which it had; a seller is never told more than these two prove.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from seller_credits.detection.parcels.proof import proof, sighting
from seller_credits.detection.parcels.words import UNSHIPPED, counted, has_arrived, is_out
from seller_credits.domain.cases import Delivery, Sighting
from seller_credits.domain.issues import IssueKind, Source
from seller_credits.domain.marketplaces import Marketplace, find_marketplace
from seller_credits.domain.orders import Order
from seller_credits.domain.origins import Origin


@dataclass(frozen=True, slots=True)
class Lateness:
    """By how many of the store's days the promise was missed.

    Attributes:
        least: the least that is proven, 0 where it was met for sure; None where it may have been
            met and may have been missed.
        most: the very most; None where the order has not arrived, so that it may grow.
    """

    least: int | None
    most: int | None


def late_delivery(
    order: Order, origin: Origin, store: Marketplace, now: datetime
) -> Iterator[Sighting]:
    """What the promise says of the order at this moment; nothing where it is not proven missed."""
    if order.deliver_by is None:
        return
    promised = store.day_of(order.deliver_by)
    proven = _last_day_not_there(order, store, now)
    if proven is None or proven[0] <= promised:
        return
    day, source, how = proven
    values = {
        "deliverByWindow.latestDateTime": order.deliver_by.isoformat(),
        "not there yet on": str(day),
        "how this is known": how,
    }
    yield sighting(
        IssueKind.LATE_DELIVERY,
        order,
        proof(order, origin, source, str(promised), str(day), values=values),
        order.deliver_by,
        facts={"days_late": (day - promised).days},
    )


def _last_day_not_there(
    order: Order, store: Marketplace, now: datetime
) -> tuple[date, Source, str] | None:
    """The last day on which the order is proven not to have arrived in full, and how."""
    out = next((package for package in order.packages if is_out(package)), None)
    if out is not None:
        return store.day_of(now), Source.PACKAGES, f"packageStatus.status {out.status}"
    if order.status in UNSHIPPED:
        return store.day_of(now), Source.ORDERS, f"fulfillmentStatus {order.status}"
    last = _handed_over(order)
    if last is None:
        return None
    return store.day_of(last), Source.PACKAGES, f"shipTime {last.isoformat()}"


def _handed_over(order: Order) -> datetime | None:
    """When the last of its parcels was: before that the order had not arrived in full."""
    return max((p.ship_time for p in counted(order) if p.ship_time), default=None)


def delivery_of(
    before: Order | None, before_as_of: datetime | None, now: Order, as_of: datetime
) -> Delivery | None:
    """Between which moments an order arrived, told when it is first seen to have arrived.

    None while it has not, and where it had arrived at the look before: what was told then stands.

    Args:
        before: the Orders API's snapshot of the look before, where there was one.
        before_as_of: the moment (aware) that one speaks of.
        now: the snapshot that was just read.
        as_of: the moment (aware) it speaks of.
    """
    if not has_arrived(now) or (before is not None and has_arrived(before)):
        return None
    by = min(now.updated_at, as_of) if now.updated_at else as_of
    looks = [_handed_over(now)]
    if before is not None and _is_not_there(before):
        looks.append(before_as_of)
    # A look that is younger than the change it does not show yet proves nothing.
    after = max((look for look in looks if look is not None and look <= by), default=None)
    return Delivery(after, by)


def arrival(known: Delivery | None, again: Delivery | None, order: Order) -> Delivery | None:
    """Which of two arrivals stands: what the looks around the first one told, as a rule.

    A parcel that is seen on its way once more and arrives again proves nothing of the first time.
    Only one that was handed over after it does: then the order had not arrived in full.
    """
    if known is None or again is None:
        return again or known
    handed_over = _handed_over(order)
    return again if handed_over is not None and handed_over > known.by else known


def _is_not_there(order: Order) -> bool:
    """Whether the order is proven not to have arrived in full: not merely not known to have."""
    return order.status in UNSHIPPED or any(is_out(package) for package in order.packages)


def lateness(order: Order, delivery: Delivery | None, proven: int | None = None) -> Lateness:
    """By how much the order's promise was missed, as far as it is proven.

    Args:
        order: a snapshot with the promise and the store whose days are counted.
        delivery: between which moments it arrived; None while it has not, or nobody knows.
        proven: the most days that earlier looks have proven, where they have.
    """
    store = find_marketplace(order.marketplace)
    if store is None or order.deliver_by is None or delivery is None:
        return Lateness(proven, None)
    promised = store.day_of(order.deliver_by)
    most = max((store.day_of(delivery.by) - promised).days, 0)
    shown = (store.day_of(delivery.after) - promised).days if delivery.after else 0
    least = max(shown, proven or 0)
    if not least:
        return Lateness(None if most else 0, most)
    return Lateness(min(least, most), most)
