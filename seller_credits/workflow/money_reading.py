"""Reading one of the account's books, a page at a time, so that other questions can go between."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from seller_credits.domain.coverage import Span, Window, gaps, merged
from seller_credits.domain.errors import MarketplaceProblem
from seller_credits.domain.issues import CoverageState, Source
from seller_credits.domain.records import Skipped
from seller_credits.marketplace.errors import ends_all
from seller_credits.marketplace.interface import BOOKS_LAG, Marketplace, MoneyPage
from seller_credits.marketplace.plans import AT_NO_COST, Book
from seller_credits.workflow.books import leaf
from seller_credits.workflow.importing import Told
from seller_credits.workflow.pieces import state_after
from seller_credits.workflow.recording import Recorder


class MoneyReading:
    """One book of one sync; what was read of it is recorded portion by portion.

    Args:
        book: which one.
        wanted: the time to read; its end is now.
        clock: the moment, aware.
        told: where progress goes.
    """

    def __init__(
        self,
        recorder: Recorder,
        marketplace: Marketplace,
        book: Book,
        *,
        wanted: Span,
        clock: Callable[[], datetime],
        told: Told,
    ) -> None:
        self._recorder = recorder
        self._marketplace = marketplace
        self._book = book
        self._clock = clock
        self._told = told
        self._known = merged(recorder.known.read_spans(Source.FINANCES, book))
        self._leaf = leaf(book, wanted, self._known)
        self._reliable = wanted.until - BOOKS_LAG
        self._count = self._bad = 0
        self._is_fed = bool(self._known)
        self._problem: MarketplaceProblem | None = None
        self._pages = self._all_pages()
        self.is_over = False

    @property
    def wait(self) -> float:
        """Seconds until the next page can be asked for; without end where there is none."""
        return math.inf if self.is_over else self._marketplace.wait_for(self._book)

    def step(self) -> None:
        """Read and record a page.

        Raises:
            CredentialsRefused, Unreachable: nothing more can be read.
        """
        try:
            self.is_over = next(self._pages, None) is None
        except MarketplaceProblem as problem:
            self.end(problem)
            if ends_all(problem):
                raise

    def end(self, problem: MarketplaceProblem) -> None:
        """Nothing more can be asked for; the next sync reads what is left."""
        if not self.is_over:
            self._problem, self.is_over = problem, True

    def close(self) -> None:
        """Record what was not read and why, and then, as the last word, what was."""
        problem, spans = self._problem, self._leaf.spans
        if problem is None or not spans:
            return
        wanted = Span(min(span.since for span in spans), min(spans[0].until, self._reliable))
        unread = gaps(wanted, self._known, timedelta(0))
        if unread:
            left = Span(unread[-1].since, unread[0].until)
            self._record(left, state_after(problem), str(problem))
        if unread and self._known and self._known[-1].until >= wanted.until:
            self._record_read(self._known[-1])

    def _all_pages(self) -> Iterator[MoneyPage]:
        for span in self._leaf.spans:
            self._count = self._bad = 0
            for page in self._marketplace.money(self._book, span.since, span.until):
                yield self._taken(page)
            self._portion_read(Span(span.since, min(span.until, self._reliable)))
        for span in self._leaf.again:
            pages = self._marketplace.money(self._book, span.since, span.until)
            # It is known: only what comes at no cost is worth reading again.
            while self._marketplace.wait_for(self._book) <= AT_NO_COST:
                again = next(pages, None)
                if again is None:
                    break
                yield self._taken(again)

    def _taken(self, page: MoneyPage) -> MoneyPage:
        """Record a page, with the words in it that nobody knows."""
        self._count += self._recorder.record_all(Source.FINANCES, page.rows, lambda _: None)
        self._bad += sum(isinstance(row, Skipped) and row.is_bad for row in page.rows)
        self._recorder.outcome.unknown.update(page.unknown)
        self._is_fed |= bool(page.rows)
        self._told(f"{self._book}: {self._count:,} bookings")
        return page

    def _portion_read(self, span: Span) -> None:
        if self._recorder.are_too_many(self._bad, of=self._count):
            why = f"{self._bad:,} of its {self._count:,} bookings could not be read"
            self._record(span, CoverageState.FAILED, why)
            return
        self._known = merged([*self._known, span])
        self._record_read(next(known for known in self._known if known.until >= span.until))

    def _record_read(self, span: Span) -> None:
        self._record(span, CoverageState.READ if self._is_fed else CoverageState.EMPTY)

    def _record(self, span: Span, state: CoverageState, why: str = "") -> None:
        now = self._clock()
        self._recorder.covered(
            Window(Source.FINANCES, None, span.since, span.until, state, now, why, self._book)
        )
