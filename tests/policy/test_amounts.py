"""How much a rule gives: bases, tables, adjustments, bounds, what was given, rounding."""

from __future__ import annotations

from decimal import Decimal

import pytest

from seller_credits.domain.facts import Facts
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Remedy
from seller_credits.policy import decide, load_policy, parse_given


def usd(text):
    return Money(Decimal(text), "USD")


def test_a_percentage_of_the_item_is_of_what_the_affected_units_cost(pays):
    assert pays("amount: 10% of item", quantity=3).amount == usd("12.00")


def test_the_affected_value_goes_before_price_times_units(pays):
    assert pays("amount: 10% of item", affected_value="70 USD", quantity=3).amount == usd("7.00")


def test_a_percentage_of_the_order_is_of_its_total(pays):
    assert pays("amount: 15% of order", order_total="100 USD").amount == usd("15.00")


def test_the_shipping_can_be_given_back_whole(pays):
    assert pays("amount: 100% of shipping", shipping_paid="6.49 USD").amount == usd("6.49")


def test_the_return_label_can_be_given_back_whole(pays):
    assert pays("amount: 100% of return_label", return_label="7.10 USD").amount == usd("7.10")


def test_a_bare_amount_is_in_the_currency_of_the_policy(pays):
    assert pays("amount: 5").amount == usd("5.00")


def test_a_base_that_is_not_known_is_a_review_that_names_it(pays):
    decision = pays("amount: 100% of return_label")
    assert (decision.remedy, decision.missing) == (Remedy.REVIEW, ("return_label",))


def test_a_missing_price_is_said_with_what_to_do_about_it(asked, text_of, rule):
    text = text_of(rule("remedy: partial_refund", "amount: 10% of item"))
    decision = asked(text, {"issue": "damaged"})
    assert decision.remedy is Remedy.REVIEW
    assert "item_price" in decision.missing
    assert decision.reasons[0] == (
        "The price of the line is not known; import the all-orders report beside this file "
        "(or sync) and it will be."
    )


TABLE = "amount: {by: days_late, 4..7: 20% of item, 8..14: 30% of item, 15..: 5 USD}"


@pytest.mark.parametrize(
    ("days", "amount"), [(4, "8.00"), (7, "8.00"), (8, "12.00"), (14, "12.00"), (90, "5.00")]
)
def test_a_table_pays_by_the_row_the_fact_is_in_both_ends_included(pays, days, amount):
    assert pays(TABLE, days_late=days).amount == usd(amount)


def test_a_value_no_row_covers_is_a_review_that_names_the_fact(pays):
    decision = pays(TABLE, days_late=3)
    assert decision.remedy is Remedy.REVIEW
    assert "days_late is 3" in decision.reasons[0]


def test_a_table_by_a_fact_that_is_missing_is_a_review_that_names_it(pays):
    assert pays(TABLE).missing == ("days_late",)


def test_a_table_by_money_reads_its_rows_in_the_orders_currency(pays):
    decision = pays(
        "amount: {by: item_price, ..50 USD: 10% of item, 50.01.. USD: 20% of item}".replace(
            "50.01.. USD", "50.01 USD.."
        ),
        head="currency: USD\nrates: {EUR: 0.50}\n",
        item_price="30 EUR",
    )
    assert decision.amount == Money(Decimal("6.00"), "EUR")


def test_adjustments_apply_in_order_on_the_amount(pays):
    more = (
        "adjustments:\n"
        "  - {when: {business: yes}, change: +10%}\n"
        "  - {when: {business: yes}, change: +1 USD}\n"
        "  - {when: {business: no}, change: -50%}\n"
    )
    assert pays("amount: 10% of item", more=more, business="yes").amount == usd("5.40")


def test_an_adjustment_whose_fact_is_missing_is_left_out(pays):
    more = "adjustments:\n  - {when: {buyer_prior_issues: 1..}, change: +25%}\n"
    assert pays("amount: 10% of item", more=more).amount == usd("4.00")


def test_at_most_and_at_least_bound_the_adjusted_amount(pays):
    assert pays("amount: 50% of item", "at_most: 5 USD").amount == usd("5.00")
    assert pays("amount: 1% of item", "at_least: 3 USD").amount == usd("3.00")


def test_a_bound_can_be_a_percentage_too(pays):
    assert pays("amount: 9 USD", "at_most: 10% of item").amount == usd("4.00")


def test_a_delay_that_grows_pays_the_difference(pays):
    decision = pays("amount: 20% of item", credited_for_issue="4 USD", refunded_so_far="4 USD")
    assert decision.amount == usd("4.00")


def test_at_most_is_judged_before_what_was_given_is_taken_off(pays):
    decision = pays("amount: 50% of item", "at_most: 5 USD", credited_for_issue="2 USD")
    assert decision.amount == usd("3.00")


def test_an_amount_that_ends_at_nothing_because_it_was_given_is_for_a_person(pays):
    decision = pays("amount: 10% of item", credited_for_issue="4 USD")
    assert decision.remedy is Remedy.REVIEW
    assert "already given" in decision.reasons[0]


