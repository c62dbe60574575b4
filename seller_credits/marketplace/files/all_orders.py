"""All orders: one row for each line of each order, by order date or by last update.

GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL and ..._BY_LAST_UPDATE_GENERAL. Columns:
developer-docs.amazon.com/sp-api/docs, "Order Tracking reports" (read 2026-11). `item-price` is the
line's, not the unit's; where prices include tax it is in there, elsewhere tax stands apart and is
left out. There is no order item id and no delivery date, and one row cannot know an order's total.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from seller_credits.domain.issues import Channel, Source
from seller_credits.domain.money import Money
from seller_credits.domain.orders import Line, Order
from seller_credits.domain.records import OrderRow, Record, Skipped
from seller_credits.marketplace.files.cells import Cells
from seller_credits.marketplace.files.document import Document, Head, Kind
from seller_credits.marketplace.files.header import column_key
from seller_credits.marketplace.files.stores import store_code
from seller_credits.marketplace.files.tabular import table_records

_READ = tuple(
    map(
        column_key,
        (
            "amazon-order-id",
            "purchase-date",
            "last-updated-date",
            "order-status",
            "fulfillment-channel",
            "sales-channel",
            "ship-service-level",
            "product-name",
            "sku",
            "asin",
            "quantity",
            "currency",
            "item-price",
            "item-promotion-discount",
            "shipping-price",
            "ship-promotion-discount",
            "ship-country",
            "is-business-order",
            "is-replacement-order",
            "is-exchange-order",
            "original-order-id",
        ),
    )
)
_UNREAD = frozenset(
    map(
        column_key,
        (
            *("merchant-order-id", "order-channel", "item-status", "item-tax", "shipping-tax"),
            *("gift-wrap-price", "gift-wrap-tax", "ship-city", "ship-state", "ship-postal-code"),
            *("promotion-ids", "purchase-order-number", "price-designation", "number-of-items"),
            *("tax-collection-model", "tax-collection-responsible-party", "address-type", "cpf"),
        ),
    )
)
_CHANNELS = {
    "merchant": Channel.SELLER,
    "mfn": Channel.SELLER,
    "seller": Channel.SELLER,
    "amazon": Channel.AMAZON,
    "afn": Channel.AMAZON,
}
_SERVICES = frozenset(
    {
        *("EXPEDITED", "FREE_ECONOMY", "NEXT_DAY", "PRIORITY", "SAME_DAY", "SECOND_DAY"),
        *("SCHEDULED", "STANDARD"),
    }
)
"""Shipping services as the Orders API names them (Amazon's model orders_2026-01-01)."""

_WORD_EDGE = re.compile(r"[\W_]+|(?<=[a-z])(?=[A-Z])")


def _fits(head: Head) -> bool:
    return head.header.has("amazon order id", "purchase date", "order status", "sales channel")


class _Parts:
    """Tells the rows of one order apart: they stand together, and a SKU may come twice."""

    __slots__ = ("_order_id", "_skus")

    def __init__(self) -> None:
        self._order_id = ""
        self._skus: dict[str, int] = {}

    def part(self, order_id: str, sku: str) -> str:
        if order_id != self._order_id:
            self._order_id = order_id
            self._skus.clear()
        times = self._skus[sku] = self._skus.get(sku, 0) + 1
        return sku if times == 1 else f"{sku}#{times}"


def _read(document: Document) -> Iterator[Record | Skipped]:
    return table_records(document, _READ, _Reader(document).record)


class _Reader:
    """Reads the rows of one file."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._cells = cells = Cells(document)
        self._placed = cells.instants("purchase-date")
        self._updated = cells.instants("last-updated-date")
        self._business = cells.answers("is-business-order")
        self._quantity = cells.counts("quantity")
        self._parts = _Parts()

    def record(self, row: int, raw: Sequence[str]) -> OrderRow | Skipped:
        document = self._document
        told = tuple(map(str.strip, raw))
        order_id, placed, updated, status, channel, store, service = told[:7]
        country, business, replaced, exchanged, original = told[16:]
        if not order_id:
            return document.skipped(row, "no order id", is_bad=True)
        currency = told[11] or document.currency
        is_replacement = replaced.lower() == "true" or exchanged.lower() == "true"
        order = Order(
            Source.ALL_ORDERS,
            order_id,
            store_code(store) or document.marketplace,
            self._channel(row, channel),
            _status(status),
            self._placed[placed],
            self._updated[updated],
            currency or None,
            business=self._business[business],
            # Of a replacement that does not say which order it replaces, "" still says it is one.
            replacement_of=original if is_replacement else None,
            service_level=_service(service) if service else None,
            country=country or None,
            lines=(self._line(told, currency),),
            part=self._parts.part(order_id, told[8]),
        )
        if self._cells.unread:
            self._cells.warn(row)
        return OrderRow(document.origin(row), order)

    def _line(self, told: tuple[str, ...], currency: str) -> Line:
        title, sku, asin, quantity, _, price, off, shipping, shipping_off = told[7:16]
        return Line(
            None,
            sku or None,
            asin or None,
            title or None,
            self._quantity[quantity] or 0,
            self._net("item-price", price, "item-promotion-discount", off, currency),
            self._net(
                "shipping-price", shipping, "ship-promotion-discount", shipping_off, currency
            ),
        )

    def _net(self, column: str, price: str, off: str, discount: str, currency: str) -> Money | None:
        """The price less its discount, which some files write with a minus and some without."""
        gross = self._cells.money(column, price, currency)
        if gross is None or not discount:
            return gross
        less = self._cells.money(off, discount, currency)
        return None if less is None else Money(gross.amount - abs(less.amount), gross.currency)

    def _channel(self, row: int, word: str) -> Channel | None:
        channel = _CHANNELS.get(word.lower())
        if channel is None:
            self._document.unreadable(row, "fulfillment-channel", word)
        return channel


@lru_cache(maxsize=256)
def _status(word: str) -> str:
    """`Shipped - Delivered to Buyer` as `SHIPPED_DELIVERED_TO_BUYER`; Amazon's spelling of 2026."""
    capitals = _WORD_EDGE.sub("_", word).strip("_").upper()
    return "CANCELLED" if capitals == "CANCELED" else capitals


@lru_cache(maxsize=256)
def _service(word: str) -> str:
    """`SecondDay` as `SECOND_DAY`, as the Orders API says it; any other word as it stands.

    An order that is known by this report and one that was asked for by itself must not seem to
    have been sent in two ways.
    """
    capitals = _WORD_EDGE.sub("_", word).strip("_").upper()
    return capitals if capitals in _SERVICES else word


KIND = Kind(
    Source.ALL_ORDERS,
    "All Orders report",
    _fits,
    _read,
    frozenset(_READ) | _UNREAD,
)
