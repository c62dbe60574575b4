"""What moves on the seller's account: sales, refunds, claims, chargebacks, and what comes back."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum

from seller_credits.simulator.shop.nouns import Line, Order


class Kind(Enum):
    """Why money moves."""

    SALE = "sale"
    REFUND = "refund"
    CLAIM = "claim"
    CHARGEBACK = "chargeback"
    REIMBURSEMENT = "reimbursement"
    LEVY = "levy"


_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Given:
    """What the buyer gets back for units of one line.

    Attributes:
        amount: for the units themselves, before tax; of a reimbursement or a levy, what it is.
        postage: of the postage of the line, before tax.
        goodwill: no part of what was paid, but given on top of it.
        kept: a restocking fee, held back from the rest.
        tax, shipping_tax: None for as much as goes with the amount and with the postage.
        adjustment_id: what the seller calls it; empty where it was not asked for by a feed.
    """

    line: Line
    quantity: int
    amount: Decimal = _NOTHING
    postage: Decimal = _NOTHING
    goodwill: Decimal = _NOTHING
    kept: Decimal = _NOTHING
    tax: Decimal | None = None
    shipping_tax: Decimal | None = None
    adjustment_id: str = ""


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement of money for one order, at the instant (UTC) it was posted.

    Attributes:
        reference: tells it from the other movements of its order and kind.
        sold: the lines a sale is paid for.
        given: what goes back in a refund, a claim or a chargeback; what a reimbursement is for.
        by: who gave money back: `seller`, `amazon` (its warehouses take the return, its service
            gave goodwill), `claim` (an A-to-z claim was granted) or `bank`; else empty.
        why: `return`, `by hand`, `feed`, `goodwill`, `claim` or `chargeback`; else empty.
        feed_id: the feed that asked for it, and `message_id` its message; empty and 0 for none.
    """

    kind: Kind
    order: Order
    posted: datetime
    reference: str
    sold: tuple[Line, ...] = ()
    given: tuple[Given, ...] = ()
    by: str = ""
    why: str = ""
    feed_id: str = ""
    message_id: int = 0


TO_THE_BUYER = frozenset({Kind.REFUND, Kind.CLAIM, Kind.CHARGEBACK})
"""Kinds that adjust a sale, and are written with the items they adjust."""
