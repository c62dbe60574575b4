"""Money that went back for an order, as the marketplace's books or a settlement file show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from seller_credits.domain.money import Money
from seller_credits.domain.origins import Origin


class MoneyKind(StrEnum):
    """Why money went back."""

    REFUND = "refund"
    """Somebody refunded the buyer: the seller, or the marketplace for them."""
    GOODWILL = "goodwill"
    """Given on top of what was paid, by a seller's concession or by the marketplace."""
    A_TO_Z_CLAIM = "a_to_z_claim"
    """A guarantee claim was paid from the seller's balance; it shows once the money has moved."""
    CHARGEBACK = "chargeback"
    """The buyer's bank took it back."""
    REIMBURSEMENT = "reimbursement"
    """Came to the seller: SAFE-T, a lost or damaged unit."""


GIVEN = frozenset({MoneyKind.REFUND, MoneyKind.GOODWILL})
"""What a seller gives; the rest is taken from the seller, or comes to them."""


@dataclass(frozen=True, slots=True)
class Given:
    """As much of a refund or a goodwill as it takes to say what was given on a day.

    Attributes:
        posted: an instant, or a bare day where the book gives a bare day.
        amount: what the buyer got back; below nought where an earlier one is taken back.
    """

    order_id: str
    key: str
    book: str
    posted: datetime | date
    amount: Money


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """One movement of money for one line, or for a whole order where no line is told.

    The same movement may be shown by several books (finances v0, finances 2024-06-19, settlement
    files, a returns report): it is summed within one book and never across them.

    Attributes:
        book: which book shows it: `finances`, `finances v0`, `settlement`.
        posted: an instant, or a bare day where the book gives a bare day; None where it is unread.
        amount: what the buyer got back of price and shipping, tax left out; below nought where an
            earlier movement is taken back. For a reimbursement, what came to the seller.
        is_held: booked, but held back for now; it counts as given all the same.
        key: stays the same when the same movement is read again from the same book, also when
            held money is let go.
        adjustment_id: the seller's own `MerchantAdjustmentItemID` where the book echoes it.
        words: the marketplace's own words for it, verbatim.
        values: the raw values it rests on, as they stood.
    """

    origin: Origin
    kind: MoneyKind
    book: str
    order_id: str
    order_item_id: str | None
    sku: str | None
    marketplace: str | None
    posted: datetime | date | None
    amount: Money
    key: str
    words: str
    values: Mapping[str, str]
    is_held: bool = False
    adjustment_id: str | None = None
