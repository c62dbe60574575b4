"""The seller's account as a journal: every movement where it was posted, found by time or order.

The journal is written when somebody first asks for it: a shop nobody audits pays nothing for one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import cached_property

from seller_credits.simulator.finances.additions import Additions
from seller_credits.simulator.finances.calendar import Calendar, Stretch
from seller_credits.simulator.finances.giving import given_back, other_movements
from seller_credits.simulator.finances.movements import Kind, Movement
from seller_credits.simulator.finances.postings import LAG, Posting, postings_of
from seller_credits.simulator.finances.sales import sales
from seller_credits.simulator.shop.nouns import Order
from seller_credits.simulator.shop.sequels import Shop

# Whose money is held is the marketplace's secret; here it is that of three orders in ten.
_HELD_ORDERS = ("0", "1", "2")
_MAY_BE_HELD = frozenset({Kind.SALE, Kind.REFUND})


class Journal:
    """Everything posted on the account of one shop.

    Attributes:
        added: what moved in the course of the run.
    """

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self.added = Additions()

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
        if order is None:
            return []
        return sorted([*self._of(order), *self.added.postings_of(order_id)], key=_when)

    def given_back(self, order_id: str) -> Sequence[Movement]:
        """Return what went back to the buyer of an order, and what will."""
        return (*self._given_back.get(order_id, ()), *self.added.of_order(order_id))

    def between(self, after: datetime, before: datetime) -> Stretch:
        """Return the shop's own postings from an instant up to, not including, another."""
        return self._calendar.stretch(after, before)

    def told(self, after: datetime, before: datetime, now: datetime) -> Stretch:
        """Return the postings of a span that Finances tells of at an instant, oldest first."""
        added = [each for each in self.added.between(after, before) if each.told(now)]
        return self._calendar.stretch(after, min(before, now - LAG), added)

    def holds(self, order: Order) -> bool:
        """Return whether the marketplace holds back the money of an order for a while."""
        return order.order_id.endswith(_HELD_ORDERS)

    @cached_property
    def _calendar(self) -> Calendar:
        return Calendar(self._shop.orders, self._of)

    def _of(self, order: Order) -> Iterator[Posting]:
        held = self.holds(order)
        order_id = order.order_id
        given, others = self._given_back.get(order_id, ()), self._others.get(order_id, ())
        for movement in (*sales(order), *given, *others):
            yield from postings_of(movement, held=held and movement.kind in _MAY_BE_HELD)


def _by_order(movements: Iterable[Movement]) -> dict[str, list[Movement]]:
    found: dict[str, list[Movement]] = defaultdict(list)
    for movement in movements:
        found[movement.order.order_id].append(movement)
    return found


def _when(posting: Posting) -> datetime:
    return posting.posted
