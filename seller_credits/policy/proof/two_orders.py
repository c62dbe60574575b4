"""Two made-up orders that differ in one fact, and what the policy gives each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, product

from seller_credits.domain.decisions import Decision
from seller_credits.domain.remedies import Remedy
from seller_credits.policy.language import Adjustment, Base, Fixed, Policy, Share, Term
from seller_credits.policy.proof.boxes import Box, TooManyPieces, box_of
from seller_credits.policy.proof.orders import Given, decided, order_in
from seller_credits.policy.proof.steps import Pair, Step, pairs
from seller_credits.policy.sets import Numbers, ValueSet, Words

_FOLLOWED = 64
_CENT = Decimal("0.01")
_PRICES = tuple(Decimal(price) for price in (20, 100, 1000, 100_000))
_OTHERS = tuple(Decimal(amount) for amount in (0, 5, 20, 500))
_FREE = frozenset({Remedy.NONE, Remedy.MESSAGE})
_OF = {Base.ORDER: "order_total", Base.SHIPPING: "shipping_paid", Base.RETURN_LABEL: "return_label"}


@dataclass(frozen=True, slots=True)
class Compared:
    """Two orders, the better case first, and what each is paid.

    Attributes:
        pays: what the better case is paid; 0 where nothing is given.
        touching: whether no value of the fact lies between them.
    """

    better: Given
    worse: Given
    pays: Decimal
    pays_worse: Decimal
    touching: bool


def compared(policy: Policy, low: Step, high: Step, by: str) -> Iterator[Compared]:
    """Every two orders worth asking about, that either step decides and that both are paid for.

    A case that a person must look at, or that is sent another one, is not compared.
    """
    splits = _splits(policy, low, high, by)
    try:
        for pair in islice(pairs(low, high, by, splits), _FOLLOWED):
            for better, worse in _orders(policy, low, high, by, pair):
                pays, pays_worse = _paid(decided(policy, better)), _paid(decided(policy, worse))
                if pays is not None and pays_worse is not None:
                    yield Compared(better, worse, pays, pays_worse, pair.touching)
    except TooManyPieces:
        low.reach.untold.add(low.reach.rules[high.at].name)


def first_of(found: Iterator[Compared], holds: Callable[[Compared], bool]) -> Compared | None:
    """The first two orders that show it."""
    return next((each for each in found if holds(each)), None)


def is_plain(step: Step) -> bool:
    """Whether what a step pays grows with the price and nothing bounds it."""
    outcome = step.outcome
    bounds = outcome.at_least or outcome.at_most
    return len(outcome.remedies) == 1 and bounds is None and not isinstance(step.term, Fixed)


def _paid(decision: Decision) -> Decimal | None:
    if decision.remedy in _FREE and decision.guard is None:
        return Decimal(0)
    return decision.amount.amount if decision.amount else None


def _splits(policy: Policy, low: Step, high: Step, by: str) -> list[Box]:
    """Where adjustments may make the one pay less than the other."""
    plain = is_plain(low) and is_plain(high)
    return [
        box_of(change.conditions)
        for change in policy.adjustments
        if not plain or change.change.money is not None or _asks(change, by)
    ]


def _asks(change: Adjustment, by: str) -> bool:
    return any(condition.fact == by for condition in change.conditions)


def _orders(
    policy: Policy, low: Step, high: Step, by: str, pair: Pair
) -> Iterator[tuple[Given, Given]]:
    less, more = pair.values
    likes = _likes(policy, low, high, by, pair)
    for like in likes:
        alike = {**pair.alike, **_only(by, less)}
        better = order_in(alike, policy.rates.own, {**like, **_said(by, less)})
        worse = order_in(
            {**alike, **_only(by, more)}, policy.rates.own, {**like, **_said(by, more)}
        )
        yield better, worse


def _only(by: str, value: Decimal | str) -> dict[str, ValueSet]:
    if isinstance(value, str):
        return {by: Words(frozenset({value}))}
    return {by: Numbers.between(value, value, whole=False)}


def _said(by: str, value: Decimal | str) -> dict[str, Decimal]:
    return {} if isinstance(value, str) else {by: value}


def _likes(
    policy: Policy, low: Step, high: Step, by: str, pair: Pair
) -> Iterator[dict[str, Decimal]]:
    """Prices, and what else amounts are taken of, at which one may begin to pay less."""
    terms = [*_terms(low), *_terms(high)]
    others = [_OF[term.base] for term in terms if isinstance(term, Share) and term.base in _OF]
    names = [name for name in dict.fromkeys(others) if name != by]
    seen = set()
    for price in _prices(policy, terms, pair.alike):
        for numbers in product(_OTHERS, repeat=len(names)):
            like = dict(zip(names, numbers, strict=True))
            if like.get("order_total") == 0:
                like["order_total"] = price
            if by != "item_price":
                like["item_price"] = price
            _of_one_line(like, by, pair)
            key = tuple(like.items())
            if key not in seen:
                seen.add(key)
                yield like


def _of_one_line(like: dict[str, Decimal], by: str, pair: Pair) -> None:
    """Both orders are of the same line, however many of its units are affected."""
    most = pair.values[1]
    if by == "quantity" and isinstance(most, Decimal):
        like["quantity_ordered"] = max(most, Decimal(1))
        like["line_total"] = like["item_price"] * like["quantity_ordered"]


def _terms(step: Step) -> list[Term]:
    outcome = step.outcome
    return [term for term in (step.term, outcome.at_least, outcome.at_most) if term is not None]


def _prices(policy: Policy, terms: list[Term], box: Box) -> list[Decimal]:
    """Typical ones first, then those where one bound or another begins to bind."""
    sums = [
        policy.rates.amount_in(t.money, policy.rates.own) for t in terms if isinstance(t, Fixed)
    ]
    sums += [
        abs(policy.rates.amount_in(each.change.money, policy.rates.own))
        for each in policy.adjustments
        if each.change.money is not None
    ]
    shares = [term.factor for term in terms if isinstance(term, Share)]
    turns = [number / share for number in sums for share in (*shares, Decimal(1))]
    near = [price * factor for price in turns for factor in (1, Decimal("0.9"), Decimal("1.1"))]
    values = box.get("item_price")
    if not isinstance(values, Numbers):
        return _in_cents([*_PRICES, *near])
    ends = [end for span in values.spans for end, _ in span if end.is_finite()]
    allowed = (values.sample(price) for price in _in_cents([*_PRICES, *ends, *near]))
    return list(dict.fromkeys(price for price in allowed if price is not None))


def _in_cents(prices: list[Decimal]) -> list[Decimal]:
    return list(dict.fromkeys(max(price, _CENT).quantize(_CENT) for price in prices))
