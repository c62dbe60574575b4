"""How many more defects an account can take before its target, and when old ones roll off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from typing import Any

from seller_credits.domain.counted import CountedOrder
from seller_credits.domain.issues import CONSEQUENCES, Channel
from seller_credits.measurement.metrics import defect_block

_BELOW = "LESS_THAN"
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Headroom:
    """How the order defect rate of one store and channel stands to its target.

    Attributes:
        orders, defects: of the window, as Amazon counts them; an order has one defect at most.
        target: the rate must stay below it: 0.01 for 1%.
        can_take: so many more orders of the window may get a defect with the rate still below.
        window_from, window_to: days on which the orders were placed.
        read_on: the store's day on which the report was read.
    """

    channel: Channel
    orders: int
    defects: int
    target: Decimal
    can_take: int
    window_from: date
    window_to: date
    read_on: date

    @property
    def rate(self) -> Decimal:
        """Defects among the orders: 0.0042 for 0.42%."""
        return Decimal(self.defects) / self.orders

    @property
    def is_over(self) -> bool:
        """Whether the rate has reached its target, or passed it."""
        return self.rate >= self.target


@dataclass(frozen=True, slots=True)
class RollOff:
    """Defects that stop counting on a day, as their orders grow older than the window.

    Attributes:
        day: the first day on which they do not count any more.
        defects: how many.
    """

    day: date
    defects: int


def headroom_of(report: Mapping[str, Any], channel: Channel, read_on: date) -> Headroom | None:
    """The headroom one store's report shows for one channel.

    None where the report lacks a figure it takes, asks for anything else than a rate below a
    target, or counts no orders: of nothing there is no rate.

    Args:
        report: the metrics of the store.
        channel: who ships.
        read_on: the store's day on which it was read.
    """
    block = defect_block(report, channel)
    if block is None or block.condition != _BELOW or not block.of or block.count is None:
        return None
    if block.target is None or block.target <= 0 or block.first is None or block.last is None:
        return None
    return Headroom(
        channel=channel,
        orders=block.of,
        defects=block.count,
        target=block.target,
        can_take=max(0, _most_below(block.target, block.of) - block.count),
        window_from=block.first,
        window_to=block.last,
        read_on=read_on,
    )


def _most_below(target: Decimal, orders: int) -> int:
    """The largest number of defects with a rate below the target, not at it."""
    return int((target * orders).to_integral_value(ROUND_CEILING)) - 1


def roll_offs(
    orders: Iterable[CountedOrder], store: str | None, headroom: Headroom
) -> tuple[RollOff, ...]:
    """When known defects leave the window, the next ones first; it moves on by a day each day.

    Only defects can be told of whose orders are known with their day, store and channel: Amazon's
    report has but their number.

    Args:
        orders: those with a claim, a chargeback or bad feedback, and perhaps others.
        store: code of the store.
        headroom: with the window as it was when the report was read.
    """
    first, last = headroom.window_from, headroom.window_to
    leaving: Counter[date] = Counter()
    for order in orders:
        if _counts(order, store, headroom.channel) and order.day and first <= order.day <= last:
            leaving[headroom.read_on + (order.day - first) + _ONE_DAY] += 1
    return tuple(RollOff(day, leaving[day]) for day in sorted(leaving))


def _counts(order: CountedOrder, store: str | None, channel: Channel) -> bool:
    """Whether it surely is a defect of the store and channel; an unlisted order has no sure day."""
    is_defect = any(issue.kind in CONSEQUENCES for issue in order.issues)
    return is_defect and order.is_listed and (order.marketplace, order.channel) == (store, channel)
