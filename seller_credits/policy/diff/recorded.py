"""A decision as it was recorded, and what it takes to make it again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

import orjson

from seller_credits.domain.afterwards import Afterwards
from seller_credits.domain.facts import FACTS, Facts, FactType
from seller_credits.domain.money import Money
from seller_credits.policy.options import Options

_KEPT = 1 << 16
_PLAIN = Options()


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
    found = Facts({})
    found.update(told)
    for name in _AMOUNTS:
        if name in found:
            found[name] = _amount(told[name])
    for name in _NUMBERS:
        if name in found:
            found[name] = _number(told[name])
    return found


_AMOUNTS = tuple(name for name, fact in FACTS.items() if fact.type is FactType.MONEY)
_NUMBERS = tuple(
    name for name, fact in FACTS.items() if fact.type in {FactType.PERCENT, FactType.HOURS}
)


@lru_cache(maxsize=_KEPT)
def _amount(text: str) -> Money:
    amount, _, currency = text.partition(" ")
    return Money.of(amount, currency)


@lru_cache(maxsize=_KEPT)
def _number(text: str) -> Decimal:
    return Decimal(text)


def options_of(told: Mapping[str, Any] | None) -> Options:
    """What was known beside the facts; what every decision assumes where it was not kept."""
    return _PLAIN if told is None else _options(orjson.dumps(told))


@lru_cache(maxsize=1 << 10)
def _options(told: bytes) -> Options:
    return Options.from_json(orjson.loads(told))
