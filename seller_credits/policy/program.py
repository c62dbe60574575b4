"""A policy made ready for a hundred thousand decisions: tests as functions, rules by issue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from seller_credits.domain.facts import FACTS, FactType, Value
from seller_credits.domain.issues import IssueKind
from seller_credits.domain.money import Money
from seller_credits.policy.conditions import compared
from seller_credits.policy.language import OTHERWISE, Adjustment, Condition, Limits, Policy, Rule
from seller_credits.policy.rates import EXACT, Rates
from seller_credits.policy.sets import HIGHEST, LOWEST, WHOLE, Numbers, Span, Words

Test = Callable[[Value | None], bool]


@dataclass(frozen=True, slots=True)
class Tested:
    """Conditions made ready: each fact's name, its test, and the condition for the trace."""

    tests: tuple[tuple[str, Test], ...]
    conditions: tuple[Condition, ...]

    def holds(self, known: Mapping[str, Value]) -> bool:
        """Whether every condition holds; a missing fact fails its condition."""
        get = known.get
        for name, test in self.tests:  # noqa: SIM110  # a generator costs twice the loop here
            if not test(get(name)):
                return False
        return True

    def failed(self, known: Mapping[str, Value]) -> list[Condition]:
        """The conditions that do not hold."""
        pairs = zip(self.tests, self.conditions, strict=True)
        return [condition for (name, test), condition in pairs if not test(known.get(name))]


@dataclass(frozen=True, slots=True)
class Branch(Tested):
    """One rule made ready for one kind of issue, whose condition on the issue is settled."""

    rule: Rule


@dataclass(frozen=True, slots=True)
class Change(Tested):
    """One adjustment made ready."""

    adjustment: Adjustment


@dataclass(frozen=True, slots=True)
class Ceilings:
    """The policy's fixed figures in one currency, rounded down; None where there is none."""

    automatic: Decimal
    agent: Decimal
    manager: Decimal
    limits: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Program:
    """Everything of a policy that is worked out once.

    Attributes:
        branches: rules that can fire, in order, by kind of issue; None where it is unknown.
        ceilings: by covered currency.
    """

    policy: Policy
    branches: Mapping[Value | None, tuple[Branch, ...]]
    changes: tuple[Change, ...]
    ceilings: Mapping[str, Ceilings]
    otherwise: Rule


@lru_cache(maxsize=64)
def program_of(policy: Policy) -> Program:
    """The policy made ready; worked out at its first decision and kept."""
    kinds: tuple[Value | None, ...] = (*IssueKind, None)
    outcome = policy.otherwise
    return Program(
        policy=policy,
        branches={kind: _branches(policy, kind) for kind in kinds},
        changes=tuple(
            Change(*_tested(adjustment.conditions, policy.rates), adjustment)
            for adjustment in policy.adjustments
        ),
        ceilings={currency: _ceilings(policy, currency) for currency in policy.rates.units},
        otherwise=Rule(OTHERWISE, (), outcome, outcome.place),
    )


def _branches(policy: Policy, issue: Value | None) -> tuple[Branch, ...]:
    found = []
    for rule in policy.rules:
        about = [condition for condition in rule.conditions if condition.fact == "issue"]
        if all(test_of(condition, policy.rates)(issue) for condition in about):
            others = (condition for condition in rule.conditions if condition.fact != "issue")
            found.append(Branch(*_tested(others, policy.rates), rule))
    return tuple(found)


def _tested(
    conditions: Iterable[Condition], rates: Rates
) -> tuple[tuple[tuple[str, Test], ...], tuple[Condition, ...]]:
    kept = tuple(conditions)
    return tuple((condition.fact, test_of(condition, rates)) for condition in kept), kept


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
    inside = _inside(accepts.spans, whole=whole)

    def test(value: Value | None) -> bool:
        return missing if value is None else inside(value)

    return test


def _money_test(accepts: Numbers, rates: Rates) -> Test:
    missing = accepts.missing
    by_currency = {
        currency: _inside([_scaled(span, units) for span in accepts.spans], whole=False)
        for currency, units in rates.units.items()
    }

    def test(value: Value | None) -> bool:
        if not isinstance(value, Money):
            return missing
        inside = by_currency.get(value.currency)
        return inside is not None and inside(value.amount)

    return test


def _scaled(span: Span, units: Decimal) -> Span:
    (low, low_side), (high, high_side) = span
    return (EXACT.multiply(low, units), low_side), (EXACT.multiply(high, units), high_side)


def _inside(spans: Iterable[Span], *, whole: bool) -> Callable[[Value], bool]:
    kept = tuple(spans)
    if len(kept) == 1:
        return _inside_one(kept[0], whole=whole)
    tests = tuple(_inside_one(span, whole=whole) for span in kept)
    return lambda value: any(test(value) for test in tests)


def _inside_one(span: Span, *, whole: bool) -> Callable[[Any], bool]:
    (low, low_side), (high, high_side) = span
    if whole:
        least = 0 if span[0] == LOWEST else int(low)
        if span[1] == HIGHEST:
            return lambda value: value >= least
        most = int(high)
        return lambda value: least <= value < most
    if low_side == 0 and high_side == 1:
        return lambda value: low <= value <= high
    return lambda value: span[0] <= (value, 0) and (value, 1) <= span[1]


def _ceilings(policy: Policy, currency: str) -> Ceilings:
    def down(money: Money) -> Decimal:
        return Money(policy.rates.amount_in(money, currency), currency).rounded_down().amount

    approvals = policy.approvals
    return Ceilings(
        automatic=down(approvals.automatic),
        agent=down(approvals.agent),
        manager=down(approvals.manager),
        limits={name: down(money) for name, money in _fixed(policy.limits)},
    )


def _fixed(limits: Limits) -> Iterable[tuple[str, Money]]:
    for limit in (limits.per_line, limits.per_order, limits.per_day, limits.per_month):
        if limit is not None and limit.money is not None:
            yield limit.name, limit.money
