"""What buyers with a trouble are going to do about it, credited in time or not.

The shares are the simulator's own. They are planted so that a program that measures what credits
change can be judged by an effect that is known.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from seller_credits.simulator.shop.dice import Dice
from seller_credits.simulator.shop.nouns import MERCHANT, Order
from seller_credits.simulator.shop.sequels import CHARGEBACK, CLAIM, Shop
from seller_credits.simulator.truth.troubles import CONSEQUENCES

NEGATIVE_FEEDBACK = "negative_feedback"
WITHOUT_A_CREDIT, DESPITE_A_CREDIT = 0.30, 0.10
"""The share of buyers with a trouble who do something about it."""

_KINDS = ((CLAIM, 5), (NEGATIVE_FEEDBACK, 4), (CHARGEBACK, 1))
# At the pace of life, in days from the start of the run.
_SOONEST, _LATEST = 3, 30


@dataclass(frozen=True, slots=True)
class Intent:
    """What the buyer of one order will have done by an instant.

    Attributes:
        after: how long after the start of the run, at the pace of life.
        without: they do it if nothing was given back.
        despite: they do it all the same; never without the former.
    """

    order: Order
    kind: str
    after: timedelta
    without: bool
    despite: bool


def intents(shop: Shop, seed: int, troubled: set[str]) -> Iterator[Intent]:
    """Give what buyers intend: those of the seller's own troubled orders who did nothing yet."""
    done = {dispute.order.order_id for dispute in shop.disputes}
    done |= {rating.order.order_id for rating in shop.feedback}
    done |= {row.order.order_id for row in shop.merchant_returns if row.claim}
    for order in shop.orders:
        waits = order.order_id in troubled - done and order.fulfilled_by == MERCHANT
        if waits and order.status == "SHIPPED" and not order.replaces:
            yield _intent(order, Dice(seed, "intent", order.order_id))


def troubled_orders(issues: Iterable[Mapping[str, Any]]) -> set[str]:
    """Return the orders with a trouble that is no buyer's doing, from the truth about a shop."""
    return {each["order_id"] for each in issues if each["issue"] not in CONSEQUENCES}


def _intent(order: Order, dice: Dice) -> Intent:
    kind = dice.weighted(_KINDS)
    after = timedelta(hours=dice.between(_SOONEST * 24, _LATEST * 24))
    despite = dice.chance(DESPITE_A_CREDIT)
    rest = (WITHOUT_A_CREDIT - DESPITE_A_CREDIT) / (1 - DESPITE_A_CREDIT)
    return Intent(order, kind, after, without=despite or dice.chance(rest), despite=despite)
