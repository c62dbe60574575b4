"""The two layouts of a settlement flat file, and where a row of either has its amounts.

V2 (GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2) has one amount in a row, named by two columns. V1
(GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE) has a pair of columns for each type of amount, 33 columns
or 36 with promotions. Columns: developer-docs.amazon.com/sp-api/docs, "Settlement reports"; a
seller's files of both (read 2026-11). V1's amounts are given by V2's names for them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from seller_credits.marketplace.files.header import Header, column_key

Named = tuple[str, str, str]
"""One amount as it stands: its type, its description, its text."""

_SHARED = (
    *("settlement-id", "settlement-start-date", "settlement-end-date", "deposit-date"),
    *("total-amount", "currency", "transaction-type", "order-id", "merchant-order-id"),
    *("adjustment-id", "shipment-id", "marketplace-name", "fulfillment-id", "posted-date"),
    *("order-item-code", "merchant-order-item-id", "merchant-adjustment-item-id", "sku"),
    *("quantity-purchased", "promotion-id"),
)
_V2 = ("amount-type", "amount-description", "amount", "posted-date-time")
_V1 = (
    ("ItemPrice", "price-type", "price-amount"),
    ("ItemFees", "item-related-fee-type", "item-related-fee-amount"),
    ("Promotion", "promotion-type", "promotion-amount"),
    ("ShipmentFees", "shipment-fee-type", "shipment-fee-amount"),
    ("OrderFees", "order-fee-type", "order-fee-amount"),
    ("MiscFees", "transaction-type", "misc-fee-amount"),
    ("OtherFees", "other-fee-reason-description", "other-fee-amount"),
    ("DirectPayment", "direct-payment-type", "direct-payment-amount"),
    ("other-transaction", "price-type", "other-amount"),
)
_PAIRED = tuple(name for _, *pair in _V1 for name in pair)

V1_COLUMNS = frozenset(map(column_key, (*_SHARED, *_PAIRED)))
"""Every column a V1 file is known to have."""

V2_COLUMNS = frozenset(map(column_key, (*_SHARED, *_V2)))
"""Every column a V2 file is known to have."""


class Fields(NamedTuple):
    """What a row says beside its amounts, stripped; "" where it says nothing."""

    settlement_id: str
    since: str
    until: str
    deposited: str
    total: str
    currency: str
    transaction: str
    order_id: str
    adjustment_id: str
    shipment_id: str
    marketplace: str
    fulfillment: str
    posted_day: str
    posted_time: str
    item_code: str
    merchant_adjustment_id: str
    sku: str
    quantity: str
    promotion_id: str

    @property
    def posted(self) -> str:
        """When it was booked, as exactly as the row has it."""
        return self.posted_time or self.posted_day


_FIELDS = (
    *("settlement id", "settlement start date", "settlement end date", "deposit date"),
    *("total amount", "currency", "transaction type", "order id", "adjustment id", "shipment id"),
    *("marketplace name", "fulfillment id", "posted date", "posted date time", "order item code"),
    *("merchant adjustment item id", "sku", "quantity purchased", "promotion id"),
)


class Layout:
    """Where a file has what, for rows as wide as its header with an empty cell at the end.

    Attributes:
        total, currency, transaction, order, settlement: places of cells that every row is looked
            at for.
        amounts: the amounts of a row that are not blank.
        names_amount: whether a row names an amount, there or not.
    """

    __slots__ = (
        *("_pick", "amounts", "currency", "names_amount", "order", "settlement"),
        *("total", "transaction"),
    )

    amounts: Callable[[Sequence[str]], tuple[Named, ...]]
    names_amount: Callable[[Sequence[str]], bool]

    def __init__(self, header: Header) -> None:
        self.total = header.place("total amount")
        self.currency = header.place("currency")
        self.transaction = header.place("transaction type")
        self.order = header.place("order id")
        self.settlement = header.place("settlement id")
        self._pick = header.pick(_FIELDS)
        read = _v2 if header.has("amount") else _v1
        self.amounts, self.names_amount = read(header)

    def fields(self, cells: Sequence[str]) -> Fields:
        """What a row says beside its amounts."""
        return Fields(*map(str.strip, self._pick(cells)))

    def is_summary(self, cells: Sequence[str]) -> bool:
        """Whether it is the row that states a settlement's total, and no line of it."""
        return bool(cells[self.total].strip()) and not cells[self.transaction].strip()


_Readers = tuple[Callable[[Sequence[str]], tuple[Named, ...]], Callable[[Sequence[str]], bool]]


def _v2(header: Header) -> _Readers:
    kind, word, amount = map(header.place, ("amount type", "amount description", "amount"))

    def amounts(cells: Sequence[str]) -> tuple[Named, ...]:
        text = cells[amount].strip()
        return ((cells[kind], cells[word], text),) if text else ()

    return amounts, lambda cells: bool(cells[kind].strip())


def _v1(header: Header) -> _Readers:
    pairs = [
        (kind, header.place(column_key(word)), header.place(column_key(amount)))
        for kind, word, amount in _V1
    ]
    words = [header.place(column_key(word)) for _, word, _ in _V1 if word != "transaction-type"]
    transaction = header.place("transaction type")

    def amounts(cells: Sequence[str]) -> tuple[Named, ...]:
        return tuple(
            (kind, cells[word].strip() or cells[transaction], cells[amount].strip())
            for kind, word, amount in pairs
            if cells[amount] and not cells[amount].isspace()
        )

    return amounts, lambda cells: any(cells[word].strip() for word in words)
