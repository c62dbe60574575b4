"""Replacements Amazon sent from its warehouses: what was wrong with the order before.

GET_FBA_FULFILLMENT_CUSTOMER_SHIPMENT_REPLACEMENT_DATA. Columns: developer-docs.amazon.com/sp-api/
docs, "FBA Customer Concessions reports" (read 2026-11); the download from Seller Central calls the
replacement's order `replacement-customer-order-id`. The reason is a number, kept as it stands. Two
rows alike are two units.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seller_credits.domain.issues import Source
from seller_credits.domain.records import Record, ReplacementRow, Skipped
from seller_credits.marketplace.files.cells import Cells, is_order_id
from seller_credits.marketplace.files.document import Document, Head, Kind
from seller_credits.marketplace.files.header import column_key
from seller_credits.marketplace.files.tabular import table_records
from seller_credits.marketplace.files.twins import Twins

_EVIDENCE = ("replacement-reason-code", "shipment-date", "quantity")
_READ = tuple(
    map(
        column_key,
        (
            *(*_EVIDENCE, "original-amazon-order-id", "sku", "asin"),
            *("replacement-amazon-order-id", "replacement-customer-order-id"),
        ),
    )
)
_UNREAD = frozenset({"fulfillment center id", "original fulfillment center id"})


def _fits(head: Head) -> bool:
    return head.header.has("replacement reason code", "original amazon order id")


def _read(document: Document) -> Iterator[Record | Skipped]:
    return table_records(document, _READ, _Reader(document).record)


class _Reader:
    """Reads the rows of one file."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._cells = Cells(document)
        self._shipped = self._cells.moments("shipment-date")
        self._units = self._cells.units("quantity")
        self._twins = Twins()

    def record(self, row: int, raw: Sequence[str]) -> ReplacementRow | Skipped:
        document, told = self._document, tuple(map(str.strip, raw))
        reason, shipped, quantity, order_id, sku, asin, by_api, by_download = told
        if not order_id:
            return document.skipped(row, "no order id", is_bad=True)
        if not is_order_id(order_id):
            return document.another_shops(row, order_id)
        replacement = by_api or by_download
        twin = self._twins.count(f"{order_id}|{replacement}|{sku}|{reason}|{shipped}")
        found = ReplacementRow(
            origin=document.origin(row),
            order_id=order_id,
            replacement_order_id=replacement or None,
            sku=sku or None,
            asin=asin or None,
            marketplace=document.marketplace,
            shipped=self._shipped[shipped],
            units=self._units[quantity] or 1,
            reason=reason,
            unit_key=f"{replacement}#{twin}",
            values={name: cell for name, cell in zip(_EVIDENCE, told, strict=False) if cell},
        )
        if self._cells.unread:
            self._cells.warn(row)
        return found


KIND = Kind(Source.FBA_RETURNS, "FBA replacements report", _fits, _read, frozenset(_READ) | _UNREAD)
