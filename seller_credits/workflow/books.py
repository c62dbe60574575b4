"""What of the account's books a sync reads: what is not known, and what may have come since.

Bookings of the last 48 hours may be missing, so what is known ends 48 hours before it was read,
and a day more is read again: whatever shows within three days is seen. In the older books (v0)
money that was held back shows only when it is let go, which takes weeks, and no document says under
which date. So these are read again for 30 days, as far as that costs no waiting; the newer ones
show the same money from the first day, and need it not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from seller_credits.domain.coverage import Span, gaps
from seller_credits.marketplace.interface import BOOKS_LAG
from seller_credits.marketplace.plans import Book, Leaf

LOOK_BACK = timedelta(days=1)
"""What is read again before the end of what is known, which itself is 48 hours old."""

HELD_AT_MOST = timedelta(days=30)
"""How far back released money is looked for. No document says how long Amazon holds money; this is
caution of our own."""

_PORTION = timedelta(days=7)
"""What is read and recorded in one go: what a crash can cost. Amazon takes 180 days at most."""


def leaf(book: Book, wanted: Span, known: Sequence[Span]) -> Leaf:
    """What to read of a book, newest first.

    Args:
        book: the book.
        wanted: the time to read; its end is now.
        known: when it was read from and to, oldest first and without overlap.
    """
    until = wanted.until - BOOKS_LAG
    since = min(wanted.since, until - LOOK_BACK)
    unknown = gaps(Span(since, until), known, LOOK_BACK)
    spans = [portion for gap in unknown for portion in _portions(gap)]
    if spans and spans[0].until == until:
        spans[0] = Span(spans[0].since, wanted.until)
    return Leaf(book, spans, tuple(_again(book, wanted, known, unknown)))


def _again(
    book: Book, wanted: Span, known: Sequence[Span], unknown: Sequence[Span]
) -> Iterator[Span]:
    if book is not Book.POSTINGS:
        return
    since = wanted.until - HELD_AT_MOST
    read_anyway = max((gap.since for gap in unknown), default=wanted.until)
    for span in reversed(known):
        part = Span(max(span.since, since), min(span.until, read_anyway))
        if part.since < part.until:
            yield from _portions(part)


def _portions(span: Span) -> Iterator[Span]:
    until = span.until
    while until > span.since:
        since = max(span.since, until - _PORTION)
        yield Span(since, until)
        until = since
