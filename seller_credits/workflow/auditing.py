"""`audit`: report files read twice, and what they say about money that already leaked.

The first reading adds every settlement up and puts aside what went back; the second the sales of
the orders in question. Then a few orders at a time are looked through, so that memory does not grow
with the files.
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
from seller_credits.measurement.audit.audit import Audit
from seller_credits.measurement.audit.clocks import Clock, Due
from seller_credits.measurement.audit.found import Found
from seller_credits.measurement.audit.ground import Ground
from seller_credits.measurement.audit.movements import of_money
from seller_credits.measurement.audit.nouns import Movement
from seller_credits.measurement.audit.proving import Piece, put_together
from seller_credits.workflow.auditing_book import book_of, flat
from seller_credits.workflow.auditing_ledger import told_by
from seller_credits.workflow.drawers import Drawers, PutAside

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
    """Look through report files; nothing is written anywhere but in the folder for temporary files.

    Args:
        paths: settlements, returns, reimbursements, all orders, labels, in any order.
        marketplace: code of their store; some dates and currencies cannot be read without it.
        windows: the marketplace's.
        now: the moment, aware, that deadlines are counted from.
        told: where progress goes.
        cases: what an account's ledger knows of its orders, where that is to be looked at as well.

    Raises:
        SellerCreditsError: there is no room for what is put aside.
    """
    today = now.astimezone(zone_of(marketplace)).date()
    with Drawers() as drawers:
        reading = _Reading(marketplace, told, drawers)
        for path in paths:
            reading.open(path)
        ground = reading.read(cases)
        told("looking for what leaked")
        audit = Audit(ground, WindowClocks(windows), today, Found(PutAside()))
        for things in drawers.each():
            audit.look(book_of(things, ground.books).files())
        audit.end()
    return Audited(audit, tuple(reading.files))


_FIRST = frozenset({Source.MFN_RETURNS, Source.FBA_RETURNS, Source.REIMBURSEMENTS})
"""What says of itself which orders are looked through; the others tell of these alone."""


@dataclass(slots=True)
class _Reading:
    """Everything that is read, put aside by order.

    Attributes:
        drawers: where it goes.
    """

    marketplace: str | None
    told: Told
    drawers: Drawers
    files: list[FileRead] = field(default_factory=list)
    _settlements: list[tuple[ReportFile, FileRead]] = field(default_factory=list)
    _others: list[tuple[ReportFile, FileRead]] = field(default_factory=list)
    _pieces: list[Piece] = field(default_factory=list)
    _days: dict[tuple[str, str], list[datetime | date]] = field(default_factory=dict)
    _asked_for: set[str] = field(default_factory=set)
    _with_money: set[str] = field(default_factory=set)
    _of_files: set[tuple[str, type]] = field(default_factory=set)

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

    def read(self, cases: Iterable[OrderCase]) -> Ground:
        """Put aside everything the files say; what they rest on as a whole.

        Args:
            cases: what an account's ledger knows of its orders.
        """
        for report, read in self._settlements:
            self._first(report, read)
        ground = self._ground()
        for report, read in sorted(self._others, key=lambda each: each[0].source not in _FIRST):
            self._other(report, read, ground)
        for case in cases:
            self._case(case, ground)
        for report, read in self._settlements:
            if not read.problem:
                self._second(report, read)
        return ground

    def _first(self, report: ReportFile, read: FileRead) -> None:
        for row in self._rows(read, report.lines_moved_back()):
            if isinstance(row, Settlement):
                self._pieces.append(Piece(read.name, row))
            elif isinstance(row, Skipped):
                _skip(read, row)
            elif isinstance(row, SettlementLine) and row.order_id:
                self._with_money.add(row.order_id)
                self._note_day((read.name, row.settlement_id), row.posted)
                self.drawers.put(row.order_id, flat(row, read.name, has_moved=True))

    def _note_day(self, piece: tuple[str, str], day: datetime | date | None) -> None:
        if day is None:
            return
        known = self._days.get(piece)
        if known is None:
            self._days[piece] = [day, day]
        elif not _day(known[0]) <= _day(day) <= _day(known[1]):
            self._days[piece] = [min(known[0], day, key=_day), max(known[1], day, key=_day)]

    def _ground(self) -> Ground:
        """The settlements put together, and the days they tell of."""
        ground = Ground(put_together(self._pieces))
        for settlement in ground.books.settlements:
            ground.tells(Source.SETTLEMENT, settlement.since)
            ground.tells(Source.SETTLEMENT, settlement.until)
        for piece, days in self._days.items():
            if piece in ground.books.counted:
                for day in days:
                    ground.tells(Source.SETTLEMENT, day)
        self._asked_for |= self._with_money
        return ground

    def _second(self, report: ReportFile, read: FileRead) -> None:
        wanted = self._asked_for.__contains__
        for line in self._rows(read, report.lines_of_sales(wanted)):
            if isinstance(line, SettlementLine) and line.order_id:
                self.drawers.put(line.order_id, flat(line, read.name, has_moved=False))

    def _other(self, report: ReportFile, read: FileRead, ground: Ground) -> None:
        source = report.source
        for row in self._rows(read, report.records()):
            if isinstance(row, ReturnRow):
                ground.has_returns = True
                ground.tells(source, row.requested)
                ground.tells(source, row.received)
                self._asked_for.add(row.order_id)
                self.drawers.put(row.order_id, row)
            elif isinstance(row, LabelRow):
                ground.has_labels = True
                self._put_if_asked_for(row.order_id, row)
            elif isinstance(row, MoneyRow) and source is Source.REIMBURSEMENTS:
                ground.tells(source, row.posted)
                self._with_money.add(row.order_id)
                self._asked_for.add(row.order_id)
                self.drawers.put(row.order_id, of_money(row))
            elif isinstance(row, OrderRow):
                self._put_if_asked_for(row.order.order_id, row.order)
            elif isinstance(row, Skipped):
                _skip(read, row)

    def _put_if_asked_for(self, order_id: str, thing: LabelRow | Order) -> None:
        if order_id in self._asked_for:
            self._of_files.add((order_id, type(thing)))
            self.drawers.put(order_id, thing)

    def _case(self, case: OrderCase, ground: Ground) -> None:
        """Put what the ledger knows of an order beside what files say.

        An order whose money is in a file keeps that: the same money stands in several books, and is
        never added up across them.
        """
        ground.has_labels = ground.has_labels or case.label is not None
        things: list[object] = [case.label] if case.label is not None else []
        if case.order_id not in self._with_money:
            things += told_by(case)
        for thing in things:
            if isinstance(thing, Movement) and thing.kind is not None:
                ground.tells(Source.SETTLEMENT, thing.posted)
            if (case.order_id, type(thing)) not in self._of_files:
                self.drawers.put(case.order_id, thing)

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


def _day(when: datetime | date) -> date:
    return when.date() if isinstance(when, datetime) else when


def _skip(read: FileRead, row: Skipped) -> None:
    if row.is_bad:
        detail = f" ({row.detail})" if row.detail else ""
        read.skipped.append(f"{row.origin.where}: {row.reason}{detail}")
