"""The search for orders that changed: the gaps in what is known, newest first, page by page."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from seller_credits.domain.coverage import Span, Window, gaps, merged
from seller_credits.domain.errors import MarketplaceProblem
from seller_credits.domain.issues import Channel, CoverageState, Source
from seller_credits.domain.records import OrderRow
from seller_credits.marketplace.errors import ends_all
from seller_credits.marketplace.interface import ORDERS_LAG, Marketplace, OrderPage
from seller_credits.marketplace.plans import ORDERS_A_PAGE, PAGES_A_SLICE, Way
from seller_credits.workflow.importing import Told
from seller_credits.workflow.known import Known
from seller_credits.workflow.pieces import orders_name, state_after
from seller_credits.workflow.recording import Recorder

LOOK_BACK = timedelta(hours=2)
"""How much of what was read is read again, for orders that show late in a search. No document
says how late; this is caution of our own."""

_DAY = timedelta(days=1)
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
        self._known = merged(recorder.known.read_spans(Source.ORDERS, self._name))
        self._a_day = orders_a_day(recorder.known, self._known)
        self._count = 0
        self._read: Span | None = None
        self._problem: MarketplaceProblem | None = None
        self._is_said = False
        self._pages = self._all_pages()
        self.is_over = False

    @property
    def wait(self) -> float:
        """Seconds until the next step can be made; without end where there is none."""
        return math.inf if self.is_over else self._marketplace.wait_for(Way.SEARCH)

    def step(self) -> list[str]:
        """Read and record a page; gives the ids of its orders.

        Raises:
            CredentialsRefused, Unreachable: nothing more can be read.
        """
        try:
            page = next(self._pages, None)
        except MarketplaceProblem as problem:
            self.end(problem)
            if ends_all(problem):
                raise
            return []
        self.is_over = page is None
        return [row.order.order_id for row in page or () if isinstance(row, OrderRow)]

    def end(self, problem: MarketplaceProblem) -> None:
        """Nothing more can be asked for; what is left to search is left for that."""
        if not self.is_over:
            self._problem, self.is_over, self._is_said = problem, True, False

    def close(self, *, again: bool = False) -> None:
        """Record what became of the window: what was not read and why, and what was.

        Args:
            again: something else was said of the orders since, and this is to be the last word.
        """
        if self._is_said and not again:
            return
        unread = gaps(self._wanted, self._known, timedelta(0))
        newest_is_read = self._read is not None and self._known[-1].until >= self._wanted.until
        if self._problem is not None and unread:
            left = Span(unread[-1].since, unread[0].until)
            self._record(left, state_after(self._problem), str(self._problem))
        if newest_is_read and (again or not self._is_said):
            # The source is as fresh as its newest part.
            self._record_read(self._known[-1])
        self._is_said = True

    def _record_read(self, span: Span) -> None:
        some = self._recorder.known.orders_updated(span)
        self._record(span, CoverageState.READ if some else CoverageState.EMPTY)
        self._is_said = True

    def _record(self, span: Span, state: CoverageState, why: str = "") -> None:
        now = self._clock()
        self._recorder.covered(
            Window(Source.ORDERS, None, span.since, span.until, state, now, why, self._name)
        )
        self._is_said = False

    def _all_pages(self) -> Iterator[OrderPage]:
        told = (self._marketplace, self._recorder.known, self._stores, self._wanted, self._known)
        begun = unfinished(*told)
        if begun is not None:
            yield from self._pages_of(begun)
        for gap in gaps(self._wanted, self._known, LOOK_BACK):
            rest: Span | None = gap
            while rest is not None:
                now_wanted = newest_slice(rest, self._a_day)
                yield from self._pages_of(now_wanted, learns=True)
                rest = rest_of(rest, now_wanted)

    def _pages_of(self, span: Span, *, learns: bool = False) -> Iterator[OrderPage]:
        # A clock that was set back would have the marketplace read less than is claimed here.
        span = Span(span.since, min(span.until, self._clock() - ORDERS_LAG))
        if span.since >= span.until:
            return
        before = self._count
        pages = self._marketplace.orders_updated(
            span.since, span.until, self._stores, Channel.SELLER, self._recorder.known
        )
        for page in pages:
            self._count += self._recorder.record_all(Source.ORDERS, page, lambda _: None)
            self._told(f"{self._count:,} orders")
            yield page
        self._known = merged([*self._known, span])
        self._read = span
        self._record_read(next(known for known in self._known if known.until >= span.until))
        if learns and span.length >= _LEAST_TELLING:
            self._a_day = (self._count - before) / (span.length / _DAY)


def unfinished(
    marketplace: Marketplace,
    records: Known,
    stores: Sequence[str],
    wanted: Span,
    known: Sequence[Span],
) -> Span | None:
    """The window of the search that an earlier sync left, where it is still worth anything."""
    begun = marketplace.unfinished_orders(stores, Channel.SELLER, records)
    if begun is None or begun.until <= wanted.since:
        return None
    return begun if gaps(begun, known, timedelta(0)) else None


def newest_slice(gap: Span, orders_a_day: float | None) -> Span:
    """As much of the newest of a gap as is worth a search: about a full bucket of pages.

    Where nothing tells how many orders there are, the newest day shows it.
    """
    if orders_a_day is None:
        length = _DAY
    else:
        fit = PAGES_A_SLICE * ORDERS_A_PAGE / max(orders_a_day, 0.01)
        length = timedelta(days=min(fit, gap.length / _DAY))
    since = gap.until - length
    if since - gap.since < length * _LEFT_OVER:
        return gap
    return Span(since, gap.until)


def rest_of(gap: Span, read: Span) -> Span | None:
    """What is left of a gap once its newest slice is read."""
    return Span(gap.since, read.since) if read.since > gap.since else None


def orders_a_day(records: Known, known: Sequence[Span]) -> float | None:
    """How many seller-fulfilled orders change in a day, by what is known; None where nothing is."""
    if not known or known[-1].length < _LEAST_TELLING:
        return None
    return records.orders_updated(known[-1]) / (known[-1].length / _DAY)