def test_skip_gives_nothing_more_once_anything_was_given(pays):
    decision = pays("amount: 20% of item", "already: skip", credited_for_issue="1 USD")
    assert decision.remedy is Remedy.NONE


def test_add_gives_it_on_top(pays):
    decision = pays("amount: 20% of item", "already: add", credited_for_issue="4 USD")
    assert decision.amount == usd("8.00")


@pytest.mark.parametrize(
    ("price", "amount"), [("0.25", "0.12"), ("0.75", "0.38"), ("0.05", "0.02"), ("0.07", "0.04")]
)
def test_half_a_cent_is_rounded_to_the_even_cent(pays, price, amount):
    assert pays("amount: 50% of item", item_price=f"{price} USD").amount == usd(amount)


def test_yen_are_rounded_to_whole_yen(pays):
    decision = pays("amount: 15% of item", head="currency: JPY\n", item_price="1010 JPY")
    assert decision.amount == Money(Decimal(152), "JPY")


def test_rounding_happens_once_at_the_end(pays):
    more = "adjustments:\n  - {when: {business: yes}, change: +100%}\n"
    decision = pays("amount: 10% of item", more=more, business="yes", item_price="0.14 USD")
    assert decision.amount == usd("0.03")


def test_an_amount_that_ends_at_nothing_is_a_review(pays):
    decision = pays("amount: 1% of item", item_price="0.10 USD")
    assert decision.remedy is Remedy.REVIEW
    assert decision.amount is None


def test_a_fixed_amount_is_converted_exactly_and_a_ceiling_rounded_down(pays):
    head = "currency: USD\nrates: {JPY: 155.5}\n"
    fixed = pays("amount: 3 USD", head=head, item_price="4000 JPY")
    assert fixed.amount == Money(Decimal(466), "JPY")
    capped = pays("amount: 50% of item", "at_most: 5 USD", head=head, item_price="4000 JPY")
    assert capped.amount == Money(Decimal(777), "JPY")


def test_an_order_in_a_currency_the_policy_does_not_cover_is_a_review(pays):
    decision = pays("amount: 10% of item", item_price="40 CHF")
    assert decision.remedy is Remedy.REVIEW
    assert "CHF" in decision.reasons[0]


def test_amounts_of_one_order_in_two_currencies_are_a_review(pays):
    decision = pays("amount: 10% of item", shipping_paid="4 EUR")
    assert decision.remedy is Remedy.REVIEW


def full(asked, text_of, rule, **given):
    text = text_of(rule("remedy: full_refund"))
    return asked(text, {"issue": "damaged", "item_price": "40 USD", **given})


def test_a_full_refund_is_what_is_left_of_the_line_with_its_shipping(asked, text_of, rule):
    decision = full(
        asked, text_of, rule, quantity=2, shipping_paid="5 USD", refunded_so_far="10 USD"
    )
    assert decision.amount == usd("75.00")


def test_a_full_refund_of_some_units_leaves_the_others_and_the_shipping_alone(asked, text_of, rule):
    decision = full(asked, text_of, rule, quantity=1, quantity_ordered=3, shipping_paid="5 USD")
    assert decision.amount == usd("40.00")


def test_a_full_refund_of_some_units_is_less_what_was_refunded(asked, text_of, rule):
    decision = full(asked, text_of, rule, quantity=1, quantity_ordered=3, refunded_so_far="40 USD")
    assert decision.remedy is Remedy.REVIEW


def test_a_partial_refund_is_never_above_what_is_left(pays):
    decision = pays("amount: 90% of item", "already: add", refunded_so_far="30 USD")
    assert decision.amount == usd("10.00")
    assert decision.limits_hit == ("left_to_refund",)


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["remedy: full_refund"], "shipping_paid"),
        (["remedy: full_refund"], "refunded_so_far"),
        (["remedy: full_refund"], "line_total"),
        (["remedy: partial_refund", "amount: 5"], "credited_for_issue"),
        (["remedy: partial_refund", "amount: 5", "already: skip"], "credited_for_issue"),
        (["remedy: partial_refund", "amount: 10% of item"], "quantity"),
        (["remedy: partial_refund", "amount: 9", "at_most: 10% of order"], "order_total"),
        (["remedy: partial_refund", "amount: 9", "at_least: 10% of order"], "order_total"),
    ],
)
def test_what_an_amount_takes_and_is_not_known_is_named(text_of, rule, lines, name):
    facts = parse_given({"issue": "damaged", "item_price": "40 USD"}, "USD")
    known = Facts({fact: value for fact, value in facts.items() if fact != name})
    decision = decide(load_policy(text_of(rule(*lines))), known)
    assert (decision.remedy, decision.missing) == (Remedy.REVIEW, (name,))


def test_a_replacement_without_stock_is_a_review(asked, text_of, rule):
    text = text_of(rule("remedy: replacement"))
    decision = asked(text, {"issue": "damaged", "item_price": "40 USD"})
    assert decision.remedy is Remedy.REVIEW
    assert "in_stock" in decision.reasons[0]


def test_a_label_in_a_currency_that_is_not_covered_is_as_good_as_unknown(pays):
    decision = pays("amount: 100% of return_label", return_label="7 CHF")
    assert decision.missing == ("return_label",)
