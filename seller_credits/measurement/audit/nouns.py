"""What an audit works on: every movement of money for an order, with its parts and its rows.

Amounts keep the seller's view, as payouts have it: what a buyer got back, and fees, are negative.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import MoneyKind
from seller_credits.domain.origins import Origin


class Part(StrEnum):
    """What one amount of a movement is."""

    PRICE = "price"
    SHIPPING = "shipping"
    """Shipping and gift wrap, as the buyer paid them."""
    PROMOTION = "promotion"
    GOODWILL = "goodwill"
    """Given on top of what was paid."""
    RESTOCKING = "restocking"
    """What was kept of a refund."""
    TAX = "tax"
    """Tax the buyer paid or got back, and what the marketplace withheld or gave back of it."""
    REFERRAL = "referral"
    """The marketplace's commission: taken of a sale, given back with a refund."""
    ADMINISTRATION = "administration"
    """What the marketplace keeps for handling a refund."""
    FEE = "fee"
    """Any other fee."""
    OTHER = "other"
    """Words nobody here knows; counted, never guessed."""


BUYERS = frozenset({Part.PRICE, Part.SHIPPING, Part.PROMOTION, Part.GOODWILL, Part.RESTOCKING})
"""What the buyer paid or got of it, tax left out."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file that a movement rests on.

    Attributes:
        words: the marketplace's own, verbatim: `Refund, ItemPrice, Principal`.
        amount: None where the row tells no money (a return, a label).
    """

    origin: Origin
    words: str
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class Movement:
    """One sale or one refund, claim, chargeback or reimbursement, of one line of an order.

    Attributes:
        kind: None for a sale.
        order_item_id, sku: None where the book does not tell; a movement without either is of the
            order as a whole.
        marketplace: the store's code; the file's own word where the store is not known.
        posted: an instant (UTC), or a bare day where that is all the file has; None if unread.
        parts: signed from the seller's view, in `currency`; nothing of it is rounded.
        quantity: units, where the rows tell.
        settlement_id: None where the movement is from the account's own finances.
        adjustment_id: the marketplace's id of one refund; all its lines share it.
        merchant_adjustment_id: the seller's own id of it, echoed: issued by a feed, not by hand.
        is_proven: the settlement it stands in adds up to the total it states.
        rows: in the order of the file.
    """

    kind: MoneyKind | None
    order_id: str
    order_item_id: str | None
    sku: str | None
    marketplace: str | None
    posted: datetime | date | None
    currency: str
    parts: Mapping[Part, Decimal]
    quantity: int | None = None
    settlement_id: str | None = None
    adjustment_id: str | None = None
    merchant_adjustment_id: str | None = None
    is_proven: bool = True
    rows: tuple[Row, ...] = ()

    @property
    def given(self) -> Money:
        """What the buyer got of it, tax left out; of a sale, what they paid, below nought."""
        return Money(-self._sum(BUYERS), self.currency)

    @property
    def cost(self) -> Money:
        """What it took from the seller's balance, fees and tax included."""
        return Money(-self._sum(frozenset(Part)), self.currency)

    def part(self, *parts: Part) -> Decimal:
        """Some of its parts together; nought where it has none of them."""
        return self._sum(frozenset(parts))

    def _sum(self, parts: frozenset[Part]) -> Decimal:
        return sum((amount for part, amount in self.parts.items() if part in parts), Decimal(0))
