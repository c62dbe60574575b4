"""Since when: the week from which a rise explains the data best."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import special

from seller_credits.measurement.table import Whole

# Twice the gain in log-likelihood. One week given in advance would need 3.8 for 1 in 20; the best
# of some dozens of weeks reaches 8 to 9 by chance as often (Andrews 1993, table I), and with every
# further place that has two rates of its own about 2 more.
_CONVINCING = 9.0
_A_PLACE_MORE = 2.0


def rise_of(orders: Whole, issues: Whole) -> int | None:
    """The week from which the rate is higher than before; None where no week stands out.

    Each place is compared with itself: that orders were watched only from some week on is no rise.

    Args:
        orders: how many there were, by week (down) and place (across).
        issues: how many of these went wrong.
    """
    early, bad = np.cumsum(orders, axis=0)[:-1], np.cumsum(issues, axis=0)[:-1]
    late, worse = orders.sum(axis=0) - early, issues.sum(axis=0) - bad
    both = (early > 0) & (late > 0)
    gain = (
        _likelihood(early, bad) + _likelihood(late, worse) - _likelihood(early + late, bad + worse)
    )
    gains = 2 * np.where(both, gain, 0).sum(axis=1)
    needed = _CONVINCING + _A_PLACE_MORE * np.maximum(both.sum(axis=1) - 1, 0)
    rises = _summed(worse, both) * _summed(early, both) > _summed(bad, both) * _summed(late, both)
    clear = np.where(rises & (gains > needed) & (orders[1:].sum(axis=1) > 0), gains - needed, 0)
    return int(clear.argmax()) + 1 if clear.any() else None


def _summed(counts: Whole, both: NDArray[np.bool_]) -> Whole:
    return np.asarray(np.where(both, counts, 0).sum(axis=1))


def _likelihood(orders: Whole, issues: Whole) -> NDArray[np.float64]:
    """The logarithm of how likely so many issues are at their own rate."""
    fine, all_ = orders - issues, np.maximum(orders, 1)
    return np.asarray(special.xlogy(issues, issues / all_) + special.xlogy(fine, fine / all_))
