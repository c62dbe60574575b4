"""Clauses on amounts that the plain cases leave open: which step comes before which."""

from __future__ import annotations

from decimal import Decimal

import pytest

from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Remedy


def usd(text):
    return Money(Decimal(text), "USD")


def adjusted(change):
    return f"adjustments:\n  - {{when: {{}}, change: {change}}}\n"


@pytest.mark.parametrize(
    ("price", "amount"), [("1.00 USD", "0.12"), ("3.00 USD", "0.38"), ("1.01 USD", "0.13")]
)
def test_half_a_cent_goes_to_the_even_cent(pays, price, amount):
    assert pays("amount: 12.5% of item", item_price=price).amount == usd(amount)


def test_an_adjustment_comes_before_the_bounds(pays):
    more = adjusted("+100%")
    assert pays("amount: 10% of item", "at_most: 5 USD", more=more).amount == usd("5.00")
    less = adjusted("-50%")
    assert pays("amount: 10% of item", "at_least: 3 USD", more=less).amount == usd("3.00")


def test_an_amount_of_money_may_be_taken_off_but_never_below_nothing(pays):
    more = (
        "adjustments:\n"
        "  - {when: {}, change: -10 USD}\n"
        "  - {when: {}, change: +1 USD}\n"
        "  - {when: {}, change: +50%}\n"
    )
    assert pays("amount: 10% of item", more=more).amount == usd("1.50")


def test_an_amount_adjusted_away_is_a_review(pays):
    assert pays("amount: 10% of item", more=adjusted("-4 USD")).remedy is Remedy.REVIEW


def test_where_both_bounds_cross_the_ceiling_wins(pays):
    bounds = ("at_least: 50% of item", "at_most: 3 USD")
    assert pays("amount: 10% of item", *bounds).amount == usd("3.00")


def test_what_was_given_is_taken_off_before_the_limits_are_asked(pays):
    decision = pays(
        "amount: 50% of item",
        more="limits: {per_order: 10 USD}\n",
        credited_for_issue="4 USD",
        refunded_so_far="4 USD",
    )
    assert decision.amount == usd("6.00")
    smaller = pays(
        "amount: 25% of item",
        more="limits: {per_order: 10 USD}\n",
        credited_for_issue="4 USD",
        refunded_so_far="4 USD",
    )
    assert (smaller.amount, smaller.limits_hit) == (usd("6.00"), ())


def test_nothing_said_of_what_was_given_means_that_it_is_subtracted(pays):
    said = pays("amount: 20% of item", "already: subtract", credited_for_issue="3 USD")
    assert pays("amount: 20% of item", credited_for_issue="3 USD").amount == said.amount
    assert said.amount == usd("5.00")


def test_skip_gives_the_whole_amount_where_nothing_was_given(pays):
    assert pays("amount: 20% of item", "already: skip").amount == usd("8.00")


@pytest.mark.parametrize("remedy", ["full_refund", "return_and_refund"])
def test_a_refund_after_a_return_is_as_much_as_one_without(asked, text_of, rule, remedy):
    text = text_of(rule(f"remedy: {remedy}"))
    given = {"issue": "damaged", "item_price": "40 USD", "shipping_paid": "5 USD"}
    decision = asked(text, {**given, "refunded_so_far": "10 USD"})
    assert (decision.remedy, decision.amount) == (Remedy(remedy), usd("35.00"))


def test_a_price_of_many_digits_is_rounded_only_at_the_end(pays):
    third = "3.333333 USD"
    more = adjusted("+200%")
    assert pays("amount: 25% of item", more=more, item_price=third).amount == usd("2.50")


def test_a_table_by_money_has_its_edge_to_the_cent_in_another_currency(pays):
    table = "amount: {by: item_price, ..9.99 EUR: 1 EUR, 10 EUR..: 2 EUR}"
    head = "currency: USD\nrates: {EUR: 0.92}\n"
    at_the_edge = pays(table, head=head, item_price="9.99 EUR")
    assert at_the_edge.amount == Money(Decimal("1.00"), "EUR")
    above = pays(table, head=head, item_price="10 EUR")
    assert above.amount == Money(Decimal("2.00"), "EUR")
