"""Spans of numbers as functions: whether a number lies in them, asked a hundred thousand times."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from seller_credits.domain.facts import Value
from seller_credits.policy.sets import HIGHEST, LOWEST, Span


def inside(spans: Iterable[Span], *, whole: bool) -> Callable[[Value], bool]:
    """Whether a number lies in one of the spans; `whole` where it is an int."""
    kept = tuple(spans)
    if len(kept) == 1:
        return _inside_one(kept[0], whole=whole)
    tests = tuple(_inside_one(span, whole=whole) for span in kept)
    return lambda value: any(test(value) for test in tests)


def _inside_one(span: Span, *, whole: bool) -> Callable[[Any], bool]:
    (low, low_side), (high, high_side) = span
    if whole:
        least = 0 if span[0] == LOWEST else int(low)
        if span[1] == HIGHEST:
            return lambda value: value >= least
        most = int(high)
        return lambda value: least <= value < most
    if low_side == 0 and high_side == 1:
        return lambda value: low <= value <= high
    return lambda value: span[0] <= (value, 0) and (value, 1) <= span[1]
