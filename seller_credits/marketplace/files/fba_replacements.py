"""Replacements Amazon sent from its warehouses: what was wrong with the order before.

GET_FBA_FULFILLMENT_CUSTOMER_SHIPMENT_REPLACEMENT_DATA. Columns: developer-docs.amazon.com/sp-api/
docs, "FBA Customer Concessions reports" (read 2026-11); the download from Seller Central calls the
replacement's order `replacement-customer-order-id`. The reason is a number, kept as it stands. Two
rows alike are two units: the counter that tells them apart is all that grows with the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from seller_credits.domain.issues import Source
from seller_credits.domain.records import Record, ReplacementRow, Skipped
from seller_credits.marketplace.files.cells import Cells, is_order_id
from seller_credits.marketplace.files.document import Document, Head, Kind
from seller_credits.marketplace.files.header import column_key
from seller_credits.marketplace.files.tabular import table_rows

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
    pick = document.header.pick(_READ)
    seen: Counter[tuple[str, ...]] = Counter()
    for number, cells in table_rows(document):
        yield _record(document, number, [*map(str.strip, pick(cells))], seen)


def _record(
    document: Document, row: int, cells: list[str], seen: Counter[tuple[str, ...]]
) -> ReplacementRow | Skipped:
    reason, shipped, quantity, order_id, sku, asin, by_api, by_download = cells
    if not order_id:
        return document.skipped(row, "no order id", is_bad=True)
    if not is_order_id(order_id):
        return document.another_shops(row, order_id)
    replacement = by_api or by_download
    unit = (order_id, replacement, sku, reason, shipped)
    seen[unit] += 1
    cell = Cells(document, row)
    return ReplacementRow(
        origin=document.origin(row),
        order_id=order_id,
        replacement_order_id=replacement or None,
        sku=sku or None,
        asin=asin or None,
        marketplace=document.marketplace,
        shipped=cell.moment("shipment-date", shipped),
        units=cell.units("quantity", quantity),
        reason=reason,
        unit_key=f"{replacement}#{seen[unit]}",
        values={name: value for name, value in zip(_EVIDENCE, cells, strict=False) if value},
    )


KIND = Kind(Source.FBA_RETURNS, "FBA replacements report", _fits, _read, frozenset(_READ) | _UNREAD)
