"""Finds the orders of a search without looking at all of them: sorted once, then bisected.

A shop's orders do not change while it is open, so a list that was sorted stays right. The pages of
one search, and later searches with the same filters, share a list.
"""

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Sequence

from seller_credits.simulator.order_search import Filters, Search
from seller_credits.simulator.shop.nouns import Order

# A client asks in a few ways, over and over; somebody who tries them all must not fill the memory.
_MOST_LISTS = 16


class OrderIndex:
    """The orders of a shop, sorted for each way they were searched for lately."""

    __slots__ = ("_lists", "_orders")

    def __init__(self, orders: Sequence[Order]) -> None:
        """Keep the orders; nothing is sorted before it is asked for."""
        self._orders = orders
        self._lists: OrderedDict[Filters, list[Order]] = OrderedDict()

    def page(self, search: Search, offset: int, size: int) -> tuple[list[Order], bool]:
        """Return that part of what a search finds, and whether more orders follow it."""
        time_of = search.filters.time_of
        found = self._sorted(search.filters)
        first = bisect_left(found, search.after, key=time_of) + offset
        end = bisect_right(found, search.before, key=time_of)
        return found[first : min(first + size, end)], first + size < end

    def _sorted(self, filters: Filters) -> list[Order]:
        found = self._lists.get(filters)
        if found is None:
            found = [order for order in self._orders if filters.admit(order)]
            found.sort(key=lambda order: (filters.time_of(order), order.order_id))
            self._lists[filters] = found
        self._lists.move_to_end(filters)
        if len(self._lists) > _MOST_LISTS:
            self._lists.popitem(last=False)
        return found
