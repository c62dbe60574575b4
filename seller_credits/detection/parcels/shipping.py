"""Ship-by: about to pass, passed with nothing shipped, or met too late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from seller_credits.detection.parcels.proof import proof, sighting
from seller_credits.detection.parcels.watch import Watch
from seller_credits.detection.parcels.words import UNSHIPPED
from seller_credits.domain.cases import Sighting
from seller_credits.domain.clock import instant_text
from seller_credits.domain.issues import IssueKind, Severity, Source
from seller_credits.domain.marketplaces import Marketplace
from seller_credits.domain.orders import Order
from seller_credits.domain.origins import Origin

_WARNING = "due"


def is_warning(seen: Sighting) -> bool:
    """Whether it only says that ship-by is near: nothing is late yet, and it may still be met."""
    return seen.kind is IssueKind.LATE_SHIPMENT and _WARNING in seen.evidence.values


def warned_from(order: Order, watch: Watch) -> datetime | None:
    """When an order that is not shipped is worth a warning (UTC); None where it never is.

    Not before half of the time there was to ship it has passed: with a day to ship, every new
    order would be a warning.
    """
    if order.ship_by is None or not watch.warn_before:
        return None
    before = watch.warn_before
    if order.placed_at is not None:
        before = min(before, (order.ship_by - order.placed_at) / 2)
    return order.ship_by - before if before else None


def late_shipment(
    order: Order, origin: Origin, store: Marketplace, now: datetime, watch: Watch
) -> Iterator[Sighting]:
    """What ship-by says of the order at this moment."""
    if order.ship_by is None:
        return
    values = {"shipByWindow.latestDateTime": order.ship_by.isoformat()}
    if order.status in UNSHIPPED and now > order.ship_by:
        overdue = (store.day_of(now) - store.day_of(order.ship_by)).days
        told = {"fulfillmentStatus": order.status, "still unshipped on": str(store.day_of(now))}
        evidence = proof(
            order, origin, Source.ORDERS, "unshipped", str(overdue), values=values | told
        )
        yield sighting(
            IssueKind.LATE_SHIPMENT, order, evidence, order.ship_by, facts={"days_overdue": overdue}
        )
    elif order.status in UNSHIPPED:
        yield from _about_to_pass(order, origin, now, watch)
    late = [p.ship_time for p in order.packages if p.ship_time and p.ship_time > order.ship_by]
    if late:
        told = {"shipTime": max(late).isoformat()}
        evidence = proof(order, origin, Source.PACKAGES, "shipped late", values=values | told)
        yield sighting(IssueKind.LATE_SHIPMENT, order, evidence, order.ship_by)


def _about_to_pass(order: Order, origin: Origin, now: datetime, watch: Watch) -> Iterator[Sighting]:
    begins = warned_from(order, watch)
    if begins is None or order.ship_by is None or now < begins:
        return
    what = "nothing" if order.status == "UNSHIPPED" else "not everything"
    due = instant_text(order.ship_by)
    values = {
        "shipByWindow.latestDateTime": order.ship_by.isoformat(),
        "fulfillmentStatus": order.status,
        _WARNING: f"ship by {due}, {what} shipped yet",
    }
    evidence = proof(order, origin, Source.ORDERS, _WARNING, due, values=values)
    yield sighting(IssueKind.LATE_SHIPMENT, order, evidence, order.ship_by, severity=Severity.LOW)
