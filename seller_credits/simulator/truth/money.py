"""What really went back to buyers, cent by cent, and by whose hand."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from seller_credits.simulator.finances.amounts import Share, shares
from seller_credits.simulator.finances.movements import Movement
from seller_credits.simulator.query import iso

Json = dict[str, Any]

_NOTHING = Decimal("0.00")


def refunds(movements: Iterable[Movement]) -> list[Json]:
    """Return what each movement gave back, one entry for each line, the oldest first."""
    found = [entry for movement in movements for entry in _entries(movement)]
    return sorted(found, key=lambda each: tuple(map(str, each.values())))


def _entries(movement: Movement) -> Iterator[Json]:
    for share in shares(movement):
        yield {
            "posted_at": iso(movement.posted),
            "order_id": movement.order.order_id,
            "order_item_id": share.line.order_item_id,
            "amount": _text(-_before_tax(share)),
            "currency": movement.order.marketplace.currency,
            "goodwill": _text(-share.goodwill),
            "tax": _text(-(share.tax + share.shipping_tax)),
            "by": movement.by,
            "why": movement.why,
            "feed_id": movement.feed_id,
            "message_id": movement.message_id,
            "adjustment_id": share.adjustment_id,
        }


def _before_tax(share: Share) -> Decimal:
    return share.principal + share.discount + share.shipping + share.goodwill + share.kept


def _text(amount: Decimal) -> str:
    return f"{amount + _NOTHING:.2f}"
