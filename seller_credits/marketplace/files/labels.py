"""Labels: a file the seller writes of who pays if a parcel is lost, and when it was scanned.

Columns `order_id, protected, first_scan_at`, in any order; `protected` in the words of the seller's
language, `first_scan_at` an instant with its zone, or a day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seller_credits.domain.issues import Source
from seller_credits.domain.own_files import LabelRow
from seller_credits.domain.records import Record, Skipped
from seller_credits.marketplace.files.cells import Cells, is_order_id
from seller_credits.marketplace.files.document import Document, Head, Kind, shown
from seller_credits.marketplace.files.tabular import table_records

_COLUMNS = ("order_id", "protected", "first_scan_at")
_READ = ("order id", "protected", "first scan at")
_WHAT_IS_WRONG = {
    "protected": ("neither yes nor no", "say yes or no"),
    "first_scan_at": ("unreadable date", "write 2026-08-03T10:15:00Z"),
}


def _fits(head: Head) -> bool:
    header = head.header
    return header.has("order id") and (header.has("protected") or header.has("first scan at"))


def _read(document: Document) -> Iterator[Record | Skipped]:
    return table_records(document, _READ, _Reader(document).record)


class _Reader:
    """Reads the rows of one file."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._cells = Cells(document)
        self._protected = self._cells.answers("protected")
        self._scanned = self._cells.moments("first_scan_at")

    def record(self, row: int, raw: Sequence[str]) -> LabelRow | Skipped:
        """One row; a cell that is not understood costs it: left out, it would say "not scanned"."""
        document, told = self._document, tuple(map(str.strip, raw))
        order_id, protected, scanned = told
        if not order_id:
            return document.skipped(row, "no order id", is_bad=True)
        if not is_order_id(order_id):
            return document.another_shops(row, order_id)
        is_protected = self._protected[protected]
        first_scan = None if self._cells.unread else self._scanned[scanned]
        if self._cells.unread:
            return self._unread(row, order_id)
        values = {name: cell for name, cell in zip(_COLUMNS[1:], told[1:], strict=True) if cell}
        return LabelRow(document.origin(row), order_id, is_protected, first_scan, values)

    def _unread(self, row: int, order_id: str) -> Skipped:
        column, text = self._cells.unread[0]
        self._cells.unread.clear()  # told once: with the bad row
        reason, instead = _WHAT_IS_WRONG[column]
        detail = f"order {order_id}, {column} {shown(text)}; {instead}"
        return self._document.skipped(row, reason, detail, is_bad=True)


KIND = Kind(
    Source.LABELS,
    "Labels file",
    _fits,
    _read,
    frozenset(_READ),
    "the columns order_id, protected, first_scan_at",
)
