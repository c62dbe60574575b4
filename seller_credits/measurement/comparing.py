"""Every comparison there is to make, and which of them chance alone would hardly give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import inf, sqrt
from typing import NamedTuple

import numpy as np

from seller_credits.measurement.bar import Bar
from seller_credits.measurement.cells import Cells
from seller_credits.measurement.chance import chance_of, corrected
from seller_credits.measurement.groups import MEASURES, Dimension, KindGroup, Measure
from seller_credits.measurement.rows import Rows, Shelf
from seller_credits.measurement.table import Whole

_SPELLS = frozenset(Dimension) - {Dimension.SKU}
"""What a bad week may be of. A SKU has too few orders a week, and no weather."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Some orders beside the others of their stores and channels.

    Attributes:
        value: of its dimension, as a number.
        week: the one week it is about, beside the other weeks of the same value; None where it is
            the value as a whole, beside the other values.
        usual: how many issues there would be at the others' rate.
        chance: how likely so many come by chance; corrected for all comparisons in the end.
    """

    measure: Measure
    dimension: Dimension
    value: int
    week: int | None
    orders: int
    issues: int
    usual: float
    chance: float

    @property
    def excess(self) -> float:
        """How far above the usual, in standard deviations: where two chances are both nothing."""
        return (self.issues - self.usual) / sqrt(self.usual) if self.usual else inf


class _Found(NamedTuple):
    """A cell worth an exact look: its number, and what `Compared` says of it."""

    cell: int
    orders: int
    issues: int
    usual: float
    chance: float


def striking(shelf: Shelf, place: int, bar: Bar) -> tuple[list[Compared], int]:
    """The comparisons that clear the bar, and how many were made in all.

    Args:
        shelf: the orders that nothing explains yet.
        place: which finding the strongest of them would be: 1 for the first.
        bar: how much it takes.
    """
    made = 0
    promising: list[Compared] = []
    for dimension in Dimension:
        for group in KindGroup:
            rows = shelf.rows(dimension, group)
            measures = [measure for measure in MEASURES if measure.group is group]
            for measure in measures:
                bad = rows.showing(measure)
                if bad.size < bar.fewest_issues:
                    continue
                for cells, weeks in _ways(rows, bad, dimension, group):
                    tested, found = _compared(cells, bar)
                    made += tested
                    promising += [
                        Compared(
                            *(measure, dimension, *_placed(each.cell, weeks)),
                            *(each.orders, each.issues, each.usual, each.chance),
                        )
                        for each in found
                    ]
    return _cleared(promising, made, place, bar), made


def _ways(
    rows: Rows, bad: Whole, dimension: Dimension, group: KindGroup
) -> Iterator[tuple[Cells, int]]:
    """Values beside one another; weeks beside the other weeks of the same value, and how many."""
    if dimension is not Dimension.ALL:
        yield rows.by_value(bad), 0
    if dimension is Dimension.ALL or (dimension in _SPELLS and group is KindGroup.DELIVERY):
        yield rows.by_week(bad), rows.weeks


def _placed(cell: int, weeks: int) -> tuple[int, int | None]:
    return divmod(cell, weeks) if weeks else (cell, None)


def _compared(counted: Cells, bar: Bar) -> tuple[int, list[_Found]]:
    """How many cells there was enough of, and those worth an exact look."""
    cells = counted.comparable()
    usual, bad = cells.usual(), cells.issues.sum(axis=1)
    enough = cells.are_enough(bar.fewest_orders, bar.fewest_issues)
    worth = enough & (bad >= bar.fewest_issues) & (bad >= usual * float(bar.times_the_usual))
    found = [
        _Found(
            cell,
            int(cells.orders[cell].sum()),
            int(bad[cell]),
            float(usual[cell]),
            chance_of(int(bad[cell]), cells.draws(cell)),
        )
        for cell in map(int, np.flatnonzero(worth))
    ]
    return int(enough.sum()), found


def _cleared(promising: list[Compared], made: int, place: int, bar: Bar) -> list[Compared]:
    """Those that are too unlikely, corrected for every comparison made."""
    level = float(bar.false_alarms) / 100
    right = (replace(each, chance=corrected(each.chance, made, place)) for each in promising)
    return [each for each in right if each.chance <= level]
