"""What an audit works on: every movement of money for an order, with its parts and its rows.

Amounts keep the seller's view, as payouts have it: what a buyer got back, and fees, are negative.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from seller_credits.domain.marketplaces import find_marketplace
from seller_credits.domain.money import Money, reckoned
from seller_credits.domain.moved_money import MoneyKind
from seller_credits.domain.origins import Origin
from seller_credits.domain.settlements import BUYERS, Part

_NOUGHT = Decimal(0)
_CLAIMS = frozenset({MoneyKind.A_TO_Z_CLAIM, MoneyKind.CHARGEBACK})
_TAKEN = BUYERS | {Part.OTHER}


class Row(NamedTuple):
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
        fulfillment: who ships, verbatim: `AFN`, `MFN`; None where it is not told.
        rows: in the order of the file.
        given: what the buyer got of it, tax left out; of a sale, what they paid, below nought. Of a
            claim or a chargeback, an amount that is not itemised counts as well.
        day: the marketplace's day on which it was booked; None where that is unread.
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
    fulfillment: str | None = None
    rows: tuple[Row, ...] = ()
    given: Money = field(init=False, repr=False, compare=False)
    day: date | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Asked for again and again: worked out once.
        object.__setattr__(self, "given", self._given())
        object.__setattr__(self, "day", self._day())

    def _given(self) -> Money:
        counted = _TAKEN if self.kind in _CLAIMS else BUYERS
        given = sum((amount for part, amount in self.parts.items() if part in counted), _NOUGHT)
        return reckoned(-given, self.currency)

    def _day(self) -> date | None:
        if not isinstance(self.posted, datetime):
            return self.posted
        store = find_marketplace(self.marketplace)
        return store.day_of(self.posted) if store else self.posted.date()

    @property
    def cost(self) -> Money:
        """What it took from the seller's balance, fees and tax included."""
        return reckoned(-sum(self.parts.values(), _NOUGHT), self.currency)

    def part(self, *parts: Part) -> Decimal:
        """Some of its parts together; nought where it has none of them."""
        return sum((self.parts.get(part, _NOUGHT) for part in parts), _NOUGHT)
