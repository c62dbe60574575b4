"""Amounts as reports write them: dot or comma, with or without groups. Never guessed.

`1.234` may be one thousand or one and a bit. Where the currency does not settle it, it is no
amount: a wrong one would be paid out.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from seller_credits.domain.money import Money, is_currency_code, minor_digits

_SPACES = str.maketrans("", "", " \u00a0\u202f'\u2019")
_PLAIN = re.compile(r"[+-]?\d{1,15}", re.ASCII)
_DECIMAL = re.compile(r"[+-]?\d{1,15}[.,](\d{1,2}|\d{4,6})", re.ASCII)
_GROUPED = re.compile(
    r"[+-]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3}){0,4}(?:(?!\1)[.,]\d{1,6})?", re.ASCII
)
_UNCLEAR = re.compile(r"[+-]?(\d{1,3})[.,]\d{3}", re.ASCII)
_REMEMBERED = 16384  # amounts repeat: prices of the same few products


@lru_cache(maxsize=_REMEMBERED)
def read_amount(text: str, currency: str) -> Money | None:
    """What the cell says, in the row's currency; None where it says nothing certain."""
    amount = _decimal(text.translate(_SPACES), currency) if is_currency_code(currency) else None
    return None if amount is None else Money(amount, currency)


def _decimal(text: str, currency: str) -> Decimal | None:
    if _DECIMAL.fullmatch(text):
        return Decimal(text.replace(",", "."))
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    unclear = _UNCLEAR.fullmatch(text)
    if unclear:
        return _three_digits(text, unclear[1], minor_digits(currency))
    grouped = _GROUPED.fullmatch(text)
    if grouped is None:
        return None
    return Decimal(text.replace(grouped[1], "").replace(",", "."))


def _three_digits(text: str, whole: str, digits: int) -> Decimal | None:
    """`1.234`: thousands where the currency has no decimals, a fraction after a lone zero."""
    if whole == "0":
        return Decimal(text.replace(",", "."))
    if digits == 0:
        return Decimal(text.replace(",", "").replace(".", ""))
    return None


@lru_cache(maxsize=256)
def read_count(text: str) -> int | None:
    """A whole number of units; None where the cell does not hold one."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None  # noqa: PLR2004  # no report counts that far
