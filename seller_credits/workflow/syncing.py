"""`sync`: pull, detect, decide, record; the quick sources first, so that something stands early."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from seller_credits.domain.coverage import Window
from seller_credits.domain.errors import MarketplaceProblem, UnreadableSource
from seller_credits.domain.issues import CoverageState, Source
from seller_credits.domain.marketplaces import find_marketplace
from seller_credits.marketplace.errors import AccessDenied, CredentialsRefused, Unreachable
from seller_credits.marketplace.files import open_report
from seller_credits.marketplace.interface import ORDERS_LAG, Marketplace
from seller_credits.workflow.importing import Told, record_report
from seller_credits.workflow.recording import Recorder
from seller_credits.workflow.results import Outcome

_REPORTS = (Source.MFN_RETURNS, Source.FBA_RETURNS, Source.FEEDBACK, Source.ACCOUNT_HEALTH)
"""What a buyer said comes first: it is quick to read and soonest due."""

_WINDOWLESS = frozenset({Source.ACCOUNT_HEALTH})


@dataclass(frozen=True, slots=True)
class _Piece:
    """One window of one source and store, named alike in every run, so that its latest word shows.

    `since` and `until` are None where the source has no window.
    """

    name: str
    source: Source
    store: str | None
    since: datetime | None
    until: datetime | None

    def window(self, state: CoverageState, read_at: datetime, why: str) -> Window:
        """What became of it."""
        return Window(
            self.source, self.store, self.since, self.until, state, read_at, why, self.name
        )


@dataclass(frozen=True, slots=True)
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

    def run(self) -> Outcome:
        """Read every source; what one of them refuses never keeps the others from being read.

        Raises:
            CredentialsRefused, Unreachable: nothing more can be read; what was read is recorded.
        """
        for piece in self._reports():
            self._attempt(piece, self._read_report)
        # The latest minutes are not to be had yet; the next run's window covers them.
        until = min(self.until, self.clock() - ORDERS_LAG)
        orders = _Piece("orders", Source.ORDERS, None, self.since, until)
        self._attempt(orders, self._read_orders)
        self.recorder.decide_again()
        return self.recorder.outcome

    def _reports(self) -> Iterator[_Piece]:
        for source in _REPORTS:
            for store in map(_code, self.stores):
                for part, (since, until) in enumerate(self._windows(source), 1):
                    name = f"{source} {store}" + (f", part {part}" if part > 1 else "")
                    yield _Piece(name, source, store, since, until)

    def _windows(self, source: Source) -> Iterator[tuple[datetime | None, datetime | None]]:
        """The window in pieces the marketplace takes, newest first."""
        if source in _WINDOWLESS:
            yield None, None
            return
        longest = self.marketplace.max_window(source) or (self.until - self.since)
        until = self.until
        while until > self.since:
            since = max(self.since, until - longest)
            yield since, until
            until = since - timedelta(seconds=1)

    def _attempt(self, piece: _Piece, read: Callable[[_Piece], None]) -> None:
        """Read one piece; if that fails, say so in the coverage and let the run go on."""
        self.told(piece.name.replace("_", " "))
        try:
            read(piece)
        except (CredentialsRefused, Unreachable):
            raise
        except (MarketplaceProblem, UnreadableSource) as problem:
            denied = isinstance(problem, AccessDenied)
            state = CoverageState.REFUSED if denied else CoverageState.FAILED
            self.recorder.covered(piece.window(state, self.clock(), str(problem)))

    def _read_report(self, piece: _Piece) -> None:
        assert piece.store is not None
        fetched = self.marketplace.report(piece.source, piece.store, piece.since, piece.until)
        if fetched.path is None:
            self.recorder.covered(piece.window(fetched.state, self.clock(), fetched.why))
            return
        try:
            report = open_report(
                fetched.path,
                name=fetched.name,
                source=piece.source,
                marketplace=piece.store,
                charset=fetched.charset,
                api=True,
            )
            state, why = record_report(self.recorder, report, self.told)
            self.recorder.covered(piece.window(state, self.clock(), why or fetched.why))
        finally:
            # Downloads may hold what tells who a buyer is; the ledger has what is needed of them.
            fetched.path.unlink(missing_ok=True)

    def _read_orders(self, piece: _Piece) -> None:
        count = 0
        for page in self.marketplace.orders_updated(self.since, self.until, self.stores):
            count += self.recorder.record_all(Source.ORDERS, page, lambda _: None)
            self.told(f"{count:,} orders")
        state = CoverageState.READ if count else CoverageState.EMPTY
        self.recorder.covered(piece.window(state, self.clock(), ""))


def _code(store: str) -> str:
    known = find_marketplace(store)
    return known.code if known else store
