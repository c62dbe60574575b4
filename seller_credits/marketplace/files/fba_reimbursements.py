"""What Amazon paid for units it lost, damaged, or let a buyer keep: one row for each.

GET_FBA_REIMBURSEMENTS_DATA. Columns: developer-docs.amazon.com/sp-api/docs, "FBA Payments reports"
(read 2026-11). Most rows are about units in a warehouse and name no order: they are clean rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seller_credits.domain.issues import Source
from seller_credits.domain.moved_money import MoneyKind, MoneyRow
from seller_credits.domain.records import CleanRow, Record, Skipped
from seller_credits.marketplace.files.cells import Cells, is_order_id
from seller_credits.marketplace.files.document import Document, Head, Kind
from seller_credits.marketplace.files.header import column_key
from seller_credits.marketplace.files.tabular import table_records
from seller_credits.marketplace.files.twins import Twins

_EVIDENCE = (
    *("approval-date", "reimbursement-id", "case-id", "reason", "condition", "amount-total"),
    *("quantity-reimbursed-cash", "quantity-reimbursed-inventory", "original-reimbursement-id"),
)
_READ = tuple(map(column_key, (*_EVIDENCE, "amazon-order-id", "sku", "currency-unit")))
_UNREAD = frozenset(
    map(
        column_key,
        (
            *("fnsku", "asin", "product-name", "amount-per-unit", "quantity-reimbursed-total"),
            "original-reimbursement-type",
        ),
    )
)


def _fits(head: Head) -> bool:
    return head.header.has("reimbursement id", "approval date", "amount total")


def _read(document: Document) -> Iterator[Record | Skipped]:
    return table_records(document, _READ, _Reader(document).record)


class _Reader:
    """Reads the rows of one file."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._cells = Cells(document)
        self._approved = self._cells.moments("approval-date")
        self._twins = Twins()

    def record(self, row: int, raw: Sequence[str]) -> MoneyRow | CleanRow | Skipped:
        document, told = self._document, tuple(map(str.strip, raw))
        approved, number, _, reason, _, total = told[:6]
        order_id, sku, currency = told[9:]
        if not order_id:
            return CleanRow(document.origin(row))
        if not is_order_id(order_id):
            return document.another_shops(row, order_id)
        amount = self._cells.money("amount-total", total, currency or document.currency)
        self._cells.warn(row)
        if amount is None:
            return document.skipped(row, "unreadable amount", total, is_bad=True)
        twin = self._twins.count(f"{number}|{order_id}|{sku}|{reason}|{total}")
        return MoneyRow(
            origin=document.origin(row),
            kind=MoneyKind.REIMBURSEMENT,
            book=Source.REIMBURSEMENTS,
            order_id=order_id,
            order_item_id=None,
            sku=sku or None,
            marketplace=document.marketplace,
            posted=self._approved[approved],
            amount=amount,
            key=f"{number}|{sku}|{reason}#{twin}",
            words=f"{reason} {number}",
            values={name: cell for name, cell in zip(_EVIDENCE, told, strict=False) if cell},
        )


KIND = Kind(
    Source.REIMBURSEMENTS, "FBA reimbursements report", _fits, _read, frozenset(_READ) | _UNREAD
)
