"""What moves on the account in the course of a run, beside what the shop had when it opened."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from seller_credits.simulator.finances.movements import Movement
from seller_credits.simulator.finances.postings import Posting


class Additions:
    """The postings of a run, by time and by order."""

    def __init__(self) -> None:
        """Begin without any."""
        self._postings: list[Posting] = []
        self._by_order: dict[str, list[Movement]] = defaultdict(list)
        self._movements: list[Movement] = []

    def add(self, movement: Movement, postings: Iterable[Posting]) -> None:
        """Take in a movement and its entries; they may lie ahead."""
        self._movements.append(movement)
        self._by_order[movement.order.order_id].append(movement)
        for posting in postings:
            insort(self._postings, posting, key=_when)

    @property
    def movements(self) -> Sequence[Movement]:
        """Every movement, in the order they were decided on."""
        return tuple(self._movements)

    @property
    def postings(self) -> Sequence[Posting]:
        """Every posting, the oldest first."""
        return tuple(self._postings)

    def of_order(self, order_id: str) -> Sequence[Movement]:
        """Return the movements of one order."""
        return tuple(self._by_order.get(order_id, ()))

    def postings_of(self, order_id: str) -> list[Posting]:
        """Return the postings of one order, the oldest first."""
        if order_id not in self._by_order:
            return []
        return [each for each in self._postings if each.movement.order.order_id == order_id]

    def between(self, after: datetime, before: datetime) -> list[Posting]:
        """Return the postings from an instant up to, not including, another, oldest first."""
        first = bisect_left(self._postings, after, key=_when)
        return self._postings[first : bisect_left(self._postings, before, first, key=_when)]


def _when(posting: Posting) -> datetime:
    return posting.posted
