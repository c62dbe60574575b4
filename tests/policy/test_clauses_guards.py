"""Clauses on guards that the plain cases leave open: what sets one off, and what does not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from seller_credits.domain.facts import Facts
from seller_credits.domain.issues import DELIVERY_KINDS, IssueKind
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Remedy
from seller_credits.policy import Options, decide, load_policy, parse_given

PAYS_ALL = """\
currency: USD
authority: {{automatic: 500 USD, agent: 500 USD, manager: 500 USD}}
rules:
  - {{rule: all, when: {{}}, {remedy}}}
otherwise: {{remedy: review}}
"""
REMEDIES = (
    "remedy: partial_refund, amount: 10% of item",
    "remedy: full_refund",
    "remedy: return_and_refund",
    "remedy: replacement",
)


@pytest.fixture
def says(asked):
    """What a rule that pays for everything makes of an order."""

    def ask(remedy=REMEDIES[0], options=None, **given):
        facts = {"issue": "late_delivery", "item_price": "40 USD", "in_stock": "yes", **given}
        extra = {"options": options} if options else {}
        return asked(PAYS_ALL.format(remedy=remedy), facts, **extra)

    return ask


@pytest.mark.parametrize("kind", IssueKind)
def test_the_marketplace_pays_for_deliveries_and_for_nothing_else(says, kind):
    decision = says(issue=kind, marketplace_pays="yes")
    if kind is IssueKind.NEGATIVE_FEEDBACK:
        assert decision.guard == "feedback_left"
    else:
        assert (decision.guard == "marketplace_pays") is (kind in DELIVERY_KINDS)


@pytest.mark.parametrize("word", ["no", "unknown"])
def test_who_pays_must_be_proven_and_is_never_guessed(says, word):
    assert says(marketplace_pays=word).rule == "all"


@pytest.mark.parametrize("remedy", REMEDIES)
def test_what_costs_money_waits_until_something_is_shipped(says, remedy):
    decision = says(remedy, order_status="unshipped")
    assert (decision.remedy, decision.guard) == (Remedy.REVIEW, "not_shipped")
    assert says(remedy, order_status="partly_shipped").guard is None


@pytest.mark.parametrize("remedy", REMEDIES)
def test_an_open_return_holds_back_a_partial_refund_alone(says, remedy):
    held = says(remedy, return_state="open").guard == "return_open"
    assert held is ("partial_refund" in remedy)


def test_a_guard_after_the_rule_leaves_the_rules_name(says):
    assert says(order_status="unshipped").rule == "all"


@pytest.mark.parametrize(
    ("kind", "as_it_is", "guard"),
    [
        ("stock_cancellation", {"order_status": "unshipped"}, "not_shipped"),
        ("stock_cancellation", {"order_status": "cancelled"}, "cancelled"),
        ("negative_feedback", {}, "feedback_left"),
        ("a_to_z_claim", {"claim_open": "yes"}, "claim_open"),
    ],
)
@pytest.mark.parametrize("remedy", REMEDIES)
def test_some_troubles_are_never_paid_for_by_rule_alone(says, remedy, kind, as_it_is, guard):
    decision = says(remedy, issue=kind, **as_it_is)
    assert (decision.guard, decision.amount) == (guard, None)
    assert not decision.remedy.costs_money


def test_a_source_is_stale_after_the_hours_and_not_at_them(says):
    assert says(source_age="48").guard is None
    assert says(source_age="48.1").guard == "stale_source"


def test_a_broken_source_is_stale_whatever_its_age(says):
    options = Options(stale_after_hours=None)
    assert says(options=options, source_state="failed").guard == "stale_source"


def test_something_is_left_while_the_shipping_is_not_refunded(says):
    paid = {"shipping_paid": "5 USD"}
    assert says(refunded_so_far="44.99 USD", **paid).guard is None
    assert says(refunded_so_far="45.00 USD", **paid).guard == "nothing_left"


def test_a_guard_needs_no_price_and_no_currency_that_the_policy_covers(says):
    assert says(item_price="40 CHF", channel="amazon").guard == "fulfilled_by_amazon"
    assert says(item_price="40 CHF", refunded_so_far="40 CHF").guard == "nothing_left"


@pytest.mark.parametrize(
    ("facts", "options"),
    [({"prime": True}, Options()), ({}, Options(answered_by_marketplace=True))],
)
def test_the_marketplace_answers_though_nobody_knows_who_shipped(facts, options):
    """Shipped by Amazon or by the seller, nothing is the seller's to give."""
    known = parse_given({"issue": "damaged", "item_price": "40 USD"}, "USD")
    unknown = Facts({name: value for name, value in known.items() if name != "channel"})
    policy = load_policy(PAYS_ALL.format(remedy=REMEDIES[0]))
    decision = decide(policy, Facts({**unknown, **facts}), options=options)
    assert (decision.remedy, decision.guard) == (Remedy.NONE, "marketplace_answers")


def test_a_policy_may_be_tighter_than_the_guards(asked, text_of):
    text = text_of(
        "rules:\n"
        "  - {rule: prime-too, when: {return_state: received}, remedy: review}\n"
        "  - {rule: all, when: {}, remedy: full_refund}\n"
    )
    given = {"issue": "damaged", "item_price": "40 USD", "prime": "yes", "return_state": "received"}
    assert asked(text, given).rule == "prime-too"


def test_feedback_of_any_stars_keeps_money_away(says):
    for stars in "12345":
        assert says(feedback_rating=stars).guard == "feedback_left"


def test_what_is_over_needs_nothing(says):
    facts = parse_given({"issue": "late_shipment", "item_price": "40 USD"}, "USD")
    over = Facts({**facts, "is_over": True, "claim_open": "yes"})
    decision = decide(load_policy(PAYS_ALL.format(remedy=REMEDIES[1])), over)
    assert (decision.remedy, decision.guard) == (Remedy.NONE, "over")
    assert says(REMEDIES[1]).amount == Money(Decimal("40.00"), "USD")
