"""Where adjustments arrive that the marketplace accepted: they are paid, and never asked for twice.

A feed is not idempotent: what it asks for is paid as often as it is asked, under whatever id, as
long as there is money left that the buyer paid. What is asked for an item that is not confirmed as
shipped waits until it is, which in this shop it never is.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from seller_credits.simulator.faults.fault import Fault
from seller_credits.simulator.feeds import headroom
from seller_credits.simulator.feeds.nouns import AdjustedItem, Adjustment, Component
from seller_credits.simulator.finances.journal import Journal
from seller_credits.simulator.finances.movements import Given, Kind, Movement
from seller_credits.simulator.finances.postings import HELD_FOR, Terms, postings_of
from seller_credits.simulator.shop.dice import Dice
from seller_credits.simulator.shop.nouns import Line, Order
from seller_credits.simulator.shop.orders import rounded

_NOTHING = Decimal("0.00")
_FEES = ("RestockingFee", "RestockingFeeTax")
_PAID_FOR = ("Principal", "Shipping", "Tax", "ShippingTax")
# At the pace of life, in minutes: until money is posted, and from then until the books show it.
_POSTED_AFTER = (5, 60)
_SHOWN_AFTER = (30, 40 * 60)


@dataclass(frozen=True, slots=True)
class Pending:
    """An adjustment that was accepted and waits for its order to be confirmed as shipped."""

    feed_id: str
    adjustment: Adjustment


class Payments:
    """What the marketplace paid, or will, in the course of a run."""

    def __init__(self, journal: Journal, faults: Fault, *, seed: int, speed: float) -> None:
        self._journal = journal
        self._faults = faults
        self._seed = seed
        self._speed = speed
        self._ordinals: Counter[str] = Counter()
        self._pending: list[Pending] = []

    @property
    def pending(self) -> Sequence[Pending]:
        """What waits, in the order it was accepted."""
        return tuple(self._pending)

    def receive(self, adjustment: Adjustment, order: Order, at: datetime, feed_id: str) -> None:
        """Pay an accepted adjustment, or let it wait; the instant is when its feed was done."""
        lines = {line.order_item_id: line for line in order.lines}
        if not all(lines[item.order_item_id].fulfilled for item in adjustment.items):
            self._pending.append(Pending(feed_id, adjustment))
            return
        given: list[Given] = []
        for item in adjustment.items:
            line = lines[item.order_item_id]
            gone = self._gone_back(order, line, at, given)
            given.append(_given(item, line, gone, order))
        self._pay(order, given, at, why="feed", feed=(feed_id, adjustment.message_id))

    def by_hand(
        self,
        order: Order,
        amounts: Iterable[tuple[Line, Decimal]],
        at: datetime,
        *,
        seen_soon: bool,
    ) -> Decimal:
        """Pay what the seller gives in Seller Central, before tax, and return how much it is.

        No more is paid than is left of what the buyer paid.
        """
        given: list[Given] = []
        for line, wanted in amounts:
            gone = self._gone_back(order, line, at, given)
            amount = min(wanted, headroom.paid(line)["Principal"] - gone["Principal"])
            if line.fulfilled and amount > 0:
                tax = _tax(line.tax, gone["Tax"], gone["Principal"] + amount, line, order)
                given.append(Given(line, 0, amount, tax=tax))
        if given:
            soon = Terms(timedelta(0), timedelta(minutes=10), held=False) if seen_soon else None
            self._pay(order, given, at, why="by hand", terms=soon)
        return sum((each.amount for each in given), _NOTHING)

    def waiting(self, order_id: str, order_item_id: str) -> tuple[Component, ...]:
        """Return what waits to be paid for an order item."""
        return tuple(
            component
            for pending in self._pending
            if pending.adjustment.order_id == order_id
            for item in pending.adjustment.items
            if item.order_item_id == order_item_id
            for component in (*item.components, *item.promotions)
        )

    def _gone_back(
        self, order: Order, line: Line, at: datetime, beside: Iterable[Given]
    ) -> headroom.Amounts:
        """Return what went back for a line, with what is being given beside."""
        gone = headroom.gone_back(self._journal, order, line, at)
        for given in beside:
            gone = headroom.with_given(gone, given) if given.line is line else gone
        return gone

    def _pay(
        self,
        order: Order,
        given: Iterable[Given],
        at: datetime,
        *,
        why: str,
        feed: tuple[str, int] = ("", 0),
        terms: Terms | None = None,
    ) -> None:
        self._ordinals[order.order_id] += 1
        ordinal = self._ordinals[order.order_id]
        terms = terms or self._terms(order, ordinal)
        feed_id, message_id = feed
        movement = Movement(
            kind=Kind.REFUND,
            order=order,
            posted=at + terms.after / self._speed,
            reference=f"refund {ordinal} of the run",
            given=tuple(given),
            by="seller",
            why=why,
            feed_id=feed_id,
            message_id=message_id,
        )
        found = postings_of(
            movement,
            held=terms.held,
            lag=terms.lag / self._speed,
            held_for=HELD_FOR / self._speed,
        )
        self._journal.added.add(movement, found)

    def _terms(self, order: Order, ordinal: int) -> Terms:
        dice = Dice(self._seed, "terms", order.order_id, ordinal)
        usual = Terms(
            after=timedelta(minutes=dice.between(*_POSTED_AFTER)),
            lag=timedelta(minutes=dice.between(*_SHOWN_AFTER)),
            held=self._journal.holds(order),
        )
        return self._faults.terms(usual, order.order_id)


def _given(item: AdjustedItem, line: Line, gone: headroom.Amounts, order: Order) -> Given:
    """Return what a buyer gets for one item of a message.

    Tax that is not asked for goes back in proportion beside what is: the marketplace collected it.
    What is neither part of the price nor of its tax is given on top, as goodwill is.
    """
    said = headroom.add({}, (*item.components, *item.promotions))
    amount, postage = (said.get(kind, _NOTHING) for kind in ("Principal", "Shipping"))
    tax, shipping_tax = said.get("Tax"), said.get("ShippingTax")
    if tax is None:
        tax = _tax(line.tax, gone["Tax"], gone["Principal"] + amount, line, order)
    if shipping_tax is None:
        share = (gone["Shipping"] + postage) / line.shipping if line.shipping else _NOTHING
        due = rounded(line.shipping_tax * share, order.marketplace) - gone["ShippingTax"]
        shipping_tax = max(_NOTHING, due)
    return Given(
        line=line,
        quantity=item.quantity or 0,
        amount=amount,
        postage=postage,
        goodwill=sum((said[kind] for kind in said.keys() - {*_PAID_FOR, *_FEES}), _NOTHING),
        kept=-sum((said.get(kind, _NOTHING) for kind in _FEES), _NOTHING),
        tax=tax,
        shipping_tax=shipping_tax,
        adjustment_id=item.adjustment_id,
    )


def _tax(whole: Decimal, gone: Decimal, goods: Decimal, line: Line, order: Order) -> Decimal:
    """Return the tax that goes back where, with what went before, so much of the goods does.

    Cents that roundings leave over go back with the last of the price.
    """
    price = line.price - line.discount
    share = goods / price if price else _NOTHING
    return max(_NOTHING, rounded(whole * share, order.marketplace) - gone)
