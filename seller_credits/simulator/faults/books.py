"""Faults of the account: it tells late of what was paid, or of what somebody else paid as well."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from seller_credits.simulator.faults.fault import Fault
from seller_credits.simulator.feeds.nouns import ByHand
from seller_credits.simulator.finances.postings import Terms
from seller_credits.simulator.shop.dice import Dice

_PARTS = (Decimal("0.50"), Decimal("0.25"), Decimal("0.10"))
_MOMENTS = ("meanwhile", "beforehand", "afterwards", "")


class LateFinances(Fault):
    """The books tell of a run's refunds one to four days late, hold all of them back, and dribble.

    Both models say that 48 hours may pass. Held money is no event for Finances v0 until it is let
    go, seven days later, so v0 is empty till then; 2024-06-19 tells of it as DEFERRED first, one
    transaction of an order on a page, and the same one again on the next. All of it is as much
    quicker as the run is.
    """

    name = "late-finances"

    def terms(self, terms: Terms, order_id: str) -> Terms:
        """Return later ones."""
        late = Dice(self._seed, "late", order_id).between(24, 96)
        return replace(terms, lag=timedelta(hours=late), held=True)

    def page(self, _size: int) -> int:
        """Return the smallest there can be."""
        return 1


class RefundedByHand(Fault):
    """Somebody refunds the same orders by hand: before, between or after the feed's own refund.

    Each order may meet it once: after it was looked at by itself (getOrder), as a program does
    before it refunds; by the time its feed is judged; or afterwards. One order in four is left
    alone. Half of these refunds are for the same lines and amounts as the feed's, the others for a
    half, a quarter or a tenth of the first line; half are in the books within ten minutes, at the
    pace of life. Nobody gives back more than was paid.
    """

    name = "refunded-by-hand"

    def __init__(self, seed: int = 0, speed: float = 1.0) -> None:
        super().__init__(seed, speed)
        self._met: set[str] = set()

    def meanwhile(self, order_id: str) -> ByHand | None:
        """Return what is given after a look at some orders."""
        return self._deed("meanwhile", order_id)

    def beforehand(self, order_id: str) -> ByHand | None:
        """Return what was given before the feed of some orders was judged."""
        return self._deed("beforehand", order_id)

    def afterwards(self, order_id: str) -> ByHand | None:
        """Return what is given after the feed of some orders."""
        return self._deed("afterwards", order_id)

    def _deed(self, moment: str, order_id: str) -> ByHand | None:
        dice = Dice(self._seed, "by hand", order_id)
        if order_id in self._met or dice.pick(_MOMENTS) != moment:
            return None
        self._met.add(order_id)
        return ByHand(
            minutes=0 if moment == "beforehand" else dice.between(1, 90),
            part=dice.pick(_PARTS),
            same=dice.chance(0.5),
            seen_soon=dice.chance(0.5),
        )
