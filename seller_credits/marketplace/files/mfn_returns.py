"""Returns of orders the seller shipped: the tab-separated report by return date.

GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE, and GET_CSV_MFN_PRIME_RETURNS_REPORT.
Columns: developer-docs.amazon.com/sp-api/docs/report-type-values-returns (read 2026-11) and files
sellers downloaded, which add `Order Item ID` or `Category` and may leave out cells at a row's end.

The Prime report's own header is documented nowhere. Files seen have the same columns with hyphens
(`Return-request-date`); one that has hyphens and no column `Is prime` is taken for it, and its
returns are Prime. No layout seen has a column for the buyer's words.
"""

from __future__ import annotations

from collections.abc import Iterator

from seller_credits.domain.issues import Source
from seller_credits.domain.records import Record, Skipped
from seller_credits.marketplace.files.document import Document, Head, Kind
from seller_credits.marketplace.files.header import Header
from seller_credits.marketplace.files.returned import PRIME, READ_COLUMNS, ReturnReader
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
    reader = ReturnReader(document)
    only_prime = _is_prime_report(document.header)
    for number, cells in table_rows(document):
        told = pick(cells)
        yield reader.record(number, _of_prime(told) if only_prime else told)


def _of_prime(cells: tuple[str, ...]) -> tuple[str, ...]:
    return (*cells[:PRIME], "Y", *cells[PRIME + 1 :])


def _is_prime_report(header: Header) -> bool:
    return not header.has("is prime") and any(
        name.casefold() == "return-request-date" for name in header.names
    )


KIND = Kind(
    Source.MFN_RETURNS,
    "MFN returns report",
    _fits,
    _read,
    frozenset(READ_COLUMNS) | _UNREAD,
)
