"""What one drawer of an audit holds, sorted out to the case book of its orders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from seller_credits.domain.issues import Source
from seller_credits.domain.money import reckoned
from seller_credits.domain.orders import Order
from seller_credits.domain.origins import Origin
from seller_credits.domain.own_files import LabelRow
from seller_credits.domain.records import ReturnRow
from seller_credits.domain.settlements import SettlementLine
from seller_credits.measurement.audit.casebook import CaseBook
from seller_credits.measurement.audit.movements import gathered
from seller_credits.measurement.audit.nouns import Movement
from seller_credits.measurement.audit.proving import Books

Flat = tuple[bool, str, bool, str, Decimal, str, tuple[Any, ...], tuple[Any, ...]]
"""A line of a settlement as it is put aside: plain values take a third of the time."""

_AMOUNT = SettlementLine._fields.index("amount")


def flat(line: SettlementLine, file: str, *, has_moved: bool) -> Flat:
    """A line as it is put aside.

    Args:
        line: it; its origin is its first field.
        file: the name of the file it stands in.
        has_moved: money moved back; else it is of a sale.
    """
    origin, amount = line.origin, line.amount
    where = (origin.api, origin.where, amount.amount, amount.currency)
    return (has_moved, file, *where, line[1:_AMOUNT], line[_AMOUNT + 1 :])


def _line(told: Flat) -> SettlementLine:
    _, _, api, where, amount, currency, before, after = told
    origin = Origin(Source.SETTLEMENT, api, where)
    return SettlementLine._make((origin, *before, reckoned(amount, currency), *after))


def book_of(things: Iterable[object], books: Books) -> CaseBook:
    """Some orders' lines, returns, labels and snapshots, order by order.

    Args:
        things: in the order they were read; of two labels or two snapshots the later one counts.
        books: the settlements; lines of pieces that are there once more are left out.
    """
    sorting = _Sorting(books)
    for thing in things:
        sorting.take(thing)
    return sorting.book()


@dataclass(slots=True)
class _Sorting:
    books: Books
    _book: CaseBook = field(default_factory=CaseBook)
    _moved: list[SettlementLine] = field(default_factory=list)
    _sold: list[SettlementLine] = field(default_factory=list)
    _told: defaultdict[str, list[Movement]] = field(default_factory=lambda: defaultdict(list))

    def take(self, thing: object) -> None:
        if isinstance(thing, tuple):
            line, (has_moved, file, *_) = _line(thing), thing
            if (file, line.settlement_id) in self.books.counted:
                (self._moved if has_moved else self._sold).append(line)
        elif isinstance(thing, Movement):
            own = self._told if thing.kind is None else self._book.moved
            own[thing.order_id].append(thing)
        elif isinstance(thing, ReturnRow):
            self._book.returns[thing.order_id].append(thing)
        elif isinstance(thing, LabelRow):
            self._book.labels[thing.order_id] = thing
        elif isinstance(thing, Order):
            self._book.orders[thing.order_id] = thing

    def book(self) -> CaseBook:
        book = self._book
        for movement in gathered(self._moved, self.books.proven):
            book.moved[movement.order_id].append(movement)
        for movement in gathered(self._sold, self.books.proven):
            book.sales[movement.order_id].append(movement)
        for order_id, sales in self._told.items():
            book.sales.setdefault(order_id, sales)  # one sale, told twice, is never added up
        return book
