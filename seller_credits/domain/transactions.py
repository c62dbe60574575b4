"""Transactions: money that came to a seller's balance or left it, as the marketplace books it.

Amounts keep the marketplace's sign, which is the seller's own view: a sale is positive; what a
buyer got back, and every fee, is negative. A refund often gives a part of the fee back, which is
positive again: a credit's cost is the total, not its largest share.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from seller_credits.domain.money import Money


class TransactionStatus(StrEnum):
    """Where the money of a transaction is, as far as the words are documented."""

    DEFERRED = "DEFERRED"
    """Booked, and held back for now."""
    DEFERRED_RELEASED = "DEFERRED_RELEASED"
    """Was held back; another transaction, `RELEASED`, has let the same money go."""
    RELEASED = "RELEASED"
    """In the seller's balance, or out of it."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """What a transaction belongs to, in the marketplace's words: `ORDER_ID`, `REFUND_ID`, ..."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Share:
    """One amount a total is made of, that is itself made of nothing smaller.

    Attributes:
        path: the marketplace's words from the outermost inwards:
            `("Refunded Sales", "GoodwillPrincipal")`.
        amount: signed, from the seller's view.
    """

    path: tuple[str, ...]
    amount: Money

    @property
    def kind(self) -> str:
        """Its own word, without where it stands; empty where it has none."""
        return self.path[-1] if self.path else ""


@dataclass(frozen=True, slots=True)
class TransactionItem:
    """One item a transaction is about.

    Attributes:
        quantity: as booked; may be negative, or more than nought where no money moved.
        network: who ships it, verbatim: `MFN` (the seller), `AFN` (the marketplace).
        identifiers: of the item alone: `ORDER_ADJUSTMENT_ITEM_ID`, ...
    """

    description: str
    sku: str | None
    asin: str | None
    quantity: int | None
    network: str | None
    total: Money | None
    shares: tuple[Share, ...] = ()
    identifiers: tuple[Identifier, ...] = ()


@dataclass(frozen=True, slots=True)
class Transaction:
    """One booking on a seller's account.

    Attributes:
        transaction_id: the marketplace's id; None where it gave none.
        type: its word, verbatim: `Shipment`, `Refund`, ...
        status: its word in capitals: one of `TransactionStatus`, or one that is new.
        description: its words, verbatim: `Refund Order`.
        posted_at: when it was booked (UTC).
        total: signed, from the seller's view: negative where the seller pays.
        marketplace: the store's code; Amazon's id where the store is not known.
        shares: what the total is made of, where it is told for the whole.
        deferral_reason: why the money is held back, verbatim: `DD7`, `B2B`.
        matures_at: when it will be let go, where that is told.
    """

    transaction_id: str | None
    type: str
    status: str
    description: str
    posted_at: datetime | None
    total: Money | None
    marketplace: str | None
    identifiers: tuple[Identifier, ...] = ()
    items: tuple[TransactionItem, ...] = ()
    shares: tuple[Share, ...] = ()
    deferral_reason: str | None = None
    matures_at: datetime | None = None

    def named(self, name: str) -> tuple[str, ...]:
        """The values of all identifiers of this name: `named("REFUND_ID")`."""
        return tuple(each.value for each in self.identifiers if each.name == name)

    @property
    def order_id(self) -> str | None:
        """The order it belongs to, or None where it belongs to none."""
        return next(iter(self.named("ORDER_ID")), None)

    @property
    def is_refund(self) -> bool:
        """Whether the marketplace calls it a refund, in its type or in its description."""
        return "refund" in f"{self.type} {self.description}".casefold()

    @property
    def unexplained(self) -> Money | None:
        """What its shares leave of the total; None where there is nothing to compare.

        Anything but nought means that the marketplace's own sums do not add up.
        """
        total = self.total
        if total is None or {each.amount.currency for each in self.shares} != {total.currency}:
            return None
        return total - sum((each.amount for each in self.shares), Money.zero(total.currency))


def counted_once(transactions: Iterable[Transaction]) -> list[Transaction]:
    """The transactions, each movement of money once, in their order.

    Money that was held back is booked twice, as `DEFERRED_RELEASED` and as `RELEASED`, and each
    names the other. Where both are here, the one that was held back is left out: the pair is one
    refund. Where the other is elsewhere, the one that is here stays.
    """
    known = list(transactions)
    ids = {each.transaction_id for each in known}
    let_go = {held for each in known for held in each.named("DEFERRED_TRANSACTION_ID")}
    return [each for each in known if not _is_double(each, ids, let_go)]


def _is_double(each: Transaction, ids: set[str | None], let_go: set[str]) -> bool:
    if each.status != TransactionStatus.DEFERRED_RELEASED:
        return False
    return each.transaction_id in let_go or any(
        release in ids for release in each.named("RELEASE_TRANSACTION_ID")
    )
