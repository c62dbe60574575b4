"""After the ledger was put back from a copy: what the books tell of the time it has forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from seller_credits.domain.clock import instant_text
from seller_credits.domain.coverage import Span
from seller_credits.domain.errors import (
    MarketplaceProblem,
    SellerCreditsError,
    UnreadableSource,
)
from seller_credits.domain.issues import Source
from seller_credits.domain.records import Skipped
from seller_credits.ledger.restore_guard import RestoreGuard
from seller_credits.ledger.restored import Gap
from seller_credits.marketplace.errors import AccessDenied
from seller_credits.marketplace.interface import BOOKS_LAG, Marketplace
from seller_credits.marketplace.plans import Book
from seller_credits.workflow.recording import Recorder

_PORTION = timedelta(days=30)
"""What is asked for in one go; Amazon takes 180 days at most."""


def complete_at(gap: Gap) -> datetime:
    """From when on the books tell all that was done in a gap."""
    return gap.noticed + BOOKS_LAG


def why_not(gap: Gap) -> str:
    """Why nothing is issued, and what helps, for whoever wants to."""
    return (
        f"The ledger was put back from a copy. {gap.why} What was issued between "
        f"{_told(gap.since)} and {_told(gap.noticed)} is not in it, and would be issued again. "
        f"Nothing is, until `reconcile` has read the books of that time, which are complete on "
        f"{_told(complete_at(gap))}."
    )


def _told(moment: datetime) -> str:
    return f"{moment:%d %b %Y, %H:%M} UTC"


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What became of reading the books back.

    Attributes:
        movements: how many movements of money the books showed.
        left: why nothing can be issued still; empty where all is known again.
        problem: why the books could not be read to their end; the next run begins anew.
    """

    movements: int = 0
    left: str = ""
    problem: SellerCreditsError | None = None


@dataclass(frozen=True, slots=True)
class ReadingBack:
    """Reads the books over the time that a ledger put back has forgotten, and opens it again.

    Attributes:
        recorder: takes what they show.
        clock: the moment, aware.
        told: where progress goes.
    """

    guard: RestoreGuard
    account: str
    recorder: Recorder
    marketplace: Marketplace
    clock: Callable[[], datetime]
    told: Callable[[str], None]

    def run(self) -> ReadBack | None:
        """Read what is to be read; None where nothing is. The account must be held.

        Before the books are complete they are not asked: what they do not show proves nothing.
        """
        began = self.clock()
        gap = self.guard.notice(self.account, began)
        if gap is None:
            return None
        if began < complete_at(gap):
            return ReadBack(left=why_not(gap))
        try:
            count, bad, books = self._read(Span(gap.since, began))
        except (MarketplaceProblem, UnreadableSource) as problem:
            return ReadBack(left=why_not(gap), problem=problem)
        if self.recorder.are_too_many(bad, of=count):
            left = f"{bad:,} of {count:,} bookings since {_told(gap.since)} could not be read."
            return ReadBack(count, left)
        self.guard.read_back(
            self.account,
            began - BOOKS_LAG,
            self.clock(),
            since=instant_text(gap.since),
            movements=count,
            books=books,
        )
        return ReadBack(count)

    def _read(self, span: Span) -> tuple[int, int, list[str]]:
        """How many movements there were, how many of them unreadable, and in which books.

        The newer book shows what is held back, too: without it there is no proof. The older one
        only adds the names of claims, so it may be refused.
        """
        count, bad = self._read_book(Book.TRANSACTIONS, span)
        try:
            more = self._read_book(Book.POSTINGS, span)
        except AccessDenied:
            return count, bad, [str(Book.TRANSACTIONS)]
        return count + more[0], bad + more[1], [str(book) for book in Book]

    def _read_book(self, book: Book, span: Span) -> tuple[int, int]:
        count = bad = 0
        for portion in _portions(span):
            for page in self.marketplace.money(book, portion.since, portion.until):
                count += self.recorder.record_all(Source.FINANCES, page.rows, lambda _: None)
                bad += sum(isinstance(row, Skipped) and row.is_bad for row in page.rows)
                self.recorder.outcome.unknown.update(page.unknown)
                self.told(f"reading back {book}: {count:,} bookings")
        return count, bad


def _portions(span: Span) -> Iterator[Span]:
    since = span.since
    while since < span.until:
        until = min(since + _PORTION, span.until)
        yield Span(since, until)
        since = until
