"""Decides whether the marketplace takes an adjustment, by what the shop knows of its order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from seller_credits.simulator.feeds import headroom, nouns
from seller_credits.simulator.feeds.nouns import AdjustedItem, Adjustment, Refusal
from seller_credits.simulator.feeds.payments import Payments
from seller_credits.simulator.finances.journal import Journal
from seller_credits.simulator.shop.nouns import MERCHANT, Line, Order

_NOTHING = Decimal("0.00")
_MAY_BE_NEGATIVE = frozenset({"RestockingFee", "RestockingFeeTax"})

_TAXES = frozenset({"Tax", "ShippingTax"})

_Fault = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges the messages of one feed, in their order, as of the instant it is done."""

    journal: Journal
    payments: Payments
    marketplaces: tuple[str, ...]
    feed_id: str
    now: datetime

    def judge(self, adjustment: Adjustment) -> Refusal | None:
        """Return why a message is refused; None takes it, and hands it on to be paid."""
        order = self.journal.orders.get(adjustment.order_id)
        if order is None or order.marketplace.id not in self.marketplaces:
            said = f"The order '{adjustment.order_id}' cannot be found in this marketplace."
            return Refusal(adjustment.message_id, nouns.UNKNOWN_ORDER, said, adjustment.order_id)
        fault = next(self._faults(adjustment, order), None)
        if fault is None:
            self.payments.receive(adjustment, order, self.now, self.feed_id)
            return None
        code, words = fault
        return Refusal(adjustment.message_id, code, words, adjustment.order_id)

    def _faults(self, adjustment: Adjustment, order: Order) -> Iterator[_Fault]:
        if order.fulfilled_by != MERCHANT:
            said = "Refunds of orders fulfilled by Amazon are made by Amazon."
            yield nouns.NOT_SELLER_FULFILLED, said
        if adjustment.action != "Refund":
            yield nouns.NOT_TAKEN, "Orders are not cancelled by this feed here."
        lines = {line.order_item_id: line for line in order.lines}
        for item in adjustment.items:
            line = lines.get(item.order_item_id)
            if line is None:
                said = f"The order {order.order_id} has no order item '{item.order_item_id}'."
                yield nouns.UNKNOWN_ITEM, said
            else:
                yield from _faults_of(item, line, order)
        for line in order.lines:
            yield from self._beyond_what_was_paid(adjustment, order, line)

    def _beyond_what_was_paid(
        self, adjustment: Adjustment, order: Order, line: Line
    ) -> Iterator[_Fault]:
        """Give a fault where a line would get more back than was paid, all feeds taken together."""
        item_id = line.order_item_id
        items = [item for item in adjustment.items if item.order_item_id == item_id]
        amounts = headroom.gone_back(self.journal, order, line, self.now)
        amounts = headroom.add(amounts, self.payments.waiting(order.order_id, item_id))
        for item in items:
            amounts = headroom.add(amounts, (*item.components, *item.promotions))
        too_much = headroom.exceeded(line, amounts) if items else ""
        if too_much in _TAXES:
            said = "The requested refund amount for the tax or shipping tax is not eligible."
            yield nouns.MORE_THAN_PAID, said
        elif too_much:
            said = (
                f"The refund for order item {item_id} is more than the amount left "
                f"to refund ({too_much})."
            )
            yield nouns.MORE_THAN_PAID, said


def _faults_of(item: AdjustedItem, line: Line, order: Order) -> Iterator[_Fault]:
    """Give what is wrong with one item of a message, whatever was paid for it."""
    if item.direct:
        yield nouns.NOT_TAKEN, "The buyer made no direct payment for this order."
    if item.quantity_cancelled is not None:
        yield nouns.WRONG_QUANTITY, "What has shipped cannot be cancelled."
    if item.quantity is not None and not 1 <= item.quantity <= line.quantity:
        yield nouns.WRONG_QUANTITY, f"The quantity must be from 1 to {line.quantity}."
    components = (*item.components, *item.promotions)
    for component in components:
        if component.currency not in {"", order.marketplace.currency}:
            said = f"The order was paid in {order.marketplace.currency}, not {component.currency}."
            yield nouns.WRONG_CURRENCY, said
        if _decimals(component.amount) > _decimals(order.marketplace.cent):
            said = f"{component.amount} is no amount in whole {order.marketplace.currency}."
            yield nouns.NO_COIN, said
        if component.amount < 0 and component.kind not in _MAY_BE_NEGATIVE:
            yield nouns.NO_CREDIT, f"{component.kind} cannot be taken from the buyer."
    if sum((component.amount for component in components), _NOTHING) <= 0:
        yield nouns.NO_CREDIT, "The net of an adjustment must be a credit to the buyer."


def _decimals(amount: Decimal) -> int:
    """Return how many decimals an amount is written with."""
    return len(f"{amount:f}".partition(".")[2])
