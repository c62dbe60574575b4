"""One store's account health: its metrics, what its defect rate can take, and how old that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from seller_credits.domain.counted import CountedOrder
from seller_credits.domain.issues import Channel
from seller_credits.domain.marketplaces import find_marketplace
from seller_credits.measurement.headroom import Headroom, RollOff, headroom_of, roll_offs
from seller_credits.measurement.metrics import Metric, metrics_of
from seller_credits.measurement.trend import Trend, trend_of

# In the schema's own example the window of defects ends 15 days before the report; one that ends
# much earlier is of an old report, however lately its file was read.
_LONGEST_LAG = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Outlook:
    """The headroom of one channel, and what will give more of it.

    Attributes:
        roll_offs: known defects that stop counting on days to come, the next ones first.
    """

    headroom: Headroom
    roll_offs: tuple[RollOff, ...] = ()

    @property
    def known(self) -> int:
        """Of how many of the defects it is known when they roll off."""
        return sum(each.defects for each in self.roll_offs)


@dataclass(frozen=True, slots=True)
class StoreHealth:
    """What the latest account-health report of one store says.

    Attributes:
        status: Amazon's word for the account there: `NORMAL`, `AT_RISK`; None where it says none.
        read_at: when the report was read (aware).
        outlooks: of the channels with a defect rate.
        is_stale: too old to decide anything by.
        trends: how metrics changed since an earlier report, where the two can be compared.
    """

    account: str
    marketplace: str | None
    status: str | None
    read_at: datetime
    metrics: tuple[Metric, ...]
    outlooks: tuple[Outlook, ...]
    is_stale: bool
    trends: tuple[Trend, ...] = ()

    def trend(self, metric: Metric) -> Trend | None:
        """How one metric changed."""
        found = (each for each in self.trends if each.metric == metric)
        return next(found, None)

    def outlook(self, channel: Channel | str | None) -> Outlook | None:
        """The outlook of one channel, where the report has it."""
        found = (each for each in self.outlooks if each.headroom.channel == channel)
        return next(found, None)


def store_health(
    account: str,
    report: Mapping[str, Any],
    defects: Sequence[CountedOrder],
    now: datetime,
    stale_after: timedelta,
    *,
    earlier: Sequence[Mapping[str, Any]] = (),
) -> StoreHealth:
    """One store's health as of now.

    Args:
        account: whose it is.
        report: as the ledger keeps it: `marketplace`, `read_at`, `status`, `metrics`.
        defects: the account's orders with a claim, a chargeback or bad feedback; empty where
            nobody asks when they roll off.
        now: the moment, aware.
        stale_after: how old a report may be.
        earlier: other reports of the same store, of which those before it are compared with it.
    """
    store, read_at = report["marketplace"], datetime.fromisoformat(report["read_at"])
    read_on, today = _day(read_at, store), _day(now, store)
    outlooks = []
    for channel in Channel:
        headroom = headroom_of(report["metrics"], channel, read_on)
        if headroom is not None:
            ahead = (each for each in roll_offs(defects, store, headroom) if each.day > today)
            outlooks.append(Outlook(headroom, tuple(ahead)))
    windows = [each.headroom.window_to for each in outlooks]
    is_behind = any(today - last > _LONGEST_LAG + stale_after for last in windows)
    metrics = tuple(metrics_of(report["metrics"]))
    trends = (trend_of(metric, read_at, earlier) for metric in metrics)
    return StoreHealth(
        account=account,
        marketplace=store,
        status=report["status"],
        read_at=read_at,
        metrics=metrics,
        outlooks=tuple(outlooks),
        is_stale=is_behind or now - read_at > stale_after,
        trends=tuple(trend for trend in trends if trend is not None),
    )


def _day(moment: datetime, store: str | None) -> date:
    """The store's own day; of an unknown store, the day in UTC."""
    known = find_marketplace(store)
    return known.day_of(moment) if known else moment.date()
