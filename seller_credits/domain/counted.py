"""One order as it is counted: what it was, how it went, and what it cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from seller_credits.domain.issues import Channel, IssueKind
from seller_credits.domain.money import Money


@dataclass(frozen=True, slots=True)
class CountedIssue:
    """One trouble of an order.

    Attributes:
        sku: what it was about; None where it is the whole order's or nothing tells.
    """

    kind: IssueKind
    sku: str | None = None


@dataclass(frozen=True, slots=True)
class CountedOrder:
    """One order with all its troubles, as rates are made of.

    Attributes:
        day: the store's own day on which it was placed. Of an order nobody told of, the day of its
            first trouble; None where not even that is known.
        promised: the store's own day by which it was to arrive; None where nothing tells.
        first_seen: the store's own day on which its first snapshot was recorded: what happened to
            it before can only be seen if it left a trace.
        skus: each once; an order of several lines counts for each of them.
        carrier, ship_from: of its first parcel; None where nothing tells.
        given_back: what the buyer got back, each currency by itself; empty where nothing is known.
        is_listed: a list of all orders of its day told of it. One that is known for its trouble
            alone is in no rate: whoever counts only the troubled finds trouble everywhere.
        is_cancelled: never sent, and so never late or damaged.
    """

    order_id: str
    day: date | None
    marketplace: str | None
    channel: Channel | None
    promised: date | None = None
    first_seen: date | None = None
    skus: tuple[str, ...] = ()
    carrier: str | None = None
    ship_from: str | None = None
    service_level: str | None = None
    issues: tuple[CountedIssue, ...] = ()
    given_back: tuple[Money, ...] = ()
    is_listed: bool = True
    is_cancelled: bool = False
