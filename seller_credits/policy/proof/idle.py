"""Checks on limits and bounds that never bind, and on amounts a limit always cuts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from seller_credits.domain.decisions import Decision
from seller_credits.handwritten.problems import Place, Problem
from seller_credits.policy.language import Fixed, Limit, Policy, Rule, Share, Term, Tiers
from seller_credits.policy.options import Budgets, Options
from seller_credits.policy.proof.figures import all_boxes, own
from seller_credits.policy.proof.orders import Given, shown
from seller_credits.policy.proof.reach import Reach
from seller_credits.policy.sets import Numbers

_LONGEST_MONTH = 31
NOTHING_SPENT = Options(budgets=Budgets(today=(), this_month=()))
"""A day and a month on which nothing was given yet: the limits on both are judged."""
_DEAR = (Decimal(100_000), Decimal(1000), Decimal(100))


def idle_limits(policy: Policy, reach: Reach) -> Iterator[Problem]:
    """Notes on limits that another one always reaches first."""
    limits = policy.limits
    rising = [limits.per_line, limits.per_order, limits.per_day, limits.per_month]
    stated = [limit for limit in rising if limit is not None]
    for at, inner in enumerate(stated):
        for outer in stated[at + 1 :]:
            if _at_least(policy, inner, outer):
                why = f"{outer.name} ({outer.text}) is reached first"
                yield _idle(inner.name, inner.text, inner.place, why, _cut(policy, reach, outer))
                break
    day, month = limits.per_day, limits.per_month
    if day is not None and month is not None and _never_in_a_month(policy, day, month):
        why = f"{_LONGEST_MONTH} days of per_day ({day.text}) do not reach it"
        yield _idle(month.name, month.text, month.place, why, _cut(policy, reach, day))
    yield from _idle_buyer_limit(policy, reach)


def _never_in_a_month(policy: Policy, day: Limit, month: Limit) -> bool:
    if day.money is None or month.money is None:
        return False
    return own(policy, month.money) >= own(policy, day.money) * _LONGEST_MONTH


def _idle_buyer_limit(policy: Policy, reach: Reach) -> Iterator[Problem]:
    """per_buyer, where no rule pays a buyer who has had so many credits already."""
    limit = policy.limits.per_buyer
    paying = list(all_boxes(reach))
    if limit is None or not paying:
        return
    asked = [box.get("buyer_prior_credits") for box in paying]
    enough = Numbers.between(Decimal(limit.credits), None, whole=True)
    if all(
        isinstance(had, Numbers) and not had.missing and had.meet(enough).empty for had in asked
    ):
        order = shown(policy, paying, lambda decision: decision.remedy.costs_money)
        text = f"{limit.credits} in {limit.within_days} days"
        why = "no rule pays a buyer who has had so many credits"
        yield _idle("per_buyer", text, limit.place, why, order)


def _at_least(policy: Policy, one: Limit, other: Limit) -> bool:
    if one.money is None or other.money is None:
        return False
    return own(policy, one.money) >= own(policy, other.money)


def _cut(policy: Policy, reach: Reach, limit: Limit) -> Given | None:
    """An order that reaches the limit on a day on which nothing was given yet."""

    def holds(decision: Decision) -> bool:
        return limit.name in decision.limits_hit

    return shown(policy, all_boxes(reach), holds, _DEAR, options=NOTHING_SPENT)


def _idle(name: str, text: str, place: Place, why: str, order: Given | None) -> Problem:
    message = f"`{name}` ({text}) never binds: {why}."
    return Problem("note", message, place.line, place.column, "", order, finding="idle_limit")


def idle_bounds(policy: Policy, reach: Reach) -> Iterator[Problem]:
    """Notes on `at_most` and `at_least` that no amount of their rule ever reaches."""
    for rule in policy.rules:
        if not reach.first[rule.name]:
            continue
        for name, bound in (("at_most", rule.outcome.at_most), ("at_least", rule.outcome.at_least)):
            why = _why_idle(policy, rule, name, bound) if bound is not None else ""
            if bound is not None and why:
                yield Problem(
                    "note",
                    f"`{name}` of rule `{rule.name}` never binds: {why}.",
                    bound.place.line,
                    bound.place.column,
                    "",
                    _paid_by(policy, reach, rule),
                    finding="idle_bound",
                )


def _paid_by(policy: Policy, reach: Reach, rule: Rule) -> Given | None:
    def holds(decision: Decision) -> bool:
        return decision.rule == rule.name and decision.amount is not None

    return shown(policy, reach.first[rule.name], holds, _DEAR)


def _why_idle(policy: Policy, rule: Rule, name: str, bound: Term) -> str:
    order = policy.limits.per_order
    terms = _terms(rule)
    if name == "at_most":
        adjusted = any(_raises(change.change.text) for change in policy.adjustments)
        raised = rule.outcome.at_least
        if not adjusted and raised is None and all(_never_above(policy, t, bound) for t in terms):
            return f"it gives {_most(terms)}"
        if order is not None and order.money is not None and isinstance(bound, Fixed):
            above = own(policy, bound.money) > own(policy, order.money)
            return f"per_order ({order.text}) is reached first" if above else ""
        return ""
    adjusted = any(not _raises(change.change.text) for change in policy.adjustments)
    never = not adjusted and all(_never_above(policy, bound, term) for term in terms)
    return f"it gives {_most(terms)}" if never else ""


def _terms(rule: Rule) -> tuple[Term, ...]:
    amount = rule.outcome.amount
    if isinstance(amount, Tiers):
        return tuple(row.term for row in amount.rows)
    return () if amount is None else (amount,)


def _raises(change: str) -> bool:
    return change.startswith("+")


def _most(terms: tuple[Term, ...]) -> str:
    return str(terms[0]) if len(terms) == 1 else f"{terms[0]} to {terms[-1]}"


def _never_above(policy: Policy, one: Term, other: Term) -> bool:
    """Whether the first is at most the second, whatever the order costs."""
    if isinstance(one, Fixed) and isinstance(other, Fixed):
        return own(policy, one.money) <= own(policy, other.money)
    if isinstance(one, Share) and isinstance(other, Share):
        return one.base is other.base and one.percent <= other.percent
    return False


def always_cut(policy: Policy, reach: Reach) -> Iterator[Problem]:
    """Sums that are never paid in full, because a limit of the policy is below them."""
    for rule in policy.rules:
        for term in (*_terms(rule), rule.outcome.at_least):
            limit = _below(policy, term) if isinstance(term, Fixed) else None
            if limit is None or term is None:
                continue
            order = _cut_order(policy, reach, rule, limit)
            if order is not None:
                yield Problem(
                    "warning",
                    f"{term} of rule `{rule.name}` is never paid in full: "
                    f"{limit.name} ({limit.text}) is below it.",
                    term.place.line,
                    term.place.column,
                    "Count the zeros of both.",
                    order,
                    finding="always_cut",
                )


def _below(policy: Policy, term: Fixed) -> Limit | None:
    for limit in (policy.limits.per_line, policy.limits.per_order):
        most = limit.money if limit is not None else None
        if most is not None and own(policy, most) < own(policy, term.money):
            return limit
    return None


def _cut_order(policy: Policy, reach: Reach, rule: Rule, limit: Limit) -> Given | None:
    def holds(decision: Decision) -> bool:
        return decision.rule == rule.name and limit.name in decision.limits_hit

    return shown(policy, reach.first[rule.name], holds, _DEAR)
