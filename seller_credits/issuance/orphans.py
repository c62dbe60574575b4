"""Refunds that nobody here issued, nor recorded, and that no return explains."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from seller_credits.domain.cases import OrderCase
from seller_credits.domain.issues import Channel, Source
from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import MoneyRow

_RETURNS = frozenset({Source.MFN_RETURNS, Source.FBA_RETURNS})


def orphans(
    unexplained: Iterable[MoneyRow],
    case: OrderCase,
    known: Mapping[str, Money],
    *,
    since: datetime,
    is_ours: bool,
) -> list[MoneyRow]:
    """Those of an order's unexplained movements that are to be reported, and were not yet.

    What stands in another book under another key was reported already where one of the same amount
    was. What Amazon gives for orders it ships is its own business.

    Args:
        unexplained: as `proof` tells them, each movement once.
        case: all that is known of the order.
        known: the orphans reported of it before: amounts by key.
        since: when the account's first remedy was approved or recorded (aware): what was given
            before is history, and nobody here was asked.
        is_ours: whether anything was issued or recorded for the order.
    """
    if _is_amazons(case):
        return []
    reported = Counter(known.values())
    found: defaultdict[Money, list[MoneyRow]] = defaultdict(list)
    for row in unexplained:
        if (
            row.amount.amount > 0
            and _is_since(row, since)
            and not _is_of_a_return(row, case, is_ours=is_ours)
        ):
            found[row.amount].append(row)
    news = []
    for amount, rows in found.items():
        fresh = [row for row in rows if row.key not in known]
        news += fresh[: max(0, len(rows) - reported[amount])]
    return news


def _is_amazons(case: OrderCase) -> bool:
    channels = {order.channel for order in case.snapshots.values()}
    return Channel.AMAZON in channels | {issue.channel for issue in case.issues}


def _is_since(row: MoneyRow, since: datetime) -> bool:
    """Whether it was booked after; of a bare day that may be either, it is not held against it."""
    if row.posted is None:
        return False
    if isinstance(row.posted, datetime):
        return row.posted >= since
    return row.posted > since.astimezone(UTC).date()


def _is_of_a_return(row: MoneyRow, case: OrderCase, *, is_ours: bool) -> bool:
    """Whether a return explains it: by its amount; where nothing is ours, by being there."""
    seen = [
        sighting
        for issue in case.issues
        for sighting in issue.sightings
        if sighting.evidence.source in _RETURNS
    ]
    return any(not is_ours or sighting.refunded == row.amount for sighting in seen)
