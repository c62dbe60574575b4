"""Checks on tiers: a worse case that is paid less, whichever rules the two orders fall to.

Two orders that differ in one fact prove each finding; the policy was asked about both.
"""

from __future__ import annotations

from collections.abc import Iterator

from seller_credits.domain.remedies import Remedy
from seller_credits.handwritten.problems import Problem
from seller_credits.policy.language import Fixed, Policy, Share, Term, Tiers
from seller_credits.policy.proof.boxes import box_of, touches
from seller_credits.policy.proof.steps import WORSE_WHEN_MORE, Step
from seller_credits.policy.proof.two_orders import Compared, compared, first_of

_NOT_MONEY = frozenset({Remedy.REVIEW, Remedy.REPLACEMENT})


def less_for_worse(policy: Policy, steps: list[Step]) -> Iterator[Problem]:
    """Steps that pay an order less than another step pays one that is better in one fact."""
    adjusted_by = frozenset(
        fact for change in policy.adjustments for fact in box_of(change.conditions)
    )
    for by in WORSE_WHEN_MORE:
        told: set[tuple[int, int]] = set()
        for high in steps:
            if not _NOT_MONEY.issuperset(high.remedies):
                yield from _less(policy, steps, high, by, told, adjusted=by in adjusted_by)


def _less(
    policy: Policy,
    steps: list[Step],
    high: Step,
    by: str,
    told: set[tuple[int, int]],
    *,
    adjusted: bool,
) -> Iterator[Problem]:
    """At most one finding for the step: against the nearest one that pays a better case more.

    Of two tables it is enough to be told once.
    """
    near = [low for low in reversed(steps) if _may_differ(low, high, by, adjusted=adjusted)]
    for low in sorted(near, key=lambda step: abs(step.at - high.at)):
        if (low.at, high.at) in told:
            return
        if not adjusted and _pays_surely_as_much(low, high):
            continue
        found = first_of(compared(policy, low, high, by), _pays_less)
        if found is not None:
            if low.at != high.at:
                told.add((low.at, high.at))
            yield _problem(low, high, by, found)
            return


def _may_differ(low: Step, high: Step, by: str, *, adjusted: bool) -> bool:
    """Whether orders that differ in this fact alone can fall to these steps and be paid unlike."""
    if not any(remedy.costs_money for remedy in low.remedies):
        return False
    if low.at == high.at:
        amount = low.reach.rules[low.at].outcome.amount
        by_row = isinstance(amount, Tiers) and amount.by == by and low is not high
        return by_row or (low is high and adjusted)
    return are_told_apart(low, high, by)


def are_told_apart(low: Step, high: Step, by: str) -> bool:
    """Whether two orders that differ in this fact alone can fall to these two rules.

    The order that falls to the later of both rules must fail the earlier one, and can by this very
    fact only.
    """
    if by not in low.reach.boxes[min(low.at, high.at)]:
        return False
    alike = {fact: values for fact, values in low.box.items() if fact != by}
    return touches(alike, high.box)


def _pays_surely_as_much(low: Step, high: Step) -> bool:
    """Whether amounts and bounds say it themselves, whatever the order."""
    one, other = low.outcome, high.outcome
    if one.remedies != other.remedies or len(one.remedies) != 1 or one.already != other.already:
        return False
    if low.term is None or high.term is None or not _never_above(low.term, high.term):
        return False
    most = other.at_most is None or _never_above(one.at_most, other.at_most)
    return most and (one.at_least is None or _never_above(one.at_least, other.at_least))


def _never_above(one: Term | None, other: Term | None) -> bool:
    """Whether the first is at most the second, whatever the order costs."""
    if isinstance(one, Fixed) and isinstance(other, Fixed):
        same = one.money.currency == other.money.currency
        return same and one.money <= other.money
    if isinstance(one, Share) and isinstance(other, Share):
        return one.base is other.base and one.percent <= other.percent
    return False


def _pays_less(orders: Compared) -> bool:
    return orders.pays_worse < orders.pays


def _problem(low: Step, high: Step, by: str, orders: Compared) -> Problem:
    more = "A higher severity" if by == "severity" else f"More {by}"
    return Problem(
        "warning",
        f"{more} pays less: {high}{named(low, high)}.",
        high.place.line,
        high.place.column,
        "A worse case should not be paid less than a better one.",
        orders.worse,
        orders.better,
        "less_for_worse",
    )


def named(low: Step, high: Step) -> str:
    """What the other step gives, and whose it is where that is another rule."""
    if low.at == high.at:
        return "" if low is high else f", and {low} before it"
    rule = low.reach.rules[low.at]
    return f", where rule `{rule.name}` (line {rule.place.line}) gives {low}"
