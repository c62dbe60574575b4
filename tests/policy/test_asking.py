"""Which facts a policy asks about: in so many words, and no others."""

from __future__ import annotations

import pytest

from seller_credits.policy import facts_asked, load_policy

BY_DAYS = "amount: {by: days_late, 1..3: 5 USD, 4..: 100% of return_label}"


@pytest.fixture
def asked(text_of):
    def ask(rules, issue=None, **sections):
        return facts_asked(load_policy(text_of(rules, **sections)), issue)

    return ask


def test_a_condition_asks_for_its_fact(asked, rule):
    found = asked(rule("remedy: none", when="issue: damaged, carrier: UPS, in_stock: yes"))
    assert found == {"issue", "carrier", "in_stock"}


def test_a_table_asks_for_what_it_goes_by_and_for_what_its_rows_are_taken_of(asked, rule):
    found = asked(rule("remedy: partial_refund", BY_DAYS, "at_most: 10% of order"))
    assert found == {"issue", "days_late", "return_label", "order_total"}


def test_a_percentage_of_the_item_asks_for_all_that_its_value_may_be_told_by(asked, rule):
    found = asked(rule("remedy: partial_refund", "amount: 10% of item"))
    assert found == {"issue", "affected_value", "item_price", "quantity"}


def test_a_replacement_asks_for_the_stock_and_for_what_it_costs(asked, rule):
    found = asked(rule("offer: [replacement, message]", "message: sorry"))
    assert {"in_stock", "unit_cost", "postage"} <= found


def test_adjustments_are_asked_about_only_where_an_amount_is_adjusted(asked, rule):
    more = "adjustments: [{when: {business: yes}, change: +10%}]\n"
    assert "business" in asked(rule("remedy: partial_refund", "amount: 5 USD"), more=more)
    assert "business" not in asked(rule("remedy: full_refund"), more=more)


def test_limits_ask_for_what_they_are_a_share_of(asked, rule):
    more = "limits: {per_line: 50%, per_order: 40%, per_buyer: {credits: 2, within: 90d}}\n"
    found = asked(rule("remedy: partial_refund", "amount: 5 USD"), more=more)
    assert {"line_total", "order_total"} <= found
    assert "line_total" not in asked(rule("remedy: none"), more=more)


def test_an_experiment_asks_for_what_its_other_outcome_takes(asked, rule):
    more = (
        "experiment: {name: x, share: 10%, rules: [it], "
        "instead: {remedy: partial_refund, amount: 5% of shipping}}\n"
    )
    assert "shipping_paid" in asked(rule("remedy: none"), more=more)


def test_rules_about_other_kinds_of_issue_are_left_out_where_one_is_named(asked):
    rules = (
        "rules:\n"
        "  - {rule: a, when: {issue: [lost, damaged], carrier: UPS}, remedy: none}\n"
        "  - {rule: b, when: {issue: quality, sku: MUG}, remedy: none}\n"
        "  - {rule: c, when: {prime: yes}, remedy: none}\n"
    )
    assert asked(rules, "lost") == {"issue", "carrier", "prime"}
    assert asked(rules, "quality") == {"issue", "sku", "prime"}
    assert asked(rules) == {"issue", "carrier", "sku", "prime"}
