"""What a marketplace tells of its own accord: that something happened, rarely all of what.

A notification may come twice and out of order: it is a reason to look, not a fact to record. Times
are aware. What is not known here keeps the marketplace's own words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from seller_credits.domain.money import Money


@dataclass(frozen=True, slots=True)
class OrderChanged:
    """An order is not what it was: ask for it again.

    Attributes:
        change: the kind of change, verbatim: `OrderStatusChange`, `BuyerRequestedChange`, ...
        status: the order's, verbatim.
        buyer_cancels: the buyer asks to cancel a line at least; None where nothing is said of it.
    """

    order_id: str
    marketplace: str | None
    change: str
    status: str | None
    buyer_cancels: bool | None


@dataclass(frozen=True, slots=True)
class ReportFinished:
    """A report that was asked for is ready, or never will be.

    Attributes:
        status: `DONE`, `CANCELLED` or `FATAL`, verbatim.
    """

    report_id: str
    report_type: str
    status: str
    document_id: str | None


@dataclass(frozen=True, slots=True)
class FeedFinished:
    """A feed that was handed in is processed: its result says what was taken.

    Attributes:
        status: `DONE`, `CANCELLED` or `FATAL`, verbatim.
    """

    feed_id: str
    feed_type: str
    status: str
    document_id: str | None


@dataclass(frozen=True, slots=True)
class TransactionPosted:
    """Money moved on the seller's account; what exactly, only the transactions say.

    Attributes:
        kind: `Shipment`, `Refund`, ..., verbatim.
        total: positive is to the seller; None where no amount is given.
    """

    kind: str
    order_ids: tuple[str, ...]
    posted_at: datetime
    total: Money | None


@dataclass(frozen=True, slots=True)
class ShipmentOrderChanged:
    """Something sent from the marketplace's stock is a step further.

    Attributes:
        order_id: the seller's own id of it.
        event: what it is about, verbatim: `Order`, `Shipment` or `Return`.
        status: of the order, verbatim.
    """

    order_id: str
    event: str
    status: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AccountStatusChanged:
    """The account's health is another one: `NORMAL`, `AT_RISK`, `DEACTIVATED`, verbatim."""

    before: str
    now: str


Happening = (
    OrderChanged
    | ReportFinished
    | FeedFinished
    | TransactionPosted
    | ShipmentOrderChanged
    | AccountStatusChanged
)


@dataclass(frozen=True, slots=True)
class Notification:
    """One notification.

    Attributes:
        id: the same when the same one comes again: whoever acts on it remembers it.
        type: the marketplace's own word, verbatim: `ORDER_CHANGE`.
        at: when it happened.
        what: what happened; None where the type is not known here.
        raw: the payload as it came where the type is not known, else empty: a known payload may
            hold what is the buyer's.
    """

    id: str
    type: str
    at: datetime
    what: Happening | None
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Subscription:
    """One type of notification that one seller's account is told of.

    Attributes:
        version: of the payload: `1.0`.
    """

    id: str
    type: str
    version: str
    destination_id: str


@dataclass(frozen=True, slots=True)
class Destination:
    """Where the application is told; it serves every seller of the application.

    Attributes:
        queue: the address of an SQS queue; None where it is an event bus.
        bus: region and account of an EventBridge bus, `us-east-1/123456789012`; None else.
    """

    id: str
    name: str
    queue: str | None
    bus: str | None
