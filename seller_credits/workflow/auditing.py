"""`audit`: report files read twice, and what they say about money that already leaked.

The first reading adds every settlement up and keeps what went back; the second keeps the sales of
the orders in question. So memory grows with refunds, and not with sales.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path

from seller_credits.detection.windows import WindowName, Windows, zone_of
from seller_credits.domain.cases import OrderCase
from seller_credits.domain.errors import UnreadableSource
from seller_credits.domain.issues import Source
from seller_credits.domain.moved_money import MoneyRow
from seller_credits.domain.orders import Order
from seller_credits.domain.own_files import LabelRow
from seller_credits.domain.records import OrderRow, ReturnRow, Skipped
from seller_credits.domain.settlements import Settlement, SettlementLine
from seller_credits.marketplace.files import ReportFile, open_report
from seller_credits.measurement.audit.audit import audit
from seller_credits.measurement.audit.casebook import CaseBook
from seller_credits.measurement.audit.clocks import Clock, Due
from seller_credits.measurement.audit.findings import Audit
from seller_credits.measurement.audit.movements import gathered, of_money
from seller_credits.measurement.audit.proving import Books, Piece, put_together
from seller_credits.workflow.auditing_ledger import add_cases

Told = Callable[[str], None]
_TOLD_EVERY = 20_000


@dataclass(slots=True)
class FileRead:
    """One file, and how far it could be read.

    Attributes:
        layout: what it is, in a seller's words; empty where it was not recognised.
        rows: rows that said something, or were skipped for a reason.
        skipped: rows that could not be read, each with why.
        problem: why it could not be read, or not to its end; empty where it could.
    """

    name: str
    layout: str = ""
    rows: int = 0
    skipped: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Audited:
    """What was found, and how far each file could be read."""

    audit: Audit
    files: tuple[FileRead, ...]

    @property
    def is_complete(self) -> bool:
        """Every file was read to its end."""
        return not any(each.problem for each in self.files)

    @property
    def is_blind(self) -> bool:
        """Files were given, and none of them was recognised."""
        return bool(self.files) and not any(each.layout for each in self.files)


@dataclass(frozen=True, slots=True)
class WindowClocks:
    """The marketplace's windows, from the table in the settings."""

    windows: Windows

    def due(self, clock: Clock, marketplace: str | None, since: date) -> Due | None:
        """The end of a window that began on a day; None where nobody says how long it is."""
        zone = zone_of(marketplace)
        start = datetime.combine(since, time(), zone).astimezone(UTC)
        window = self.windows.find(WindowName(clock), marketplace, start)
        if window is None:
            return None
        return Due(window.end(start, marketplace).astimezone(zone).date(), window.cited)


def audit_files(
    paths: Iterable[Path],
    *,
    marketplace: str | None,
    windows: Windows,
    now: datetime,
    told: Told,
    cases: Iterable[OrderCase] = (),
) -> Audited:
    """Look through report files; nothing is written anywhere.

    Args:
        paths: settlements, returns, reimbursements, all orders, labels, in any order.
        marketplace: code of their store; some dates and currencies cannot be read without it.
        windows: the marketplace's.
        now: the moment, aware, that deadlines are counted from.
        told: where progress goes.
        cases: what an account's ledger knows of its orders, where that is to be looked at as well.
    """
    reading = _Reading(marketplace, told)
    for path in paths:
        reading.open(path)
    book = reading.book()
    add_cases(book, cases)
    today = now.astimezone(zone_of(marketplace)).date()
    told("looking for what leaked")
    return Audited(audit(book, WindowClocks(windows), today), tuple(reading.files))


