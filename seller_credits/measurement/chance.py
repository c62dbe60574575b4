"""How likely it is that chance alone did it: exact, and told apart from what was looked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Draw:
    """Of `all_orders` of one store and channel `all_issues` went wrong; `orders` are looked at."""

    orders: int
    all_orders: int
    all_issues: int


def chance_of(issues: int, draws: Sequence[Draw]) -> float:
    """How likely it is that so many or more issues fall on the orders looked at by chance.

    Had nothing to do with it, which orders went wrong is a draw without putting back (Fisher's
    exact test, one-sided), in each store and channel by itself.
    """
    if len(draws) == 1:
        (one,) = draws
        return float(stats.hypergeom.sf(issues - 1, one.all_orders, one.all_issues, one.orders))
    spread = np.ones(1)
    for draw in draws:
        spread = np.convolve(spread, _likelihoods(draw))
    return float(min(1.0, spread[issues:].sum()))


def _likelihoods(draw: Draw) -> NDArray[np.float64]:
    """How likely each number of issues is, from none."""
    possible = np.arange(min(draw.orders, draw.all_issues) + 1)
    return np.asarray(
        stats.hypergeom.pmf(possible, draw.all_orders, draw.all_issues, draw.orders),
        dtype=np.float64,
    )


def corrected(chance: float, comparisons: int, place: int) -> float:
    """The chance, corrected for how many comparisons were made (Benjamini and Hochberg).

    Whoever looks at a thousand SKUs finds an unlikely one by chance: of those this keeps at or
    below a share, no more than that share are expected to be mere chance. It steps down: one
    trouble shows in many comparisons at once, and makes way for one finding more, not for many.

    Args:
        chance: of the strongest comparison left.
        comparisons: how many were made.
        place: which finding this is: 1 for the first.
    """
    return min(1.0, chance * comparisons / place)


def interval(issues: int, orders: int) -> tuple[float, float]:
    """Between what the rate lies, 95 times of 100 (Clopper and Pearson: never too narrow)."""
    found = stats.binomtest(issues, orders).proportion_ci(CONFIDENCE, method="exact")
    return float(found.low), float(found.high)
