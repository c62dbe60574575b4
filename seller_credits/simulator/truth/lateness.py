"""Which orders are late, and which source proves it.

Days are counted by the clock of the order's own store, as the marketplace judges delivery.
"""

from collections.abc import Iterator
from datetime import date, datetime

from seller_credits.simulator.shop.nouns import MERCHANT, Order

WAITING = frozenset({"UNSHIPPED", "PARTIALLY_SHIPPED"})
_CLOSED = frozenset({"DELIVERED", "UNDELIVERABLE", "CANCELLED"})


def troubles_of_order(
    order: Order, now: datetime, *, detailed_status: bool
) -> Iterator[tuple[str, str]]:
    """Give the troubles of one order, each with a source that shows it; empty where none does."""
    if order.fulfilled_by != MERCHANT or order.status == "CANCELLED":
        return
    if order.status in WAITING and order.ship_by.latest < now:
        yield "late_shipment", "orders"
    shipped = [parcel.shipped for parcel in order.parcels if parcel.shipped is not None]
    if any(moment > order.ship_by.latest for moment in shipped):
        yield "late_shipment", "packages"
    if is_late(order, now):
        yield "late_delivery", _shown_late_by(order, now)
    for parcel in order.parcels:
        if parcel.status == "UNDELIVERABLE":
            yield "undeliverable", "packages"
        if detailed_status and parcel.detailed_status in {"LOST", "DAMAGED"}:
            yield parcel.detailed_status.lower(), "packages"


def is_late(order: Order, now: datetime) -> bool:
    """Return whether a seller-fulfilled order came, or is still out, after the promised day."""
    promised = _day(order, order.deliver_by.latest)
    if order.delivered is not None:
        return _day(order, order.delivered) > promised
    if any(parcel.status == "UNDELIVERABLE" for parcel in order.parcels):
        return False
    return order.status in {*WAITING, "SHIPPED"} and _day(order, now) > promised


def _shown_late_by(order: Order, now: datetime) -> str:
    """Return the source that proves a late delivery; empty where only a time limit hints at it."""
    promised = _day(order, order.deliver_by.latest)
    if any(parcel.shipped and _day(order, parcel.shipped) > promised for parcel in order.parcels):
        return "packages"
    if order.delivered is not None:
        return ""
    open_parcels = any(parcel.status not in _CLOSED for parcel in order.parcels)
    if _day(order, now) > promised:
        return "packages" if open_parcels else "orders"
    return ""


def _day(order: Order, moment: datetime) -> date:
    return moment.astimezone(order.marketplace.zone).date()
