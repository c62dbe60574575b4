"""Exchange rates of a policy, and arithmetic that never loses a digit of a seller's money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from functools import lru_cache

from seller_credits.domain.money import Money, minor_digits

EXACT = Context(prec=80, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation])
"""Wide enough that products of prices, percentages and rates are exact; only a quotient of two
rates can be longer, and is then off by less than any amount a buyer could pay."""


@lru_cache(maxsize=256)
def quantum(currency: str) -> Decimal:
    """The currency's smallest unit: 0.01 USD, 1 JPY."""
    return Decimal(1).scaleb(-minor_digits(currency))


@dataclass(frozen=True, slots=True)
class Rates:
    """Which currencies a policy covers, and how its fixed amounts read in each.

    Attributes:
        own: the policy's currency, of bare amounts.
        units: how many of each covered currency one of the policy's own is; `own` itself is 1.
    """

    own: str
    units: Mapping[str, Decimal]

    @classmethod
    def only(cls, currency: str) -> Rates:
        """One currency, and no other is covered."""
        return cls(currency, {currency: Decimal(1)})

    def __contains__(self, currency: object) -> bool:
        return currency in self.units

    def amount_in(self, money: Money, currency: str) -> Decimal:
        """The amount in another covered currency, unrounded. KeyError where one is not covered."""
        if money.currency == currency:
            return money.amount
        product = EXACT.multiply(money.amount, self.units[currency])
        return EXACT.divide(product, self.units[money.currency])
