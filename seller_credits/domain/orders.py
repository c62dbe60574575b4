"""Orders as the marketplace gave them: snapshots, with their lines and parcels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from seller_credits.domain.issues import Channel, Source
from seller_credits.domain.money import Money


@dataclass(frozen=True, slots=True)
class Line:
    """One order item.

    Attributes:
        order_item_id: 14 or 15 digits; None where the source does not say.
        paid: what the buyer paid for all units of the line, net of promotions, without tax and
            shipping; None where the source does not say.
        shipping: what the buyer paid for the line's shipping, net of promotions.
    """

    order_item_id: str | None
    sku: str | None
    asin: str | None
    title: str | None
    quantity: int
    paid: Money | None
    shipping: Money | None


@dataclass(frozen=True, slots=True)
class Package:
    """One parcel of a seller-fulfilled order.

    Attributes:
        status: Amazon's word, verbatim: `IN_TRANSIT`, `DELIVERED`, ...
        detailed_status: Amazon's finer word, or None; live answers often lack it.
        ship_time: when it was handed over (UTC), or None.
        is_tracked: it has a tracking number; None where the source does not say.
        ship_from: where it was sent from, as far as is told: `US-CA`, `DE`; the seller's own place.
    """

    reference: str
    status: str
    detailed_status: str | None
    ship_time: datetime | None
    carrier: str | None
    is_tracked: bool | None = None
    ship_from: str | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """One order as one source gave it at one time. All instants are UTC.

    Attributes:
        source: `orders` (the Orders API) or `all_orders` (a bulk report, one line each).
        marketplace: the store's code, `US`; None where the source does not say.
        channel: who ships; None where the source gives a word we do not know.
        status: Amazon's word, verbatim, in capitals: `SHIPPED`, `UNSHIPPED`, ...
        ship_by, deliver_by: the latest moment promised.
        total: what the buyer paid for everything, where the source says.
        replacement_of: the order this one replaces or exchanges; such orders are worth nothing.
        part: tells rows of one order apart where a source gives one row for each line.
        buyer: a keyed hash that is the same for the same buyer; None where the source gives
            nothing to tell buyers by. It is nobody's name, address or e-mail.
    """

    source: Source
    order_id: str
    marketplace: str | None
    channel: Channel | None
    status: str
    placed_at: datetime | None
    updated_at: datetime | None
    currency: str | None
    ship_by: datetime | None = None
    deliver_by: datetime | None = None
    total: Money | None = None
    prime: bool | None = None
    business: bool | None = None
    replacement_of: str | None = None
    service_level: str | None = None
    country: str | None = None
    lines: tuple[Line, ...] = ()
    packages: tuple[Package, ...] = ()
    part: str = ""
    buyer: str | None = None
