"""Movements of one order beside each other: when they were, which are one, which took one back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, timedelta

from seller_credits.domain.issuances import LineShare
from seller_credits.domain.moved_money import MoneyRow
from seller_credits.issuance.matching import is_of_line

_TWINS = timedelta(hours=50)
"""How far apart two books may date the same movement: one may have bare days, in any zone."""


def instant_of(row: MoneyRow) -> datetime:
    """When it was booked, at the latest; the end of time where that is unread."""
    when = row.posted
    if isinstance(when, datetime):
        return when
    return _end_of(when) if when else datetime.max.replace(tzinfo=UTC)


def _end_of(day: date) -> datetime:
    """A bare day may have been any moment of it, in any zone: what it was at the latest."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1, hours=12)


def without_pairs(
    spare: Sequence[MoneyRow], back: Sequence[MoneyRow]
) -> tuple[list[MoneyRow], list[MoneyRow]]:
    """What is left where money that was taken back is put to what was given and is nobody's."""
    left, open_ = list(spare), []
    for gone in back:
        line = LineShare(gone.order_item_id, gone.sku)
        same = next(
            (r for r in left if (r.amount + gone.amount).amount == 0 and is_of_line(r, line)), None
        )
        if same is None:
            open_.append(gone)
        else:
            left.remove(same)
    return left, open_


def are_twins(row: MoneyRow, other: MoneyRow) -> bool:
    """Whether two books may show the same movement."""
    line = LineShare(other.order_item_id, other.sku)
    if row.amount != other.amount or not is_of_line(row, line):
        return False
    if row.posted is None or other.posted is None:
        return True
    return abs(instant_of(row) - instant_of(other)) <= _TWINS


def without_twin(news: list[MoneyRow], old: MoneyRow, known: Collection[str]) -> list[MoneyRow]:
    """Leave out what another book had shown before it left the house."""
    alike = [row for row in news if row.key not in known and are_twins(row, old)]
    if not alike:
        return news
    twin = min(alike, key=lambda row: (abs(instant_of(row) - instant_of(old)), row.key))
    return [row for row in news if row is not twin]
