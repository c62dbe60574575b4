"""Limits and authority under the plain reading."""

from __future__ import annotations

from fractions import Fraction

from tests.policy.reference.order import COSTLY, ForAPerson


def lowest(order, bounds):
    """The tightest of some ceilings and its name.

    > ceilings round down
    """
    top, name = min(bounds)
    return max(order.floored(top), Fraction(0)), name


def refuse_above_limits(order, worth):
    """Raises where a remedy that may not be cut is worth more than a limit leaves.

    > one that would cut a full refund or a replacement short turns it into `review`, naming the
    > limit: never a smaller one in silence
    """
    above = tuple(name for top, name in ceilings(order) if order.floored(top) < worth)
    if above:
        raise ForAPerson(limits=above)


def bounds_of_part(order):
    """What bounds a partial refund.

    > per_line: of what the buyer paid for the line, refunds already given included
    > never above what is left to refund
    """
    found = [(order.left_of_line(), "left_to_refund")]
    if order.limit("per_line") is not None:
        top = top_of(order, "per_line", "line_total")
        found.append((top - order.money("refunded_so_far"), "per_line"))
    return found + ceilings(order)


def ceilings(order):
    """What the other limits leave.

    > the other limits bound every remedy that costs money
    """
    found, budgets = [], order.options.budgets
    if order.limit("per_order") is not None:
        top = top_of(order, "per_order", "order_total")
        found.append((top - given_on_order(order), "per_order"))
    for name, told in (("per_day", "today"), ("per_month", "this_month")):
        spent = getattr(budgets, told) if budgets else None
        if order.limit(name) is not None and spent is not None:
            found.append((top_of(order, name) - total(order, spent), name))
    return found


def top_of(order, name, base=None):
    """A limit's own ceiling: money, or a share of what was paid."""
    text = order.limit(name)
    if text.endswith("%"):
        return Fraction(text.removesuffix("%")) / 100 * order.money(base)
    return order.floored(order.written(text))


def given_on_order(order):
    """What the order was given already, by anyone: the most that is known of it."""
    refunded, budgets = order.money("refunded_so_far"), order.options.budgets
    if budgets is None or budgets.on_order is None:
        return refunded
    return max(refunded, total(order, [budgets.on_order]))


def total(order, spent):
    """Amounts of several currencies as one; those the policy does not cover are not its own."""
    covered = [money for money in spent if money.currency in order.rates]
    return sum(order.converted(Fraction(money.amount), money.currency) for money in covered)


def refuse_to_buyer(order):
    """Raises where the buyer has had all the credits one buyer may have.

    > per_buyer: {credits: 2, within: 180d}
    """
    had = credits_of_buyer(order) if order.limit("per_buyer") else None
    if had is not None and had >= int(order.limit("per_buyer")["credits"]):
        raise ForAPerson(limits=("per_buyer",))


def credits_of_buyer(order):
    """How many the buyer had within the days; all there were, where nothing tells when."""
    budgets = order.options.budgets
    if budgets is None or budgets.to_buyer is None:
        return order.facts.get("buyer_prior_credits")
    within = int(order.limit("per_buyer")["within"].removesuffix("d"))
    return sum(days < within for days in budgets.to_buyer)


def unjudged(order):
    """Whether something keeps a remedy from going out with nobody looking.

    > per_buyer where the buyer cannot be told: not judged, said in the trace, never automatic

    So are the day and the month where an account's budgets are known and theirs is not.
    """
    budgets = order.options.budgets
    if order.limit("per_buyer") and credits_of_buyer(order) is None:
        return True
    told = (("per_day", "today"), ("per_month", "this_month"))
    return budgets is not None and any(
        order.limit(name) is not None and getattr(budgets, spent) is None for name, spent in told
    )


def who_may_approve(order, verdict):
    """The least of those who may approve it; None where there is nothing to approve.

    > who may approve a remedy worth at most; automatic: 0 = nothing is; above: owner
    """
    if verdict.remedy not in COSTLY:
        return "agent" if verdict.remedy == "message" else None
    levels, top = order.policy.get("authority", {}), Fraction(0)
    for level in ("automatic", "agent", "manager"):
        top = order.written(levels[level]) if level in levels else top
        if verdict.worth <= top and not (level == "automatic" and unjudged(order)):
            return level
    return "owner"
