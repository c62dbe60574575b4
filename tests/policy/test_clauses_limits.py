"""Clauses on limits and offers that the plain cases leave open."""

from __future__ import annotations

from decimal import Decimal

import pytest

from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Remedy
from seller_credits.policy import Budgets, Options

HALF = "amount: 50% of item"
COSTLY = ("full_refund", "return_and_refund", "replacement")
DAMAGED = {"issue": "damaged", "item_price": "40 USD", "in_stock": "yes"}


def usd(text):
    return Money(Decimal(text), "USD")


def limits(text):
    return f"limits: {{{text}}}\n"


@pytest.fixture
def given_by(asked, text_of, rule):
    """What one rule with these lines gives for a damaged item of 40 USD, in stock."""

    def give(*lines, more="", budgets=None, **given):
        text = text_of(rule(*lines), more=more)
        return asked(text, {**DAMAGED, **given}, options=Options(budgets=budgets))

    return give


def test_a_line_may_have_a_ceiling_in_money(pays):
    decision = pays(HALF, more=limits("per_line: 12 USD"), refunded_so_far="2 USD")
    assert (decision.amount, decision.limits_hit) == (usd("10.00"), ("per_line",))


def test_an_order_may_have_a_ceiling_in_per_cent_of_what_it_cost(pays):
    decision = pays(HALF, more=limits("per_order: 10%"), order_total="123.49 USD")
    assert (decision.amount, decision.limits_hit) == (usd("12.34"), ("per_order",))


def test_a_ceiling_is_rounded_down_in_another_currency(pays):
    head = "currency: USD\nrates: {JPY: 155.5}\n"
    decision = pays(HALF, head=head, more=limits("per_order: 3 USD"), item_price="4000 JPY")
    assert decision.amount == Money(Decimal(466), "JPY")


@pytest.mark.parametrize("remedy", COSTLY)
@pytest.mark.parametrize(
    ("limit", "budgets"),
    [
        ("per_buyer: {credits: 1, within: 30d}", Budgets(to_buyer=(29,))),
        ("per_day: 50 USD", Budgets(today=(usd("10.01"),))),
        ("per_month: 50 USD", Budgets(this_month=(usd("30"), usd("0.50"), usd("9.51")))),
    ],
)
def test_buyer_day_and_month_bound_whatever_costs_money(given_by, remedy, limit, budgets):
    decision = given_by(f"remedy: {remedy}", more=limits(limit), budgets=budgets)
    assert decision.remedy is Remedy.REVIEW
    assert decision.limits_hit == (limit.partition(":")[0],)


@pytest.mark.parametrize("remedy", COSTLY)
def test_what_just_fits_a_limit_is_not_cut_short(given_by, remedy):
    fits = Budgets(today=(usd("10.00"),))
    decision = given_by(f"remedy: {remedy}", more=limits("per_day: 50 USD"), budgets=fits)
    assert decision.remedy == remedy


@pytest.mark.parametrize("remedy", ["none", "message"])
def test_what_costs_nothing_meets_no_limit(given_by, remedy):
    more = limits("per_buyer: {credits: 0, within: 30d}, per_order: 0, per_day: 0")
    budgets = Budgets(today=(usd("900"),), to_buyer=(1, 1, 1))
    decision = given_by(f"remedy: {remedy}", "message: sorry", more=more, budgets=budgets)
    assert (decision.remedy, decision.limits_hit) == (Remedy(remedy), ())


def test_every_limit_that_a_refund_would_break_is_named(given_by):
    both = limits("per_order: 30, per_day: 20")
    decision = given_by("remedy: full_refund", more=both, budgets=Budgets(today=()))
    assert decision.limits_hit == ("per_order", "per_day")


@pytest.mark.parametrize("choose", ["first", "cheapest"])
def test_a_limit_that_leaves_nothing_of_an_offer_is_no_reason_for_a_dearer_one(given_by, choose):
    offered = ("offer: [partial_refund, full_refund]", f"choose: {choose}", HALF, "already: add")
    decision = given_by(*offered, more=limits("per_line: 50%"), refunded_so_far="20 USD")
    assert (decision.remedy, decision.limits_hit) == (Remedy.REVIEW, ("per_line",))


def test_an_offer_that_comes_to_nothing_by_itself_gives_way_to_the_next(given_by):
    offered = ("offer: [partial_refund, message]", "choose: first", HALF, "message: sorry")
    assert given_by(*offered, credited_for_issue="20 USD").remedy is Remedy.MESSAGE


def test_an_offer_whose_amount_is_not_known_gives_way_to_the_next(given_by):
    offered = ("offer: [partial_refund, full_refund]", "amount: 100% of return_label")
    decision = given_by(*offered)
    assert (decision.remedy, decision.missing) == (Remedy.FULL_REFUND, ())


def test_the_cheapest_is_cheapest_by_less_than_a_cent_too(given_by):
    offered = ("offer: [full_refund, replacement]", "choose: cheapest")
    less = {"item_price": "1.00 USD", "quantity": 3, "unit_cost": "0.999 USD"}
    assert given_by(*offered, **less).remedy is Remedy.REPLACEMENT


def test_of_two_that_cost_the_same_the_first_offered_is_taken(given_by):
    for first, other in (("full_refund", "replacement"), ("replacement", "full_refund")):
        offered = (f"offer: [{first}, {other}]", "choose: cheapest")
        assert given_by(*offered, unit_cost="40 USD").remedy == first


@pytest.mark.parametrize("outcome", ["remedy: replacement", "offer: [replacement]"])
def test_stock_that_is_not_known_is_named(asked, text_of, rule, outcome):
    decision = asked(text_of(rule(outcome)), {"issue": "damaged", "item_price": "40 USD"})
    assert (decision.remedy, decision.missing) == (Remedy.REVIEW, ("in_stock",))


def test_no_stock_is_nothing_missing(given_by):
    decision = given_by("remedy: replacement", in_stock="no")
    assert (decision.remedy, decision.missing) == (Remedy.REVIEW, ())
