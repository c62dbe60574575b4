"""The guards as boxes beside the guards as they are asked: the two may not drift apart."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations, product

import pytest

from seller_credits.domain.facts import FACTS, Facts, FactType
from seller_credits.policy import Options, decide, load_policy, parse_given
from seller_credits.policy.engine.guards import GUARDS
from seller_credits.policy.proof.boxes import contains
from seller_credits.policy.proof.guarded import GUARDED, TAKEN_FIRST, always_allowed, something_left
from seller_credits.policy.sets import Numbers

EMPTY = load_policy("currency: USD\nrules: []\notherwise: {remedy: review}\n")
USUAL = dict(parse_given({"issue": "damaged", "item_price": "20 USD"}, "USD"))
HOURS = (None, Decimal(0), Options().stale_after_hours, Decimal("48.01"), Decimal(500))
ASKED = sorted({fact for box in TAKEN_FIRST for fact in box})


def values_of(fact):
    definition = FACTS[fact]
    if definition.type is FactType.YES_NO:
        return (None, True, False)
    if definition.type is FactType.HOURS:
        return HOURS
    if definition.type is FactType.STARS:
        return (None, 1, 5)
    return (None, *definition.choices)


def guard_of(order):
    known = Facts({fact: value for fact, value in order.items() if value is not None})
    return decide(EMPTY, known).guard


def test_every_guard_is_said_in_boxes_but_the_one_that_compares():
    assert {*GUARDED, "nothing_left"} == {guard.name for guard in GUARDS}


@pytest.mark.exhaustive
def test_a_guard_takes_an_order_where_a_box_has_it():
    # No guard asks for more than three facts.
    for three in combinations(ASKED, 3):
        for values in product(*(values_of(fact) for fact in three)):
            order = USUAL | dict(zip(three, values, strict=True))
            in_a_box = any(contains(box, order) for box in TAKEN_FIRST)
            assert (guard_of(order) is not None) == in_a_box, order


def test_a_box_names_the_guard_that_takes_its_orders():
    for name, boxes in GUARDED.items():
        for box in boxes:
            order = dict(USUAL)
            for fact, values in box.items():
                word = values.sample(Decimal(5)) if isinstance(values, Numbers) else values.sample()
                whole = FACTS[fact].type is FactType.STARS
                order[fact] = int(word) if whole else word
            assert guard_of(order) == name


def test_what_guards_leave_of_a_fact_sets_none_of_them_off():
    assert "amazon" not in always_allowed("channel")
    assert "seller" in always_allowed("channel")
    assert None in always_allowed("channel")
    assert Decimal(3) in always_allowed("days_late")


def money(low, high):
    return Numbers.between(Decimal(low), None if high is None else Decimal(high), whole=False)


@pytest.mark.parametrize(
    ("refunded", "line", "left"),
    [
        (money(30, 40), money(10, 20), False),
        (money(20, 40), money(10, 20), False),
        (money(19, 40), money(10, 20), True),
        (money(30, 40), money(10, None), True),
    ],
)
def test_a_box_has_something_left_where_an_order_of_it_has(refunded, line, left):
    none = money(0, 0)
    assert left == something_left(
        {"refunded_so_far": refunded, "line_total": line, "shipping_paid": none}
    )


def test_where_an_amount_may_be_unknown_something_may_be_left():
    assert something_left({"refunded_so_far": money(30, 40), "line_total": money(10, 20)})
