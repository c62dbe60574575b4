"""What both versions of Finances write alike: money, and ids that stay the same from run to run."""

import hashlib
from decimal import Decimal
from typing import Any

from seller_credits.simulator.finances.amounts import Share
from seller_credits.simulator.finances.movements import Movement

Json = dict[str, Any]

LEVY = "CircularityLevy"
"""A charge that is in no model: what a program does with a word it never saw can be seen by it."""

_DIGITS_OF_AN_ITEM = 14


def number(amount: Decimal) -> float:
    """Return an amount as the JSON number that both models ask for.

    An amount of two decimals is written by a float exactly as it is meant.
    """
    return float(amount)


def movement_id(movement: Movement, *more: str) -> str:
    """Return the id of a movement, or of something that belongs to it."""
    parts = (movement.order.order_id, movement.reference, movement.kind.value, *more)
    return hashlib.sha256("/".join(parts).encode()).hexdigest()[:40].upper()


def adjustment_item_id(movement: Movement, share: Share) -> str:
    """Return the order adjustment item id of a line in a refund or a claim."""
    more = (share.adjustment_id,) if share.adjustment_id else ()
    digest = movement_id(movement, "item", share.line.order_item_id, *more)
    return str(int(digest, 16))[:_DIGITS_OF_AN_ITEM]
