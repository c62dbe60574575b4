"""Checks on tiers: steps that are suspiciously high, each with an order on either side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import islice, pairwise

from seller_credits.domain.facts import FACTS
from seller_credits.domain.remedies import Remedy
from seller_credits.handwritten.problems import Problem
from seller_credits.policy.language import Fixed, Policy, Share, Tiers
from seller_credits.policy.proof.boxes import box_of
from seller_credits.policy.proof.steps import WORSE_WHEN_MORE, Step
from seller_credits.policy.proof.tiers import are_told_apart
from seller_credits.policy.proof.two_orders import Compared, compared, first_of
from seller_credits.policy.sets import NUMERIC, Numbers

_STEEPEST = 3
_WHOLE = frozenset({Remedy.FULL_REFUND, Remedy.RETURN_AND_REFUND})

_Neighbours = tuple[Step, Step, str]


def jumps(policy: Policy, steps: list[Step]) -> Iterator[Problem]:
    """Neighbouring steps of which the higher pays more than three times what the lower does."""
    seen = set()
    for low, high, by in (*_in_tables(steps), *_side_by_side(policy, steps)):
        seen.add((id(low), id(high)))
        yield from _jump(policy, low, high, by, touching=False)
    for low, high, by in _getting_worse(steps):
        if (id(low), id(high)) not in seen:
            seen.add((id(low), id(high)))
            yield from _jump(policy, low, high, by, touching=True)


def _in_tables(steps: list[Step]) -> Iterator[_Neighbours]:
    for at in dict.fromkeys(step.at for step in steps if step.row):
        rows = [step for step in steps if step.at == at]
        amount = rows[0].reach.rules[at].outcome.amount
        assert isinstance(amount, Tiers)
        ordered = sorted(rows, key=_start(amount.by))
        yield from ((low, high, amount.by) for low, high in pairwise(ordered))


def _side_by_side(policy: Policy, steps: list[Step]) -> Iterator[_Neighbours]:
    for at, (one, other) in enumerate(pairwise(policy.rules)):
        first, second = box_of(one.conditions), box_of(other.conditions)
        differing = [fact for fact in first if first[fact] != second.get(fact)]
        if first.keys() != second.keys() or len(differing) != 1:
            continue
        by = differing[0]
        if FACTS[by].type in NUMERIC:
            ordered = sorted((each for each in steps if each.at in {at, at + 1}), key=_start(by))
            yield from ((low, high, by) for low, high in pairwise(ordered) if low.at != high.at)


def _getting_worse(steps: list[Step]) -> Iterator[_Neighbours]:
    for by in WORSE_WHEN_MORE:
        for low in steps:
            for high in steps:
                if low.at != high.at and are_told_apart(low, high, by):
                    yield low, high, by


def _start(by: str) -> Callable[[Step], tuple[Decimal, int]]:
    def start(step: Step) -> tuple[Decimal, int]:
        values = step.box[by]
        assert isinstance(values, Numbers)
        return values.spans[0][0] if values.spans else (Decimal(0), 0)

    return start


def _jump(policy: Policy, low: Step, high: Step, by: str, *, touching: bool) -> Iterator[Problem]:
    pays, pays_more = _comparable(low), _comparable(high)
    if pays is None or pays_more is None:
        return
    alike = pays[1] == pays_more[1]
    if alike and pays_more[0] <= pays[0] * _STEEPEST:
        return
    orders = compared(policy, low, high, by)
    # What is a share here and a sum there is compared at an everyday price, and at no other.
    found = first_of(orders if alike else islice(orders, 1), _is_steep(touching=touching))
    if found is not None:
        yield Problem(
            "warning",
            f"The step is over {_STEEPEST}x: from {low} to {high}{_of(low, high, by)}.",
            high.place.line,
            high.place.column,
            "Check both figures, or put a step between them.",
            found.worse,
            found.better,
            "jump",
        )


def _is_steep(*, touching: bool) -> Callable[[Compared], bool]:
    def is_steep(orders: Compared) -> bool:
        near = orders.touching or not touching
        return near and 0 < orders.pays * _STEEPEST < orders.pays_worse

    return is_steep


def _comparable(step: Step) -> tuple[Decimal, str] | None:
    """How much of what a step pays; None where that is no money or not one remedy's."""
    if len(step.remedies) != 1 or not step.remedies[0].costs_money:
        return None
    if step.remedies[0] in _WHOLE:
        return Decimal(100), "item"
    if isinstance(step.term, Share):
        return step.term.percent, step.term.base
    if isinstance(step.term, Fixed):
        return step.term.money.amount, step.term.money.currency
    return None


def _of(low: Step, high: Step, by: str) -> str:
    if low.at == high.at:
        return ""
    return f", where {by} alone leads from rule `{low.reach.rules[low.at].name}` to this one"
