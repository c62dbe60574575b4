"""Checks on tiers: a worse case that is paid less, and steps that are suspiciously high."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from seller_credits.domain.remedies import Remedy
from seller_credits.policy.boxes import box_of, number_text, order_in
from seller_credits.policy.language import Fixed, Policy, Rule, Share, Term, Tier, Tiers
from seller_credits.policy.problems import Place, Problem
from seller_credits.policy.rates import Rates
from seller_credits.policy.sets import Numbers

_WORSE_WHEN_MORE = frozenset({"days_late", "days_overdue", "quantity"})
_STEEPEST = 3
_TYPICAL = Decimal(3)


@dataclass(frozen=True, slots=True)
class _Step:
    """One tier: for which values, what it pays, of what, and where that is written."""

    rule: Rule
    by: str
    accepts: Numbers
    pays: Decimal
    of: str
    text: str
    place: Place


def tiers(policy: Policy) -> Iterator[Problem]:
    """Findings on tables, and on neighbouring rules that differ in one numeric fact."""
    for rule in policy.rules:
        amount = rule.outcome.amount
        if isinstance(amount, Tiers):
            rows = (_row_step(rule, amount.by, row, policy.rates) for row in amount.rows)
            yield from _compared(sorted(rows, key=_start), policy.rates)
    for one, other in pairwise(policy.rules):
        by = _one_difference(one, other)
        if by is not None:
            yield from _neighbours(one, other, by, policy.rates)


def _neighbours(one: Rule, other: Rule, by: str, rates: Rates) -> Iterator[Problem]:
    first, second = _steps(one, by, rates), _steps(other, by, rates)
    if not first or not second:
        return
    for pair in pairwise(sorted((*first, *second), key=_start)):
        if pair[0].rule is not pair[1].rule:
            yield from _compared(list(pair), rates)


def _start(step: _Step) -> tuple[Decimal, int]:
    return step.accepts.spans[0][0]


def _one_difference(one: Rule, other: Rule) -> str | None:
    first, second = box_of(one.conditions), box_of(other.conditions)
    if first.keys() != second.keys():
        return None
    differing = [fact for fact in first if first[fact] != second[fact]]
    if len(differing) != 1 or differing[0] not in _WORSE_WHEN_MORE:
        return None
    return differing[0]


def _steps(rule: Rule, by: str, rates: Rates) -> list[_Step]:
    amount = rule.outcome.amount
    if isinstance(amount, Tiers):
        rows = amount.rows if amount.by == by else ()
        return [_row_step(rule, by, row, rates) for row in rows]
    accepts = box_of(rule.conditions)[by]
    if not isinstance(accepts, Numbers) or not accepts.spans or len(rule.outcome.remedies) != 1:
        return []
    remedy, place = rule.outcome.remedies[0], rule.outcome.place
    if remedy is Remedy.PARTIAL_REFUND and amount is not None:
        pays, of = _paid(amount, rates)
        return [_Step(rule, by, accepts, pays, of, str(amount), amount.place)]
    if remedy is Remedy.FULL_REFUND:
        return [_Step(rule, by, accepts, Decimal(100), "item", str(remedy), place)]
    if remedy in {Remedy.NONE, Remedy.MESSAGE}:
        return [_Step(rule, by, accepts, Decimal(0), "", f"remedy {remedy}", place)]
    return []


def _row_step(rule: Rule, by: str, row: Tier, rates: Rates) -> _Step:
    pays, of = _paid(row.term, rates)
    return _Step(rule, by, row.accepts, pays, of, f"{row.term} for {row.text}", row.place)


def _paid(term: Term, rates: Rates) -> tuple[Decimal, str]:
    if isinstance(term, Share):
        return term.percent, term.base
    assert isinstance(term, Fixed)
    return rates.amount_in(term.money, rates.own), "money"


def _compared(steps: list[_Step], rates: Rates) -> Iterator[Problem]:
    for low, high in pairwise(steps):
        if low.of and high.of and low.of != high.of:
            continue
        if high.pays < low.pays and high.by in _WORSE_WHEN_MORE:
            message = f"More {high.by} pays less: {high.text}, and {low.text} before it."
            hint = "A worse case should not be paid less than a better one."
        elif low.pays and high.pays > low.pays * _STEEPEST:
            message = f"The step is over {_STEEPEST}x: from {low.text} to {high.text}."
            hint = "Check both figures, or put a step between them."
        else:
            continue
        given = _order_at(high, rates.own)
        yield Problem("warning", message, high.place.line, high.place.column, hint, given)


def _order_at(step: _Step, currency: str) -> Mapping[str, str]:
    given = dict(order_in(box_of(step.rule.conditions), currency))
    number = step.accepts.sample(_TYPICAL)
    if number is not None:
        given[step.by] = number_text(step.by, number, currency)
    return given
