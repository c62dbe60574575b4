"""Labels: a file the seller writes of who pays if a parcel is lost, and when it was scanned.

Columns `order_id, protected, first_scan_at`, in any order; `protected` in the words of the seller's
language, `first_scan_at` an instant with its zone, or a day.
"""

from __future__ import annotations

from collections.abc import Iterator

from seller_credits.domain.issues import Source
from seller_credits.domain.own_files import LabelRow
from seller_credits.domain.records import Record, Skipped
from seller_credits.marketplace.files.cells import Cells, is_order_id
from seller_credits.marketplace.files.document import Document, Head, Kind, shown
from seller_credits.marketplace.files.tabular import table_rows

_COLUMNS = ("order_id", "protected", "first_scan_at")
_READ = ("order id", "protected", "first scan at")


def _fits(head: Head) -> bool:
    header = head.header
    return header.has("order id") and (header.has("protected") or header.has("first scan at"))


def _read(document: Document) -> Iterator[Record | Skipped]:
    pick = document.header.pick(_READ)
    for number, cells in table_rows(document):
        yield _record(document, number, [*map(str.strip, pick(cells))])


def _record(document: Document, row: int, cells: list[str]) -> LabelRow | Skipped:
    """A cell that is not understood costs its row: left out, it would say "no scan is known"."""
    order_id, protected, scanned = cells
    if not order_id:
        return document.skipped(row, "no order id", is_bad=True)
    if not is_order_id(order_id):
        return document.another_shops(row, order_id)
    cell = Cells(document, row)
    is_protected = cell.yes_no("protected", protected)
    if protected and is_protected is None:
        detail = f"order {order_id}, protected {shown(protected)}; say yes or no"
        return document.skipped(row, "neither yes nor no", detail, is_bad=True)
    first_scan = cell.moment("first_scan_at", scanned)
    if scanned and first_scan is None:
        detail = f"order {order_id}, first_scan_at {shown(scanned)}; write 2026-08-03T10:15:00Z"
        return document.skipped(row, "unreadable date", detail, is_bad=True)
    values = {name: cell for name, cell in zip(_COLUMNS[1:], cells[1:], strict=True) if cell}
    return LabelRow(document.origin(row), order_id, is_protected, first_scan, values)


KIND = Kind(
    Source.LABELS,
    "Labels file",
    _fits,
    _read,
    frozenset(_READ),
    "the columns order_id, protected, first_scan_at",
)
