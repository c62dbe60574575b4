"""What went back to buyers, read off the same returns and claims that the other sources show."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import groupby

from seller_credits.simulator.finances.movements import Given, Kind, Movement
from seller_credits.simulator.shop.nouns import FulfilmentReturn, MerchantReturn, Order, Shop
from seller_credits.simulator.shop.orders import cents

SELLER, MARKETPLACE, CLAIM = "seller", "amazon", "claim"

_PROMPT = timedelta(hours=2)
# A seller who waits for the return to arrive gives the money back when it has.
_AFTER_RECEIPT = timedelta(days=5)
_UNTIL_A_CLAIM_IS_GRANTED = timedelta(days=12)
_NOTHING = Decimal("0.00")


def given_back(shop: Shop) -> Iterator[Movement]:
    """Give every refund and every granted claim of a shop."""
    for row in shop.merchant_returns:
        if row.refunded is not None:
            yield _refund(row, row.refunded)
        elif row.claim:
            yield _claim_about_a_return(row)
    for _, units in groupby(sorted(shop.fulfilment_returns, key=_line_id), key=_line_id):
        yield _warehouse_refund(list(units))
    claimed = {each.order_id for each in shop.secrets if each.issue == "a_to_z_claim"}
    for order in shop.orders:
        if order.order_id in claimed:
            yield _claim_about_an_order(order)


def _refund(row: MerchantReturn, amount: Decimal) -> Movement:
    wait = _PROMPT if row.received_on is None else _AFTER_RECEIPT
    return Movement(
        kind=Kind.REFUND,
        order=row.order,
        posted=row.requested + wait,
        reference=f"return {row.rma}",
        given=(Given(row.line, row.quantity, amount),),
        by=SELLER,
    )


def _warehouse_refund(units: list[FulfilmentReturn]) -> Movement:
    """Return what Amazon gave back for the units of one line that came to its warehouses."""
    first, quantity = units[0], len(units)
    line = first.line
    amount = cents((line.price - line.discount) * quantity / line.quantity)
    return Movement(
        kind=Kind.REFUND,
        order=first.order,
        posted=min(unit.returned for unit in units) + _PROMPT,
        reference=f"units of {line.order_item_id}",
        given=(Given(line, quantity, amount),),
        by=MARKETPLACE,
    )


def _claim_about_a_return(row: MerchantReturn) -> Movement:
    line = row.line
    amount = cents((line.price - line.discount) * row.quantity / line.quantity)
    return Movement(
        kind=Kind.CLAIM,
        order=row.order,
        posted=row.requested + _UNTIL_A_CLAIM_IS_GRANTED,
        reference=f"claim on return {row.rma}",
        given=(Given(line, row.quantity, amount),),
        by=CLAIM,
    )


def _claim_about_an_order(order: Order) -> Movement:
    return Movement(
        kind=Kind.CLAIM,
        order=order,
        posted=order.deliver_by.latest + _UNTIL_A_CLAIM_IS_GRANTED,
        reference="claim on the order",
        given=tuple(
            Given(line, line.quantity, line.price - line.discount, shipping=True)
            for line in order.lines
        ),
        by=CLAIM,
    )


def _line_id(row: FulfilmentReturn) -> tuple[str, str]:
    return row.order.order_id, row.line.order_item_id


def refunds_of(movement: Movement) -> Iterator[tuple[str, Decimal]]:
    """Give the order item ids of a movement with what went back for each, before tax."""
    for given in movement.given:
        postage = given.line.shipping if given.shipping else _NOTHING
        yield given.line.order_item_id, given.amount + postage
