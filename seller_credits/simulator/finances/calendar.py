"""Finds postings by time in a shop of any size."""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from seller_credits.simulator.finances.postings import Posting
from seller_credits.simulator.shop.nouns import Order

# More than an order can have: two a parcel and two a refund.
_MOST_AN_ORDER = 1000


class Calendar:
    """Where each posting of a shop stands in time.

    It keeps two numbers a posting, its second and its place, and makes the posting again when a
    page shows it: of a large shop nobody reads more than a few pages at a time.
    """

    def __init__(
        self, orders: Sequence[Order], postings_of: Callable[[Order], Iterator[Posting]]
    ) -> None:
        self._orders = orders
        self._postings_of = postings_of
        seconds, places = array("d"), array("q")
        for number, order in enumerate(orders):
            for nth, posting in enumerate(postings_of(order)):
                seconds.append(posting.posted.timestamp())
                places.append(number * _MOST_AN_ORDER + nth)
        ranked = sorted(range(len(seconds)), key=seconds.__getitem__)
        self._seconds = array("d", (seconds[each] for each in ranked))
        self._places = array("q", (places[each] for each in ranked))

    def stretch(
        self, after: datetime, before: datetime, added: Sequence[Posting] = ()
    ) -> "Stretch":
        """Return the postings from an instant up to, not including, another.

        What was added is in no calendar; sorted by time, it is told among the others.
        """
        first = bisect_left(self._seconds, after.timestamp())
        end = max(first, bisect_left(self._seconds, before.timestamp()))
        ranks = tuple(
            nth + min(end, max(first, bisect_left(self._seconds, each.posted.timestamp()))) - first
            for nth, each in enumerate(added)
        )
        return Stretch(self, first, end, dict(zip(ranks, added, strict=True)), ranks)

    def posting(self, rank: int) -> Posting:
        """Return the posting of that rank, the oldest being 0."""
        number, nth = divmod(self._places[rank], _MOST_AN_ORDER)
        return next(islice(self._postings_of(self._orders[number]), nth, None))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the calendar: how many postings it holds, and any part of them.

    Attributes:
        added: postings told among those of the calendar, by their rank in the stretch.
        ranks: their ranks, the lowest first.
    """

    calendar: Calendar
    first: int
    end: int
    added: Mapping[int, Posting]
    ranks: Sequence[int]

    def __len__(self) -> int:
        return self.end - self.first + len(self.added)

    def part(self, first: int, end: int) -> list[Posting]:
        """Return the postings from one rank of the stretch up to, not including, another."""
        return [self._posting(rank) for rank in range(first, min(end, len(self)))]

    def _posting(self, rank: int) -> Posting:
        if rank in self.added:
            return self.added[rank]
        return self.calendar.posting(self.first + rank - bisect_left(self.ranks, rank))
