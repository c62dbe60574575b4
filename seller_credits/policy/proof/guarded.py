"""The orders guards take before any rule is asked, as boxes: for whoever proves things.

What a guard compares is no box: that nothing is left to refund is told apart here for whole boxes.
Guards that wait for a setting count as they do without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from seller_credits.domain.facts import FACTS
from seller_credits.domain.issues import DELIVERY_KINDS
from seller_credits.policy.options import Options
from seller_credits.policy.proof.boxes import Box
from seller_credits.policy.sets import HIGHEST, Numbers, Words, everything, known, minus


def _word(*words: str | bool) -> Words:
    return Words(frozenset(words))


def _stale() -> tuple[Box, ...]:
    failed: Box = {"source_state": _word("failed")}
    hours = Options().stale_after_hours
    if hours is None:
        return (failed,)
    return (failed, {"source_age": Numbers((((hours, 1), HIGHEST),))})


GUARDED: Mapping[str, tuple[Box, ...]] = {
    "over": ({"is_over": _word(True)},),
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
            "return_state": minus(everything(FACTS["return_state"]), _word("received")),
        },
    ),
    "marketplace_pays": (
        {"marketplace_pays": _word("yes"), "issue": Words(frozenset(DELIVERY_KINDS))},
    ),
    "stale_source": _stale(),
}
"""All that can be said as boxes, by the guard's name: every guard but `nothing_left`."""

TAKEN_FIRST: tuple[Box, ...] = tuple(box for boxes in GUARDED.values() for box in boxes)
"""The same, in one row."""


def always_allowed(fact: str) -> Words | Numbers:
    """What guards that look at this fact alone leave of it."""
    left = everything(FACTS[fact])
    for box in TAKEN_FIRST:
        if set(box) == {fact}:
            left = minus(left, box[fact])
    return left


def something_left(box: Box) -> bool:
    """Whether any order in the box has something left to refund, as far as is known."""
    refunded = _money(box, "refunded_so_far")
    line, shipping = _money(box, "line_total"), _money(box, "shipping_paid")
    if refunded.missing or line.missing or shipping.missing:
        return True
    return _lowest(refunded) < _highest(line) + _highest(shipping)


def _money(box: Box, fact: str) -> Numbers:
    values = box.get(fact, everything(FACTS[fact]))
    assert isinstance(values, Numbers)
    return values if values.spans else replace(values, missing=True)


def _lowest(values: Numbers) -> Decimal:
    return values.spans[0][0][0]


def _highest(values: Numbers) -> Decimal:
    return values.spans[-1][1][0]
