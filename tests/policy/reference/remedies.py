"""What a rule gives under the plain reading: one remedy, or one of several offered."""

from __future__ import annotations

from fractions import Fraction

from tests.policy.reference.amounts import full_amount, partial_amount
from tests.policy.reference.guards import after_the_rule
from tests.policy.reference.limits import (
    bounds_of_part,
    lowest,
    refuse_above_limits,
    refuse_to_buyer,
)
from tests.policy.reference.order import COSTLY, ForAPerson, Verdict


def given_by(order, outcome):
    """The remedy a rule gives, or a review raised.

    > offer: the first that can be carried out; none left: review
    """
    offered = outcome.get("offer") or [outcome["remedy"]]
    if len(offered) == 1:
        return carried_out(order, outcome, offered[0])
    able, missing = [], []
    for remedy in offered:
        try:
            able.append((remedy, net_cost(order, remedy, feasible(order, outcome, remedy))))
        except ForAPerson as why:
            missing.extend(why.missing)
    if not able:
        raise ForAPerson(missing=tuple(missing))
    return carried_out(order, outcome, chosen(order, outcome, able))


def chosen(order, outcome, able):
    """Which of those that can be carried out is taken.

    > `choose: cheapest` takes the lowest net cost among those instead
    """
    if outcome.get("choose") != "cheapest" or len(able) == 1:
        return able[0][0]
    if any(cost is None for _, cost in able):
        needed = ("unit_cost", "quantity")
        raise ForAPerson(missing=tuple(name for name in needed if name not in order.facts))
    return min(able, key=lambda one: one[1])[0]


def feasible(order, outcome, remedy):
    """What the buyer would receive; raises where the remedy cannot be carried out.

    > a replacement only with in_stock: yes
    """
    if remedy == "replacement" and order.facts.get("in_stock") is not True:
        raise ForAPerson(missing=() if "in_stock" in order.facts else ("in_stock",))
    if remedy == "partial_refund":
        return feasible_part(order, outcome)
    if remedy not in {"full_refund", "return_and_refund"}:
        return Fraction(0)
    amount = full_amount(order)
    if amount <= 0:
        raise ForAPerson
    return amount


def feasible_part(order, outcome):
    """A partial refund as it would be paid; a limit that leaves nothing of it takes no offer away.

    > 2. rules, first match … 6. limits
    """
    bounds = bounds_of_part(order)
    amount = partial_amount(order, outcome)
    ceiling, name = lowest(order, bounds)
    paid = order.rounded(min(amount, ceiling))
    if paid <= 0 and (ceiling >= amount or name == "left_to_refund"):
        raise ForAPerson
    return paid


def net_cost(order, remedy, amount):
    """What a remedy costs the seller; None where that is not known.

    > face value less the referral fee that comes back, plus the refund administration fee; for a
    > replacement, unit cost and postage
    """
    if remedy == "replacement":
        if "unit_cost" not in order.facts or "quantity" not in order.facts:
            return None
        postage = order.money("postage") if "postage" in order.facts else 0
        return order.money("unit_cost") * order.facts["quantity"] + postage
    fees = order.options.fees
    if fees is None:
        return amount
    back = amount * Fraction(fees.referral)
    kept, most = back * Fraction(fees.kept), fees.kept_at_most
    if most is not None and most.currency == order.currency:
        kept = min(kept, Fraction(most.amount))
    return amount - back + kept


def carried_out(order, outcome, remedy):
    """The remedy as it is suggested, within the limits; a review raised where it cannot be."""
    if remedy not in COSTLY:
        return Verdict(remedy)
    after_the_rule(order, remedy)
    if outcome.get("already") == "skip" and order.money("credited_for_issue") > 0:
        return Verdict("none")
    refuse_to_buyer(order)
    if remedy == "replacement":
        return replacement(order)
    if remedy == "partial_refund":
        return partial_refund(order, outcome)
    amount = full_amount(order)
    refuse_above_limits(order, amount)
    if amount <= 0:
        raise ForAPerson
    return Verdict(remedy, amount=amount, currency=order.currency, worth=amount)


def partial_refund(order, outcome):
    """Some of the price, as much as the limits leave.

    > the tightest one wins and the trace names it; an amount that ends at 0 is `review`
    """
    bounds = bounds_of_part(order)
    amount = partial_amount(order, outcome)
    ceiling, name = lowest(order, bounds)
    hit = (name,) if ceiling < amount else ()
    paid = order.rounded(min(amount, ceiling))
    if paid <= 0:
        raise ForAPerson(limits=hit)
    return Verdict(
        "partial_refund", amount=paid, currency=order.currency, worth=paid, limits_hit=hit
    )


def replacement(order):
    """Another one, where there is one.

    > The worth of a replacement, for authority and limits, is its net cost, else the line's value.
    """
    if order.facts.get("in_stock") is not True:
        raise ForAPerson(missing=() if "in_stock" in order.facts else ("in_stock",))
    order.money("refunded_so_far")  # nothing is sent while it may have been paid back already
    worth = net_cost(order, "replacement", None)
    if worth is None:
        worth = order.money("line_total") if "line_total" in order.facts else order.affected()
    worth = order.rounded(worth)
    refuse_above_limits(order, worth)
    return Verdict("replacement", worth=worth)
