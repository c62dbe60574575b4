"""What was given or is reserved already: what the limits of a policy leave depends on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from seller_credits.domain.cases import BuyerHistory, OrderCase
from seller_credits.domain.issuances import Issuance, Status
from seller_credits.domain.marketplaces import day_in
from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import GIVEN, Given, MoneyKind, MoneyRow
from seller_credits.domain.reserving import reserved, reserving
from seller_credits.policy import Budgets

_Movement = tuple[str, str]
_Amounts = tuple[Money, ...]


class _Period(NamedTuple):
    """A day or a month of one store's calendar, by its first and last day."""

    store: str | None
    first: date
    last: date

    def has(self, when: datetime | date) -> bool:
        """Whether it was then, by the store's own calendar."""
        return self.first <= day_in(self.store, when) <= self.last


class Spending:
    """What an account gave in this month, by anyone, and what is on its way to be given.

    Books show what was given; what was approved or recorded and no book shows yet is reserved
    beside them. When it will be posted nobody knows: until it is found, it counts on every day,
    so that no day can be overdrawn by it. What a person did elsewhere counts on that day.

    Args:
        given: refunds and goodwill since `month_before`.
        position: up to which entry of the account's chain they tell; whoever adds to the chain
            moves it on.
        issuances: what was approved or recorded, as it stands; of those that reserve nothing
            nothing is kept.
    """

    def __init__(
        self, given: Iterable[Given], position: int, issuances: Iterable[Issuance] = ()
    ) -> None:
        self.position = position
        self._given: dict[_Movement, Given] = {(one.order_id, one.key): one for one in given}
        self._reserved = {each.issuance_id: each for each in reserving(issuances)}
        self._sums: dict[_Period, _Amounts] = {}

    def moved(self, issuance: Issuance) -> None:
        """An issuance was begun, or came to another status."""
        self._sums.clear()
        self._reserved.pop(issuance.issuance_id, None)
        self._reserved |= {each.issuance_id: each for each in reserving([issuance])}

    def without(self, issuance_id: str) -> Spending:
        """The same, were this one not there: by that it is looked at whether it still fits."""
        left = (each for name, each in self._reserved.items() if name != issuance_id)
        return Spending(self._given.values(), self.position, left)

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
            within = (one for one in self._given.values() if period.has(one.posted))
            pending = (
                each
                for each in self._reserved.values()
                if each.status is not Status.RECORDED or period.has(each.approved_at)
            )
            known = self._sums[period] = _added(_in_all(within), reserved(pending))
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


def _added(spent: _Amounts, more: Iterable[Money]) -> _Amounts:
    """The same with other amounts on top, each to its currency."""
    sums = {money.currency: money for money in spent}
    for money in more:
        sums[money.currency] = sums.get(money.currency, Money.zero(money.currency)) + money
    return tuple(sums[currency] for currency in sorted(sums))


def _on_order(case: OrderCase) -> Money | None:
    """What went back for the order over all its lines, and what is reserved for it.

    None where nothing was, or not in one currency.
    """
    rows = [row for row in case.money if row.kind is not MoneyKind.REIMBURSEMENT]
    pending = list(reserved(case.issuances))
    currencies = {money.currency for money in (*(row.amount for row in rows), *pending)}
    if len(currencies) != 1:
        return None
    books: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        books[row.book] += row.amount.amount
    shown = max(books.values(), default=Decimal(0))
    return Money(shown + sum(money.amount for money in pending), currencies.pop())


def _to_buyer(buyer: BuyerHistory | None, store: str | None, today: date) -> tuple[int, ...] | None:
    """How many days ago each credit on the buyer's other orders was given, the latest first."""
    if buyer is None:
        return None
    days = (today if when is None else day_in(store, when) for when in buyer.credited)
    return tuple(sorted(max((today - day).days, 0) for day in days))
