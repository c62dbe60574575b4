"""The whole truth of a shop, as whoever watches a run is told it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from seller_credits.simulator.finances.giving import given_back, refunds_of
from seller_credits.simulator.query import iso
from seller_credits.simulator.shop.sequels import Shop
from seller_credits.simulator.truth.beside import comments, due, event, parcels, unknown_words
from seller_credits.simulator.truth.troubles import troubles


def truth(shop: Shop, now: datetime, *, detailed_status: bool) -> dict[str, Any]:
    """Return everything that is true of the shop as of now (an instant), in stable order."""
    return {
        "orders": len(shop.orders),
        "issues": troubles(shop, now, detailed_status=detailed_status),
        "refunds": sorted(
            _refunds(shop, now), key=lambda each: (each["posted_at"], *each.values())
        ),
        "parcels": list(parcels(shop)),
        "due": list(due(shop, now)),
        "comments": list(comments(shop)),
        "events": [event(each) for each in shop.events],
        "unknown_words": unknown_words(shop, now),
    }


def _refunds(shop: Shop, now: datetime) -> Iterator[dict[str, str]]:
    """Give what went back to buyers by now: amounts before tax, one for each line."""
    for movement in given_back(shop):
        if movement.posted <= now:
            for order_item_id, amount in refunds_of(movement):
                yield {
                    "order_id": movement.order.order_id,
                    "order_item_id": order_item_id,
                    "amount": f"{amount:.2f}",
                    "currency": movement.order.marketplace.currency,
                    "posted_at": iso(movement.posted),
                    "by": movement.by,
                    "why": movement.why,
                }
