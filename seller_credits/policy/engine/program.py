"""A policy made ready for a hundred thousand decisions: tests as functions, rules by issue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from seller_credits.domain.facts import Value
from seller_credits.domain.issues import IssueKind
from seller_credits.domain.money import Money
from seller_credits.policy.engine.predicates import Test, test_of
from seller_credits.policy.engine.sieves import Sieve, sieve_of
from seller_credits.policy.language import OTHERWISE, Adjustment, Condition, Limits, Policy, Rule
from seller_credits.policy.rates import Rates


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
    """One adjustment made ready.

    Attributes:
        factor: 1.10 for `+10%`; None where the change is money.
        why: its conditions, for the sentence that says what it did.
    """

    adjustment: Adjustment
    factor: Decimal | None
    why: str


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
        sieves: the same rules, made ready to find the first of them that fits.
        ceilings: by covered currency.
    """

    policy: Policy
    branches: Mapping[Value | None, tuple[Branch, ...]]
    sieves: Mapping[Value | None, Sieve]
    changes: tuple[Change, ...]
    ceilings: Mapping[str, Ceilings]
    otherwise: Rule


@lru_cache(maxsize=64)
def program_of(policy: Policy) -> Program:
    """The policy made ready; worked out at its first decision and kept."""
    kinds: tuple[Value | None, ...] = (*IssueKind, None)
    outcome = policy.otherwise
    branches = {kind: _branches(policy, kind) for kind in kinds}
    return Program(
        policy=policy,
        branches=branches,
        sieves={
            kind: sieve_of([(each.rule, each.conditions) for each in found], policy.rates)
            for kind, found in branches.items()
        },
        changes=tuple(_change(adjustment, policy.rates) for adjustment in policy.adjustments),
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


def _change(adjustment: Adjustment, rates: Rates) -> Change:
    percent = adjustment.change.percent
    return Change(
        *_tested(adjustment.conditions, rates),
        adjustment,
        factor=None if percent is None else 1 + percent / 100,
        why=", ".join(map(str, adjustment.conditions)) or "always",
    )


def _tested(
    conditions: Iterable[Condition], rates: Rates
) -> tuple[tuple[tuple[str, Test], ...], tuple[Condition, ...]]:
    kept = tuple(conditions)
    return tuple((condition.fact, test_of(condition, rates)) for condition in kept), kept


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
