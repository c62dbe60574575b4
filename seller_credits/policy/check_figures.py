"""Checks on single figures: who may approve what, limits that never bind, slips of scale."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, pairwise

from seller_credits.domain.facts import FACTS, FactType
from seller_credits.domain.money import Money
from seller_credits.policy.language import Fixed, Limit, Policy, Rule, Tiers
from seller_credits.policy.problems import START, Place, Problem
from seller_credits.policy.sets import Numbers

_SLIP = 100
_LONGEST_MONTH = 31


def approvals(policy: Policy) -> Iterator[Problem]:
    """A lower level that may approve more than a higher one."""
    given = policy.approvals
    levels = (
        ("automatic", given.automatic),
        ("agent", given.agent),
        ("manager", given.manager),
    )
    for (lower, low), (higher, high) in pairwise(levels):
        if _own(policy, low) > _own(policy, high):
            place = given.places.get(higher) or given.places.get(lower) or START
            order = {"issue": "damaged", "item_price": str(low)}
            hint = f"Make `{higher}` at least {low}, or `{lower}` at most {high}."
            message = f"`{lower}` ({low}) may approve more than `{higher}` ({high})."
            yield Problem("warning", message, place.line, place.column, hint, order)


def idle_limits(policy: Policy) -> Iterator[Problem]:
    """Notes on limits that another one always reaches first."""
    limits = policy.limits
    line, order = limits.per_line, limits.per_order
    if line is not None and line.share == 1:
        yield _idle(line, "a refund is never above what is left to refund anyway")
    if line is not None and order is not None and _at_least(policy, line, order):
        yield _idle(line, f"per_order ({order.text}) is reached first")
    day, month = limits.per_day, limits.per_month
    if day is not None and month is not None and _at_least(policy, day, month):
        yield _idle(day, f"per_month ({month.text}) is reached first")
    if day is not None and month is not None and _never_in_a_month(policy, day, month):
        yield _idle(month, f"{_LONGEST_MONTH} days of per_day ({day.text}) do not reach it")
    yield from _idle_bounds(policy, order)


def _never_in_a_month(policy: Policy, day: Limit, month: Limit) -> bool:
    if day.money is None or month.money is None:
        return False
    return _own(policy, month.money) >= _own(policy, day.money) * _LONGEST_MONTH


def _idle_bounds(policy: Policy, order: Limit | None) -> Iterator[Problem]:
    for rule in policy.rules:
        most = rule.outcome.at_most
        if isinstance(most, Fixed):
            why = _why_idle(policy, rule, most.money, order)
            if why:
                message = f"`at_most` of rule `{rule.name}` never binds: {why}."
                yield Problem("note", message, most.place.line, most.place.column)


def _why_idle(policy: Policy, rule: Rule, most: Money, order: Limit | None) -> str:
    bound, amount = _own(policy, most), rule.outcome.amount
    if isinstance(amount, Fixed) and not policy.adjustments:
        return f"it gives {amount}" if _own(policy, amount.money) <= bound else ""
    if order is not None and order.money is not None and bound > _own(policy, order.money):
        return f"per_order ({order.text}) is reached first"
    return ""


def _at_least(policy: Policy, one: Limit, other: Limit) -> bool:
    if one.money is None or other.money is None:
        return False
    return _own(policy, one.money) >= _own(policy, other.money)


def _idle(limit: Limit, why: str) -> Problem:
    message = f"`{limit.name}` ({limit.text}) never binds: {why}."
    return Problem("note", message, limit.place.line, limit.place.column)


def slips_of_scale(policy: Policy) -> Iterator[Problem]:
    """Figures of one use with the same digits a hundredfold apart: `30000` beside `300`."""
    for use, figures in _figures(policy).items():
        for one, other in combinations(figures, 2):
            (low, _), (high, place) = sorted((one, other), key=lambda figure: figure[0])
            if low and high >= low * _SLIP and _digits(low) == _digits(high):
                yield Problem(
                    "warning",
                    f"{use} is {format(high, 'f')} here and {format(low, 'f')} elsewhere: "
                    "a slip of scale?",
                    place.line,
                    place.column,
                    "Count the zeros; where both are meant, nothing needs to be done.",
                )


def _figures(policy: Policy) -> dict[str, list[tuple[Decimal, Place]]]:
    found: dict[str, list[tuple[Decimal, Place]]] = {}
    for rule in policy.rules:
        for condition in rule.conditions:
            accepts = condition.accepts
            if FACTS[condition.fact].type is not FactType.MONEY or not isinstance(accepts, Numbers):
                continue
            ends = {value for span in accepts.spans for value, _ in span if value.is_finite()}
            entries = [(end, condition.place) for end in sorted(ends) if end]
            found.setdefault(f"`{condition.fact}`", []).extend(entries)
        outcome = rule.outcome
        rows = outcome.amount.rows if isinstance(outcome.amount, Tiers) else ()
        amounts = (*(row.term for row in rows), outcome.amount)
        for use, terms in (("an amount", amounts), ("`at_most`", (outcome.at_most,))):
            fixed = [term for term in terms if isinstance(term, Fixed)]
            entries = [(_own(policy, term.money), term.place) for term in fixed]
            found.setdefault(use, []).extend(entries)
    places = policy.approvals.places
    approved = {"agent": policy.approvals.agent, "manager": policy.approvals.manager}
    found["`authority`"] = [
        (_own(policy, money), places[name]) for name, money in approved.items() if name in places
    ]
    return found


def _digits(number: Decimal) -> tuple[int, ...]:
    return number.normalize().as_tuple().digits


def _own(policy: Policy, money: Money) -> Decimal:
    return policy.rates.amount_in(money, policy.rates.own)
