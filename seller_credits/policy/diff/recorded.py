"""A decision as it was recorded, and what it takes to make it again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

import orjson

from seller_credits.domain.afterwards import Afterwards
from seller_credits.domain.facts import FACTS, Facts, FactType
from seller_credits.domain.money import Money, NotMoney, reckoned
from seller_credits.policy.options import Options

_KEPT = 1 << 16
_PLAIN = Options()
_Read = TypeVar("_Read")


class Recorded(NamedTuple):
    """One issue as it was last decided: what that rested on, what came out and what followed.

    Attributes:
        facts: as recorded, by name; amounts and exact numbers are text.
        options: what was known beside the facts, as recorded; None where it was not kept.
        order_date: in the store's own calendar, by which a policy is in force or not.
        engine: the version of the deciding engine that recorded it.
        policy_digest: of the policy that decided it.
        remedy: what it decided.
        amount: how much, without the currency; None where that was no refund.
    """

    order_id: str
    issue_id: str
    facts: Mapping[str, Any]
    options: Mapping[str, Any] | None
    order_date: date | None
    engine: int
    policy_digest: str
    remedy: str
    amount: str | None
    afterwards: Afterwards


def facts_of(told: Mapping[str, Any]) -> Facts:
    """Recorded facts, read back as quickly as it goes: most of a million prices were read before.

    Raises:
        NotMoney: an amount is none.
    """
    found, get = Facts.of_known(told), told.get
    for name in _AMOUNTS:
        text = get(name)
        if text is not None:
            found[name] = _MONEY[text]
    for name in _NUMBERS:
        text = get(name)
        if text is not None:
            found[name] = _EXACT[text]
    return found


class _ReadBefore(dict[str, _Read]):
    """What texts say, each read once and kept for a while; asked without a call of Python's."""

    __slots__ = ("_read",)

    def __init__(self, read: Callable[[str], _Read]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> _Read:
        if len(self) >= _KEPT:
            self.clear()
        value = self[text] = self._read(text)
        return value


def _amount(text: str) -> Money:
    amount, _, currency = text.partition(" ")
    try:
        number = Decimal(amount)
    except InvalidOperation:
        raise NotMoney(f"{text!r} is not an amount of money") from None
    if not number.is_finite():
        raise NotMoney(f"{text!r} is not an amount of money")
    return reckoned(number, currency)


_AMOUNTS = tuple(name for name, fact in FACTS.items() if fact.type is FactType.MONEY)
_NUMBERS = tuple(
    name for name, fact in FACTS.items() if fact.type in {FactType.PERCENT, FactType.HOURS}
)
_MONEY = _ReadBefore(_amount)
_EXACT = _ReadBefore(Decimal)


def options_of(told: Mapping[str, Any] | None) -> Options:
    """What was known beside the facts; what every decision assumes where it was not kept."""
    return _PLAIN if told is None else _options(orjson.dumps(told))


@lru_cache(maxsize=1 << 10)
def _options(told: bytes) -> Options:
    return Options.from_json(orjson.loads(told))
