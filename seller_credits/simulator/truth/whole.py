"""The whole truth of a shop, as whoever watches a run is told it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from seller_credits.simulator.finances.giving import given_back
from seller_credits.simulator.finances.movements import Movement
from seller_credits.simulator.shop.sequels import Shop
from seller_credits.simulator.truth.beside import comments, due, event, parcels, unknown_words
from seller_credits.simulator.truth.money import refunds
from seller_credits.simulator.truth.troubles import troubles


def truth(
    shop: Shop, now: datetime, *, detailed_status: bool, added: Iterable[Movement] = ()
) -> dict[str, Any]:
    """Return everything that is true of the shop as of now (an instant), in stable order.

    The refunds that were added in this run are told from the instant they are decided on.
    """
    posted = [each for each in given_back(shop) if each.posted <= now]
    return {
        "orders": len(shop.orders),
        "issues": troubles(shop, now, detailed_status=detailed_status),
        "refunds": refunds((*posted, *added)),
        "parcels": list(parcels(shop)),
        "due": list(due(shop, now)),
        "comments": list(comments(shop)),
        "events": [event(each) for each in shop.events],
        "unknown_words": unknown_words(shop, now),
    }
