"""Money: an exact decimal amount with its currency, rounded only where it is said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal, InvalidOperation
from functools import lru_cache

# ISO 4217, "minor unit", of the currencies Amazon's stores trade in that are not two decimals.
# https://www.six-group.com/en/products-services/financial-information/market-reference-data/data-standards.html
_MINOR_DIGITS = {"JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "BHD": 3, "JOD": 3, "KWD": 3, "OMR": 3}
_QUANTUM = {digits: Decimal(1).scaleb(-digits) for digits in (0, 2, 3)}
# Two decimals, and in nearly every amount there is: spared the look-up.
_USUAL = frozenset({"USD", "CAD", "EUR", "GBP", "AUD", "MXN", "BRL"})
_CURRENCY = re.compile(r"[A-Z]{3}")
# A share of a line (10.00 for 3 units) has as many digits as arithmetic keeps.
_AMOUNT = re.compile(r"[+-]?\d{1,28}(\.\d{1,40})?")


class NotMoney(ValueError):
    """The text or values given do not make an amount of money."""


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount in one currency. Never a float; never added across currencies.

    Attributes:
        amount: exact; may hold more digits than the currency has until it is rounded.
        currency: ISO 4217 code in capitals.
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if type(self.amount) is not Decimal or not self.amount.is_finite():
            raise NotMoney(f"{self.amount!r} is not an exact decimal amount")

    def __reduce__(self) -> tuple[object, ...]:
        return reckoned, (self.amount, self.currency)

    @classmethod
    def parse(cls, text: str) -> Money:
        """Read `12.50 USD`. Raises NotMoney on anything else, floats and bare numbers included."""
        parts = text.split() if isinstance(text, str) else []
        if len(parts) != 2 or not _CURRENCY.fullmatch(parts[1]) or not _AMOUNT.fullmatch(parts[0]):  # noqa: PLR2004  # an amount and a currency
            raise NotMoney(f"{text!r} is not an amount of money like '12.50 USD'")
        return cls(Decimal(parts[0]), parts[1])

    @classmethod
    def of(cls, amount: str, currency: str) -> Money:
        """Read an amount and a currency given apart, as report columns do."""
        try:
            return cls(Decimal(amount), currency)
        except InvalidOperation:
            raise NotMoney(f"{amount!r} is not an amount") from None

    @classmethod
    def zero(cls, currency: str) -> Money:
        """Nothing, in this currency."""
        return _zero(currency)

    def rounded(self) -> Money:
        """To the currency's smallest unit, half to even: how suggestions are rounded, once."""
        return self._quantized(ROUND_HALF_EVEN)

    def rounded_down(self) -> Money:
        """To the currency's smallest unit, towards zero: how ceilings are rounded."""
        return self._quantized(ROUND_DOWN)

    def _quantized(self, rounding: str) -> Money:
        quantum = _QUANTUM[minor_digits(self.currency)]
        return Money(self.amount.quantize(quantum, rounding=rounding), self.currency)

    def _same(self, other: Money) -> Decimal:
        if self.currency != other.currency:
            raise NotMoney(f"{self} and {other} are different currencies")
        return other.amount

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - self._same(other), self.currency)

    def __mul__(self, factor: Decimal | int) -> Money:
        return Money(self.amount * factor, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.amount <= self._same(other)

    def __gt__(self, other: Money) -> bool:
        return self.amount > self._same(other)

    def __ge__(self, other: Money) -> bool:
        return self.amount >= self._same(other)

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __str__(self) -> str:
        text = str(self.amount)
        if self.currency in _USUAL and text[-3:-2] == "." and "E" not in text:
            return f"{text} {self.currency}"
        return f"{self.plain} {self.currency}"

    @property
    def plain(self) -> str:
        """The amount alone, padded to the currency's digits: `4.20`, `1099`."""
        text = str(self.amount)
        digits = minor_digits(self.currency)
        if text[-1 - digits : -digits] == "." and "E" not in text:
            return text
        exponent = self.amount.as_tuple().exponent
        if isinstance(exponent, int) and -exponent <= digits:
            return format(self.amount.quantize(_QUANTUM[digits]), "f")
        return format(self.amount.normalize(), "f")


# The slots themselves: the only way past a frozen dataclass's own, slower one.
_set_amount, _set_currency = (vars(Money)[name].__set__ for name in ("amount", "currency"))


def reckoned(amount: Decimal, currency: str) -> Money:
    """An amount that sums of other amounts came to, which are known to be exact and finite.

    The same as `Money(amount, currency)` and looked at no more, in a third of the time: a run makes
    some hundred thousand. What anybody typed, read or sent is for `parse` and `of`.
    """
    money = object.__new__(Money)
    _set_amount(money, amount)
    _set_currency(money, currency)
    return money


@lru_cache(maxsize=256)
def _zero(currency: str) -> Money:
    return Money(_QUANTUM[minor_digits(currency)] * 0, currency)


@lru_cache(maxsize=1024)
def is_currency_code(text: str) -> bool:
    """Whether it is written as currencies are: three capital letters."""
    return _CURRENCY.fullmatch(text) is not None


def minor_digits(currency: str) -> int:
    """How many decimals the currency has: 2, but for the few that ISO 4217 lists otherwise."""
    return _MINOR_DIGITS.get(currency, 2)
