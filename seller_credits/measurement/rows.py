"""The orders as they are compared: by one dimension, of one group, without what is explained."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seller_credits.measurement.cells import Cells
from seller_credits.measurement.groups import Dimension, KindGroup, Measure
from seller_credits.measurement.table import Flags, OrderTable, Whole


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one axis: which order, which value, where, when, and what went wrong.

    Attributes:
        values, places, weeks: how many of each there are.
    """

    order: Whole
    value: Whole
    place: Whole
    week: Whole
    kinds: Whole
    values: int
    places: int
    weeks: int

    def showing(self, measure: Measure) -> Whole:
        """Which rows show it."""
        return np.flatnonzero(self.kinds & measure.bits)

    def of_value(self, value: int) -> Whole:
        """Which rows have a value."""
        return np.flatnonzero(self.value == value)

    def by_value(self, bad: Whole) -> Cells:
        """Each value beside all values."""
        orders = self._counted(self.value, self.values)
        issues = self._counted(self.value, self.values, bad)
        return Cells(orders, issues, *_everywhere(orders, issues))

    def by_week(self, bad: Whole) -> Cells:
        """Each week of each value beside all weeks of the same value."""
        cell, cells = self.value * self.weeks + self.week, self.values * self.weeks
        orders, issues = self._counted(cell, cells), self._counted(cell, cells, bad)
        of_value = (self.values, self.weeks, self.places)
        whole = [each.reshape(of_value).sum(axis=1) for each in (orders, issues)]
        return Cells(orders, issues, *(np.repeat(each, self.weeks, axis=0) for each in whole))

    def weekly(self, inside: Flags, bad: Whole) -> tuple[Whole, Whole]:
        """Some rows, and those of them that went wrong, by week (down) and place (across)."""
        orders = self._counted(self.week, self.weeks, np.flatnonzero(inside))
        return orders, self._counted(self.week, self.weeks, bad[inside[bad]])

    def beside(self, inside: Flags, among: Flags, bad: Whole) -> Cells:
        """One cell, `inside`, beside all rows that are `among` those compared."""
        is_bad = np.zeros(len(self.order), dtype=np.bool_)
        is_bad[bad] = True

        def across(rows: Flags) -> Whole:
            return np.bincount(self.place[rows], minlength=self.places)[np.newaxis, :]

        either = inside | among
        return Cells(
            across(inside), across(inside & is_bad), across(either), across(either & is_bad)
        )

    def _counted(self, cell: Whole, cells: int, of: Whole | None = None) -> Whole:
        where = cell * self.places + self.place
        chosen = where if of is None else where[of]
        return np.bincount(chosen, minlength=cells * self.places).reshape(cells, self.places)


def _everywhere(*counts: Whole) -> list[Whole]:
    return [np.broadcast_to(each.sum(axis=0), each.shape) for each in counts]


class Shelf:
    """Rows by dimension and group, made when asked for; orders can be taken off a group."""

    def __init__(self, table: OrderTable) -> None:
        self.table = table
        self._left = {group: flags.copy() for group, flags in table.ripe.items()}
        self._rows: dict[tuple[Dimension, KindGroup], Rows] = {}
        self._week = table.week
        self._weeks = int(self._week.max()) + 1 if table.orders else 0

    def rows(self, dimension: Dimension, group: KindGroup) -> Rows:
        """What is left of a group, by a dimension."""
        key = dimension, group
        if key not in self._rows:
            self._rows[key] = self._made(dimension, group)
        return self._rows[key]

    def take_off(self, group: KindGroup, orders: Whole) -> None:
        """Leave orders out of a group from now on: what happened to them is explained."""
        self._left[group][orders] = False
        for dimension in Dimension:
            self._rows.pop((dimension, group), None)

    def _made(self, dimension: Dimension, group: KindGroup) -> Rows:
        axis = self.table.axes[dimension]
        places = self.table.places[group]
        left = np.flatnonzero(self._left[group][axis.order])
        order = axis.order[left]
        return Rows(
            order=order,
            value=axis.value[left],
            place=places.of[order],
            week=self._week[order],
            kinds=axis.kinds[left],
            values=len(axis.names),
            places=places.count,
            weeks=self._weeks,
        )
