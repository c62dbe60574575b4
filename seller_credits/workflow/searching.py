"""The search for orders that changed: the gaps in what is known, newest first, page by page."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from seller_credits.domain.coverage import Span, Window, gaps, merged
from seller_credits.domain.errors import MarketplaceProblem, UnreadableSource
from seller_credits.domain.issues import Channel, CoverageState, Source
from seller_credits.domain.records import OrderRow
from seller_credits.marketplace.errors import CredentialsRefused, Unreachable
from seller_credits.marketplace.interface import Marketplace
from seller_credits.marketplace.plans import ORDERS_A_PAGE, Way
from seller_credits.workflow.importing import Told
from seller_credits.workflow.pieces import orders_name, state_after
from seller_credits.workflow.recording import Recorder

LOOK_BACK = timedelta(hours=2)
"""How much of what was read is read again, for orders that show late in a search. No document
says how late; this is caution of our own."""

_DAY = timedelta(days=1)
_PAGES_A_SLICE = 20  # a full bucket of searches
_LEFT_OVER = 0.25  # a rest smaller than this part of a slice is read with it
_LEAST_TELLING = timedelta(hours=6)


class Searching:
    """The search of one sync, a step at a time, so that other questions can go between.

    Args:
        stores: codes or ids; one search takes them all.
        wanted: the time in which orders changed.
        clock: the moment, aware.
        told: where progress goes.
    """

    def __init__(
        self,
        recorder: Recorder,
        marketplace: Marketplace,
        *,
        stores: Sequence[str],
        wanted: Span,
        clock: Callable[[], datetime],
        told: Told,
    ) -> None:
        self._recorder = recorder
        self._marketplace = marketplace
        self._stores = stores
        self._wanted = wanted
        self._clock = clock
        self._told = told
        self._name = orders_name(stores)
        self._known = merged(recorder.read_spans(Source.ORDERS, self._name))
        self._a_day = orders_a_day(recorder, self._known)
        self._count = 0
        self._problem: MarketplaceProblem | None = None
        self._pages = self._all_pages()
        self.is_over = False

    @property
    def wait(self) -> float:
        """Seconds until the next step can be made; without end where there is none."""
        return math.inf if self.is_over else self._marketplace.wait_for(Way.SEARCH)

    @property
    def sure(self) -> Span | None:
        """The latest time without a gap of which every change is known."""
        return self._known[-1] if self._known else None

    def step(self) -> list[str]:
        """Read and record a page; gives the ids of its orders.

        Raises:
            CredentialsRefused, Unreachable: nothing more can be read.
        """
        try:
            page = next(self._pages, None)
        except MarketplaceProblem as problem:
            self._problem, self.is_over = problem, True
            if isinstance(problem, (CredentialsRefused, Unreachable)):
                raise
            return []
        self.is_over = page is None
        return [row.order.order_id for row in page or ()]

    def close(self) -> None:
        """Record what became of the window: what was read, and what was not and why."""
        unread = gaps(self._wanted, self._known, timedelta(0))
        if self._problem is not None and unread:
            # Before the window that was read, so that its word is the latest about the source.
            left = Span(unread[-1].since, unread[0].until)
            self._record(left, state_after(self._problem), str(self._problem))
        if self.sure is not None:
            some = self._recorder.orders_updated(self.sure)
            self._record(self.sure, CoverageState.READ if some else CoverageState.EMPTY, "")

    def _record(self, span: Span, state: CoverageState, why: str) -> None:
        now = self._clock()
        self._recorder.covered(
            Window(Source.ORDERS, None, span.since, span.until, state, now, why, self._name)
        )

    def _all_pages(self) -> Iterator[list[OrderRow]]:
        begun = self._marketplace.unfinished_orders(self._stores, Channel.SELLER)
        if begun is not None:
            yield from self._pages_of(begun)
        for gap in gaps(self._wanted, self._known, LOOK_BACK):
            rest: Span | None = gap
            while rest is not None:
                now_wanted = newest_slice(rest, self._a_day)
                yield from self._pages_of(now_wanted, learns=True)
                rest = rest_of(rest, now_wanted)

    def _pages_of(self, span: Span, *, learns: bool = False) -> Iterator[list[OrderRow]]:
        before = self._count
        try:
            pages = self._marketplace.orders_updated(
                span.since, span.until, self._stores, Channel.SELLER
            )
            for page in pages:
                self._count += self._recorder.record_all(Source.ORDERS, page, lambda _: None)
                self._told(f"{self._count:,} orders")
                yield page
        except UnreadableSource as problem:
            # One order that cannot be read does not make the others unread.
            failed = CoverageState.FAILED
            self._recorder.covered(
                Window(
                    *(Source.ORDERS, None, None, None, failed, self._clock(), str(problem)),
                    name="orders that cannot be read",
                )
            )
        self._known = merged([*self._known, span])
        self._record(self._known[-1], CoverageState.READ, "")
        if learns and span.length >= _LEAST_TELLING:
            self._a_day = (self._count - before) / (span.length / _DAY)


def newest_slice(gap: Span, orders_a_day: float | None) -> Span:
    """As much of the newest of a gap as is worth a search: about a full bucket of pages.

    Where nothing tells how many orders there are, the newest day shows it.
    """
    if orders_a_day is None:
        length = _DAY
    else:
        fit = _PAGES_A_SLICE * ORDERS_A_PAGE / max(orders_a_day, 0.01)
        length = timedelta(days=min(fit, gap.length / _DAY))
    since = gap.until - length
    if since - gap.since < length * _LEFT_OVER:
        return gap
    return Span(since, gap.until)


def rest_of(gap: Span, read: Span) -> Span | None:
    """What is left of a gap once its newest slice is read."""
    return Span(gap.since, read.since) if read.since > gap.since else None


def orders_a_day(recorder: Recorder, known: Sequence[Span]) -> float | None:
    """How many seller-fulfilled orders change in a day, by what is known; None where nothing is."""
    if not known or known[-1].length < _LEAST_TELLING:
        return None
    return recorder.orders_updated(known[-1]) / (known[-1].length / _DAY)
