"""Transactions of the Finances API 2024-06-19 as the money that went back for each order.

Held money is booked as `DEFERRED`, and once it is let go as a pair: `DEFERRED_RELEASED`, and a
transaction of its own that is `RELEASED`. All of them are one movement. Its key is made of the
adjustment's id, which all of them carry; without one, of the id of the transaction that was held,
which the release names: the same in whatever order and however far apart they are read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from seller_credits.domain.issues import Source
from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import MoneyKind, MoneyRow
from seller_credits.domain.origins import Origin
from seller_credits.domain.records import CleanRow, Skipped
from seller_credits.domain.transactions import (
    Share,
    Transaction,
    TransactionItem,
    TransactionStatus,
)
from seller_credits.marketplace.plans import Book
from seller_credits.marketplace.sections.money_drafts import (
    NO_ORDER,
    Draft,
    Drafts,
    Keys,
    Part,
    Row,
)
from seller_credits.marketplace.sections.money_words import (
    is_buyers,
    is_known_charge,
    is_known_status,
    is_known_type,
    is_sale,
    kind_of,
)

_ADJUSTMENT = "ORDER_ADJUSTMENT_ITEM_ID"
_HELD = "DEFERRED_TRANSACTION_ID"
_TOTAL = "totalAmount"
_MUST_SHOW = frozenset({MoneyKind.A_TO_Z_CLAIM, MoneyKind.CHARGEBACK, MoneyKind.GOODWILL})


def money_of_transactions(transactions: Iterable[Transaction]) -> Iterator[Row]:
    """The money that went back to buyers, line by line; everything else is clean or skipped.

    A movement that is booked twice, held and let go, has one key; see above.
    """
    return TransactionMoney().rows(transactions)


@dataclass(slots=True)
class TransactionMoney:
    """Reads the transactions of one window, a page at a time.

    Attributes:
        unknown: words nobody here knows, by where they stand.
    """

    unknown: Counter[tuple[str, str]] = field(default_factory=Counter)
    _keys: Keys = field(default_factory=lambda: Keys(Book.TRANSACTIONS))
    _let_go: set[str] = field(default_factory=set)

    def rows(self, transactions: Iterable[Transaction]) -> Iterator[Row]:
        """One row for each line and kind; a transaction that moved none gives one all the same."""
        for transaction in transactions:
            self._listen(transaction)
            origin = _origin(transaction)
            drafts = list(_drafts(transaction).moved())
            if not drafts:
                yield CleanRow(origin)
            elif transaction.order_id is None:
                yield Skipped(origin, NO_ORDER, _words(transaction))
            else:
                yield from self._money(transaction, transaction.order_id, drafts, origin)

    def _money(
        self, transaction: Transaction, order_id: str, drafts: Iterable[Draft], origin: Origin
    ) -> Iterator[Row]:
        is_held = transaction.status == TransactionStatus.DEFERRED
        for draft in drafts:
            key = self._keys.of(order_id, draft, transaction.posted_at, _booking(transaction))
            if is_held and key in self._let_go:
                yield CleanRow(origin)  # an older word: what was let go is not held any more
                continue
            if not is_held:
                self._let_go.add(key)
            yield MoneyRow(
                origin=origin,
                kind=draft.kind,
                book=Book.TRANSACTIONS,
                order_id=order_id,
                order_item_id=draft.order_item_id,
                sku=draft.sku,
                marketplace=transaction.marketplace,
                posted=transaction.posted_at,
                amount=draft.amount,
                key=key,
                words=_words(transaction),
                values=_values(transaction) | draft.values,
                is_held=is_held,
            )

    def _listen(self, transaction: Transaction) -> None:
        """Note the words nobody knows."""
        if not is_known_type(transaction.type, transaction.description):
            self.unknown["transaction type", _words(transaction)] += 1
        if not is_known_status(transaction.status):
            self.unknown["transaction status", transaction.status] += 1
        for item in transaction.items:
            for share in item.shares:
                outermost = "".join(share.path[:1])
                if "sales" in outermost.casefold() and not is_known_charge(share.kind):
                    self.unknown["part of a transaction", share.kind] += 1


def _drafts(transaction: Transaction) -> Drafts:
    """Item by item; where the items tell no money, the only one's, or the whole order's."""
    kind = _kind(transaction)
    drafts = Drafts(kind or MoneyKind.REFUND)
    if kind is None:
        return drafts
    is_itemised = any(item.shares or item.total for item in transaction.items)
    if not is_itemised:
        only = transaction.items[0] if len(transaction.items) == 1 else None
        sku = only.sku if only else None
        parts = _parts(kind, transaction.shares, transaction.total)
        drafts.add(parts, adjustment=None, line=sku or "order", sku=sku)
        return drafts
    for number, item in enumerate(transaction.items, 1):
        named = [each.value for each in item.identifiers if each.name == _ADJUSTMENT]
        drafts.add(
            _parts(kind, item.shares, item.total),
            adjustment=next(iter(named), None),
            line=item.sku or item.asin or f"item {number}",
            sku=item.sku,
        )
    return drafts


def _kind(transaction: Transaction) -> MoneyKind | None:
    """What the words say; where they say nothing, money that a buyer got is a refund."""
    kind = kind_of(transaction.type, transaction.description)
    if kind is not None or is_sale(transaction.type):
        return kind
    items: Iterable[TransactionItem] = transaction.items
    shares = [share for item in items for share in item.shares] or list(transaction.shares)
    given = sum(share.amount.amount for share in shares if is_buyers(share.kind))
    return MoneyKind.REFUND if given < 0 else None


def _parts(kind: MoneyKind, shares: Iterable[Share], total: Money | None) -> list[Part]:
    """The buyer's own shares; the total where nothing says what it is made of."""
    shares = list(shares)
    whole = [(_TOTAL, total)] if total is not None else []
    if kind is MoneyKind.REIMBURSEMENT:
        return whole or [(" > ".join(share.path), share.amount) for share in shares]
    parts = [(" > ".join(share.path), share.amount) for share in shares if is_buyers(share.kind)]
    if parts or (shares and kind not in _MUST_SHOW):
        return parts
    return whole if total is not None and total.amount < 0 else []


def _booking(transaction: Transaction) -> str | None:
    """The id of the transaction that was held, where this one lets it go; else its own."""
    return next(iter(transaction.named(_HELD)), transaction.transaction_id)


def _origin(transaction: Transaction) -> Origin:
    named = transaction.transaction_id or f"of {transaction.posted_at}"
    return Origin(Source.FINANCES, api=True, where=f"Finances API, transaction {named}")


def _words(transaction: Transaction) -> str:
    return ": ".join(word for word in (transaction.type, transaction.description) if word)


def _values(transaction: Transaction) -> dict[str, str]:
    told = {
        "transactionId": transaction.transaction_id,
        "transactionType": transaction.type,
        "description": transaction.description,
        "transactionStatus": transaction.status,
        "postedDate": transaction.posted_at.isoformat() if transaction.posted_at else None,
    }
    return {name: value for name, value in told.items() if value}
