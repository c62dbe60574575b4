"""Boxes of orders: which ones a rule really gets once guards and earlier rules have had theirs.

A box is a set of values for some facts; a fact it does not name can be anything. Subtracting boxes
from each other is exact, so an empty rest is a proof and a rest that is not empty names an order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from seller_credits.domain.facts import FACTS, FactType, value_text
from seller_credits.domain.issues import DELIVERY_KINDS
from seller_credits.domain.money import Money
from seller_credits.policy.given import NEUTRAL
from seller_credits.policy.language import Condition
from seller_credits.policy.sets import Numbers, ValueSet, Words, everything, known, meet, minus

Box = Mapping[str, ValueSet]

_MOST_PIECES = 3000
_TYPICAL = {
    FactType.MONEY: Decimal(20),
    FactType.DAYS: Decimal(3),
    FactType.HOURS: Decimal(24),
    FactType.PERCENT: Decimal(10),
    FactType.STARS: Decimal(5),
    FactType.COUNT: Decimal(1),
}


class TooManyPieces(Exception):
    """The rest falls into too many boxes to be worth following."""


def box_of(conditions: Iterable[Condition]) -> Box:
    """The orders a rule's conditions fit."""
    return {condition.fact: condition.accepts for condition in conditions}


def _word(*words: str | bool) -> Words:
    return Words(frozenset(words))


GUARDED: Mapping[str, tuple[Box, ...]] = {
    "fulfilled_by_amazon": ({"channel": _word("amazon")},),
    "replacement_order": ({"replacement_order": _word(True)},),
    "cancelled": ({"order_status": _word("cancelled")},),
    "claim_open": ({"claim_open": _word("yes")},),
    "feedback_left": (
        {"feedback_rating": known(FACTS["feedback_rating"])},
        {"buyer_contact": _word("feedback")},
        {"issue": _word("negative_feedback")},
    ),
    "marketplace_answers": (
        {
            "prime": _word(True),
            "channel": _word("seller"),
            "return_state": minus(everything(FACTS["return_state"]), _word("received")),
        },
    ),
    "marketplace_pays": (
        {"marketplace_pays": _word("yes"), "issue": Words(frozenset(DELIVERY_KINDS))},
    ),
    "stale_source": ({"source_state": _word("failed")},),
}
"""The orders guards take before any rule, as far as single values tell."""


def rest_of(boxes: list[Box], taken: Iterable[Box]) -> list[Box]:
    """What is left of the boxes without those taken.

    Raises:
        TooManyPieces: where the rest cannot be followed in reasonable time.
    """
    for box in taken:
        boxes = [piece for rest in boxes for piece in _without(rest, box)]
        if len(boxes) > _MOST_PIECES:
            raise TooManyPieces
    return boxes


def common(one: Box, other: Box) -> Box | None:
    """The orders in both, or None where there are none."""
    both = dict(one)
    for fact, values in other.items():
        both[fact] = meet(both.get(fact, everything(FACTS[fact])), values)
    return None if any(values.empty for values in both.values()) else both


def _without(box: Box, taken: Box) -> list[Box]:
    if common(box, taken) is None:
        return [box]
    pieces: list[Box] = []
    inside = dict(box)
    for fact, values in taken.items():
        here = inside.get(fact, everything(FACTS[fact]))
        outside = minus(here, values)
        if not outside.empty:
            pieces.append({**inside, fact: outside})
        inside[fact] = meet(here, values)
    return pieces


def order_in(box: Box, currency: str) -> Mapping[str, str]:
    """A made-up order that lies in the box, as an example of the policy would give it.

    What goes without saying in an example is left out.
    """
    given: dict[str, str] = {}
    for fact, values in box.items():
        if fact in NEUTRAL and NEUTRAL[fact] in values:
            continue
        if isinstance(values, Numbers):
            number = values.sample(_TYPICAL[FACTS[fact].type])
            if number is not None:
                given[fact] = number_text(fact, number, currency)
        elif (word := values.sample()) is not None:
            given[fact] = value_text(word)
    if "item_price" not in box:
        given["item_price"] = number_text("item_price", _TYPICAL[FactType.MONEY], currency)
    return given


def number_text(fact: str, number: Decimal, currency: str) -> str:
    """A number of a fact as an example would give it: `3`, or `20.00 USD`."""
    money = FACTS[fact].type is FactType.MONEY
    return str(Money(number, currency)) if money else format(number, "f")
