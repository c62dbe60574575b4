"""The seller's account as a journal: every movement where it was posted, found by time or order.

The journal is written when somebody first asks for it: a shop nobody audits pays nothing for one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import cached_property

from seller_credits.simulator.finances.calendar import Calendar, Stretch
from seller_credits.simulator.finances.giving import given_back, other_movements
from seller_credits.simulator.finances.movements import Kind, Movement
from seller_credits.simulator.finances.postings import HELD_FOR, Posting, Stage
from seller_credits.simulator.finances.sales import sales
from seller_credits.simulator.shop.nouns import Order
from seller_credits.simulator.shop.sequels import Shop

LAG = timedelta(hours=48)
"""How long after a movement the marketplace may not show it yet: both models of Finances say so."""

# Whose money is held is the marketplace's secret; here it is that of three orders in ten.
_HELD_ORDERS = ("0", "1", "2")
_MAY_BE_HELD = frozenset({Kind.SALE, Kind.REFUND})


class Journal:
    """Everything posted on the account of one shop."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    @cached_property
    def orders(self) -> dict[str, Order]:
        """The shop's orders by their id."""
        return {order.order_id: order for order in self._shop.orders}

    @cached_property
    def _given_back(self) -> dict[str, list[Movement]]:
        return _by_order(given_back(self._shop))

    @cached_property
    def _others(self) -> dict[str, list[Movement]]:
        return _by_order(other_movements(self._shop))

    def of_order(self, order_id: str) -> list[Posting]:
        """Return the postings of one order, oldest first; of an order nobody knows, none."""
        order = self.orders.get(order_id)
        return [] if order is None else sorted(self._of(order), key=_when)

    def given_back(self, order_id: str) -> Sequence[Movement]:
        """Return what went back to the buyer of an order."""
        return self._given_back.get(order_id, ())

    def between(self, after: datetime, before: datetime) -> Stretch:
        """Return the postings from an instant up to, not including, another, oldest first."""
        return self._calendar.stretch(after, before)

    @cached_property
    def _calendar(self) -> Calendar:
        return Calendar(self._shop.orders, self._of)

    def _of(self, order: Order) -> Iterator[Posting]:
        held = order.order_id.endswith(_HELD_ORDERS)
        order_id = order.order_id
        given, others = self.given_back(order_id), self._others.get(order_id, ())
        for movement in (*sales(order), *given, *others):
            if not held or movement.kind not in _MAY_BE_HELD:
                yield Posting(movement.posted, movement, Stage.ONLY)
            else:
                yield Posting(movement.posted, movement, Stage.HELD)
                yield Posting(movement.posted + HELD_FOR, movement, Stage.RELEASE)


def _by_order(movements: Iterable[Movement]) -> dict[str, list[Movement]]:
    found: dict[str, list[Movement]] = defaultdict(list)
    for movement in movements:
        found[movement.order.order_id].append(movement)
    return found


def _when(posting: Posting) -> datetime:
    return posting.posted
