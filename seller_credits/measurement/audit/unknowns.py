"""What cannot be known from the files given, and the file that would tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from seller_credits.domain.issues import Channel, Source
from seller_credits.domain.moved_money import GIVEN
from seller_credits.measurement.audit.casebook import OrderFile
from seller_credits.measurement.audit.findings import FindingKind, Unknown
from seller_credits.measurement.audit.ground import Ground
from seller_credits.measurement.audit.making import paid_of


@dataclass(slots=True)
class _Counted:
    """Some orders, and the days of their refunds."""

    orders: int = 0
    first: date | None = None
    last: date | None = None

    def add(self, days: Iterable[date]) -> None:
        self.orders += 1
        for day in days:
            self.first = day if self.first is None else min(self.first, day)
            self.last = day if self.last is None else max(self.last, day)


class Unknowns:
    """Everything that was not looked for, or not on all orders; counted order by order.

    Args:
        ground: what was read.
    """

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._of_sellers, self._of_amazons = _Counted(), _Counted()
        self._unsold, self._outside = _Counted(), _Counted()

    def add(self, file: OrderFile) -> None:
        """Take one order into account."""
        refunds = file.of_kind(*GIVEN)
        if not refunds:
            return
        days = [each.day for each in refunds if each.day is not None]
        if any(paid_of(file.sales, each.currency) is None for each in refunds):
            self._unsold.add(days)
        if file.channel is not Channel.AMAZON:
            self._of_sellers.add(days)
            return
        self._of_amazons.add(days)
        told = self._ground.days.get(Source.FBA_RETURNS)
        if told is not None and any(not told.has(day) for day in days):
            self._outside.add(days)

    def told(self) -> Iterator[Unknown]:
        """What was not looked for."""
        days = self._ground.days
        of_sellers, of_amazons = self._of_sellers.orders, self._of_amazons.orders
        if self._unsold.orders:  # sold before the first settlement that was given
            until, orders = self._unsold.first, self._unsold.orders
            yield Unknown(FindingKind.ABOVE_PAID, Source.SETTLEMENT, until=until, orders=orders)
        if of_sellers and not self._ground.has_labels:
            yield Unknown(FindingKind.MARKETPLACE_PAYS, Source.LABELS, orders=of_sellers)
        if of_sellers and Source.MFN_RETURNS not in days:
            yield Unknown(FindingKind.NOT_REFUNDED, Source.MFN_RETURNS)
            yield Unknown(FindingKind.NOT_RETURNED, Source.MFN_RETURNS, orders=of_sellers)
        if of_amazons and Source.FBA_RETURNS not in days:
            yield Unknown(FindingKind.NOT_RETURNED, Source.FBA_RETURNS, orders=of_amazons)
        elif self._outside.orders:
            outside = self._outside
            told = (outside.first, outside.last, outside.orders)
            yield Unknown(FindingKind.NOT_RETURNED, Source.FBA_RETURNS, *told)
        if of_amazons and Source.REIMBURSEMENTS not in days:
            yield Unknown(FindingKind.NOT_RETURNED, Source.REIMBURSEMENTS, orders=of_amazons)
        if Source.SETTLEMENT not in days and self._ground.has_returns:
            yield Unknown(FindingKind.REFUNDED_TWICE, Source.SETTLEMENT)
