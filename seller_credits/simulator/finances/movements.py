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


@dataclass(frozen=True, slots=True)
class Given:
    """What the buyer gets back for units of one line.

    Attributes:
        amount: for the units themselves, before tax.
        shipping: whether the postage of the line goes back too.
        goodwill: the amount is no part of what was paid, but given on top of it.
    """

    line: Line
    quantity: int
    amount: Decimal
    shipping: bool = False
    goodwill: bool = False


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement of money for one order, at the instant (UTC) it was posted.

    Attributes:
        reference: tells it from the other movements of its order and kind.
        sold: the lines a sale is paid for.
        given: what goes back in a refund, a claim or a chargeback; what a reimbursement is for.
        by: who gave money back: `seller`, `amazon` (its warehouses take the return, its service
            gave goodwill), `claim` (an A-to-z claim was granted) or `bank`; else empty.
        why: `return`, `by hand`, `goodwill`, `claim` or `chargeback`; else empty.
    """

    kind: Kind
    order: Order
    posted: datetime
    reference: str
    sold: tuple[Line, ...] = ()
    given: tuple[Given, ...] = ()
    by: str = ""
    why: str = ""


TO_THE_BUYER = frozenset({Kind.REFUND, Kind.CLAIM, Kind.CHARGEBACK})
"""Kinds that adjust a sale, and are written with the items they adjust."""
