"""Returns of orders Amazon shipped: one row for each unit that came back.

GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA. Columns: developer-docs.amazon.com/sp-api/docs, "FBA
Customer Concessions reports" (read 2026-11). Licence plates can be blank or used again, so a unit
is told from its twin by counting; the counter is all that grows with the file.
"""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterator

from seller_credits.domain.issues import Channel, Source
from seller_credits.domain.records import Record, ReturnRow, Skipped
from seller_credits.marketplace.files.cells import Cells, is_order_id
from seller_credits.marketplace.files.document import Document, Head, Kind
from seller_credits.marketplace.files.header import column_key
from seller_credits.marketplace.files.tabular import table_rows

_EVIDENCE = (
    "reason",
    "detailed-disposition",
    "status",
    "return-date",
    "license-plate-number",
    "quantity",
)
_READ = tuple(map(column_key, (*_EVIDENCE, "order-id", "sku", "asin", "customer-comments")))
_UNREAD = frozenset({"fnsku", "product name", "fulfillment center id"})
_COMMENT_PARTS = 3  # `Preset|free text|No`

_Unit = tuple[str, ...]


def _fits(head: Head) -> bool:
    return head.header.has("return date", "order id", "sku", "reason", "detailed disposition")


def _read(document: Document) -> Iterator[Record | Skipped]:
    pick = document.header.pick(_READ)
    seen: Counter[_Unit] = Counter()
    for number, cells in table_rows(document):
        yield _record(document, number, [*map(str.strip, pick(cells))], seen)


def _record(
    document: Document, row: int, cells: list[str], seen: Counter[_Unit]
) -> ReturnRow | Skipped:
    reason, _, status, returned, plate, quantity, order_id, sku, asin, comment = cells
    if not order_id:
        return document.skipped(row, "no order id", is_bad=True)
    if not is_order_id(order_id):
        return document.another_shops(row, order_id)
    unit = (order_id, sku, reason, plate, returned)
    seen[unit] += 1
    cell = Cells(document, row)
    return ReturnRow(
        origin=document.origin(row),
        channel=Channel.AMAZON,
        order_id=order_id,
        order_item_id=None,
        sku=sku or None,
        asin=asin or None,
        marketplace=document.marketplace,
        requested=cell.moment("return-date", returned),
        reason=reason,
        units=cell.units("quantity", quantity),
        unit_key=f"{plate}#{seen[unit]}",
        status=status,
        values={name: value for name, value in zip(_EVIDENCE, cells, strict=False) if value},
        comment=_free_text(comment) if comment else "",
    )


def _free_text(comment: str) -> str:
    """What the buyer wrote, without the preset before it and the flag after it."""
    text = html.unescape(comment)
    parts = text.split("|")
    return "|".join(parts[1:-1]).strip() if len(parts) >= _COMMENT_PARTS else text


KIND = Kind(
    Source.FBA_RETURNS,
    "FBA returns report",
    _fits,
    _read,
    frozenset(_READ) | _UNREAD,
)
