"""Many orders in little space: whole numbers in columns, a few bytes an order."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from seller_credits.domain.counted import CountedIssue, CountedOrder
from seller_credits.domain.issues import ORDER_KINDS
from seller_credits.domain.money import Money
from seller_credits.measurement.bar import Bar
from seller_credits.measurement.groups import Dimension, KindGroup, bits_of
from seller_credits.measurement.watched import Watch, watch_of

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]

DAYS_A_WEEK = 7
_UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Axis:
    """The orders by one thing they are told apart by: a row for each order and value of it.

    Attributes:
        names: the values, sorted.
        order: which order each row is of.
        value: which of `names` it has; an order without any has no row.
        kinds: the row's troubles, a bit for each kind.
    """

    names: tuple[str, ...]
    order: Whole
    value: Whole
    kinds: Whole


@dataclass(frozen=True, slots=True)
class Places:
    """The place each order is of, and how many places there are."""

    of: Whole
    count: int


@dataclass(frozen=True, slots=True)
class OrderTable:
    """The orders of one account that are in rates.

    Attributes:
        day: the day of each order, as `date.toordinal` counts.
        places: by group, where each is from: only orders of one place are compared. That is its
            store and channel, and for troubles of the parcel how it was watched as well.
        ripe: by group, the orders old enough to have shown it.
        given_back: what the buyer got back, by order, where anything is known.
        unlisted: orders with a trouble that no list of orders tells of.
        unwatched: orders that are in no rate of delivery, see `Watch.TOO_LATE`.
    """

    day: Whole
    places: Mapping[KindGroup, Places]
    ripe: Mapping[KindGroup, Flags]
    axes: Mapping[Dimension, Axis]
    given_back: Mapping[int, tuple[Money, ...]]
    unlisted: int
    unwatched: int

    @property
    def orders(self) -> int:
        """How many there are."""
        return len(self.day)

    @property
    def is_any_ripe(self) -> Flags:
        """The orders that are old enough for anything."""
        return np.asarray(np.any(list(self.ripe.values()), axis=0))

    @property
    def week(self) -> Whole:
        """The week of each order, counted from the first."""
        weeks = (self.day - 1) // DAYS_A_WEEK  # day 1 was a Monday
        return weeks - (weeks.min() if len(weeks) else 0)

    def first_day_of(self, week: int) -> date:
        """The Monday of a week, as `week` counts them."""
        first = (int(self.day.min()) - 1) // DAYS_A_WEEK
        return date.fromordinal((first + week) * DAYS_A_WEEK + 1)


def table_of(orders: Iterable[CountedOrder], today: date, bar: Bar) -> OrderTable:
    """The orders in columns, however they come in; each is dropped as soon as it is read."""
    building = _Building(today, bar)
    for order in orders:
        building.add(order)
    return building.table()


class _Names:
    """Names as whole numbers, as they come; in the end as if they had come sorted."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}

    def code(self, name: str | None) -> int:
        if not name:
            return _UNKNOWN
        return self._codes.setdefault(name, len(self._codes))

    def sorted(self, codes: array[int]) -> tuple[tuple[str, ...], Whole]:
        names = tuple(sorted(self._codes))
        places = np.full(len(names) + 1, _UNKNOWN, dtype=np.int64)  # the last one is the unknown
        for place, name in enumerate(names):
            places[self._codes[name]] = place
        return names, places[_whole(codes)]


class _Column:
    """One axis while it grows."""

    def __init__(self) -> None:
        self._names = _Names()
        self._order, self._value, self._kinds = array("q"), array("q"), array("q")

    def add(self, order: int, name: str | None, kinds: int) -> None:
        code = self._names.code(name)
        if code != _UNKNOWN:
            self._order.append(order)
            self._value.append(code)
            self._kinds.append(kinds)

    def axis(self) -> Axis:
        names, values = self._names.sorted(self._value)
        return Axis(names, _whole(self._order), values, _whole(self._kinds))


