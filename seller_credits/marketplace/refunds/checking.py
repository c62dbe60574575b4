"""What is wrong with refunds, before anybody is asked to pay them: all of it, in sentences."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from seller_credits.domain.money import Money, minor_digits
from seller_credits.domain.refunds import Refund, RefundItem
from seller_credits.marketplace.refunds.vocabulary import (
    ADJUSTMENT_ID,
    ADJUSTMENT_ID_WORDS,
    CURRENCIES,
    ITEM_ID,
    MORE_THAN_ANY,
    ORDER_ID,
    REASONS,
)


def flaws(refunds: Sequence[Refund]) -> tuple[str, ...]:
    """Why these refunds cannot be handed in together, each in a sentence; empty where they can.

    It is what Amazon would refuse, and what it would pay otherwise than it was meant.
    """
    alone = (
        f"Message {refund.message_id}, order {_shown(refund.order_id)}: {flaw}."
        for refund in refunds
        for flaw in flaws_of(refund)
    )
    return (*alone, *_flaws_together(refunds))


def flaws_of(refund: Refund) -> tuple[str, ...]:
    """Why this one cannot be handed in, whatever goes with it, each in words without a full stop.

    For whoever plans a feed: one flawed refund is not to keep the others from going.
    """
    return tuple(_refund_flaws(refund))


def _flaws_together(refunds: Sequence[Refund]) -> Iterator[str]:
    if not refunds:
        yield "There is no refund."
    # So that a record's number in a report of another form is a message's number, too.
    for place, refund in enumerate(refunds, 1):
        if refund.message_id != place:
            yield f"Message {refund.message_id} is number {place}: they are counted from 1."
    keys, orders = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
    for refund in refunds:
        orders[refund.order_id].append(refund.message_id)
        for key in {item.adjustment_id for item in refund.items}:
            keys[key].append(refund.message_id)
    for key, numbers in _shared(keys):
        yield f"The adjustment id {_shown(key)} stands in several messages: {numbers}."
    # A report may name the order alone: of two messages, nothing says then which it is about.
    for order_id, numbers in _shared(orders):
        what = f"Several messages are about order {_shown(order_id)}: {numbers}"
        yield f"{what}. Hand them in one after the other."


def _shared(places: Mapping[str, Sequence[int]]) -> Iterator[tuple[str, str]]:
    """What stands in more than one message, and the numbers of these in words."""
    for what, numbers in places.items():
        if len(numbers) > 1:
            yield what, ", ".join(map(str, numbers))


def _refund_flaws(refund: Refund) -> Iterator[str]:
    if not ORDER_ID.fullmatch(refund.order_id):
        yield "this is no order id like 111-1234567-1234567"
    if refund.currency not in CURRENCIES:
        yield f"Amazon takes no refund in {_shown(refund.currency)}"
    if not refund.items:
        yield "no order item is refunded"
    for line, count in Counter(item.order_item_id for item in refund.items).items():
        if count > 1:
            yield f"order item {_shown(line)} is refunded {count} times"
    for item in refund.items:
        for flaw in _item_flaws(item, refund.currency):
            yield f"order item {_shown(item.order_item_id)}: {flaw}"


def _item_flaws(item: RefundItem, currency: str) -> Iterator[str]:
    if not ITEM_ID.fullmatch(item.order_item_id):
        yield "an order item id has 14 or 15 digits"
    if not ADJUSTMENT_ID.fullmatch(item.adjustment_id):
        yield f"an adjustment id has {ADJUSTMENT_ID_WORDS}, and not {_shown(item.adjustment_id)}"
    if item.reason not in REASONS:
        yield f"{_shown(item.reason)} is no reason Amazon knows"
    if not item.components:
        yield "it gets no amount"
    for type_, count in Counter(each.type for each in item.components).items():
        if count > 1:
            yield f"it gets {type_} {count} times"
    for component in item.components:
        for flaw in _amount_flaws(component.amount, currency):
            amount = component.amount
            yield f"{component.type} {amount.amount} {amount.currency}: {flaw}"


def _amount_flaws(amount: Money, currency: str) -> Iterator[str]:
    if amount.currency != currency:
        yield f"the order's refund is in {_shown(currency)}"
    if amount.amount <= 0:
        yield "a refund is more than nought"
    elif amount.amount >= MORE_THAN_ANY:
        yield "no order costs as much"
    elif amount.amount != amount.rounded().amount:
        yield f"{amount.currency} has {minor_digits(amount.currency) or 'no'} decimals"


def _shown(text: str) -> str:
    """Foreign text as a sentence quotes it: in quotes, and not longer than a line."""
    longest = 60
    return repr(text if len(text) <= longest else f"{text[:longest]}...")
