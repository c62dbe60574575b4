"""Guards under the plain reading: the program's own, before the rules and after them."""

from __future__ import annotations

from seller_credits.domain.issues import DELIVERY_KINDS
from tests.policy.reference.order import COSTLY, ForAPerson


def first_guard(order):
    """The guard that takes it and what it decides, or two Nones.

    > Guards are the program's, always on; loosening one is a named setting.
    > The first that applies wins.
    """
    known = order.facts
    for name, remedy, applies in (
        ("fulfilled_by_amazon", "none", known.get("channel") == "amazon"),
        ("replacement_order", "none", known.get("replacement_order") is True),
        ("cancelled", "none", known.get("order_status") == "cancelled"),
        ("nothing_left", "none", nothing_left(order)),
        ("claim_open", "review", known.get("claim_open") == "yes"),
        ("feedback_left", "review", feedback_left(known)),
        ("marketplace_answers", "none", marketplace_answers(order)),
        ("marketplace_pays", "none", marketplace_pays(known)),
        ("stale_source", "review", stale(order)),
    ):
        if applies and name not in order.options.loosened:
            return name, remedy
    return None, None


def nothing_left(order):
    """The language: nothing left to refund → `none`."""
    names = ("line_total", "shipping_paid", "refunded_so_far")
    known = order.in_one_currency and all(name in order.facts for name in names)
    return known and order.left_of_line() <= 0


def feedback_left(known):
    """The language: feedback already left → `review` (money is never tied to a review)."""
    return (
        "feedback_rating" in known
        or known.get("buyer_contact") == "feedback"
        or known.get("issue") == "negative_feedback"
    )


def marketplace_answers(order):
    """Whether somebody else answers for the order.

    > the marketplace's own service answers for the order (seller-fulfilled Prime, or an account
    > setting) → `none`, unless a return has been received: then the rules decide
    """
    answers = order.facts.get("prime") is True or order.options.answered_by_marketplace
    return answers and order.facts.get("return_state") != "received"


def marketplace_pays(known):
    """The language: `marketplace_pays: yes` and a delivery issue → `none`."""
    return known.get("marketplace_pays") == "yes" and known.get("issue") in DELIVERY_KINDS


def stale(order):
    """The language: the deciding source is stale or its last window failed → `review`."""
    age, at_most = order.facts.get("source_age"), order.options.stale_after_hours
    too_old = age is not None and at_most is not None and age > at_most
    return too_old or order.facts.get("source_state") == "failed"


def after_the_rule(order, remedy):
    """Raises where a guard keeps the rule's remedy back.

    > after the rule: a remedy that costs money while nothing is shipped → `review`; a partial
    > refund while a return is open → `review`
    """
    known = order.facts
    for name, applies in (
        ("not_shipped", known.get("order_status") == "unshipped"),
        ("refund_pending", known.get("refund_pending") is True),
        ("replacement_pending", known.get("replacement_pending") is True),
        ("return_open", remedy == "partial_refund" and known.get("return_state") == "open"),
    ):
        if remedy in COSTLY and applies and name not in order.options.loosened:
            raise ForAPerson(guard=name)
