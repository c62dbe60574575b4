"""What exactly is handed in for an issuance: line by line, of which part of the price, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seller_credits.detection.matching import known_lines
from seller_credits.domain.cases import OrderCase
from seller_credits.domain.issuances import Issuance
from seller_credits.domain.money import Money
from seller_credits.domain.orders import Line
from seller_credits.domain.refunds import ComponentType, Refund, RefundComponent, RefundItem
from seller_credits.marketplace.refunds.reasons import reason_for


def refund_of(
    issuance: Issuance, case: OrderCase, component: ComponentType, message_id: int = 1
) -> Refund:
    """The message that gives an issuance's money back; its lines must have their item ids.

    The same issuance of the same order always makes the same message.

    Args:
        issuance: of money.
        case: all that is known of its order; the price of a line says how much of the money is of
            the price, and how much of shipping.
        component: as what money is given back.
        message_id: its number in the feed.
    """
    assert issuance.amount is not None
    prices = {line.order_item_id: line for line in known_lines(case)}
    reason = reason_for(issuance.issue, issuance.remedy)
    items = []
    for number, share in enumerate(issuance.lines, 1):
        if share.amount is None or not share.amount:
            continue
        assert share.order_item_id is not None
        parts = _parts(share.amount, prices.get(share.order_item_id), component)
        name = adjustment_id(issuance.issuance_id, number)
        items.append(RefundItem(share.order_item_id, name, reason, parts))
    return Refund(issuance.order_id, message_id, issuance.amount.currency, tuple(items))


def adjustment_id(issuance_id: str, line: int) -> str:
    """Our name of one line's refund, by which the marketplace's books show it: `sc-...-1`."""
    return f"{issuance_id}-{line}"


def _parts(
    amount: Money, line: Line | None, component: ComponentType
) -> tuple[RefundComponent, ...]:
    """Of the price first; what is beyond it was paid for shipping."""
    if component is ComponentType.GOODWILL or line is None or line.paid is None:
        return (RefundComponent(component, amount),)
    beyond = amount - line.paid
    if beyond.amount <= 0:
        return (RefundComponent(component, amount),)
    price = (RefundComponent(component, line.paid),) if line.paid else ()
    return (*price, RefundComponent(ComponentType.SHIPPING, beyond))


def as_json(refund: Refund) -> list[Mapping[str, Any]]:
    """A refund's lines, as the ledger keeps them and programs read them."""
    return [
        {
            "order_item_id": item.order_item_id,
            "adjustment_id": item.adjustment_id,
            "reason": item.reason,
            "components": [
                {"type": str(each.type), "amount": str(each.amount)} for each in item.components
            ],
        }
        for item in refund.items
    ]
