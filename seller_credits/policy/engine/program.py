"""A policy made ready for a hundred thousand decisions: rules by issue, outcomes by currency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from seller_credits.domain.facts import Value
from seller_credits.domain.issues import IssueKind
from seller_credits.policy.engine.adjusting import Adjusting, adjusting
from seller_credits.policy.engine.predicates import Tested, test_of, tests_of
from seller_credits.policy.engine.remedy import Plan, plan_of
from seller_credits.policy.engine.sieves import Sieve, sieve_of
from seller_credits.policy.engine.tariff import tariff_of
from seller_credits.policy.language import OTHERWISE, Policy, Rule


@dataclass(frozen=True, slots=True)
class Branch(Tested):
    """One rule made ready for one kind of issue, whose condition on the issue is settled."""

    rule: Rule


@dataclass(frozen=True, slots=True)
class Plans:
    """What the rules give to orders in one currency.

    Attributes:
        unit: the smallest of the currency.
        of_rule: by the rule's name; the last resort is one.
        instead: what the experiment gives; None where there is none.
    """

    unit: Decimal
    of_rule: Mapping[str, Plan]
    instead: Plan | None


@dataclass(frozen=True, slots=True)
class Program:
    """Everything of a policy that is worked out once.

    Attributes:
        branches: rules that can fire, in order, by kind of issue; None where it is unknown.
        sieves: the same rules, made ready to find the first of them that fits.
        plans: by covered currency.
    """

    policy: Policy
    branches: Mapping[Value | None, tuple[Branch, ...]]
    sieves: Mapping[Value | None, Sieve[Rule]]
    plans: Mapping[str, Plans]
    otherwise: Rule


@lru_cache(maxsize=64)
def program_of(policy: Policy) -> Program:
    """The policy made ready; worked out at its first decision and kept."""
    kinds: tuple[Value | None, ...] = (*IssueKind, None)
    outcome = policy.otherwise
    otherwise = Rule(OTHERWISE, (), outcome, outcome.place)
    branches = {kind: _branches(policy, kind) for kind in kinds}
    adjusted = adjusting(policy)
    return Program(
        policy=policy,
        branches=branches,
        sieves={
            kind: sieve_of([(each.rule, each.conditions) for each in found], policy.rates)
            for kind, found in branches.items()
        },
        plans={
            currency: _plans(policy, currency, otherwise, adjusted)
            for currency in policy.rates.units
        },
        otherwise=otherwise,
    )


def _branches(policy: Policy, issue: Value | None) -> tuple[Branch, ...]:
    found = []
    for rule in policy.rules:
        about = [condition for condition in rule.conditions if condition.fact == "issue"]
        if all(test_of(condition, policy.rates)(issue) for condition in about):
            others = tuple(each for each in rule.conditions if each.fact != "issue")
            found.append(Branch(tests_of(others, policy.rates), others, rule))
    return tuple(found)


def _plans(policy: Policy, currency: str, otherwise: Rule, adjusted: Adjusting | None) -> Plans:
    tariff = tariff_of(policy, currency)
    experiment = policy.experiment
    return Plans(
        unit=tariff.unit,
        of_rule={
            rule.name: plan_of(rule.outcome, tariff, adjusted)
            for rule in (*policy.rules, otherwise)
        },
        instead=plan_of(experiment.instead, tariff, adjusted) if experiment else None,
    )
