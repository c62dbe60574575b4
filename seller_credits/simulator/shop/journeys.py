"""How an order travels: when it was handed over and delivered, by the plot it was dealt.

A journey is planned in full and then cut at today: what lies ahead has not happened.
"""

from dataclasses import dataclass

from seller_credits.simulator.shop.diary import at, happened
from seller_credits.simulator.shop.dice import Dice
from seller_credits.simulator.shop.drafts import Draft

_NEVER = 10**6


@dataclass(frozen=True, slots=True)
class Journey:
    """When each half of an order was handed over, when it arrived (None: not, or not yet).

    Attributes:
        kind: the plot's name for it.
        scanned: when the carrier last told of it on its way.
        touched: when something else about the order changed, after all this.
    """

    shipped: int | None
    second_shipped: int | None
    delivered: int | None
    returning: int | None = None
    parted: bool = False
    relabelled: bool = False
    kind: str = "fine"
    scanned: int | None = None
    touched: int | None = None

    @property
    def in_part(self) -> bool:
        """Return whether the second half is still in the shop."""
        return self.parted and self.second_shipped is None

    @property
    def latest(self) -> int:
        """Return the moment of the last thing that happened."""
        moments = (
            *(self.shipped, self.second_shipped, self.scanned),
            *(self.delivered, self.returning, self.touched),
        )
        return max(moment for moment in moments if moment is not None)


def travel(dice: Dice, order: Draft, kind: str) -> Journey:
    """Return the journey of an order as of today."""
    ship_day, delivery_day = _days(dice, order, kind)
    shipped = at(ship_day, dice.between(8 * 60, 15 * 60))
    second = shipped + 35 if ship_day >= order.ship_by else at(order.ship_by, 14 * 60)
    if kind == "part_unshipped":
        second = at(_NEVER, 0)
    # Carriers come before the day is cut, so a parcel due yesterday is there and not almost there.
    delivered = at(delivery_day, dice.between(9 * 60, 15 * 60 + 30))
    parted = (order.splits and kind in {"fine", "relabelled"}) or kind == "part_unshipped"
    if parted:
        delivered = max(delivered, second + 24 * 60)
    arrived = _past(delivered)
    returning = _returning(dice, order) if kind == "undeliverable" else None
    return Journey(
        shipped=_past(shipped),
        second_shipped=_past(second) if parted else None,
        delivered=arrived,
        returning=returning,
        parted=parted,
        relabelled=kind == "relabelled",
        kind=kind,
        scanned=_scanned(dice, kind, shipped) if arrived is None and returning is None else None,
        touched=_touched(dice, order) if kind == "touched_later" else None,
    )


def _scanned(dice: Dice, kind: str, shipped: int) -> int | None:
    """Return when a parcel under way was last scanned: yesterday, unless it stands still."""
    if kind == "never_scanned":
        return None
    scan = shipped + dice.between(60, 240) if kind == "stuck" else at(-1, dice.between(360, 900))
    return scan if scan > shipped and happened(scan) else None


def _touched(dice: Dice, order: Draft) -> int:
    """Return a moment days after the promise: an invoice, say, changed the order once more."""
    return at(order.deliver_by + dice.between(2, 6), 11 * 60)


def _days(dice: Dice, order: Draft, kind: str) -> tuple[int, int]:
    """Return the days of hand-over and delivery."""
    if kind == "unshipped":
        return _NEVER, _NEVER
    if kind == "shipped_late":
        return order.ship_by + 1, order.deliver_by
    if kind == "shipped_after_promise":
        day = order.deliver_by + dice.between(1, 2)
        return day, day + dice.between(2, 4)
    if kind == "late":
        return order.ship_day, order.deliver_by + dice.between(1, 7)
    if kind in {"stuck", "undeliverable", "never_scanned", "moving", "customs"}:
        return order.ship_day, _NEVER
    if kind == "part_unshipped":
        return order.day + 1, _NEVER
    return order.ship_day, order.delivery_day


def _returning(dice: Dice, order: Draft) -> int:
    return at(order.deliver_by, dice.between(10 * 60, 18 * 60))


def _past(moment: int) -> int | None:
    return moment if happened(moment) else None
