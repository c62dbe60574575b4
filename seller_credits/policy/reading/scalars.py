"""Single words of a policy to values: numbers, percentages, money, dates. None where it is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from seller_credits.domain.money import Money

_NUMBER = r"-?\d{1,12}(?:\.\d{1,6})?"
_PLAIN = re.compile(_NUMBER)
_PERCENT = re.compile(rf"([+-]?)({_NUMBER.removeprefix('-?')})\s*%")
_MONEY = re.compile(rf"([+-]?)({_NUMBER.removeprefix('-?')})(?:\s+([A-Z]{{3}}))?")
_SHARE = re.compile(rf"({_NUMBER.removeprefix('-?')})\s*%\s+of\s+(\S+)")
_SPAN = re.compile(r"(\d{1,5})\s*(?:d|days?)")
_CURRENCY = re.compile(r"[A-Z]{3}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Ends:
    """Both sides of `a..b` as they were written; an empty text is an open side."""

    low: str
    high: str


def number(text: str) -> Decimal | None:
    """`12`, `-3` or `1.5`."""
    return Decimal(text) if _PLAIN.fullmatch(text) else None


def percent(text: str) -> Decimal | None:
    """`10%`, `+10%`, `-5 %`: 10, 10 and -5."""
    found = _PERCENT.fullmatch(text)
    return Decimal(found[1] + found[2]) if found else None


def money(text: str, currency: str) -> Money | None:
    """`5 USD`, or a bare `5` in the currency given."""
    found = _MONEY.fullmatch(text)
    return Money(Decimal(found[1] + found[2]), found[3] or currency) if found else None


def share(text: str) -> tuple[Decimal, str] | None:
    """`10% of item`: 10 and the word `item`."""
    found = _SHARE.fullmatch(text)
    return (Decimal(found[1]), found[2]) if found else None


def days_span(text: str) -> int | None:
    """`180d` or `180 days`."""
    found = _SPAN.fullmatch(text)
    return int(found[1]) if found else None


def calendar_date(text: str) -> date | None:
    """`2026-11-01`, a bare date of the account's own calendar."""
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None


def currency_code(text: str) -> str | None:
    """`USD`."""
    return text if _CURRENCY.fullmatch(text) else None


def ends(text: str) -> Ends | None:
    """`a..b`, `a..` or `..b`, split; None where there is no range."""
    low, dots, high = text.partition("..")
    return Ends(low.strip(), high.strip()) if dots else None
