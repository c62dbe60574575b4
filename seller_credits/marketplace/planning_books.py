"""What reading the account's books would cost: each has tokens of its own. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import timedelta

from seller_credits.domain.coverage import Span
from seller_credits.marketplace.meter import Meter
from seller_credits.marketplace.operations import LIST_EVENTS, LIST_TRANSACTIONS
from seller_credits.marketplace.plans import AT_NO_COST, Book, Leaf, Step, Way

BOOKINGS_A_PAGE = 100
"""The most events one request gives (model financesV0, `MaxResultsPerPage`); for transactions no
document names a number, and the same is assumed."""

_OPERATIONS = {Book.TRANSACTIONS: LIST_TRANSACTIONS, Book.POSTINGS: LIST_EVENTS}
_TEACHES = {
    Book.TRANSACTIONS: "what buyers got back, by anyone, also while Amazon holds the money",
    Book.POSTINGS: "guarantee claims and chargebacks that were paid, and goodwill",
}


def book_steps(leaf: Leaf, orders_a_day: float | None, meter: Meter) -> Iterator[Step]:
    """The step that reads one book; none where there is nothing to read of it.

    It is read while others wait, and keeps none of them waiting: the meter's clock stands.

    Args:
        leaf: what of the book is to be read.
        orders_a_day: what the number of bookings is guessed from; None where nothing tells.
        meter: the tokens, and the time.
    """
    operation = _OPERATIONS[leaf.book]
    pages = sum(_pages(span, orders_a_day) for span in leaf.spans)
    again = sum(_pages(span, orders_a_day) for span in leaf.again)
    at_no_cost = meter.affordable(operation, pages + again, meter.now + AT_NO_COST)
    count = max(pages, at_no_cost)
    if not count:
        return
    spans = (*leaf.spans, *(leaf.again if count > pages else ()))
    yield Step(
        what=leaf.book,
        way=Way.BOOK,
        span=Span(min(span.since for span in spans), max(span.until for span in spans)),
        orders=None,
        requests={operation.name: count},
        begins=meter.now,
        ends=meter.now + meter.wait(operation, count),
        teaches=_TEACHES[leaf.book],
        why="read while the search for orders waits for its turn",
        is_open=orders_a_day is None,
    )


def _pages(span: Span, orders_a_day: float | None) -> int:
    """How many requests a portion takes, at one booking for each order."""
    bookings = (orders_a_day or 0.0) * (span.length / timedelta(days=1))
    return max(1, math.ceil(bookings / BOOKINGS_A_PAGE))
