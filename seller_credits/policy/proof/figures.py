"""Checks on who may approve what, and slips of scale: `30000` beside `300`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise

from seller_credits.domain.decisions import Decision
from seller_credits.domain.facts import FACTS, FactType
from seller_credits.domain.money import Money
from seller_credits.handwritten.problems import START, Place, Problem
from seller_credits.policy.language import Fixed, Policy, Rule, Tiers
from seller_credits.policy.proof.boxes import Box, common
from seller_credits.policy.proof.orders import Given, shown
from seller_credits.policy.proof.reach import Reach
from seller_credits.policy.sets import Numbers

_SLIP = 100


def approvals(policy: Policy, reach: Reach) -> Iterator[Problem]:
    """A lower level that may approve more than a higher one."""
    given = policy.approvals
    levels = (
        ("automatic", given.automatic),
        ("agent", given.agent),
        ("manager", given.manager),
    )
    for (lower, low), (higher, high) in pairwise(levels):
        if own(policy, low) > own(policy, high):
            place = given.places.get(higher) or given.places.get(lower) or START
            yield Problem(
                "warning",
                f"`{lower}` ({low}) may approve more than `{higher}` ({high}).",
                place.line,
                place.column,
                f"Make `{higher}` at least {low}, or `{lower}` at most {high}.",
                _worth_more_than(policy, reach, own(policy, high), own(policy, low)),
                finding="approvals",
            )


def _worth_more_than(policy: Policy, reach: Reach, least: Decimal, most: Decimal) -> Given:
    """An order that nobody of the higher level would be asked about."""

    def holds(decision: Decision) -> bool:
        return decision.worth is not None and least < decision.worth.amount <= most

    prices = _priced_at(most)
    usual = {"issue": "damaged", "item_price": str(Money(most, policy.rates.own))}
    return shown(policy, all_boxes(reach), holds, prices) or usual


def generous_otherwise(policy: Policy, reach: Reach) -> Iterator[Problem]:
    """A last resort that pays."""
    last = reach.rules[-1]

    def holds(decision: Decision) -> bool:
        return decision.rule == last.name and decision.remedy.costs_money

    paid = any(remedy.costs_money for remedy in policy.otherwise.remedies)
    order = shown(policy, reach.first[last.name], holds) if paid else None
    if order is not None:
        yield Problem(
            "warning",
            "`otherwise` pays for orders nobody thought of.",
            last.place.line,
            last.place.column,
            "Write `otherwise: {remedy: review}`.",
            order,
            finding="otherwise_pays",
        )


@dataclass(frozen=True, slots=True)
class _Figure:
    """One sum in the file, and how an order shows what it does."""

    amount: Decimal
    place: Place
    shows: Callable[[], Given | None]


def slips_of_scale(policy: Policy, reach: Reach) -> Iterator[Problem]:
    """Figures of one use with the same digits a hundredfold apart: `30000` beside `300`."""
    for use, figures in _figures(policy, reach).items():
        for one, other in combinations(figures, 2):
            low, high = sorted((one, other), key=lambda figure: figure.amount)
            if not _looks_slipped(low.amount, high.amount):
                continue
            order = high.shows()
            if order is not None:
                yield Problem(
                    "warning",
                    f"{use} is {format(high.amount, 'f')} here and {format(low.amount, 'f')} "
                    "elsewhere: a slip of scale?",
                    high.place.line,
                    high.place.column,
                    "Count the zeros; where both are meant, nothing needs to be done.",
                    order,
                    finding="slip_of_scale",
                )
                break


def _looks_slipped(low: Decimal, high: Decimal) -> bool:
    return bool(low) and high >= low * _SLIP and _digits(low) == _digits(high)


def _figures(policy: Policy, reach: Reach) -> dict[str, list[_Figure]]:
    found: dict[str, list[_Figure]] = {}
    for at in range(len(policy.rules)):
        for use, figure in (*_ends(policy, reach, at), *_sums(policy, reach, at)):
            found.setdefault(use, []).append(figure)
    places = policy.approvals.places
    levels = {"agent": policy.approvals.agent, "manager": policy.approvals.manager}
    found["`authority`"] = [
        _Figure(own(policy, money), places[name], _approving(policy, reach, own(policy, money)))
        for name, money in levels.items()
        if name in places
    ]
    return found


def _ends(policy: Policy, reach: Reach, at: int) -> Iterator[tuple[str, _Figure]]:
    """The ends of the ranges of money a rule asks for."""
    for condition in policy.rules[at].conditions:
        accepts = condition.accepts
        if FACTS[condition.fact].type is not FactType.MONEY or not isinstance(accepts, Numbers):
            continue
        ends = {value for span in accepts.spans for value, _ in span if value.is_finite()}
        for end in sorted(ends - {Decimal(0)}):
            shows = _at_the_end(policy, reach, at, condition.fact, end)
            yield f"`{condition.fact}`", _Figure(end, condition.place, shows)


def _at_the_end(
    policy: Policy, reach: Reach, at: int, fact: str, end: Decimal
) -> Callable[[], Given | None]:
    name = policy.rules[at].name
    only: Box = {fact: Numbers.between(end, end, whole=False)}

    def shows() -> Given | None:
        ends = (common(box, only) for box in reach.first[name])
        boxes = [box for box in ends if box is not None]
        return shown(policy, boxes, lambda decision: decision.rule == name)

    return shows


def _sums(policy: Policy, reach: Reach, at: int) -> Iterator[tuple[str, _Figure]]:
    """The fixed amounts a rule gives, and what bounds it."""
    rule = policy.rules[at]
    outcome = rule.outcome
    rows = outcome.amount.rows if isinstance(outcome.amount, Tiers) else ()
    for term in (*(row.term for row in rows), outcome.amount):
        if isinstance(term, Fixed):
            amount = own(policy, term.money)
            yield "an amount", _Figure(amount, term.place, _paying(policy, reach, rule, amount))
    for name in ("at_least", "at_most"):
        term = getattr(outcome, name)
        if isinstance(term, Fixed):
            amount = own(policy, term.money)
            yield f"`{name}`", _Figure(amount, term.place, _paying(policy, reach, rule, amount))


def _paying(
    policy: Policy, reach: Reach, rule: Rule, amount: Decimal
) -> Callable[[], Given | None]:
    """An order dear enough for the figure to show, that the rule gives something."""

    def shows() -> Given | None:
        prices = _priced_at(amount)
        return shown(
            policy,
            reach.first[rule.name],
            lambda decision: decision.rule == rule.name and decision.worth is not None,
            [price * 10 for price in prices],
        )

    return shows


def _approving(policy: Policy, reach: Reach, most: Decimal) -> Callable[[], Given | None]:
    """An order that the figure lets somebody approve though it is worth a good part of it."""

    def shows() -> Given | None:
        def holds(decision: Decision) -> bool:
            return decision.worth is not None and most / _SLIP < decision.worth.amount <= most

        return shown(policy, all_boxes(reach), holds, _priced_at(most))

    return shows


def all_boxes(reach: Reach) -> Iterator[Box]:
    """Some orders of every rule that may cost money."""
    for rule in reach.rules:
        if any(remedy.costs_money for remedy in rule.outcome.remedies):
            yield from reach.first[rule.name]


def _priced_at(amount: Decimal) -> list[Decimal]:
    """Prices of which a whole refund, a half or a tenth comes to the amount."""
    return [amount * factor for factor in (1, 2, 10)]


def own(policy: Policy, money: Money) -> Decimal:
    """An amount in the policy's own currency."""
    return policy.rates.amount_in(money, policy.rates.own)


def _digits(number: Decimal) -> tuple[int, ...]:
    return number.normalize().as_tuple().digits
