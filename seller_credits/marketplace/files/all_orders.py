"""All orders: one row for each line of each order, by order date or by last update.

GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL and ..._BY_LAST_UPDATE_GENERAL. Columns:
developer-docs.amazon.com/sp-api/docs, "Order Tracking reports" (read 2026-11). `item-price` is the
line's, not the unit's; where prices include tax it is in there, elsewhere tax stands apart and is
left out. There is no order item id and no delivery date, and one row cannot know an order's total.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from seller_credits.domain.issues import Channel, Source
from seller_credits.domain.money import Money
from seller_credits.domain.orders import Line, Order
from seller_credits.domain.records import OrderRow, Record, Skipped
from seller_credits.marketplace.files.cells import Cells
from seller_credits.marketplace.files.document import Document, Head, Kind
from seller_credits.marketplace.files.header import column_key
from seller_credits.marketplace.files.stores import store_code
from seller_credits.marketplace.files.tabular import table_rows

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
    pick = document.header.pick(_READ)
    parts = _Parts()
    for number, cells in table_rows(document):
        yield _record(document, number, [*map(str.strip, pick(cells))], parts)


def _record(document: Document, row: int, cells: list[str], parts: _Parts) -> OrderRow | Skipped:
    order_id, placed, updated, status, channel, store = cells[:6]
    service, country, business, replaced, exchanged, original = cells[6], *cells[16:]
    if not order_id:
        return document.skipped(row, "no order id", is_bad=True)
    currency = cells[11] or document.currency
    cell = Cells(document, row, currency)
    order = Order(
        source=Source.ALL_ORDERS,
        order_id=order_id,
        marketplace=store_code(store) or document.marketplace,
        channel=_channel(document, row, channel),
        status=_status(status),
        placed_at=cell.instant("purchase-date", placed),
        updated_at=cell.instant("last-updated-date", updated),
        currency=currency or None,
        business=cell.yes_no("is-business-order", business),
        # Of a replacement that does not say which order it replaces, "" still says it is one.
        replacement_of=original if "true" in {replaced.lower(), exchanged.lower()} else None,
        service_level=service or None,
        country=country or None,
        lines=(_line(cell, cells[7:16]),),
        part=parts.part(order_id, cells[8]),
    )
    return OrderRow(document.origin(row), order)


def _line(cell: Cells, cells: list[str]) -> Line:
    title, sku, asin, quantity, _, price, discount, shipping, shipping_discount = cells
    return Line(
        order_item_id=None,
        sku=sku or None,
        asin=asin or None,
        title=title or None,
        quantity=cell.count("quantity", quantity) or 0,
        paid=_net(cell, ("item-price", price), ("item-promotion-discount", discount)),
        shipping=_net(
            cell, ("shipping-price", shipping), ("ship-promotion-discount", shipping_discount)
        ),
    )


def _net(cell: Cells, price: tuple[str, str], discount: tuple[str, str]) -> Money | None:
    """The price less its discount, which some files write with a minus and some without."""
    gross = cell.money(*price)
    if gross is None or not discount[1]:
        return gross
    off = cell.money(*discount)
    return None if off is None else Money(gross.amount - abs(off.amount), gross.currency)


def _channel(document: Document, row: int, word: str) -> Channel | None:
    channel = _CHANNELS.get(word.lower())
    if channel is None:
        document.unreadable(row, "fulfillment-channel", word)
    return channel


@lru_cache(maxsize=256)
def _status(word: str) -> str:
    """`Shipped - Delivered to Buyer` as `SHIPPED_DELIVERED_TO_BUYER`; Amazon's spelling of 2026."""
    capitals = _WORD_EDGE.sub("_", word).strip("_").upper()
    return "CANCELLED" if capitals == "CANCELED" else capitals


KIND = Kind(
    Source.ALL_ORDERS,
    "All Orders report",
    _fits,
    _read,
    frozenset(_READ) | _UNREAD,
)