@dataclass(slots=True)
class _Reading:
    """Everything that is read, until the settlements can be put together."""

    marketplace: str | None
    told: Told
    files: list[FileRead] = field(default_factory=list)
    _settlements: list[tuple[ReportFile, FileRead]] = field(default_factory=list)
    _others: list[tuple[ReportFile, FileRead]] = field(default_factory=list)
    _pieces: list[Piece] = field(default_factory=list)
    _lines: dict[tuple[str, str], list[SettlementLine]] = field(default_factory=dict)

    def open(self, path: Path) -> None:
        """Recognise a file; one that cannot be is told of, and the others are read."""
        name = self._name(path)
        read = FileRead(name)
        self.files.append(read)
        try:
            report = open_report(path, name=name, marketplace=self.marketplace)
        except UnreadableSource as problem:
            read.problem = str(problem)
            return
        read.layout = report.layout
        read.warnings = report.warnings
        own = self._settlements if report.source is Source.SETTLEMENT else self._others
        own.append((report, read))

    def _name(self, path: Path) -> str:
        """The file's name, numbered where another one is called so."""
        names = {each.name for each in self.files}
        name = "".join(letter if letter.isprintable() else "?" for letter in path.name)
        return name if name not in names else f"{name} ({len(self.files) + 1})"

    def book(self) -> CaseBook:
        """Everything the files say."""
        for report, read in self._settlements:
            self._first(report, read)
        books = put_together(self._pieces)
        book = CaseBook(books)
        for settlement in books.settlements:
            book.tells(Source.SETTLEMENT, settlement.since)
            book.tells(Source.SETTLEMENT, settlement.until)
        counted = (
            line for key, lines in self._lines.items() if key in books.counted for line in lines
        )
        for movement in gathered(counted, books.proven):
            book.moved[movement.order_id].append(movement)
            book.tells(Source.SETTLEMENT, movement.posted)
        self._lines.clear()  # a movement keeps what it needs of them
        orders: list[Order] = []
        for report, read in self._others:
            self._other(report, read, book, orders)
        asked_for = {*book.moved, *book.returns}
        book.orders = {each.order_id: each for each in orders if each.order_id in asked_for}
        self._second(books, book, asked_for)
        return book

    def _first(self, report: ReportFile, read: FileRead) -> None:
        for row in self._rows(read, report.lines_moved_back()):
            if isinstance(row, Settlement):
                self._pieces.append(Piece(read.name, row))
            elif isinstance(row, Skipped):
                _skip(read, row)
            elif isinstance(row, SettlementLine) and row.order_id:
                self._lines.setdefault((read.name, row.settlement_id), []).append(row)

    def _second(self, books: Books, book: CaseBook, asked_for: set[str]) -> None:
        for report, read in self._settlements:
            if read.problem:
                continue
            lines = [
                line
                for line in self._rows(read, report.lines_of_sales(asked_for.__contains__))
                if isinstance(line, SettlementLine)
                and (read.name, line.settlement_id) in books.counted
            ]
            for movement in gathered(lines, books.proven):
                book.sales[movement.order_id].append(movement)

    def _other(
        self, report: ReportFile, read: FileRead, book: CaseBook, orders: list[Order]
    ) -> None:
        source = report.source
        for row in self._rows(read, report.records()):
            if isinstance(row, ReturnRow):
                book.returns[row.order_id].append(row)
                book.tells(source, row.requested)
                book.tells(source, row.received)
            elif isinstance(row, LabelRow):
                book.labels[row.order_id] = row
            elif isinstance(row, MoneyRow) and source is Source.REIMBURSEMENTS:
                book.moved[row.order_id].append(of_money(row))
                book.tells(source, row.posted)
            elif isinstance(row, OrderRow):
                orders.append(row.order)
            elif isinstance(row, Skipped):
                _skip(read, row)

    def _rows(self, read: FileRead, rows: Iterable[object]) -> Iterator[object]:
        """The rows of a file; one that breaks off keeps what it gave before, and says so."""
        count = 0
        try:
            for row in rows:
                count += 1
                if not count % _TOLD_EVERY:
                    self.told(f"{read.name}: {count:,} rows")
                yield row
        except UnreadableSource as problem:
            read.problem = str(problem)
        finally:
            read.rows = max(read.rows, count)


def _skip(read: FileRead, row: Skipped) -> None:
    if row.is_bad:
        detail = f" ({row.detail})" if row.detail else ""
        read.skipped.append(f"{row.origin.where}: {row.reason}{detail}")
