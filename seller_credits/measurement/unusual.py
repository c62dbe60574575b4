"""What is unusual about an account's orders: the strongest first, each without what it explains.

A strike makes every SKU look bad that was sent meanwhile. So what is found is taken out before the
rest is compared again: bad weeks first, then what lasts; claims and feedback come last, as they
follow from other troubles. Every comparison counts towards the correction, so that a shop without
any trouble of its own is called unusual at most as often as the bar says.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from seller_credits.domain.counted import CountedOrder
from seller_credits.measurement.bar import Bar
from seller_credits.measurement.comparing import Compared, striking
from seller_credits.measurement.findings import Finding, Insight, Looked
from seller_credits.measurement.groups import Dimension, KindGroup
from seller_credits.measurement.rows import Shelf
from seller_credits.measurement.table import OrderTable, table_of
from seller_credits.measurement.telling import told

_MOST = 20
"""More at once nobody looks into; what is mended makes room for the next."""


def insight_into(orders: Iterable[CountedOrder], today: date, bar: Bar) -> Insight:
    """What is unusual about the orders of one account.

    Args:
        orders: in any order; they are read once and not kept.
        today: the day from which an order's age is counted.
        bar: how much it takes.
    """
    table = table_of(orders, today, bar)
    shelf = Shelf(table)
    found: list[Finding] = []
    left, comparisons = striking(shelf, 1, bar)
    while left and len(found) < _MOST:
        strongest = min(left, key=lambda each: _sequence(each, table))
        this = told(shelf, strongest, bar)
        found.append(this.finding)
        for group in {this.finding.group, KindGroup.CONSEQUENCE}:
            shelf.take_off(group, this.explains)
        left, _ = striking(shelf, len(found) + 1, bar)
    return Insight(tuple(found), _looked(table, comparisons))


def _sequence(compared: Compared, table: OrderTable) -> tuple[int, float, float, int, str, int]:
    """What comes first; the same whatever order the orders came in."""
    return (
        _stage(compared),
        compared.chance,
        -compared.excess,
        list(Dimension).index(compared.dimension),
        table.axes[compared.dimension].names[compared.value],
        len(compared.measure.kinds),
    )


def _stage(compared: Compared) -> int:
    """Weather before carriers, carriers and SKUs before a bad week of everything else."""
    is_event = compared.week is not None
    if compared.measure.group is KindGroup.CONSEQUENCE:
        return 4 if is_event else 3
    if compared.measure.group is KindGroup.DELIVERY:
        return 0 if is_event else 1
    return 2 if is_event else 1


def _looked(table: OrderTable, comparisons: int) -> Looked:
    ripe = table.is_any_ripe
    days = table.day[ripe]
    return Looked(
        orders=int(ripe.sum()),
        first=date.fromordinal(int(days.min())) if days.size else None,
        last=date.fromordinal(int(days.max())) if days.size else None,
        young=table.orders - int(ripe.sum()),
        unlisted=table.unlisted,
        unwatched=table.unwatched,
        comparisons=comparisons,
    )
