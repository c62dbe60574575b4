"""How often each SKU goes wrong: the orders of it that have an issue, of a hundred."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

from seller_credits.domain.counted import CountedOrder

LOOKED_BACK = timedelta(days=90)
_TENTH = Decimal("0.1")
_WHOLE = 100


def issue_rates(
    orders: Iterable[CountedOrder], today: date, fewest_orders: int
) -> Mapping[tuple[str, str], Decimal]:
    """The rate of each SKU in each store, in per cent with one decimal.

    An order counts for each of its SKUs, and as gone wrong for those that an issue names, or for
    all of them where it names none. An order that no list told of is in no rate, for only those in
    trouble would be.

    Args:
        orders: of any time; those placed in the last 90 days count.
        today: from which these are counted back.
        fewest_orders: a SKU of fewer has no rate: one issue of three orders says nothing.

    Returns:
        By store and SKU.
    """
    sold: Counter[tuple[str, str]] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    for order in orders:
        if order.marketplace is None or not _counts(order, today - LOOKED_BACK):
            continue
        named = {issue.sku for issue in order.issues}
        for sku in order.skus:
            place = order.marketplace, sku
            sold[place] += 1
            wrong[place] += sku in named or None in named
    return {
        place: _percent(wrong[place], number)
        for place, number in sold.items()
        if number >= fewest_orders
    }


def _counts(order: CountedOrder, first: date) -> bool:
    is_young = order.day is not None and order.day >= first
    return order.is_listed and not order.is_cancelled and is_young


def _percent(part: int, whole: int) -> Decimal:
    return (Decimal(part * _WHOLE) / whole).quantize(_TENTH, ROUND_HALF_EVEN)
