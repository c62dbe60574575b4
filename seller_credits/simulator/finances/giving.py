"""What went back to buyers, read off the same returns and disputes that the other sources show."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import groupby

from seller_credits.simulator.finances.movements import Given, Kind, Movement
from seller_credits.simulator.shop.nouns import FulfilmentReturn, MerchantReturn
from seller_credits.simulator.shop.orders import rounded
from seller_credits.simulator.shop.sequels import CLAIM, Dispute, Handout, Shop

_SELLER, _MARKETPLACE = "seller", "amazon"

_PROMPT = timedelta(hours=2)
# A seller who waits for the return to arrive gives the money back when it has.
_AFTER_RECEIPT = timedelta(days=5)


def given_back(shop: Shop) -> Iterator[Movement]:
    """Give every refund, every granted claim and every chargeback of a shop."""
    for row in shop.merchant_returns:
        if row.refunded is not None:
            yield _refund(row, row.refunded)
    for _, units in groupby(sorted(shop.fulfilment_returns, key=_line_id), key=_line_id):
        yield _warehouse_refund(list(units))
    yield from map(_lost_dispute, shop.disputes)
    yield from map(_handed_out, shop.handouts)


def _refund(row: MerchantReturn, amount: Decimal) -> Movement:
    wait = _PROMPT if row.received_on is None else _AFTER_RECEIPT
    return Movement(
        kind=Kind.REFUND,
        order=row.order,
        posted=row.requested + wait,
        reference=f"return {row.rma}",
        given=(Given(row.line, row.quantity, amount),),
        by=_SELLER,
        why="return",
    )


def _warehouse_refund(units: list[FulfilmentReturn]) -> Movement:
    """Return what Amazon gave back for the units of one line that came to its warehouses."""
    first, quantity = units[0], len(units)
    line = first.line
    amount = rounded(
        (line.price - line.discount) * quantity / line.quantity, first.order.marketplace
    )
    return Movement(
        kind=Kind.REFUND,
        order=first.order,
        posted=min(unit.returned for unit in units) + _PROMPT,
        reference=f"units of {line.order_item_id}",
        given=(Given(line, quantity, amount),),
        by=_MARKETPLACE,
        why="return",
    )


def _lost_dispute(dispute: Dispute) -> Movement:
    claim = dispute.kind == CLAIM
    about = "the order" if dispute.returned is None else f"return {dispute.returned.rma}"
    return Movement(
        kind=Kind.CLAIM if claim else Kind.CHARGEBACK,
        order=dispute.order,
        posted=dispute.posted,
        reference=f"{dispute.kind} on {about}",
        given=_disputed(dispute),
        by="claim" if claim else "bank",
        why="claim" if claim else "chargeback",
    )


def _disputed(dispute: Dispute) -> tuple[Given, ...]:
    row = dispute.returned
    if row is None:
        return tuple(
            Given(line, line.quantity, line.price - line.discount, line.shipping)
            for line in dispute.order.lines
        )
    line = row.line
    paid = (line.price - line.discount) * row.quantity / line.quantity
    return (Given(line, row.quantity, rounded(paid, dispute.order.marketplace)),)


def _handed_out(handout: Handout) -> Movement:
    goodwill = handout.why == "goodwill"
    line, amount = handout.line, handout.amount
    given = Given(line, 0, goodwill=amount) if goodwill else Given(line, 0, amount)
    return Movement(
        kind=Kind.REFUND,
        order=handout.order,
        posted=handout.posted,
        reference=f"{handout.why} for {line.order_item_id}",
        given=(given,),
        by=_MARKETPLACE if goodwill else _SELLER,
        why=handout.why,
    )


def other_movements(shop: Shop) -> Iterator[Movement]:
    """Give what moves beside sales and refunds: reimbursements, and charges nobody has heard of."""
    for row in shop.merchant_returns:
        if row.reimbursed is not None:
            yield Movement(
                kind=Kind.REIMBURSEMENT,
                order=row.order,
                posted=row.reimbursed.posted,
                reference=row.reimbursed.claim_id,
                given=(Given(row.line, row.quantity, row.reimbursed.amount),),
            )
    for levy in shop.levies:
        line = levy.order.lines[0]
        yield Movement(
            kind=Kind.LEVY,
            order=levy.order,
            posted=levy.posted,
            reference="levy",
            given=(Given(line, line.quantity, levy.amount),),
        )


def _line_id(row: FulfilmentReturn) -> tuple[str, str]:
    return row.order.order_id, row.line.order_item_id
