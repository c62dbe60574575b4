"""Made-up orders: one that lies in a box, and one for which the policy really says something.

What is shown to a seller as a proof is asked of the policy first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from seller_credits.domain.decisions import Decision
from seller_credits.domain.facts import FACTS, FactType, value_text
from seller_credits.domain.money import Money
from seller_credits.policy.engine.deciding import decide
from seller_credits.policy.language import Policy
from seller_credits.policy.options import Options
from seller_credits.policy.proof.boxes import Box
from seller_credits.policy.reading.given import MISSING, NEUTRAL, parse_given
from seller_credits.policy.sets import Numbers, ValueSet

Given = Mapping[str, str]
"""An order as the examples of a policy give it."""
Likes = Mapping[str, Decimal]
"""Which numbers an order should have, as far as its box allows them."""

_PLAIN = Options()
_TYPICAL = {
    FactType.MONEY: Decimal(20),
    FactType.DAYS: Decimal(3),
    FactType.HOURS: Decimal(24),
    FactType.PERCENT: Decimal(10),
    FactType.STARS: Decimal(5),
    FactType.COUNT: Decimal(1),
}
_NOTHING = frozenset({"shipping_paid", "refunded_so_far", "credited_for_issue"})
_FOLLOWING = frozenset({"line_total", "order_total", "quantity_ordered"})
_PRICES = tuple(Decimal(price) for price in (20, 100, 5, 1000, 100_000, 1, "0.01"))


def order_in(box: Box, currency: str, likes: Likes | None = None) -> Given:
    """A made-up order that lies in the box; what goes without saying in an example is left out.

    Args:
        box: not empty in any fact.
        currency: of its amounts.
        likes: numbers it should have where the box allows, said or not.
    """
    wanted = dict(likes or {})
    given: dict[str, str] = {}
    for fact, values in box.items():
        text = _text(fact, values, currency, wanted.pop(fact, None))
        if text:
            given[fact] = text
    for fact, number in wanted.items():
        given[fact] = number_text(fact, number, currency)
    if "item_price" not in given and _may_be_known(box, "item_price"):
        given["item_price"] = number_text("item_price", _TYPICAL[FactType.MONEY], currency)
    return _with_something_left(box, given, currency)


def number_text(fact: str, number: Decimal, currency: str) -> str:
    """A number of a fact as an example would give it: `3`, or `20.00 USD`."""
    money = FACTS[fact].type is FactType.MONEY
    return str(Money(number, currency)) if money else format(number, "f")


def decided(policy: Policy, given: Given, options: Options = _PLAIN) -> Decision:
    """What the policy says about a made-up order."""
    return decide(policy, parse_given(given, policy.rates.own), options=options)


def shown(
    policy: Policy,
    boxes: Iterable[Box],
    holds: Callable[[Decision], bool],
    prices: Iterable[Decimal] = (),
    *,
    options: Options = _PLAIN,
) -> Given | None:
    """An order in one of the boxes whose decision shows it; None where none was found.

    Args:
        policy: which decides.
        boxes: where to look, in order.
        holds: whether a decision shows it.
        prices: of the item, to try before the usual ones.
        options: what is known beside the order.
    """
    tried = dict.fromkeys((*prices, *_PRICES))
    for box in boxes:
        for given in _of_prices(box, policy.rates.own, tried):
            if holds(decided(policy, given, options)):
                return given
    return None


def _of_prices(box: Box, currency: str, prices: Iterable[Decimal]) -> Iterator[Given]:
    seen = []
    for price in prices:
        likes = {"item_price": price} if _may_be_known(box, "item_price") else {}
        given = order_in(box, currency, likes)
        if given not in seen:
            seen.append(given)
            yield given
            if _may_be_known(box, "in_stock") and "in_stock" not in given:
                yield {**given, "in_stock": "yes"}


def _text(fact: str, values: ValueSet, currency: str, like: Decimal | None) -> str:
    """What an order in the box says of the fact; nothing where that goes without saying."""
    if like is None and _goes_without_saying(fact, values):
        return ""
    if isinstance(values, Numbers):
        typical = Decimal(0) if fact in _NOTHING else _TYPICAL[FACTS[fact].type]
        number = values.sample(typical if like is None else like)
        return MISSING if number is None else number_text(fact, number, currency)
    word = values.sample()
    return MISSING if word is None else value_text(word)


def _goes_without_saying(fact: str, values: ValueSet) -> bool:
    if fact in NEUTRAL:
        return NEUTRAL[fact] in values
    if fact in _NOTHING:
        return Decimal(0) in values
    # What follows from other facts is never just absent.
    return None in values and fact not in _FOLLOWING and fact != "item_price"


def _may_be_known(box: Box, fact: str) -> bool:
    values = box.get(fact)
    if values is None:
        return True
    return bool(values.spans) if isinstance(values, Numbers) else True in values


def _is_paid_for(given: Given) -> bool:
    price = given.get("item_price", MISSING)
    return price == MISSING or bool(Money.parse(price))


def _with_something_left(box: Box, given: dict[str, str], currency: str) -> Given:
    """The same, paid for so dearly that a guard does not stop at what was refunded before."""
    if given.keys().isdisjoint(_FOLLOWING | _NOTHING) and _is_paid_for(given):
        return given
    facts = parse_given(given, currency)
    amounts = [facts.money(name) for name in ("refunded_so_far", "line_total", "shipping_paid")]
    known = [money.amount for money in amounts if money is not None]
    if len(known) < len(amounts) or known[0] < known[1] + known[2]:
        return given
    enough = known[0] * 2 + _TYPICAL[FactType.MONEY]
    for fact in ("line_total", "shipping_paid"):
        values = box.get(fact)
        number = values.sample(enough) if isinstance(values, Numbers) else enough
        if number is not None:
            given[fact] = number_text(fact, number, currency)
    return given
