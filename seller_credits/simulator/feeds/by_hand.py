"""Somebody else in the seller's house, who refunds in Seller Central what a feed refunds too."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from seller_credits.simulator.agenda import Agenda
from seller_credits.simulator.faults.fault import Fault
from seller_credits.simulator.feeds.nouns import Adjustment, ByHand
from seller_credits.simulator.feeds.payments import Payments
from seller_credits.simulator.shop.nouns import MERCHANT, Line, Order
from seller_credits.simulator.shop.orders import rounded

_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Hands:
    """Does by hand what the faults of a run say; without such a fault, nothing."""

    faults: Fault
    payments: Payments
    agenda: Agenda
    speed: float

    def when_read(self, order: Order, at: datetime) -> None:
        """Take note that an order was looked at by itself, as before a refund."""
        self._do(self.faults.meanwhile(order.order_id), order, at)

    def before(self, adjustment: Adjustment, order: Order, at: datetime) -> None:
        """Take note of an adjustment that is about to be judged, at the time it was sent."""
        self._do(self.faults.beforehand(order.order_id), order, at, adjustment)

    def after(self, adjustment: Adjustment, order: Order, at: datetime) -> None:
        """Take note of an adjustment that was judged."""
        self._do(self.faults.afterwards(order.order_id), order, at, adjustment)

    def _do(
        self, deed: ByHand | None, order: Order, at: datetime, beside: Adjustment | None = None
    ) -> None:
        if deed is None or order.fulfilled_by != MERCHANT:
            return
        amounts = _amounts(deed, order, beside)
        due = at + timedelta(minutes=deed.minutes) / self.speed

        def refund() -> None:
            self.payments.by_hand(order, amounts, due, seen_soon=deed.seen_soon)

        if deed.minutes:
            self.agenda.add(due, refund)
        else:
            refund()


def _amounts(deed: ByHand, order: Order, beside: Adjustment | None) -> list[tuple[Line, Decimal]]:
    """Return what is given for which lines: as the feed says, or a part of the first line."""
    if beside is None or not deed.same:
        line = order.lines[0]
        price = line.price - line.discount
        return [(line, rounded(price * deed.part, order.marketplace))]
    lines = {line.order_item_id: line for line in order.lines}
    return [
        (lines[item.order_item_id], sum((each.amount for each in item.components), _NOTHING))
        for item in beside.items
        if item.order_item_id in lines
    ]
