"""`sync`: pull, detect, decide, record; the quick sources first, so that something stands early."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from seller_credits.domain.coverage import Span
from seller_credits.domain.errors import (
    MarketplaceProblem,
    SellerCreditsError,
    UnreadableSource,
)
from seller_credits.domain.issues import CoverageState, Source
from seller_credits.marketplace.errors import CredentialsRefused, Unreachable, ends_all
from seller_credits.marketplace.files import open_report
from seller_credits.marketplace.interface import ORDERS_LAG, FetchedReport, Marketplace
from seller_credits.marketplace.plans import Book, Way
from seller_credits.workflow.importing import Told, record_report
from seller_credits.workflow.money_reading import MoneyReading
from seller_credits.workflow.order_reading import OrderReading
from seller_credits.workflow.pieces import (
    COUNTING,
    TELLING,
    Piece,
    orders_name,
    report_pieces,
    state_after,
)
from seller_credits.workflow.recording import Recorder
from seller_credits.workflow.results import Outcome
from seller_credits.workflow.searching import Searching


@dataclass(slots=True)
class Sync:
    """One pull of one account.

    Attributes:
        stores: codes or ids of the stores to read.
        since, until: aware; the window to read.
        clock: the moment, aware.
        told: where progress goes.
    """

    recorder: Recorder
    marketplace: Marketplace
    stores: Sequence[str]
    since: datetime
    until: datetime
    clock: Callable[[], datetime]
    told: Told
    _left: list[Piece] = field(default_factory=list)

    def run(self) -> Outcome:
        """Read every source; what one of them refuses never keeps the others from being read.

        Raises:
            CredentialsRefused, Unreachable: nothing at all could be read.
        """
        wanted = Span(self.since, self.until)
        longest = self.marketplace.max_window
        telling = list(report_pieces(TELLING, self.stores, wanted, longest))
        counting = list(report_pieces(COUNTING, self.stores, wanted, longest))
        orders = Piece(orders_name(self.stores), Source.ORDERS, None, wanted)
        books = [Piece(book, Source.FINANCES, None, wanted) for book in Book]
        self._left = [*telling, orders, *books, *counting]
        try:
            self._ask_for([*telling, *counting])
            late = self._read_reports(telling, soon=True)
            for piece in (orders, *books):
                self._left.remove(piece)  # from here on its reading tells what is left of it
            reading = self._read_orders()
            late += self._read_reports(counting, soon=True)
            if late:
                self._read_reports(late)
                reading.read_details()
        except (CredentialsRefused, Unreachable) as problem:
            self._never_read(problem)
            if not self.recorder.outcome.has_read:
                raise
            self._ended_early(problem)
        for remark in self.marketplace.remarks():
            self.recorder.outcome.warn(remark)
        self.recorder.decide_again()
        self.recorder.approve_automatically(self.told)
        return self.recorder.outcome

    def _ask_for(self, pieces: Sequence[Piece]) -> None:
        """Let every report be made while others are read."""
        for piece in pieces:
            if self.marketplace.wait_for(Way.REPORT):
                return  # each is asked for in its turn, so that the first is not kept waiting
            assert piece.store is not None
            assert piece.report is not None
            self.told(f"asking for {piece.name.replace('_', ' ')}")
            try:
                self.marketplace.prepare(piece.report, piece.store, piece.since, piece.until)
            except MarketplaceProblem as problem:
                if ends_all(problem):
                    raise
                continue  # it refuses again, and is told, when it is read

    def _read_reports(self, pieces: Sequence[Piece], *, soon: bool = False) -> list[Piece]:
        """Read them in turn; gives those that are `soon` to be read and are late."""
        late = []
        for piece in pieces:
            self.told(piece.name.replace("_", " "))
            try:
                is_late = self._read_report(piece, soon=soon)
            except (MarketplaceProblem, UnreadableSource) as problem:
                if ends_all(problem):
                    raise
                is_late = False
                why = _why_unread(problem)
                self.recorder.covered(piece.window(state_after(problem), self.clock(), why))
            if is_late:
                late.append(piece)
            else:
                self._left.remove(piece)
        return late

    def _read_report(self, piece: Piece, *, soon: bool) -> bool:
        """Read and record it; True where it is late, and there is other work meanwhile."""
        assert piece.store is not None
        assert piece.report is not None
        fetched = self.marketplace.report(
            piece.report, piece.store, piece.since, piece.until, soon=soon
        )
        if soon and fetched.is_late:
            return True
        self._take_in(piece, fetched)
        return False

    def _take_in(self, piece: Piece, fetched: FetchedReport) -> None:
        covers = piece.covering(fetched.since, fetched.until)
        if fetched.path is None:
            as_of = self._as_of(piece, fetched, fetched.state)
            self.recorder.covered(covers.window(fetched.state, as_of, fetched.why))
            return
        try:
            state, why = self._record(piece, fetched)
        except UnreadableSource:
            self.marketplace.spoiled(fetched)
            raise
        finally:
            # Downloads may hold what tells who a buyer is; the ledger has what is needed of them.
            fetched.path.unlink(missing_ok=True)
        as_of = self._as_of(piece, fetched, state)
        self.recorder.covered(covers.window(state, as_of, why or fetched.why))
        if state.is_known:
            self.marketplace.taken(fetched)
        else:
            self.marketplace.spoiled(fetched)

    def _record(self, piece: Piece, fetched: FetchedReport) -> tuple[CoverageState, str]:
        assert fetched.path is not None
        report = open_report(
            fetched.path,
            name=fetched.name,
            source=piece.source,
            marketplace=piece.store,
            charset=fetched.charset,
            api=True,
        )
        as_of = self._as_of(piece, fetched, CoverageState.READ)
        return record_report(self.recorder, report, self.told, as_of=as_of)

    def _as_of(self, piece: Piece, fetched: FetchedReport, state: CoverageState) -> datetime:
        """The moment what a report tells is known as of.

        A report of an earlier run tells nothing of the time since, however lately it was read: it
        is as far behind this sync as it ends before what was wanted.
        """
        if fetched.until is None or not state.is_known:
            return self.clock()
        wanted = piece.until or self.until
        return self.until - max(wanted - fetched.until, timedelta(0))

    def _read_orders(self) -> OrderReading:
        # The latest minutes are not to be had yet; the next sync reads them.
        wanted = Span(self.since, min(self.until, self.clock() - ORDERS_LAG))
        searching = Searching(
            self.recorder,
            self.marketplace,
            stores=self.stores,
            wanted=wanted,
            clock=self.clock,
            told=self.told,
        )
        books = [
            MoneyReading(
                self.recorder,
                self.marketplace,
                book,
                wanted=Span(self.since, self.until),
                clock=self.clock,
                told=self.told,
            )
            for book in Book
        ]
        reading = OrderReading(self.recorder, self.marketplace, searching, self.clock, books)
        reading.run()
        return reading

    def _never_read(self, problem: MarketplaceProblem) -> None:
        """Say of everything that was not reached why; of a seller never read leave no trace."""
        if self.recorder.known.is_bound:
            for piece in self._left:
                why = f"not reached: {problem.message}"
                self.recorder.covered(piece.window(CoverageState.FAILED, self.clock(), why))

    def _ended_early(self, problem: MarketplaceProblem) -> None:
        """Say so; and why, where nothing that was left unread says it."""
        outcome = self.recorder.outcome
        is_told = any(problem.message in window.why for window in outcome.windows)
        outcome.warn("The sync ended early." if is_told else f"The sync ended early. {problem}")


def _why_unread(problem: SellerCreditsError) -> str:
    """What is wrong with a report, and what becomes of it."""
    if isinstance(problem, UnreadableSource):
        # The reader's own advice is for whoever downloaded a file by hand.
        return f"{problem.message}; the next sync asks for another one."
    return str(problem)
