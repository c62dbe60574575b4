"""Returns of orders the seller shipped: the tab-separated report by return date.

GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE, and the Prime report with hyphens in its header.
Columns: developer-docs.amazon.com/sp-api/docs/report-type-values-returns (read 2026-11) and files
sellers downloaded, which add `Order Item ID` or `Category` and may leave out cells at a row's end.
"""

from __future__ import annotations

from collections.abc import Iterator

from seller_credits.domain.issues import Source
from seller_credits.domain.records import Record, Skipped
from seller_credits.marketplace.files.document import Document, Head, Kind
from seller_credits.marketplace.files.returned import READ_COLUMNS, Twins, return_record
from seller_credits.marketplace.files.tabular import table_rows

_UNREAD = frozenset(
    {
        "merchant rma id",
        "return carrier",
        "tracking id",
        "item name",
        "invoice number",
        "safet action reason",
        "safet claim id",
        "safet claim creation time",
        "category",
    }
)


def _fits(head: Head) -> bool:
    return head.header.has("order id", "return request date", "return reason")


def _read(document: Document) -> Iterator[Record | Skipped]:
    pick = document.header.pick(READ_COLUMNS)
    twins = Twins()
    for number, cells in table_rows(document):
        yield return_record(document, number, [*map(str.strip, pick(cells))], twins)


KIND = Kind(
    Source.MFN_RETURNS,
    "MFN returns report",
    _fits,
    _read,
    frozenset(READ_COLUMNS) | _UNREAD,
)