class _PlaceColumn:
    """Where each order is from, while they come."""

    def __init__(self) -> None:
        self._names = _Names()
        self._codes = array("q")

    def add(self, name: str) -> None:
        self._codes.append(self._names.code(name))

    def places(self) -> Places:
        names, codes = self._names.sorted(self._codes)
        return Places(codes, len(names))


class _Building:
    def __init__(self, today: date, bar: Bar) -> None:
        self._today, self._bar = today, bar
        self._day = array("q")
        self._store, self._watch = _PlaceColumn(), _PlaceColumn()
        self._ripe: dict[KindGroup, array[int]] = {group: array("b") for group in KindGroup}
        self._columns = {dimension: _Column() for dimension in Dimension}
        self._given_back: dict[int, tuple[Money, ...]] = {}
        self._unlisted = self._unwatched = 0

    def add(self, order: CountedOrder) -> None:
        if not order.is_listed or order.day is None:
            self._unlisted += bool(order.issues)
            return
        if order.is_cancelled and not order.issues:
            return
        number = len(self._day)
        self._day.append(order.day.toordinal())
        watch = watch_of(order)
        self._store.add(f"{order.marketplace} {order.channel}")
        self._watch.add(f"{order.marketplace} {order.channel} {watch}")
        for group, is_ripe in self._ripeness(order, order.day):
            counts = is_ripe and not (group is KindGroup.DELIVERY and watch is Watch.TOO_LATE)
            self._ripe[group].append(counts)
        self._unwatched += watch is Watch.TOO_LATE
        if order.given_back and order.issues:
            self._given_back[number] = order.given_back
        self._add_to_axes(number, order)

    def _ripeness(self, order: CountedOrder, day: date) -> Iterable[tuple[KindGroup, bool]]:
        bar, age = self._bar, self._today - day
        if order.promised is None:
            delivered = age >= bar.unpromised_shows_after
        else:
            delivered = self._today - order.promised >= bar.delivery_shows_after
        of_goods = age >= bar.product_shows_after
        yield KindGroup.DELIVERY, delivered
        yield KindGroup.PRODUCT, of_goods
        yield KindGroup.RETURNED, of_goods
        yield KindGroup.SERVICE, of_goods
        yield KindGroup.CONSEQUENCE, age >= bar.consequence_shows_after

    def _add_to_axes(self, number: int, order: CountedOrder) -> None:
        kinds = bits_of(issue.kind for issue in order.issues)
        add = {dimension: column.add for dimension, column in self._columns.items()}
        add[Dimension.ALL](number, "all", kinds)
        add[Dimension.CARRIER](number, order.carrier, kinds)
        add[Dimension.SHIP_FROM](number, order.ship_from, kinds)
        if order.carrier and order.ship_from:
            add[Dimension.ROUTE](number, f"{order.carrier} from {order.ship_from}", kinds)
        add[Dimension.SERVICE_LEVEL](number, order.service_level, kinds)
        for sku in order.skus:
            about = bits_of(issue.kind for issue in order.issues if _is_about(issue, sku))
            add[Dimension.SKU](number, sku, about)

    def table(self) -> OrderTable:
        places = dict.fromkeys(KindGroup, self._store.places())
        places[KindGroup.DELIVERY] = self._watch.places()
        return OrderTable(
            day=_whole(self._day),
            places=places,
            ripe={group: np.array(flags, dtype=np.bool_) for group, flags in self._ripe.items()},
            axes={dimension: column.axis() for dimension, column in self._columns.items()},
            given_back=self._given_back,
            unlisted=self._unlisted,
            unwatched=self._unwatched,
        )


def _is_about(issue: CountedIssue, sku: str) -> bool:
    return issue.kind in ORDER_KINDS or issue.sku is None or issue.sku == sku


def _whole(numbers: array[int]) -> Whole:
    return np.array(numbers, dtype=np.int64)
