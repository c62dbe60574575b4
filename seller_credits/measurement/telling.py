"""From a comparison that cleared the bar to a finding: its weeks, its rate, its cost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

import numpy as np

from seller_credits.domain.issues import IssueKind
from seller_credits.domain.money import Money
from seller_credits.measurement.bar import Bar
from seller_credits.measurement.chance import interval
from seller_credits.measurement.company import company_of
from seller_credits.measurement.comparing import Compared
from seller_credits.measurement.findings import Finding
from seller_credits.measurement.groups import Dimension, KindGroup, Measure, bits_of
from seller_credits.measurement.rows import Rows, Shelf
from seller_credits.measurement.since import rise_of
from seller_credits.measurement.spells import spell_around, weeks_with_orders
from seller_credits.measurement.table import DAYS_A_WEEK, Flags, OrderTable, Whole


@dataclass(frozen=True, slots=True)
class Told:
    """A finding, and the orders it explains."""

    finding: Finding
    explains: Whole


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The weeks a finding is about, and whether the data has weeks before and after them."""

    first: int
    last: int
    begins: bool
    ends: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """The rows a finding is about, and those it is compared among."""

    rows: Rows
    stretch: _Stretch
    inside: Flags
    among: Flags


def told(shelf: Shelf, compared: Compared, bar: Bar) -> Told:
    """The finding a comparison shows."""
    rows = shelf.rows(compared.dimension, compared.measure.group)
    own = rows.value == compared.value
    stretch = _stretch(rows, compared, own, bar)
    in_time = (rows.week >= stretch.first) & (rows.week <= stretch.last)
    inside = own & in_time
    # A bad week is told apart from the other weeks of the same; all else from the others meanwhile.
    among = own if compared.week is not None else in_time
    explains = np.unique(rows.order[inside if compared.week is not None else own])
    company = company_of(shelf.table, compared.dimension, compared.measure.group, explains)
    finding = _finding(shelf.table, compared, _Part(rows, stretch, inside, among))
    return Told(replace(finding, company=tuple(company)), explains)


def _stretch(rows: Rows, compared: Compared, own: Flags, bar: Bar) -> _Stretch:
    start, end = weeks_with_orders(rows)
    if compared.week is not None:
        first, last = spell_around(rows, compared.measure, compared.value, compared.week, bar)
        return _Stretch(first, last, begins=first > start, ends=last < end)
    orders, issues = rows.weekly(own, rows.showing(compared.measure))
    if compared.measure.group is not KindGroup.DELIVERY:
        # Watched or not, what is wrong with goods shows; in one sum a rise is seen sooner.
        orders, issues = (each.sum(axis=1, keepdims=True) for each in (orders, issues))
    rise = rise_of(orders, issues)
    return _Stretch(start if rise is None else rise, end, begins=rise is not None, ends=False)


def _finding(table: OrderTable, compared: Compared, part: _Part) -> Finding:
    rows, stretch, inside = part.rows, part.stretch, part.inside
    bad = rows.showing(compared.measure)
    counted = rows.beside(inside, part.among, bad)
    orders, issues = int(counted.orders.sum()), int(counted.issues.sum())
    comparable = counted.comparable()
    compared_orders = int(comparable.orders.sum())
    usual = float(comparable.usual()[0]) / compared_orders if compared_orders else 0.0
    excess = max(issues - usual * orders, 0.0)
    low, high = interval(issues, orders)
    wrong = bad[inside[bad]]
    share = Decimal(str(round(excess / issues, 6))) if issues else Decimal(0)
    first, last = table.first_day_of(stretch.first), _last_day(table, stretch, rows)
    dimension = compared.dimension
    is_all = dimension is Dimension.ALL
    return Finding(
        dimension=dimension,
        value="" if is_all else table.axes[dimension].names[compared.value],
        group=compared.measure.group,
        kinds=_kinds(compared.measure, rows.kinds[wrong]),
        is_event=compared.week is not None,
        orders=orders,
        issues=issues,
        rate=issues / orders,
        low=low,
        high=high,
        usual=usual,
        chance=compared.chance,
        since=first if stretch.begins else None,
        until=last if stretch.ends else None,
        excess=Decimal(str(round(excess, 1))),
        given_back=_given_back(table, rows.order[wrong], share),
        days=(last - _first_day(table, stretch, rows)).days + 1,
    )


def _first_day(table: OrderTable, stretch: _Stretch, rows: Rows) -> date:
    first = date.fromordinal(int(table.day[rows.order].min()))
    return max(first, table.first_day_of(stretch.first))


def _last_day(table: OrderTable, stretch: _Stretch, rows: Rows) -> date:
    """The Sunday it ended; or the last day an order is old enough to tell of."""
    newest = date.fromordinal(int(table.day[rows.order].max()))
    sunday = table.first_day_of(stretch.last) + timedelta(days=DAYS_A_WEEK - 1)
    return min(sunday, newest)


def _kinds(measure: Measure, kinds: Whole) -> tuple[IssueKind, ...]:
    """Those that were seen, the most frequent first."""
    times = {kind: int(np.count_nonzero(kinds & bits_of([kind]))) for kind in measure.kinds}
    seen = [kind for kind, count in times.items() if count]
    return tuple(sorted(seen, key=lambda kind: (-times[kind], kind)))


def _given_back(table: OrderTable, orders: Whole, share: Decimal) -> tuple[Money, ...] | None:
    """Of what these orders' buyers got back, the share above the usual; each currency alone."""
    if not table.given_back:
        return None
    sums: dict[str, Money] = {}
    for order in set(orders.tolist()):
        for money in table.given_back.get(order, ()):
            so_far = sums.get(money.currency, Money.zero(money.currency))
            sums[money.currency] = so_far + money
    shares = (sums[currency] * share for currency in sorted(sums))
    return tuple(each.rounded() for each in shares if each)
