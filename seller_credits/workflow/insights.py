"""`insights`: what is unusual about the orders of an account, from what its ledger knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from seller_credits.domain.counted import CountedOrder
from seller_credits.domain.issues import CoverageState, Source
from seller_credits.ledger.interface import Ledger
from seller_credits.measurement.bar import Bar
from seller_credits.measurement.findings import AccountInsight
from seller_credits.measurement.unseen import Defects
from seller_credits.measurement.unusual import insight_into


def insights_of(
    ledger: Ledger, account: str | None, *, since: timedelta, now: datetime, bar: Bar
) -> Iterator[AccountInsight]:
    """Every account's own, one after the other: no account is compared with another.

    Args:
        ledger: what is known.
        account: the only one asked for; None for all that the ledger has.
        since: how long ago an order may have been placed.
        now: the moment, aware.
        bar: how much it takes to be called unusual.
    """
    accounts = [account] if account else [head.account for head in ledger.checkpoints()]
    for name in accounts:
        yield _insight_of(ledger, name, since=since, now=now, bar=bar)


def _insight_of(
    ledger: Ledger, account: str, *, since: timedelta, now: datetime, bar: Bar
) -> AccountInsight:
    today = now.date()
    defects = Defects()
    orders = defects.noting(ledger.counted_orders(account))
    insight = insight_into(_placed_since(orders, today - since), today, bar)
    unseen = [
        each
        for report in ledger.health_reports(account)
        for each in defects.unseen(report["marketplace"], report["metrics"])
    ]
    return AccountInsight(account, insight, tuple(unseen), tuple(_unread(ledger, account)))


def _placed_since(orders: Iterable[CountedOrder], first: date) -> Iterator[CountedOrder]:
    return (order for order in orders if order.day is None or order.day >= first)


def _unread(ledger: Ledger, account: str) -> Iterator[Source]:
    """Sources of which the newest word is that they were refused or could not be read."""
    latest: dict[tuple[Source, str | None], tuple[str, bool]] = {}
    for window in ledger.windows(account):
        if not window["source"] or window["until"] is None:
            continue
        place = Source(window["source"]), window["marketplace"]
        known_until, _ = latest.get(place, ("", True))
        if window["until"] >= known_until:
            latest[place] = window["until"], CoverageState(window["state"]).is_known
    unread = (source for (source, _), (_, is_known) in latest.items() if not is_known)
    return iter(dict.fromkeys(unread))
