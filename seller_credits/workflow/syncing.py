"""`sync`: pull, detect, decide, record; the quick sources first, so that something stands early."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from seller_credits.domain.coverage import Span
from seller_credits.domain.errors import MarketplaceProblem, UnreadableSource
from seller_credits.domain.issues import CoverageState
from seller_credits.marketplace.errors import CredentialsRefused, Unreachable
from seller_credits.marketplace.files import open_report
from seller_credits.marketplace.interface import ORDERS_LAG, FetchedReport, Marketplace
from seller_credits.marketplace.plans import Way
from seller_credits.workflow.importing import Told, record_report
from seller_credits.workflow.order_reading import OrderReading
from seller_credits.workflow.pieces import COUNTING, TELLING, Piece, report_pieces, state_after
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
            CredentialsRefused, Unreachable: nothing more can be read; what was read is recorded.
        """
        wanted = Span(self.since, self.until)
        longest = self.marketplace.max_window
        telling = list(report_pieces(TELLING, self.stores, wanted, longest))
        counting = list(report_pieces(COUNTING, self.stores, wanted, longest))
        self._left = [*telling, *counting]
        try:
            self._ask_for(self._left)
            self._read_reports(telling)
            self._read_orders()
            self._read_reports(counting)
        except (CredentialsRefused, Unreachable) as problem:
            self._never_read(problem)
            raise
        self.recorder.decide_again()
        return self.recorder.outcome

    def _ask_for(self, pieces: Sequence[Piece]) -> None:
        """Let every report be made while others are read."""
        for piece in pieces:
            if self.marketplace.wait_for(Way.REPORT):
                return  # each is asked for in its turn, so that the first is not kept waiting
            assert piece.store is not None
            self.told(f"asking for {piece.name.replace('_', ' ')}")
            try:
                self.marketplace.prepare(piece.source, piece.store, piece.since, piece.until)
            except (CredentialsRefused, Unreachable):
                raise
            except MarketplaceProblem:
                continue  # it refuses again, and is told, when it is read

    def _read_reports(self, pieces: Sequence[Piece]) -> None:
        for piece in pieces:
            self.told(piece.name.replace("_", " "))
            try:
                self._read_report(piece)
            except (CredentialsRefused, Unreachable):
                raise
            except (MarketplaceProblem, UnreadableSource) as problem:
                window = piece.window(state_after(problem), self.clock(), str(problem))
                self.recorder.covered(window)
            self._left.remove(piece)

    def _read_report(self, piece: Piece) -> None:
        assert piece.store is not None
        fetched = self.marketplace.report(piece.source, piece.store, piece.since, piece.until)
        covers = piece.covering(fetched.since, fetched.until)
        if fetched.path is None:
            self.recorder.covered(covers.window(fetched.state, self.clock(), fetched.why))
            return
        try:
            state, why = self._record(piece, fetched)
        except UnreadableSource:
            self.marketplace.spoiled(fetched)
            raise
        finally:
            # Downloads may hold what tells who a buyer is; the ledger has what is needed of them.
            fetched.path.unlink(missing_ok=True)
        self.recorder.covered(covers.window(state, self.clock(), why or fetched.why))
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
        return record_report(self.recorder, report, self.told)

    def _read_orders(self) -> None:
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
        OrderReading(self.recorder, self.marketplace, searching, self.clock).run()

    def _never_read(self, problem: MarketplaceProblem) -> None:
        """Say of everything that was not reached why; of a seller never read leave no trace."""
        if self.recorder.is_bound:
            for piece in self._left:
                why = f"not reached: {problem.message}"
                self.recorder.covered(piece.window(CoverageState.FAILED, self.clock(), why))
