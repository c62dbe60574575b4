"""Where adjustments arrive that the marketplace accepted.

Accepting is not paying: what arrives here moves no money on the seller's account. It is remembered,
so that a later feed cannot ask for more than the buyer paid.
"""

from collections import defaultdict
from datetime import datetime

from seller_credits.simulator.feeds.nouns import Adjustment, Component


class Payments:
    """The adjustments accepted in this run."""

    def __init__(self) -> None:
        self._by_item: dict[tuple[str, str], list[Component]] = defaultdict(list)

    def receive(self, adjustment: Adjustment, _at: datetime) -> None:
        """Take an accepted adjustment, at the instant its feed was done: paying begins here."""
        for item in adjustment.items:
            found = self._by_item[adjustment.order_id, item.order_item_id]
            found.extend((*item.components, *item.promotions))

    def accepted(self, order_id: str, order_item_id: str) -> tuple[Component, ...]:
        """Return what was accepted for an order item so far."""
        return tuple(self._by_item.get((order_id, order_item_id), ()))
