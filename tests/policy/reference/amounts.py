"""Amounts under the plain reading: percentages, tables, adjustments, bounds, what was given."""

from __future__ import annotations

from fractions import Fraction

from tests.policy.reference.conditions import all_hold, is_in
from tests.policy.reference.order import ForAPerson

BASES = {"order": "order_total", "shipping": "shipping_paid", "return_label": "return_label"}


def partial_amount(order, outcome):
    """What a partial refund comes to before limits and rounding.

    > 3. amount → 4. adjustments → 5. at_least/at_most, less what was already given
    """
    amount = adjusted(order, amount_of(order, outcome["amount"]))
    if "at_least" in outcome:
        amount = max(amount, term(order, outcome["at_least"]))
    if "at_most" in outcome:
        amount = min(amount, order.floored(term(order, outcome["at_most"])))
    if outcome.get("already") == "add":
        return amount
    return amount - order.money("credited_for_issue")  # "`already: subtract`, the default"


def amount_of(order, written):
    """The rule's own amount, or its table's.

    > a table by one numeric fact (no row for a value: `review`)
    """
    if not isinstance(written, dict):
        return term(order, written)
    by = written["by"]
    if by not in order.facts:
        raise ForAPerson(missing=(by,))
    for row, amount in written.items():
        if row != "by" and is_in(order, by, order.facts[by], row):
            return term(order, amount)
    raise ForAPerson


def term(order, text):
    """`10% of item`, or `5 USD`."""
    percent, of, base = text.partition("% of ")
    if not of:
        return order.written(text)
    whole = order.affected() if base == "item" else order.money(BASES[base])
    return Fraction(percent) / 100 * whole


def adjusted(order, amount):
    """The amount with the policy's adjustments; it never falls below nothing.

    > on the rule's amount, in order, before limits
    """
    for adjustment in order.policy.get("adjustments", []):
        if all_hold(order, adjustment.get("when", {})):
            change = adjustment["change"]
            if change.endswith("%"):
                amount *= 1 + Fraction(change.removesuffix("%")) / 100
            else:
                amount = max(amount + order.written(change), Fraction(0))
    return amount


def full_amount(order):
    """What a full refund comes to.

    > `full_refund` is what is left of the line with its shipping

    Of some of its units, what is left of what they cost.
    """
    left = order.left_of_line()
    units, ordered = order.facts.get("quantity"), order.facts.get("quantity_ordered")
    if units is not None and ordered is not None and units < ordered:
        left = min(left, order.affected() - order.money("refunded_so_far"))
    elif "shipping_paid" not in order.facts:
        raise ForAPerson(missing=("shipping_paid",))
    return order.floored(left)
