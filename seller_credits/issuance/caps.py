"""Sums of money against ceilings, currency by currency; an amount is never cut to fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from seller_credits.domain.issuances import Issuance, Status
from seller_credits.domain.marketplaces import day_in
from seller_credits.domain.money import Money

LEFT_THE_HOUSE = frozenset(
    {
        *(Status.INTENDED, Status.SUBMITTED, Status.ACCEPTED, Status.UNKNOWN, Status.CONFIRMED),
        *(Status.PARTIAL, Status.MISMATCHED, Status.DUPLICATE),
    }
)
"""Handed in, or perhaps; what is settled is older than a day by far."""


class Ceiling:
    """What may still go, of an amount for each currency; a currency without one is not capped."""

    def __init__(self, ceilings: Sequence[Money], spent: Iterable[Money] = ()) -> None:
        self._ceilings = {each.currency: each for each in ceilings}
        self._spent: dict[str, Money] = {}
        for each in spent:
            self.take(each)

    def take(self, amount: Money) -> None:
        """So much goes."""
        before = self._spent.get(amount.currency, Money.zero(amount.currency))
        self._spent[amount.currency] = before + amount

    def passed_by(self, amount: Money) -> tuple[Money, Money] | None:
        """The ceiling and what is used of it, where so much more would go beyond; else None."""
        ceiling = self._ceilings.get(amount.currency)
        spent = self._spent.get(amount.currency, Money.zero(amount.currency))
        if ceiling is None or spent + amount <= ceiling:
            return None
        return ceiling, spent


def handed_in_on(
    day: date,
    calendar: str | None,
    issuances: Iterable[Issuance],
    intended_at: dict[str, datetime],
) -> list[Money]:
    """What was handed in on a day, or may have been.

    Args:
        day: of the account's own calendar.
        calendar: the store whose days they are.
        issuances: with at least all that stand as one of `LEFT_THE_HOUSE`.
        intended_at: when each submission was intended, by its id.
    """
    return [
        each.amount
        for each in issuances
        if each.status in LEFT_THE_HOUSE
        and each.amount is not None
        and day_in(calendar, _left_at(each, intended_at)) == day
    ]


def _left_at(issuance: Issuance, intended_at: dict[str, datetime]) -> datetime:
    return intended_at.get(issuance.submission_id or "", issuance.moved_at)
