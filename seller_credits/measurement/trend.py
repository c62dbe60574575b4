"""How a metric of account health changed between two reports that can be compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from seller_credits.measurement.metrics import Metric, metrics_of

_A_WEEK = timedelta(days=7)
_A_DAY = timedelta(days=1)
_WORSE_WHERE_IT_GROWS = {"LESS_THAN": True, "GREATER_THAN": False}


@dataclass(frozen=True, slots=True)
class Trend:
    """How one metric changed.

    Attributes:
        metric: as it is now.
        days: how many days lie between the two reports.
        change: of the rate (0.0012 for 0.12 points), or of the count where it has no rate.
    """

    metric: Metric
    days: int
    change: Decimal

    @property
    def is_worse(self) -> bool | None:
        """None where it did not change, or nothing tells which way is better."""
        grows = _WORSE_WHERE_IT_GROWS.get(self.metric.condition or "")
        if not self.change:
            return None
        if grows is None:
            is_of_violations = self.metric.rate is None and self.metric.target == 0
            return self.change > 0 if is_of_violations else None
        return grows is (self.change > 0)


def trend_of(
    metric: Metric, read_at: datetime, snapshots: Sequence[Mapping[str, Any]]
) -> Trend | None:
    """How it changed since the latest report that is a week older, else since the oldest.

    Args:
        metric: as the latest report has it.
        read_at: when that was read (aware).
        snapshots: reports of the store, oldest first, with `read_at` and `metrics`.
    """
    found: Trend | None = None
    for snapshot in snapshots:
        apart = read_at - datetime.fromisoformat(snapshot["read_at"])
        if apart < _A_DAY or (found is not None and apart < _A_WEEK):
            break
        for earlier in metrics_of(snapshot["metrics"]):
            change = _change(earlier, metric)
            if change is not None:
                found = Trend(metric, apart.days, change)
    return found


def _change(earlier: Metric, now: Metric) -> Decimal | None:
    """None where they are not the same thing, counted over as many days and held to one target."""
    if not _is_comparable(earlier, now):
        return None
    if earlier.rate is not None and now.rate is not None:
        return now.rate - earlier.rate
    if any(number is not None for number in (earlier.rate, now.rate, earlier.of, now.of)):
        return None
    if earlier.count is None or now.count is None:
        return None
    return Decimal(now.count - earlier.count)


def _is_comparable(earlier: Metric, now: Metric) -> bool:
    same = all(
        getattr(earlier, name) == getattr(now, name)
        for name in ("name", "channel", "target", "condition")
    )
    return same and _length(earlier) == _length(now)


def _length(metric: Metric) -> timedelta | None:
    if metric.first is None or metric.last is None:
        return None
    return metric.last - metric.first
