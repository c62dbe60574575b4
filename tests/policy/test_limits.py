"""Limits and who may approve: the tightest wins and is named; nothing dear is cut in silence."""

from __future__ import annotations

from decimal import Decimal

import pytest

from seller_credits.domain.facts import Facts
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Authority, Remedy
from seller_credits.policy import Budgets, Options, decide


def usd(text):
    return Money(Decimal(text), "USD")


def limits(text):
    return f"limits: {{{text}}}\n"


HALF = "amount: 50% of item"


def test_per_line_counts_what_was_refunded_before(pays):
    decision = pays(HALF, "already: add", more=limits("per_line: 50%"), refunded_so_far="12.50 USD")
    assert decision.amount == usd("7.50")
    assert decision.limits_hit == ("per_line",)


def test_the_tightest_limit_wins_and_is_the_one_named(pays):
    decision = pays(HALF, more=limits("per_line: 40%, per_order: 10 USD"))
    assert (decision.amount, decision.limits_hit) == (usd("10.00"), ("per_order",))
    assert any("per_order" in reason for reason in decision.reasons)


def test_a_limit_that_is_not_reached_is_not_named(pays):
    assert pays(HALF, more=limits("per_line: 50%")).limits_hit == ()


def test_a_percentage_limit_is_rounded_down(pays):
    decision = pays(HALF, more=limits("per_line: 33%"), item_price="10.07 USD")
    assert decision.amount == usd("3.32")


def test_a_partial_refund_a_limit_leaves_nothing_of_is_a_review(pays):
    decision = pays(HALF, "already: add", more=limits("per_line: 50%"), refunded_so_far="20 USD")
    assert (decision.remedy, decision.limits_hit) == (Remedy.REVIEW, ("per_line",))


def whole(asked, text_of, rule, remedy, more, **given):
    text = text_of(rule(f"remedy: {remedy}"), more=more)
    return asked(text, {"issue": "damaged", "item_price": "40 USD", "in_stock": "yes", **given})


@pytest.mark.parametrize("remedy", ["full_refund", "return_and_refund", "replacement"])
def test_what_a_limit_would_cut_short_is_a_review_that_names_it(asked, text_of, rule, remedy):
    decision = whole(asked, text_of, rule, remedy, limits("per_order: 39.99 USD"))
    assert (decision.remedy, decision.limits_hit) == (Remedy.REVIEW, ("per_order",))
    assert "per_order" in decision.reasons[0]


def test_per_line_is_for_partial_refunds_only(asked, text_of, rule):
    decision = whole(asked, text_of, rule, "full_refund", limits("per_line: 10%"))
    assert decision.amount == usd("40.00")


def test_a_replacement_counts_with_its_cost_where_that_is_known(asked, text_of, rule):
    decision = whole(
        asked, text_of, rule, "replacement", limits("per_order: 30 USD"), unit_cost="12 USD"
    )
    assert (decision.remedy, decision.worth) == (Remedy.REPLACEMENT, usd("12.00"))
    assert (decision.amount, decision.net_cost) == (None, usd("12.00"))


def test_a_replacement_of_unknown_cost_counts_with_the_line(asked, text_of, rule):
    decision = whole(asked, text_of, rule, "replacement", "")
    assert (decision.worth, decision.net_cost) == (usd("40.00"), None)


def test_the_day_and_the_month_are_judged_where_what_is_spent_is_known(pays):
    more = limits("per_day: 250 USD, per_month: 400 USD")
    spent = Options(budgets=Budgets(today=(usd("240"),), this_month=(usd("399"),)))
    decision = pays(HALF, more=more, options=spent)
    assert (decision.amount, decision.limits_hit) == (usd("1.00"), ("per_month",))


def test_what_is_spent_in_the_policys_currency_counts_for_orders_in_another(pays):
    spent = Options(budgets=Budgets(today=(usd("90"),)))
    decision = pays(
        HALF,
        head="currency: USD\nrates: {EUR: 0.50}\n",
        more=limits("per_day: 100 USD"),
        options=spent,
        item_price="40 EUR",
    )
    assert decision.amount == Money(Decimal("5.00"), "EUR")


