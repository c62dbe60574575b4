"""Returns of orders Amazon shipped: one row for each unit that came back.

GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA. Columns: developer-docs.amazon.com/sp-api/docs, "FBA
Customer Concessions reports" (read 2026-11). Licence plates can be blank or used again, so a unit
is told from its twin by counting.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence

from seller_credits.domain.issues import Channel, Source
from seller_credits.domain.records import Record, ReturnRow, Skipped
from seller_credits.marketplace.files.cells import Cells, is_order_id
from seller_credits.marketplace.files.document import Document, Head, Kind
from seller_credits.marketplace.files.header import column_key
from seller_credits.marketplace.files.tabular import table_records
from seller_credits.marketplace.files.twins import Twins

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


def _fits(head: Head) -> bool:
    return head.header.has("return date", "order id", "sku", "reason", "detailed disposition")


def _read(document: Document) -> Iterator[Record | Skipped]:
    return table_records(document, _READ, _Reader(document).record)


class _Reader:
    """Reads the rows of one file."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._cells = Cells(document)
        self._returned = self._cells.moments("return-date")
        self._units = self._cells.units("quantity")
        self._twins = Twins()

    def record(self, row: int, raw: Sequence[str]) -> ReturnRow | Skipped:
        document, told = self._document, tuple(map(str.strip, raw))
        reason, _, status, returned, plate, quantity, order_id, sku, asin, comment = told
        if not order_id:
            return document.skipped(row, "no order id", is_bad=True)
        if not is_order_id(order_id):
            return document.another_shops(row, order_id)
        twin = self._twins.count(f"{order_id}|{plate}|{sku}|{reason}|{returned}")
        found = ReturnRow(  # in order of its fields: naming them costs a tenth of all the reading
            document.origin(row),
            Channel.AMAZON,
            order_id,
            None,
            sku or None,
            asin or None,
            document.marketplace,
            self._returned[returned],
            reason,
            self._units[quantity] or 1,
            f"{plate}#{twin}",
            status,
            {name: cell for name, cell in zip(_EVIDENCE, told, strict=False) if cell},
            comment=_free_text(comment) if comment else "",
        )
        if self._cells.unread:
            self._cells.warn(row)
        return found


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
