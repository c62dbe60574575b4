"""Between what rates and their differences lie, and how many orders it takes to tell.

Wilson's interval for one rate, Newcombe's for the difference of two (his method 10): both stay
sensible where few orders or no defects were seen. Wilson, J Am Stat Assoc 22 (1927) 209;
Newcombe, Stat Med 17 (1998) 873. How many orders: Fleiss, Statistical Methods for Rates and
Proportions, without the correction for continuity.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

CONFIDENCE = 0.95
POWER = 0.80
_HALF = 2


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure, and between what it lies 95 times of 100."""

    point: float
    low: float
    high: float

    @property
    def leaves_out_nought(self) -> bool:
        """Whether it is told apart from no difference at all."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    @property
    def rate(self) -> float:
        """As a share of one; of nothing there is none."""
        return self.count / self.of if self.of else math.nan


def z_of(confidence: float) -> float:
    """How many standard deviations a two-sided confidence stands for: 1.96 for 0.95."""
    return NormalDist().inv_cdf((1 + confidence) / 2)


def wilson(share: Share, confidence: float = CONFIDENCE) -> Interval:
    """Between what a rate lies; ValueError of nothing."""
    if not share.of:
        raise ValueError("of nothing there is no rate")
    rate, many, z = share.rate, share.of, z_of(confidence)
    middle = rate + z * z / (2 * many)
    reach = z * math.sqrt(rate * (1 - rate) / many + z * z / (4 * many * many))
    scale = 1 + z * z / many
    low = 0.0 if not share.count else (middle - reach) / scale
    high = 1.0 if share.count == share.of else (middle + reach) / scale
    return Interval(rate, low, high)


def difference(one: Share, other: Share, confidence: float = CONFIDENCE) -> Interval:
    """Between what the first rate less the second lies; ValueError where either is of nothing."""
    first, second = wilson(one, confidence), wilson(other, confidence)
    gap = first.point - second.point
    down = math.hypot(first.point - first.low, second.high - second.point)
    up = math.hypot(first.high - first.point, second.point - second.low)
    return Interval(gap, max(-1.0, gap - down), min(1.0, gap + up))


def needed(base: float, better: float, ratio: float = 1.0) -> int:
    """How many orders the first group takes to tell two rates apart.

    With 95% confidence, two-sided, in four of five cases (a power of 80%).

    Args:
        base: the first group's rate.
        better: the second's, which is another.
        ratio: orders of the second group for each of the first.
    """
    if base == better:
        raise ValueError("rates that are the same cannot be told apart")
    mean = (base + ratio * better) / (1 + ratio)
    chance = z_of(CONFIDENCE) * math.sqrt((1 + 1 / ratio) * mean * (1 - mean))
    spread = math.sqrt(base * (1 - base) + better * (1 - better) / ratio)
    return math.ceil(((chance + NormalDist().inv_cdf(POWER) * spread) / (base - better)) ** 2)


def needed_to_see_halving(base: float, ratio: float = 1.0) -> int:
    """How many orders the group without a credit takes to see that credits halve its rate."""
    return needed(base, base / _HALF, ratio)


def surprise(share: Share, expected: float) -> float:
    """How likely chance alone is to stray as far from an expected share (two-sided, normal)."""
    spread = math.sqrt(share.of * expected * (1 - expected))
    if not spread:
        return 1.0
    apart = max(0.0, abs(share.count - share.of * expected) - 0.5) / spread
    return 2 * (1 - NormalDist().cdf(apart))
