"""The rows of a settlement file with their amounts, each settlement proven to the cent.

A summary row comes first and states currency and total; the lines' cells for them are blank. What
the lines add up to must be that total: a file cut short or changed by hand shows here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from seller_credits.domain.money import Money
from seller_credits.domain.records import Skipped
from seller_credits.domain.settlements import Settlement
from seller_credits.marketplace.files.amounts import read_amount
from seller_credits.marketplace.files.cells import Cells
from seller_credits.marketplace.files.document import Document, shown
from seller_credits.marketplace.files.settlement_layout import Fields, Layout, Named
from seller_credits.marketplace.files.stores import store_currency
from seller_credits.marketplace.files.tabular import table_rows

NO_CURRENCY = "XXX"
"""ISO 4217 for no currency: a part of a file that names neither a currency nor a store."""

_CODE_LENGTH = 3
_REMEMBERED = 8192
"""So many amounts with their words are known again: prices of the same few products."""
_NOUGHT = Decimal(0)


Amount = tuple[str, str, Money]
"""An amount with its type and its description."""


Told = Callable[[tuple[str, str, str]], bool] | None
"""Whether a row is wanted for one of its amounts: by transaction, type and description."""


class Line(NamedTuple):
    """One row: its cells, as wide as the header, and its amounts with their types and words."""

    number: int
    cells: list[str]
    amounts: Sequence[Amount]


def settlement_rows(document: Document, layout: Layout) -> Iterator[Line | Skipped | Settlement]:
    """Every data row, or why it could not be read; and each settlement after its own rows.

    A summary row is a row without amounts. Rows without a summary before them belong to no
    settlement that could be proven.
    """
    books = _Books(document, layout)
    for number, cells in table_rows(document):
        if cells[layout.total] and layout.is_summary(cells):
            yield from books.closed()
            books.begin(number, layout.fields(cells))
            yield Line(number, cells, ())
        else:
            read = books.read(number, cells)
            yield read if isinstance(read, Skipped) else Line(number, cells, read.amounts)
    yield from books.closed()


def settlement_pieces(
    document: Document,
    layout: Layout,
    *,
    orders: Callable[[str], bool] | None = None,
    told: Told = None,
) -> Iterator[Line | Skipped | Settlement]:
    """The same where other files may have the rest: after its rows each piece, stated or not.

    Nothing is warned of: what is missing here may stand there.

    Args:
        document: the file.
        layout: where it has what.
        orders: leaves out rows of other orders, which then are not added up either.
        told: leaves out rows by their words, which are added up all the same.
    """
    books, own, place = _Books(document, layout, in_pieces=True, told=told), "", layout.settlement
    only = None if orders is None else (layout.order, lambda order: not order or orders(order))
    for number, cells in table_rows(document, only):
        if cells[place] != own:
            if cells[place].strip() != own.strip():
                yield from books.closed()
                books.begin_piece(layout.fields(cells))
            own = cells[place]
        if cells[layout.total] and layout.is_summary(cells):
            books.state(number, layout.fields(cells))
            continue
        read = books.read(number, cells)
        if isinstance(read, Skipped):
            yield read
        elif read.is_told:
            yield Line(number, cells, read.amounts)
    yield from books.closed()


class _Read(NamedTuple):
    """The amounts of a row, what they add up to, a number for each, and whether it is wanted."""

    amounts: tuple[Amount, ...]
    total: Decimal
    marks: tuple[int, ...]
    is_told: bool


class _Books:
    """Follows one settlement after the other: their currency, and what their lines add up to."""

    __slots__ = (
        "_added",
        "_cells",
        "_currency",
        "_document",
        "_fields",
        "_fingerprint",
        "_in_pieces",
        "_known",
        "_layout",
        "_rows",
        "_stated",
        "_told",
        "_unread",
    )

    def __init__(
        self, document: Document, layout: Layout, *, in_pieces: bool = False, told: Told = None
    ) -> None:
        self._in_pieces = in_pieces
        self._told = told
        self._rows = self._fingerprint = 0
        self._known: dict[tuple[str, str, tuple[Named, ...]], _Read] = {}
        self._document = document
        self._cells = Cells(document)
        self._layout = layout
        self._fields: Fields | None = None
        self._currency = document.currency
        self._stated: Money | None = None
        self._added = _NOUGHT
        self._unread = 0

    def begin(self, number: int, summary: Fields) -> None:
        """A settlement begins with the row that states its total."""
        self._fields = summary
        self._currency = _currency(summary.currency) or self._document.currency
        self._added, self._unread = _NOUGHT, 0
        self._stated = self._cells.money("total-amount", summary.total, self._currency)
        self._cells.warn(number)

    def begin_piece(self, fields: Fields) -> None:
        """Rows of another settlement begin; whether one of them states its total is to be seen."""
        self._fields, self._stated = fields, None
        self._currency = self._document.currency
        self._added, self._unread = _NOUGHT, 0
        self._rows = self._fingerprint = 0

    def state(self, number: int, summary: Fields) -> None:
        """The row that states the total of the settlement being read, wherever it stands in it."""
        self._fields = summary
        self._currency = _currency(summary.currency) or self._currency
        self._stated = self._cells.money("total-amount", summary.total, self._currency)
        self._cells.warn(number)

    def read(self, number: int, cells: list[str]) -> _Read | Skipped:
        """One row's amounts, which are added up; or why they cannot be."""
        layout = self._layout
        own = cells[layout.currency]
        currency = (own and _currency(own)) or self._currency or self._settle_currency(cells)
        named = layout.amounts(cells)
        read = self._known.get((currency, cells[layout.transaction], named))
        if read is None:
            found = self._read(number, cells, named, currency)
            if isinstance(found, Skipped):
                return found
            read = found
        if currency != self._currency:
            self._unread += 1
        self._added += read.total
        if self._in_pieces:
            order = cells[layout.order]
            self._rows += len(read.amounts)
            for mark in read.marks:
                # A sum does not mind the order of rows; V1 and V2 have the same of them.
                self._fingerprint += hash((order, mark))
        return read

    def _read(
        self, number: int, cells: list[str], named: tuple[Named, ...], currency: str
    ) -> _Read | Skipped:
        amounts = []
        for kind, word, text in named:
            amount = read_amount(text, currency)
            if amount is None:
                return self._bad(number, "unreadable amount", f"{word.strip()} {shown(text)}")
            amounts.append((kind, word, amount))
        if not amounts and self._layout.names_amount(cells):
            return self._bad(number, "no amount", "an amount is named, and none stands there")
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        total = sum((amount.amount for _, _, amount in amounts), _NOUGHT)
        marks = tuple(hash((kind, word, amount.amount)) for kind, word, amount in amounts)
        said, told = cells[self._layout.transaction], self._told
        is_told = told is None or any(told((said, kind, word)) for kind, word, _ in amounts)
        read = _Read(tuple(amounts), total, marks, is_told)
        if amounts:
            self._known[currency, said, named] = read
        return read

    def closed(self) -> Iterator[Settlement]:
        """The settlement so far, with a word where its lines are not what it states."""
        summary = self._fields
        if summary is None:
            return
        cells = self._cells
        added = None if self._unread or not self._currency else Money(self._added, self._currency)
        settlement = Settlement(
            summary.settlement_id,
            cells.moments("settlement-start-date")[summary.since],
            cells.moments("settlement-end-date")[summary.until],
            cells.moments("deposit-date")[summary.deposited],
            self._stated,
            added,
            self._rows,
            self._fingerprint,
        )
        cells.warn(1)
        if not self._in_pieces:
            self._warn(settlement)
        yield settlement

    def _warn(self, settlement: Settlement) -> None:
        missing = settlement.missing
        if missing is None:
            why = "not every amount of it could be read, so that its total is not proven"
        elif missing:
            why = (
                f"its lines add up to {settlement.added}, and it states {settlement.stated}:"
                f" {missing} is missing; download it again"
            )
        else:
            return
        sentence = f"{self._document.name}: settlement {settlement.settlement_id}: {why}"
        self._document.notes.warn("settlement", sentence)

    def _settle_currency(self, cells: list[str]) -> str:
        """A file without its summary row trades in what the store of its rows trades in."""
        self._currency = store_currency(self._layout.fields(cells).marketplace)
        return self._currency or NO_CURRENCY

    def _bad(self, number: int, reason: str, detail: str) -> Skipped:
        self._unread += 1
        return self._document.skipped(number, reason, detail, is_bad=True)


def _currency(text: str) -> str:
    """A currency's code; empty where the cell holds none."""
    code = text.strip().upper()
    return code if len(code) == _CODE_LENGTH and code.isascii() and code.isalpha() else ""
