"""Orders and their parcels: what is late, undeliverable, lost or damaged before anybody says so.

Nothing is called late that is not proven late. The Orders API has no time of delivery, so a
parcel is late only while it is still travelling after the promise, or when it was handed over
after it. Days are the store's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from seller_credits.domain.cases import Sighting
from seller_credits.domain.facts import Value
from seller_credits.domain.identity import row_key
from seller_credits.domain.issues import Channel, IssueKind, Source
from seller_credits.domain.marketplaces import Marketplace, find_marketplace
from seller_credits.domain.orders import Order, Package
from seller_credits.domain.origins import Origin
from seller_credits.domain.records import Evidence

UNSHIPPED = frozenset({"UNSHIPPED", "PARTIALLY_SHIPPED"})
"""Amazon's words for orders of which something is still to be handed over."""

_NOT_TRAVELLING = frozenset({"DELIVERED", "UNDELIVERABLE", "CANCELLED"})
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)

# Each look costs a request. After a week one more day late hardly changes what to do, and after a
# month nothing does: what happens to the parcel then is a change, which a search finds.
_DAILY_FOR = timedelta(days=7)
_LONG_PAST = timedelta(days=30)

_COMING_BACK = frozenset(
    {"UNDELIVERABLE", "REJECTED_BY_BUYER", "RETURNING_TO_SELLER", "RETURNED_TO_SELLER"}
)


def sightings_of_order(order: Order, origin: Origin, now: datetime) -> Iterator[Sighting]:
    """What one seller-fulfilled order shows at this moment, or at the one its source speaks of."""
    now = origin.as_of or now
    store = find_marketplace(order.marketplace)
    if order.source is not Source.ORDERS or order.channel is not Channel.SELLER:
        return
    if order.status.startswith(("CANCEL", "PENDING")):
        return
    if store is not None:
        # The days of a store nobody knows cannot be counted; its parcels speak for themselves.
        yield from _late_shipment(order, origin, store, now)
        yield from _late_delivery(order, origin, store, now)
    yield from _parcel_troubles(order, origin)


def next_look(order: Order, seen_at: datetime) -> datetime | None:
    """When an order that was seen at a moment is worth another look, though it may not change.

    An instant, in UTC: when time alone may make more of it than it was when it was seen. None
    where it cannot: it is Amazon's to ship, cancelled, arrived, or long past caring about.
    """
    store = find_marketplace(order.marketplace)
    if store is None or order.source is not Source.ORDERS or order.channel is not Channel.SELLER:
        return None
    if order.status.startswith(("CANCEL", "PENDING")):
        return None
    unshipped = order.status in UNSHIPPED
    travelling = any(package.status not in _NOT_TRAVELLING for package in order.packages)
    late_from = []
    if order.ship_by and unshipped:
        late_from.append(order.ship_by)
    if order.deliver_by and (unshipped or travelling):
        late_from.append(store.start_of(store.day_of(order.deliver_by) + _DAY))
    looks = (_look_after(seen_at, late, store) for late in late_from)
    return min((look for look in looks if look), default=None)


def _look_after(seen_at: datetime, late_from: datetime, store: Marketplace) -> datetime | None:
    """When it begins to be late; afterwards every day, later every week, and then no more."""
    late_by = seen_at - late_from
    if late_by < timedelta(0):
        return late_from
    if late_by > _LONG_PAST:
        return None
    return store.start_of(store.day_of(seen_at) + (_DAY if late_by < _DAILY_FOR else _WEEK))


def _late_shipment(
    order: Order, origin: Origin, store: Marketplace, now: datetime
) -> Iterator[Sighting]:
    if order.ship_by is None:
        return
    values = {"shipByWindow.latestDateTime": order.ship_by.isoformat()}
    if order.status in UNSHIPPED and now > order.ship_by:
        overdue = (store.day_of(now) - store.day_of(order.ship_by)).days
        values |= {"fulfillmentStatus": order.status, "still unshipped on": str(store.day_of(now))}
        yield _sighting(
            IssueKind.LATE_SHIPMENT,
            order,
            _proof(order, origin, Source.ORDERS, "unshipped", str(overdue), values=values),
            order.ship_by,
            {"days_overdue": overdue},
        )
    late = [p.ship_time for p in order.packages if p.ship_time and p.ship_time > order.ship_by]
    if late:
        values = values | {"shipTime": max(late).isoformat()}
        yield _sighting(
            IssueKind.LATE_SHIPMENT,
            order,
            _proof(order, origin, Source.PACKAGES, "shipped late", values=values),
            order.ship_by,
            {},
        )


def _late_delivery(
    order: Order, origin: Origin, store: Marketplace, now: datetime
) -> Iterator[Sighting]:
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
    yield _sighting(
        IssueKind.LATE_DELIVERY,
        order,
        _proof(order, origin, source, str(promised), str(day), values=values),
        order.deliver_by,
        {"days_late": (day - promised).days},
    )


def _last_day_not_there(
    order: Order, store: Marketplace, now: datetime
) -> tuple[date, Source, str] | None:
    """The last day on which the order is proven not to have arrived in full, and how."""
    travelling = [p for p in order.packages if p.status not in _NOT_TRAVELLING]
    if travelling:
        status = f"packageStatus.status {travelling[0].status}"
        return store.day_of(now), Source.PACKAGES, status
    if order.status in UNSHIPPED:
        return store.day_of(now), Source.ORDERS, f"fulfillmentStatus {order.status}"
    handed_over = [p.ship_time for p in order.packages if p.ship_time]
    if handed_over:
        last = max(handed_over)
        return store.day_of(last), Source.PACKAGES, f"shipTime {last.isoformat()}"
    return None


def _parcel_troubles(order: Order, origin: Origin) -> Iterator[Sighting]:
    for package in order.packages:
        kind = _trouble(package)
        if kind is None:
            continue
        values = {"packageStatus.status": package.status}
        if package.detailed_status:
            values["packageStatus.detailedStatus"] = package.detailed_status
        proof = _proof(order, origin, Source.PACKAGES, package.reference, kind, values=values)
        yield _sighting(kind, order, proof, order.updated_at, {})


def _trouble(package: Package) -> IssueKind | None:
    if package.detailed_status == "LOST":
        return IssueKind.LOST
    if package.detailed_status == "DAMAGED":
        return IssueKind.DAMAGED
    if package.status == "UNDELIVERABLE" or package.detailed_status in _COMING_BACK:
        return IssueKind.UNDELIVERABLE
    return None


def _proof(
    order: Order, origin: Origin, source: Source, *telling: str, values: dict[str, str]
) -> Evidence:
    return Evidence(
        key=row_key(source, order.order_id, *telling),
        source=source,
        where=origin.where,
        values=values,
    )


def _sighting(
    kind: IssueKind,
    order: Order,
    evidence: Evidence,
    occurred_at: datetime | None,
    facts: dict[str, Value],
) -> Sighting:
    only = order.lines[0] if len(order.lines) == 1 else None
    line_level = kind is IssueKind.DAMAGED and only is not None
    return Sighting(
        kind=kind,
        order_id=order.order_id,
        order_item_id=only.order_item_id if line_level and only else None,
        sku=only.sku if only else None,
        asin=only.asin if only else None,
        marketplace=order.marketplace,
        channel=order.channel,
        occurred_at=occurred_at,
        units=sum(line.quantity for line in order.lines) or 1,
        unit_key="parcel",
        facts=facts,
        evidence=evidence,
    )
