"""Refunds as they are handed in: who gets what back, line by line, for which reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from seller_credits.domain.money import Money


class ComponentType(StrEnum):
    """As what money is given back, in the marketplace's words."""

    PRINCIPAL = "Principal"
    """Of the price of the goods."""
    SHIPPING = "Shipping"
    """Of what shipping cost."""
    TAX = "Tax"
    """Of the tax on the goods, where the marketplace does not give it back by itself."""
    SHIPPING_TAX = "ShippingTax"
    """Of the tax on shipping, where the marketplace does not give it back by itself."""
    GOODWILL = "Goodwill"
    """On top of what was paid."""


@dataclass(frozen=True, slots=True)
class RefundComponent:
    """So much, as one thing.

    Attributes:
        amount: what the buyer receives for the line as a whole, and not for each unit of it.
    """

    type: ComponentType
    amount: Money


@dataclass(frozen=True, slots=True)
class RefundItem:
    """What one order line gets back.

    Attributes:
        order_item_id: the marketplace's, 14 or 15 digits.
        adjustment_id: the seller's own name of this refund of this line: it comes back in
            settlement files, and says there whose doing it was.
        reason: the marketplace's word: see `seller_credits.marketplace.refunds.reasons`.
        components: each type at most once.
    """

    order_item_id: str
    adjustment_id: str
    reason: str
    components: tuple[RefundComponent, ...]


@dataclass(frozen=True, slots=True)
class Refund:
    """What one order gets back in one message of a feed.

    Attributes:
        order_id: the marketplace's.
        message_id: its place in the feed, from 1: the processing report speaks of it by that.
        currency: the one the order was paid in, of every amount of it.
        items: each line of the order at most once.
    """

    order_id: str
    message_id: int
    currency: str
    items: tuple[RefundItem, ...]

    @property
    def total(self) -> Money:
        """What all its lines get together. NotMoney where an amount is in another currency."""
        amounts = (each.amount for item in self.items for each in item.components)
        return sum(amounts, Money.zero(self.currency))
