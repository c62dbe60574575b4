"""Settlement flat files: the refunds, claims, chargebacks and reimbursements in them.

GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2, and the V1 file it follows. All that goes back for one
line of an order in one transaction is one movement: price, shipping, gift wrap and goodwill, less
the promotion and the restocking fee that were taken off. Tax, fees, points and what the marketplace
withholds are left out. Of a reimbursement it is what came to the seller. An amount below nought is
a movement turned back. Sales, fees and transfers are clean rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from seller_credits.domain.errors import UnreadableSource
from seller_credits.domain.issues import Source
from seller_credits.domain.moved_money import MoneyKind
from seller_credits.domain.records import CleanRow, Record, Skipped
from seller_credits.marketplace.files.cells import is_order_id
from seller_credits.marketplace.files.document import Document, Head, Kind
from seller_credits.marketplace.files.settlement_gathering import Gathered, Gathering
from seller_credits.marketplace.files.settlement_layout import (
    V1_COLUMNS,
    V2_COLUMNS,
    Fields,
    Layout,
)
from seller_credits.marketplace.files.settlement_rows import (
    NO_CURRENCY,
    Amount,
    Line,
    settlement_rows,
)
from seller_credits.marketplace.files.settlement_words import Meaning, meaning

_STRETCH = 1000
"""Clean rows that are counted in one go, so that progress shows in a file of sales alone."""


def _fits_v2(head: Head) -> bool:
    return head.header.has("settlement id", "amount type", "amount description", "amount")


def _fits_v1(head: Head) -> bool:
    return head.header.has("settlement id", "transaction type", "price type", "price amount")


class _Reading:
    """One file being read: what is gathered, and the rows that show nothing wrong."""

    __slots__ = ("_clean", "_document", "_first_clean", "_gathering", "_layout")

    def __init__(self, document: Document, layout: Layout) -> None:
        self._document = document
        self._layout = layout
        self._gathering = Gathering(document)
        self._clean = self._first_clean = 0

    def clean(self, row: int, rows: int = 1) -> Iterator[CleanRow]:
        """Count rows that show nothing wrong; gives them when there are many."""
        self._first_clean = self._first_clean or row
        self._clean += rows
        if self._clean >= _STRETCH:
            yield from self._counted()

    def money(self, line: Line, found: Meaning) -> Iterator[Record | Skipped]:
        """Take a row whose money went back for an order."""
        row, fields = line.number, self._layout.fields(line.cells)
        if not is_order_id(fields.order_id):
            yield from self._without_order(row, fields, found)
            return
        amounts = [amount for amount in line.amounts if _same(fields, amount, found)]
        if amounts[0][2].currency == NO_CURRENCY:
            detail = f"order {fields.order_id}; say whose store it is: --marketplace DE"
            yield self._document.skipped(row, "no currency", detail, is_bad=True)
            return
        yield from self._told(self._gathering.take(row, fields, found, amounts))

    def rest(self) -> Iterator[Record]:
        """What is gathered and counted by now; to be asked for at the end."""
        yield from self._told(self._gathering.done())
        yield from self._counted()

    def _without_order(
        self, row: int, fields: Fields, found: Meaning
    ) -> Iterator[CleanRow | Skipped]:
        """Units lost in a warehouse belong to no order; a refund must belong to one."""
        if found.kind is MoneyKind.REIMBURSEMENT or not found.is_known:
            yield from self.clean(row)
        elif fields.order_id:
            yield self._document.another_shops(row, fields.order_id)
        else:
            yield self._document.skipped(row, "no order id", fields.transaction, is_bad=True)

    def _told(self, gathered: Iterable[Gathered]) -> Iterator[Record]:
        for each in gathered:
            if each.money:
                yield each.money
            rows = each.rows - bool(each.money)
            if rows:
                yield from self.clean(each.row, rows)

    def _counted(self) -> Iterator[CleanRow]:
        if self._clean:
            yield CleanRow(self._document.origin(self._first_clean), self._clean)
        self._clean = self._first_clean = 0


def _same(fields: Fields, amount: Amount, found: Meaning) -> bool:
    """Whether one of a row's amounts belongs to the row's movement, and is no fee beside it."""
    own = meaning(fields.transaction, amount[0], amount[1])
    return own is not None and own.kind is found.kind


def _read(document: Document) -> Iterator[Record | Skipped]:
    layout = Layout(document.header)
    reading = _Reading(document, layout)
    try:
        for row in settlement_rows(document, layout):
            if isinstance(row, Line):
                found = _meaning(row, layout.transaction)
                yield from reading.money(row, found) if found else reading.clean(row.number)
            elif isinstance(row, Skipped):
                yield row
    except UnreadableSource:
        yield from reading.rest()  # the rows before the file breaks off are good
        raise
    yield from reading.rest()


def _meaning(row: Line, transaction: int) -> Meaning | None:
    """What the first of a row's amounts that means anything means."""
    words = row.cells[transaction]
    for kind, word, _ in row.amounts:
        found = meaning(words, kind, word)
        if found:
            return found
    return None


V2 = Kind(Source.SETTLEMENT, "Settlement report (V2 flat file)", _fits_v2, _read, V2_COLUMNS)
V1 = Kind(Source.SETTLEMENT, "Settlement report (V1 flat file)", _fits_v1, _read, V1_COLUMNS)
