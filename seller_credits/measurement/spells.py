"""Bad weeks: a storm, a strike. Weeks side by side are one event, however many orders it hit."""

from __future__ import annotations

import numpy as np

from seller_credits.measurement.bar import Bar
from seller_credits.measurement.chance import chance_of
from seller_credits.measurement.groups import Measure
from seller_credits.measurement.rows import Rows

_BELONGS = 0.01  # a week beside a bad one needs less proof: it is asked about alone


def spell_around(rows: Rows, measure: Measure, value: int, week: int, bar: Bar) -> tuple[int, int]:
    """The first and last of the bad weeks around one that is."""
    first = last = week
    while first > 0 and _belongs(rows, measure, value, (first - 1, first, last), bar):
        first -= 1
    while last + 1 < rows.weeks and _belongs(rows, measure, value, (last + 1, first, last), bar):
        last += 1
    return first, last


def _belongs(
    rows: Rows, measure: Measure, value: int, weeks: tuple[int, int, int], bar: Bar
) -> bool:
    """Whether a week is bad too, beside those outside of the spell."""
    week, first, last = weeks
    own = rows.value == value
    outside = own & ((rows.week < first) | (rows.week > last))
    counted = rows.beside(own & (rows.week == week), outside, rows.showing(measure)).comparable()
    issues, usual = int(counted.issues.sum()), float(counted.usual()[0])
    if not issues or issues < usual * float(bar.times_the_usual):
        return False
    return chance_of(issues, counted.draws(0)) <= _BELONGS


def weeks_with_orders(rows: Rows) -> tuple[int, int]:
    """The first and last week that any order of these rows was placed in."""
    return (int(np.min(rows.week)), int(np.max(rows.week))) if len(rows.week) else (0, 0)
