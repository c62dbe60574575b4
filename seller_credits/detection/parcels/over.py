"""When what an order's snapshot warned of is over: nobody complained, and it turned out well."""

from __future__ import annotations

from datetime import datetime

from seller_credits.detection.parcels.arriving import lateness
from seller_credits.detection.parcels.shipping import is_warning
from seller_credits.detection.parcels.words import UNSHIPPED, has_arrived
from seller_credits.domain.cases import Issue, OrderCase
from seller_credits.domain.clock import instant_text
from seller_credits.domain.issues import IssueKind, Source
from seller_credits.domain.orders import Order

_FOUND_AGAIN = frozenset({IssueKind.LOST, IssueKind.UNDELIVERABLE})


def is_over(issue: Issue, case: OrderCase) -> str | None:
    """Why an issue needs nobody any more, in a sentence; None while it does.

    Only what a snapshot alone has shown can be over: a warning that ship-by is near, and a parcel
    that was called lost or undeliverable and came all the same. What a buyer said stays said.
    """
    order = _latest(case)
    if order is None or not issue.sightings:
        return None
    if all(is_warning(seen) for seen in issue.sightings):
        return _is_shipped_in_time(issue, order)
    only_parcels = all(seen.evidence.source is Source.PACKAGES for seen in issue.sightings)
    if issue.kind in _FOUND_AGAIN and only_parcels and has_arrived(order):
        return _has_come(order, case)
    return None


def _latest(case: OrderCase) -> Order | None:
    return next((o for (source, _), o in case.snapshots.items() if source == Source.ORDERS), None)


def _is_shipped_in_time(issue: Issue, order: Order) -> str | None:
    if order.status.startswith("CANCEL"):
        return "The order is cancelled: nothing is left to ship."
    if order.status in UNSHIPPED:
        return _is_put_off(issue, order)
    if order.status != "SHIPPED":
        return None
    sent = max((p.ship_time for p in order.packages if p.ship_time), default=None)
    if sent is None or order.ship_by is None:
        return "It is shipped, and nothing shows that it left late."
    return f"It left in time, {instant_text(sent)}." if sent <= order.ship_by else None


def _is_put_off(issue: Issue, order: Order) -> str | None:
    warned = [s.occurred_at for s in issue.sightings if isinstance(s.occurred_at, datetime)]
    if order.ship_by is None or not warned or order.ship_by <= max(warned):
        return None
    return f"Ship-by was moved to {instant_text(order.ship_by)}."


def _has_come(order: Order, case: OrderCase) -> str:
    if case.delivery is None:
        return "It arrived after all."
    by = instant_text(case.delivery.by)
    in_time = lateness(order, case.delivery).most == 0
    return f"It arrived in time, by {by}." if in_time else f"It arrived after all, by {by}."
