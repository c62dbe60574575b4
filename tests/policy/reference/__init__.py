"""A second reading of the policy language: slow, plain, and sharing nothing with the first.

Written from the description of the language, a function for each of its clauses, which the
function quotes (`>`). It reads the file's YAML itself and counts in fractions, so that neither a
slip of reading nor one of rounding can be in both.
"""

from __future__ import annotations

import yaml

from seller_credits.policy import Options
from tests.policy.reference.conditions import all_hold
from tests.policy.reference.guards import first_guard
from tests.policy.reference.limits import who_may_approve
from tests.policy.reference.order import ForAPerson, Order, Verdict
from tests.policy.reference.remedies import given_by

PLAIN = Options()


def decide(text, facts, options=PLAIN, order_date=None):
    """What is to be done about one issue.

    > 1. guards → 2. rules, first match; the experiment's arm, if the rule is in one → 3. amount →
    > 4. adjustments → 5. at_least/at_most, less what was already given → 6. limits → 7. rounding →
    > 8. authority
    """
    order = Order(yaml.load(text, Loader=yaml.BaseLoader), facts, options)  # texts only
    name, remedy = first_guard(order)
    if name is not None:
        return Verdict(remedy, guard=name)
    if ended(order, order_date) or not covered(order):
        return Verdict("review")
    rule, outcome = first_rule(order)
    try:
        verdict = given_by(order, arm(order, rule, outcome))
    except ForAPerson as why:
        verdict = Verdict("review", guard=why.guard, limits_hit=why.limits, missing=why.missing)
    verdict.rule = rule
    verdict.authority = who_may_approve(order, verdict)
    return verdict


def ended(order, order_date):
    """Whether the policy is not in force any more.

    > judged by the version in force on its order date (the earliest version, for older orders)
    """
    last = order.policy.get("effective", {}).get("to")
    return last is not None and order_date is not None and order_date.isoformat() > last


def covered(order):
    """Whether the policy speaks of the order's currency.

    > An order in a currency the policy does not cover is `review`.
    """
    return order.in_one_currency and order.currency in order.rates


def first_rule(order):
    """The rule that takes it.

    > first match wins; otherwise: mandatory
    """
    for rule in order.policy.get("rules", []):
        if all_hold(order, rule.get("when", {})):
            return rule["rule"], rule
    return "otherwise", order.policy["otherwise"]


def arm(order, rule, outcome):
    """What the rule gives this order.

    > the experiment's arm, if the rule is in one
    """
    experiment, drawn = order.policy.get("experiment"), order.options.drawn
    if experiment is None or drawn is None or drawn.experiment != experiment["name"]:
        return outcome
    return experiment["instead"] if drawn.instead and rule in experiment["rules"] else outcome
