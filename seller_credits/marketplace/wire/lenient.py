"""How answers of several sections are read: lenient on what is new, strict on money and time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ValidationError,
    model_validator,
)

from seller_credits.domain.clock import is_of_our_time
from seller_credits.domain.marketplaces import find_marketplace
from seller_credits.domain.money import Money

# No posting of a seller has more digits, and an exponent could name a number of gigabytes.
_WHOLE_DIGITS = 15
_FRACTION_DIGITS = 10
_TEXT = re.compile(rf"[+-]?\d{{1,{_WHOLE_DIGITS}}}(\.\d{{1,{_FRACTION_DIGITS}}})?", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}")


class Lenient(BaseModel):
    """An object of an answer: unknown members are let by, null is absent, a number is a name."""

    model_config = ConfigDict(
        extra="ignore",
        frozen=True,
        arbitrary_types_allowed=True,
        coerce_numbers_to_str=True,
    )

    @model_validator(mode="before")
    @classmethod
    def _null_is_absent(cls, raw: Any) -> Any:
        if isinstance(raw, dict):
            return {key: value for key, value in raw.items() if value is not None}
        return raw


def _money(raw: Any) -> Money | None:
    """`{"currencyAmount": 12.34, "currencyCode": "USD"}` in any casing; None where both are null.

    The number is exact: answers are parsed with decimals. A float would have lost digits already.
    """
    if not isinstance(raw, Mapping):
        raise ValueError("is no amount of money")  # noqa: TRY004  # pydantic collects ValueError
    parts = {str(name).casefold(): value for name, value in raw.items()}
    amount, currency = parts.get("currencyamount"), parts.get("currencycode")
    if amount is None and currency is None:
        return None
    if not isinstance(currency, str) or not _CURRENCY.fullmatch(currency):
        raise ValueError("has no currency code")
    return Money(_exact(amount), currency)


def _exact(raw: Any) -> Decimal:
    if isinstance(raw, str) and _TEXT.fullmatch(raw):
        return Decimal(raw)
    if isinstance(raw, int | Decimal) and not isinstance(raw, bool):
        number = Decimal(raw)
        if number.is_finite() and _is_sized_like_money(number):
            return number
    raise ValueError("is no exact amount")


def _is_sized_like_money(number: Decimal) -> bool:
    _, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)
    return -exponent <= _FRACTION_DIGITS and len(digits) + exponent <= _WHOLE_DIGITS


def _dated(raw: Any) -> Any:
    """A bare number or day would be read as some moment; only a text with a time is one."""
    if isinstance(raw, str) and "T" in raw.upper():
        return raw
    raise ValueError("is no moment like 2026-11-23T11:20:33Z")


def _utc(moment: datetime) -> datetime:
    if not is_of_our_time(moment):
        raise ValueError("is no moment of an order's life")
    return moment.astimezone(UTC)


Amount = Annotated[Money | None, BeforeValidator(_money)]
"""Money with Amazon's sign; None where Amazon names neither amount nor currency."""

Instant = Annotated[AwareDatetime, BeforeValidator(_dated), AfterValidator(_utc)]
"""A moment with its zone, in UTC."""


def told(problem: ValidationError) -> str:
    """The first thing that is wrong, and where, without what stood there: it may be a buyer's."""
    first = problem.errors(include_url=False, include_context=False, include_input=False)[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg'].removeprefix('Value error, ')}"


def store_code(word: str | None) -> str | None:
    """The store's code where the store is known, else Amazon's own word."""
    store = find_marketplace(word)
    return store.code if store else word
