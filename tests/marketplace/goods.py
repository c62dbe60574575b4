"""Goods for a buyer: an order of Amazon's warehouses, as the tests ask for it."""

from __future__ import annotations

from seller_credits.domain.shipments import Address, ShipmentLine, ShipmentRequest


def goods(order_id, **known):
    """Send one mug; `shown_id` and `shown_at` are the test's to say."""
    plain = {
        "comment": "Your replacement.",
        "address": Address("Jo Brooks", "12 Mill Creek Dr", "53703", "US", city="Madison"),
        "lines": (ShipmentLine("1", "MUG-STONE-12", 1),),
        "marketplace": "US",
    }
    return ShipmentRequest(order_id=order_id, **plain | known)
