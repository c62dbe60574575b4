"""How much of what a buyer paid can still go back."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from seller_credits.simulator.feeds.nouns import Component
from seller_credits.simulator.finances.amounts import shares
from seller_credits.simulator.finances.journal import Journal
from seller_credits.simulator.finances.movements import Given, Kind
from seller_credits.simulator.shop.nouns import Line, Order

_NOTHING = Decimal("0.00")
# What a buyer of this shop never pays for, so none of it can go back.
_NEVER_CHARGED = ("GiftWrap", "GiftWrapTax", "Surcharge", "ExportCharge", "COD", "CODTax")
_REFUNDED = ("Principal", "Shipping", "Tax", "ShippingTax", "Goodwill", "RestockingFee")

# Amounts by the kind of component that gives them back.
Amounts = dict[str, Decimal]


def paid(line: Line) -> Amounts:
    """Return what the buyer paid for a line, by the kind of component it goes back as."""
    return dict.fromkeys(_NEVER_CHARGED, _NOTHING) | {
        "Principal": line.price - line.discount,
        "Shipping": line.shipping,
        "Tax": line.tax,
        "ShippingTax": line.shipping_tax,
    }


def gone_back(journal: Journal, order: Order, line: Line, now: datetime) -> Amounts:
    """Return what went back for a line by now, by the same kinds; refunds count at once.

    Of goodwill only the seller's own counts: nobody takes the marketplace's from a later refund.
    """
    found = dict.fromkeys(_REFUNDED, _NOTHING)
    for movement in journal.given_back(order.order_id):
        if movement.kind is not Kind.REFUND and movement.posted > now:
            continue
        for share in shares(movement):
            if share.line.order_item_id == line.order_item_id:
                found["Principal"] -= share.principal + share.discount
                found["Shipping"] -= share.shipping
                found["Tax"] -= share.tax
                found["ShippingTax"] -= share.shipping_tax
                found["RestockingFee"] -= share.kept
                if movement.by == "seller":
                    found["Goodwill"] -= share.goodwill
    return found


def with_given(amounts: Amounts, given: Given) -> Amounts:
    """Return the amounts with what one more item of the same line gives back."""
    parts = {
        "Principal": given.amount,
        "Shipping": given.postage,
        "Tax": given.tax or _NOTHING,
        "ShippingTax": given.shipping_tax or _NOTHING,
    }
    return amounts | {kind: amounts[kind] + amount for kind, amount in parts.items()}


def add(amounts: Amounts, components: Iterable[Component]) -> Amounts:
    """Return the amounts with those of some components added to their kinds."""
    found = dict(amounts)
    for component in components:
        found[component.kind] = found.get(component.kind, _NOTHING) + component.amount
    return found


def exceeded(line: Line, amounts: Amounts) -> str:
    """Return the kind whose amount is more than what was paid, `total`, or nothing."""
    limits = paid(line)
    for kind, amount in amounts.items():
        if kind in limits and amount > limits[kind]:
            return kind
    return "total" if sum(amounts.values(), _NOTHING) > line.total else ""