def test_the_day_is_not_judged_where_what_is_spent_is_not_known(asked, text_of, rule):
    text = text_of(rule("remedy: partial_refund", HALF), more=limits("per_day: 1 USD"))
    decision = asked(text, {"issue": "damaged", "item_price": "40 USD"}, why=True)
    assert decision.amount == usd("20.00")
    assert any("per_day" in step.text and "not judged" in step.text for step in decision.trace)


def test_what_the_whole_order_got_counts_for_per_order(pays):
    spent = Options(budgets=Budgets(on_order=usd("55")))
    decision = pays(HALF, more=limits("per_order: 60 USD"), options=spent)
    assert decision.amount == usd("5.00")


BUYER = limits("per_buyer: {credits: 2, within: 180d}")


def test_a_buyer_who_has_had_enough_credits_is_a_review(pays):
    decision = pays("amount: 4 USD", more=BUYER, buyer_prior_credits="2")
    assert (decision.remedy, decision.limits_hit) == (Remedy.REVIEW, ("per_buyer",))


def test_a_buyer_below_the_limit_may_get_it_automatically(pays):
    decision = pays("amount: 4 USD", more=BUYER, buyer_prior_credits="1")
    assert decision.authority is Authority.AUTOMATIC


def test_a_buyer_that_cannot_be_told_is_never_automatic(pays):
    assert pays("amount: 4 USD", more=BUYER).authority is Authority.AGENT


@pytest.mark.parametrize(
    ("amount", "authority"),
    [
        ("5 USD", Authority.AUTOMATIC),
        ("5.01 USD", Authority.AGENT),
        ("20 USD", Authority.AGENT),
        ("20.01 USD", Authority.MANAGER),
        ("100.01 USD", Authority.OWNER),
    ],
)
def test_what_it_is_worth_says_who_may_approve(pays, amount, authority):
    assert pays(f"amount: {amount}", item_price="500 USD").authority is authority


def test_automatic_zero_means_nothing_is(asked, text_of, rule):
    text = text_of(
        rule("remedy: partial_refund", "amount: 0.01 USD"), approvals="authority: {automatic: 0}\n"
    )
    decision = asked(text, {"issue": "damaged", "item_price": "40 USD"})
    assert decision.authority is Authority.OWNER


def test_a_message_is_an_agents(asked, text_of, rule):
    text = text_of(rule("remedy: message", "message: sorry"))
    decision = asked(text, {"issue": "damaged"})
    assert (decision.authority, decision.message) == (Authority.AGENT, "sorry")


@pytest.mark.parametrize("remedy", ["none", "review"])
def test_there_is_nothing_to_approve_where_nothing_is_done(asked, text_of, rule, remedy):
    text = text_of(rule(f"remedy: {remedy}"))
    assert asked(text, {"issue": "damaged"}).authority is None


def test_refunds_that_are_not_known_are_a_review_that_names_them(standard):

    facts = standard.examples[0].facts
    without = Facts({name: facts[name] for name in facts if name != "refunded_so_far"})
    decision = decide(standard, without)
    assert (decision.remedy, decision.missing) == (Remedy.REVIEW, ("refunded_so_far",))


def had(*days):
    return Options(budgets=Budgets(to_buyer=days))


def test_only_credits_within_the_span_count_against_the_buyer(pays):
    of_late = pays("amount: 4 USD", more=BUYER, options=had(3, 179, 400))
    assert (of_late.remedy, of_late.limits_hit) == (Remedy.REVIEW, ("per_buyer",))
    long_ago = pays("amount: 4 USD", more=BUYER, options=had(3, 180, 400))
    assert long_ago.remedy is Remedy.PARTIAL_REFUND


def test_days_of_credits_go_before_their_mere_number(pays):
    decision = pays("amount: 4 USD", more=BUYER, options=had(200, 300), buyer_prior_credits="2")
    assert decision.remedy is Remedy.PARTIAL_REFUND


def test_a_limit_that_cannot_be_judged_for_an_account_is_never_automatic(pays):
    unknown = Options(budgets=Budgets(on_order=usd("0")))
    decision = pays("amount: 4 USD", more=limits("per_day: 100 USD"), options=unknown)
    assert decision.authority is Authority.AGENT


def test_what_is_spent_in_a_currency_the_policy_does_not_cover_is_another_policys(pays):
    spent = Options(budgets=Budgets(today=(usd("96"), Money(Decimal(500), "EUR"))))
    decision = pays(HALF, more=limits("per_day: 100 USD"), options=spent)
    assert decision.amount == usd("4.00")
