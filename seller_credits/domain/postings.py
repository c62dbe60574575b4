"""Postings: what the marketplace's older books show of refunds, claims and chargebacks.

Amounts keep the marketplace's sign, which is the seller's own view: what a buyer got back is
negative, what comes to the seller (a fee given back, a reimbursement) is positive.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from seller_credits.domain.money import Money


class PostingKind(StrEnum):
    """Why money of an order was taken back from the seller."""

    REFUND = "refund"
    A_TO_Z_CLAIM = "a_to_z_claim"
    CHARGEBACK = "chargeback"


class ChargeKind(StrEnum):
    """What a charge is a part of."""

    PRICE = "price"
    """What the buyer paid or got back: `Principal`, `ShippingCharge`, `Goodwill`, `Tax`."""
    FEE = "fee"
    """What the marketplace takes or gives back: `Commission`, `RefundCommission`."""
    TAX_WITHHELD = "tax_withheld"
    """What the marketplace collects for the tax office."""
    PROMOTION = "promotion"
    """What the seller's promotions took off the price."""
    POINTS = "points"
    """What loyalty points cost the seller, or gave back."""


@dataclass(frozen=True, slots=True)
class Charge:
    """One amount of a posting, signed, with the marketplace's own word for it: `Goodwill`."""

    kind: ChargeKind
    type: str
    amount: Money


@dataclass(frozen=True, slots=True)
class PostedItem:
    """One line of an order that money was posted for.

    Attributes:
        order_item_id: the line; None where it is not told.
        adjustment_id: the marketplace's id of this one adjustment; None where it is not told.
        quantity: as posted; may be negative, or more than nought where no money moved.
    """

    order_item_id: str | None
    adjustment_id: str | None
    sku: str | None
    quantity: int | None
    charges: tuple[Charge, ...]


@dataclass(frozen=True, slots=True)
class OrderPosting:
    """Money of one order that went back: a refund, a claim or a chargeback.

    Attributes:
        marketplace: the store's code; the marketplace's own word where the store is not known.
        posted_at: when it was booked (UTC); None where it is not told.
        charges: what belongs to the order as a whole and to none of its lines.
    """

    kind: PostingKind
    order_id: str | None
    marketplace: str | None
    posted_at: datetime | None
    items: tuple[PostedItem, ...] = ()
    charges: tuple[Charge, ...] = ()

    @property
    def can_be_told_apart(self) -> bool:
        """Whether every line has an adjustment's id, so that a second sight of it shows."""
        return bool(self.items) and all(item.adjustment_id for item in self.items)


@dataclass(frozen=True, slots=True)
class AdjustedItem:
    """One item an adjustment is about; the quantity as the marketplace wrote it."""

    sku: str | None
    asin: str | None
    quantity: str
    total: Money | None


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A correction of the seller's account that names no order.

    Attributes:
        type: the marketplace's word, verbatim: `FBAInventoryReimbursement`, `PostageRefund`, ...
        amount: signed, from the seller's view.
    """

    type: str
    posted_at: datetime | None
    amount: Money | None
    store: str | None = None
    items: tuple[AdjustedItem, ...] = ()


@dataclass(frozen=True, slots=True)
class SafetReimbursement:
    """Money a seller got back through a SAFE-T claim, which names no order.

    Attributes:
        claim_id: as in the returns report's column `SafeT claim id`.
        reason: the marketplace's word, verbatim.
    """

    claim_id: str | None
    posted_at: datetime | None
    amount: Money | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Postings:
    """What the books showed.

    Attributes:
        orders: refunds, claims and chargebacks.
        others: everything that is not read, by the marketplace's own name of its list, and how
            many there were: `{"ShipmentEventList": 40}`.
    """

    orders: tuple[OrderPosting, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    reimbursements: tuple[SafetReimbursement, ...] = ()
    others: Mapping[str, int] = field(default_factory=dict)

    def of(self, kind: PostingKind) -> tuple[OrderPosting, ...]:
        """The refunds alone, or the claims, or the chargebacks."""
        return tuple(each for each in self.orders if each.kind is kind)


def together(parts: Iterable[Postings]) -> Postings:
    """Several pages of the books as one."""
    pages = list(parts)
    others: Counter[str] = Counter()
    for page in pages:
        others.update(page.others)
    return Postings(
        tuple(each for page in pages for each in page.orders),
        tuple(each for page in pages for each in page.adjustments),
        tuple(each for page in pages for each in page.reimbursements),
        dict(others),
    )
