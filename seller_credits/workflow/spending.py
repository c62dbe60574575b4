"""What was given already: what the limits of a policy leave depends on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from seller_credits.domain.cases import BuyerHistory, OrderCase
from seller_credits.domain.marketplaces import day_in
from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import GIVEN, Given, MoneyKind, MoneyRow
from seller_credits.policy import Budgets

_Movement = tuple[str, str]
_Amounts = tuple[Money, ...]


class _Period(NamedTuple):
    """A day or a month of one store's calendar, by its first and last day."""

    store: str | None
    first: date
    last: date


class Spending:
    """What an account gave in this month, by anyone, as far as books show it.

    What approvals reserve belongs here as well, beside `_given`: decisions ask nothing else.

    Args:
        given: refunds and goodwill since `month_before`.
        position: up to which entry of the account's chain they tell; whoever adds to the chain
            moves it on.
    """

    def __init__(self, given: Iterable[Given], position: int) -> None:
        self.position = position
        self._given: dict[_Movement, Given] = {(one.order_id, one.key): one for one in given}
        self._sums: dict[_Period, _Amounts] = {}

    def heard(self, row: MoneyRow) -> None:
        """A movement of money was recorded, or another word about one."""
        self._sums.clear()
        self._given.pop((row.order_id, row.key), None)
        if row.kind in GIVEN and row.posted is not None:
            one = Given(row.order_id, row.key, row.book, row.posted, row.amount)
            self._given[row.order_id, row.key] = one

    def budgets(self, case: OrderCase, store: str | None, now: datetime) -> Budgets:
        """What limits go by for one order.

        Args:
            case: all that is known of the order.
            store: in whose calendar the account's days and months are counted.
            now: the moment, aware.
        """
        today = day_in(store, now)
        return Budgets(
            on_order=_on_order(case),
            today=self._sum(_Period(store, today, today)),
            this_month=self._sum(_Period(store, today.replace(day=1), today)),
            to_buyer=_to_buyer(case.buyer, store, today),
        )

    def _sum(self, period: _Period) -> _Amounts:
        known = self._sums.get(period)
        if known is None:
            within = (
                one
                for one in self._given.values()
                if period.first <= day_in(period.store, one.posted) <= period.last
            )
            known = self._sums[period] = _in_all(within)
        return known


def month_before(now: datetime) -> date:
    """The day since which money must be known: in some store it may be yesterday's month still."""
    return (now - timedelta(days=1)).date().replace(day=1)


def _in_all(given: Iterable[Given]) -> _Amounts:
    """One amount for each currency: of an order, the book that shows most counts."""
    books: defaultdict[tuple[str, str], defaultdict[str, Decimal]] = defaultdict(
        lambda: defaultdict(Decimal)
    )
    for one in given:
        books[one.amount.currency, one.order_id][one.book] += one.amount.amount
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for (currency, _), of_order in books.items():
        sums[currency] += max(Decimal(0), *of_order.values())
    return tuple(Money(sums[currency], currency) for currency in sorted(sums))


def _on_order(case: OrderCase) -> Money | None:
    """What went back for the order over all its lines; None where nothing did, or not in one."""
    rows = [row for row in case.money if row.kind is not MoneyKind.REIMBURSEMENT]
    currencies = {row.amount.currency for row in rows}
    if len(currencies) != 1:
        return None
    books: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        books[row.book] += row.amount.amount
    return Money(max(books.values()), currencies.pop())


def _to_buyer(buyer: BuyerHistory | None, store: str | None, today: date) -> tuple[int, ...] | None:
    """How many days ago each credit on the buyer's other orders was given, the latest first."""
    if buyer is None:
        return None
    days = (today if when is None else day_in(store, when) for when in buyer.credited)
    return tuple(sorted(max((today - day).days, 0) for day in days))
