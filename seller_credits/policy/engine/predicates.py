"""Conditions as functions: whether a fact's value is one of those a condition accepts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from seller_credits.domain.facts import FACTS, FactType, Value
from seller_credits.domain.money import Money
from seller_credits.policy.engine.spans import inside
from seller_credits.policy.language import Condition
from seller_credits.policy.rates import EXACT, Rates
from seller_credits.policy.reading.conditions import compared
from seller_credits.policy.sets import WHOLE, Numbers, Span, Words

Test = Callable[[Value | None], bool]
"""Asked of the fact's value, None where it is missing."""

_FINEST = Decimal(1).scaleb(-45)
"""Far finer than any price a policy or an order can name, far coarser than a quotient is exact."""


@dataclass(frozen=True, slots=True)
class Tested:
    """Conditions made ready: each fact's name, its test, and the condition for the trace."""

    tests: tuple[tuple[str, Test], ...]
    conditions: tuple[Condition, ...]

    def holds(self, known: Mapping[str, Value]) -> bool:
        """Whether every condition holds; a missing fact fails its condition."""
        return all(test(known.get(name)) for name, test in self.tests)

    def failed(self, known: Mapping[str, Value]) -> list[Condition]:
        """The conditions that do not hold."""
        pairs = zip(self.tests, self.conditions, strict=True)
        return [condition for (name, test), condition in pairs if not test(known.get(name))]


def tests_of(conditions: Iterable[Condition], rates: Rates) -> tuple[tuple[str, Test], ...]:
    """These conditions as tests, each behind the name of its fact."""
    return tuple((condition.fact, test_of(condition, rates)) for condition in conditions)


def test_of(condition: Condition, rates: Rates) -> Test:
    """The condition as a function of the fact's value, None where it is missing."""
    definition = FACTS[condition.fact]
    accepts = condition.accepts
    if isinstance(accepts, Words):
        return _words_test(accepts, condition.fact, text=definition.type is FactType.TEXT)
    if definition.type is FactType.MONEY:
        return _money_test(accepts, rates)
    return _numbers_test(accepts, whole=definition.type in WHOLE)


def _words_test(accepts: Words, name: str, *, text: bool) -> Test:
    words, negated, missing = accepts.words, accepts.negated, accepts.missing
    if not text:
        members: frozenset[Value | None] = frozenset({*words, *((None,) if missing else ())})
        return members.__contains__

    def test(value: Value | None) -> bool:
        if value is None:
            return missing
        return (compared(name, str(value)) in words) is not negated

    return test


def _numbers_test(accepts: Numbers, *, whole: bool) -> Test:
    missing = accepts.missing
    within = inside(accepts.spans, whole=whole)

    def test(value: Value | None) -> bool:
        return missing if value is None else within(value)

    return test


def _money_test(accepts: Numbers, rates: Rates) -> Test:
    missing = accepts.missing
    by_currency = {
        currency: inside([scaled(span, units) for span in accepts.spans], whole=False)
        for currency, units in rates.units.items()
    }

    def test(value: Value | None) -> bool:
        if not isinstance(value, Money):
            return missing
        within = by_currency.get(value.currency)
        return within is not None and within(value.amount)

    return test


def scaled(span: Span, units: Decimal) -> Span:
    """A span of the policy's own currency in another one."""
    (low, low_side), (high, high_side) = span
    return (_whole_again(low, units), low_side), (_whole_again(high, units), high_side)


def _whole_again(cut: Decimal, units: Decimal) -> Decimal:
    """A bound in another currency; what a quotient of rates lost of `9.99 EUR` comes back."""
    amount = EXACT.multiply(cut, units)
    return amount.quantize(_FINEST, context=EXACT) if amount.is_finite() else amount
