"""What else is true of a shop: its parcels, what is due, what buyers mean, and its patterns."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from seller_credits.simulator.finances.postings import LAG
from seller_credits.simulator.finances.wire import LEVY
from seller_credits.simulator.query import iso
from seller_credits.simulator.reports.fulfilment_returns import NEW_COLUMN
from seller_credits.simulator.shop.nouns import MERCHANT
from seller_credits.simulator.shop.reasons import is_known
from seller_credits.simulator.shop.sequels import Event, Shop
from seller_credits.simulator.truth.lateness import WAITING

Json = dict[str, Any]

# By the plot's journey: how the parcel stands for whoever looks at it.
_PARCELS = {
    "never_scanned": "never_scanned",
    "stuck": "stuck",
    "moving": "moving",
    "undeliverable": "returning",
}
_STATUSES = frozenset(
    {"PENDING", "IN_TRANSIT", "SHIPPED", "DELIVERED", "CANCELLED", "UNDELIVERABLE"}
)
_SOON = timedelta(days=3)


def parcels(shop: Shop) -> Iterator[Json]:
    """Give how parcels in trouble stand, with the last moment anything of their order changed."""
    for order in shop.orders:
        package = _PARCELS.get(shop.journeys.get(order.order_id, ""))
        if package and order.parcels:
            yield {"order_id": order.order_id, "package": package, "since": iso(order.updated)}


def due(shop: Shop, now: datetime) -> Iterator[Json]:
    """Give the orders that must leave within three days: not late, and worth a warning."""
    for order in shop.orders:
        waits = order.fulfilled_by == MERCHANT and order.status in WAITING
        if waits and now <= order.ship_by.latest < now + _SOON:
            yield {"order_id": order.order_id, "ship_by": iso(order.ship_by.latest)}


def comments(shop: Shop) -> Iterator[Json]:
    """Give the words of buyers and what they are about: None where they tell of no one trouble."""
    for rating in shop.feedback:
        place = rating.order.marketplace
        yield {
            "order_id": rating.order.order_id,
            "source": "feedback",
            "language": place.language,
            "text": rating.said.text,
            "comment": rating.said.about or None,
        }
    for unit in shop.fulfilment_returns:
        if unit.said.text:
            yield {
                "order_id": unit.order.order_id,
                "source": "fba_returns",
                "language": unit.order.marketplace.language,
                "text": unit.said.text,
                "comment": unit.said.about or None,
            }


def event(happened: Event) -> Json:
    """Return one pattern: what caused it, since when, until when, and the orders it touched."""
    return {
        "kind": happened.kind,
        "value": happened.value,
        "carrier": happened.carrier or None,
        "ship_from": happened.ship_from or None,
        "since": happened.since.isoformat(),
        "until": None if happened.until is None else happened.until.isoformat(),
        "orders": list(happened.orders),
    }


def unknown_words(shop: Shop, now: datetime) -> list[Json]:
    """Return the words that are in no documentation, each once, with where a reader meets them."""
    found = {
        ("mfn_returns", "Return Reason", row.reason)
        for row in shop.merchant_returns
        if not is_known(row.reason)
    }
    found |= {
        ("fba_returns", "reason", unit.reason)
        for unit in shop.fulfilment_returns
        if not is_known(unit.reason)
    }
    found |= {
        ("packages", "packageStatus.status", parcel.status)
        for order in shop.orders
        for parcel in order.parcels
        if parcel.status not in _STATUSES
    }
    if shop.novelties and shop.fulfilment_returns:
        found.add(("fba_returns", "column", NEW_COLUMN))
    if any(levy.posted < now - LAG for levy in shop.levies):
        found.add(("finances", "transactionType", LEVY))
    return [
        {"source": source, "field": field, "word": word} for source, field, word in sorted(found)
    ]
