"""Settlements: what the marketplace paid out for one period, and every line it is made of.

Amounts keep the marketplace's sign, which is the seller's own view: a sale is positive; what a
buyer got back, and every fee, is negative.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

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


class SettlementLine(NamedTuple):
    """One amount of a settlement, in the marketplace's own words.

    A tuple, for an audit makes and puts aside some hundred thousand of them.

    Attributes:
        transaction_type: `Order`, `Refund`, `A-to-z Guarantee Refund`, ...
        order_id: verbatim; orders of other shops and removal orders stand here too.
        order_item_id: the line's 14 or 15 digits; None where it is not told.
        marketplace: the store's code; the file's own word where the store is not known.
        amount_type: `ItemPrice`, `ItemFees`, `Promotion`, ...
        description: `Principal`, `Commission`, ...
        posted: an instant (UTC), or a bare day where that is all the file has; None if unread.
        quantity: as the line has it; None where it has none.
        adjustment_id: the marketplace's id of one refund.
        merchant_adjustment_id: the seller's own id of a refund, echoed.
        part: what the amount is of its movement.
        kind: why money went back; None for a sale, a fee, a transfer.
        is_sale: a buyer paid for something.
    """

    origin: Origin
    settlement_id: str
    transaction_type: str
    order_id: str | None
    order_item_id: str | None
    sku: str | None
    marketplace: str | None
    amount_type: str
    description: str
    amount: Money
    posted: datetime | date | None
    quantity: int | None = None
    adjustment_id: str | None = None
    merchant_adjustment_id: str | None = None
    shipment_id: str | None = None
    promotion_id: str | None = None
    fulfillment: str | None = None
    part: Part = Part.OTHER
    kind: MoneyKind | None = None
    is_sale: bool = False


@dataclass(frozen=True, slots=True)
class Settlement:
    """One period's payout as its file states it, and what its lines add up to.

    A file may hold a piece of it only.

    Attributes:
        since, until, deposited: instants (UTC) or bare days; None where they are unread.
        stated: what was paid out, negative where the seller was charged; None where no summary
            row says it, or not readably.
        added: the sum of its lines; None where one of them could not be read.
        rows: how many amounts that is.
        fingerprint: the same for the same amounts in any order, within one run of the program.
    """

    settlement_id: str
    since: datetime | date | None
    until: datetime | date | None
    deposited: datetime | date | None
    stated: Money | None
    added: Money | None
    rows: int = 0
    fingerprint: int = 0

    @property
    def missing(self) -> Money | None:
        """What the stated total has over the lines; nought where the file is proven whole.

        None where there is nothing to compare.
        """
        if self.stated is None or self.added is None:
            return None
        return self.stated - self.added
