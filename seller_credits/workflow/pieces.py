"""The pieces of a sync: one window of one source and store each, named alike in every run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from seller_credits.domain.coverage import Span, Window
from seller_credits.domain.errors import SellerCreditsError
from seller_credits.domain.issues import CoverageState, Source
from seller_credits.domain.marketplaces import MARKETPLACES, find_marketplace
from seller_credits.domain.reports import Report
from seller_credits.marketplace.errors import AccessDenied, OutOfTime

TELLING = (
    *(Report.MFN_RETURNS, Report.FBA_RETURNS, Report.FBA_REPLACEMENTS),
    *(Report.FEEDBACK, Report.ACCOUNT_HEALTH),
)
"""Reports in which issues show. What a buyer said comes first: quick to read, soonest due."""

COUNTING = (Report.ALL_ORDERS,)
"""Reports that tell how many orders there were, which a rate of issues is counted against."""

_WINDOWLESS = frozenset({Report.ACCOUNT_HEALTH})


@dataclass(frozen=True, slots=True)
class Piece:
    """One window of one source and store.

    Attributes:
        name: the same in every run, so that the latest word about it shows.
        store: its code; None where it is all of the account's.
        span: None where the source has no window.
        report: which report it is, where it is one.
    """

    name: str
    source: Source
    store: str | None
    span: Span | None
    report: Report | None = None

    def window(self, state: CoverageState, read_at: datetime, why: str = "") -> Window:
        """What became of it."""
        since, until = (self.span.since, self.span.until) if self.span else (None, None)
        return Window(self.source, self.store, since, until, state, read_at, why, self.name)

    def covering(self, since: datetime | None, until: datetime | None) -> Piece:
        """The same with the window the source really told of, where it says which."""
        return replace(self, span=Span(since, until)) if since and until else self

    @property
    def since(self) -> datetime | None:
        """Where its window begins."""
        return self.span.since if self.span else None

    @property
    def until(self) -> datetime | None:
        """Where its window ends."""
        return self.span.until if self.span else None


def report_pieces(
    reports: Sequence[Report],
    stores: Sequence[str],
    wanted: Span,
    longest: Callable[[Report], timedelta | None],
) -> Iterator[Piece]:
    """The reports to read, in windows the marketplace takes, newest first.

    Args:
        reports: in the order to read them.
        stores: codes or ids; each has reports of its own, whose dates are its own.
        wanted: the time to read.
        longest: the longest window a report may have; None where none is known.
    """
    for report in reports:
        for store in map(store_code, stores):
            for part, span in enumerate(_windows(report, wanted, longest(report)), 1):
                name = f"{report} {store}" + (f", part {part}" if part > 1 else "")
                yield Piece(name, report.source, store, span, report)


def _windows(report: Report, wanted: Span, longest: timedelta | None) -> Iterator[Span | None]:
    if report in _WINDOWLESS:
        yield None
        return
    until = wanted.until
    while until > wanted.since:
        since = max(wanted.since, until - (longest or wanted.length))
        yield Span(since, until)
        until = since - timedelta(seconds=1)


def state_after(problem: SellerCreditsError) -> CoverageState:
    """What a window that met a problem is: refused, out of reach for now, or failed."""
    if isinstance(problem, AccessDenied):
        return CoverageState.REFUSED
    return CoverageState.UNKNOWN if isinstance(problem, OutOfTime) else CoverageState.FAILED


def orders_name(stores: Sequence[str]) -> str:
    """What the window of the orders of these stores is called: with another store it is another."""
    return f"orders {', '.join(sorted(map(store_code, stores), key=_place))}"


def _place(code: str) -> tuple[int, str]:
    known = list(MARKETPLACES)
    return (known.index(code) if code in known else len(known), code)


def store_code(store: str) -> str:
    """`US` for a store's code or id."""
    known = find_marketplace(store)
    return known.code if known else store
