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
from seller_credits.marketplace.interface import FetchedReport, Marketplace
from seller_credits.workflow.importing import Told, record_report
from seller_credits.workflow.recording import Recorder
from seller_credits.workflow.results import Outcome

_REPORTS = (Source.MFN_RETURNS, Source.FBA_RETURNS, Source.FEEDBACK, Source.ACCOUNT_HEALTH)
"""What a buyer said comes first: it is quick to read and soonest due."""

_WINDOWLESS = frozenset({Source.ACCOUNT_HEALTH})


@dataclass(frozen=True, slots=True)
class Sync:
    """One pull of one account.

    Attributes:
        stores: codes of the stores to read.
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
        for source in _REPORTS:
            for store in self.stores:
                for since, until in self._windows(source):
                    self._read(source, store, since, until)
        self._read_orders()
        self.recorder.decide_again()
        return self.recorder.outcome

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

    def _read(
        self, source: Source, store: str, since: datetime | None, until: datetime | None
    ) -> None:
        code = _code(store)
        self.told(f"{source} of {code}")
        try:
            fetched = self.marketplace.report(source, store, since, until)
        except (CredentialsRefused, Unreachable):
            raise
        except MarketplaceProblem as problem:
            self._failed(source, code, since, until, problem)
            return
        self._record(source, code, fetched, since, until)

    def _record(
        self,
        source: Source,
        store: str,
        fetched: FetchedReport,
        since: datetime | None,
        until: datetime | None,
    ) -> None:
        if fetched.path is None:
            why, name = fetched.why, f"{source} {store}"
            self.recorder.covered(
                Window(source, store, since, until, fetched.state, self.clock(), why, name)
            )
            return
        try:
            report = open_report(
                fetched.path,
                name=fetched.name,
                source=source,
                marketplace=store,
                charset=fetched.charset,
                api=True,
            )
            record_report(
                self.recorder,
                report,
                marketplace=store,
                clock=self.clock,
                told=self.told,
                since=since,
                until=until,
            )
        except UnreadableSource as problem:
            self._failed(source, store, since, until, problem)
        finally:
            # Downloads may hold what tells who a buyer is; the ledger has what is needed of them.
            fetched.path.unlink(missing_ok=True)

    def _read_orders(self) -> None:
        count = 0
        try:
            pages = self.marketplace.orders_updated(self.since, self.until, self.stores)
            for page in pages:
                count += self.recorder.record_all(Source.ORDERS, page, lambda _: None)
                self.told(f"{count:,} orders")
        except (CredentialsRefused, Unreachable):
            raise
        except (MarketplaceProblem, UnreadableSource) as problem:
            self._failed(Source.ORDERS, None, self.since, self.until, problem)
            return
        state = CoverageState.READ if count else CoverageState.EMPTY
        for source in (Source.ORDERS, Source.PACKAGES):
            self.recorder.covered(
                Window(source, None, self.since, self.until, state, self.clock(), "", str(source))
            )

    def _failed(
        self,
        source: Source,
        store: str | None,
        since: datetime | None,
        until: datetime | None,
        problem: MarketplaceProblem | UnreadableSource,
    ) -> None:
        denied = isinstance(problem, AccessDenied)
        state = CoverageState.REFUSED if denied else CoverageState.FAILED
        name = f"{source} {store}" if store else str(source)
        self.recorder.covered(
            Window(source, store, since, until, state, self.clock(), str(problem), name)
        )


def _code(store: str) -> str:
    known = find_marketplace(store)
    return known.code if known else store
