"""Conditions: values, lists, ranges, negation, and facts that are missing."""

from __future__ import annotations

from datetime import date

import pytest

from seller_credits.domain.remedies import Remedy
from seller_credits.policy import decide, load_policy, read_policy


@pytest.fixture
def fits(asked, text_of, rule):
    """Whether a rule with this `when` takes a made-up order."""

    def fit(when, head="currency: USD\n", **given):
        text = text_of(rule("remedy: none", when=when), head=head)
        return asked(text, {"issue": "damaged", **given}).rule == "it"

    return fit


def test_one_value_is_that_value(fits):
    assert fits("issue: damaged")
    assert not fits("issue: defective")


def test_a_list_is_any_of_them(fits):
    assert fits("issue: [defective, damaged]")
    assert not fits("issue: [defective, quality]")


@pytest.mark.parametrize(("days", "inside"), [("0", False), ("1", True), ("3", True), ("4", False)])
def test_both_ends_of_a_range_are_in_it(fits, days, inside):
    assert fits("days_late: 1..3", days_late=days) is inside


def test_a_range_may_be_open_on_either_side(fits):
    assert fits("days_late: 4..", days_late="400")
    assert fits("days_late: ..4", days_late="0")
    assert not fits("days_late: ..4", days_late="5")


def test_one_number_is_that_number(fits):
    assert fits("days_late: 2", days_late="2")
    assert not fits("days_late: 2", days_late="3")


def test_a_list_may_hold_ranges(fits):
    assert fits("days_late: [1, 5..7]", days_late="6")
    assert not fits("days_late: [1, 5..7]", days_late="3")


@pytest.mark.parametrize(
    ("price", "inside"), [("9.99", False), ("10", True), ("30.00", True), ("30.01", False)]
)
def test_a_money_range_carries_its_currency(fits, price, inside):
    assert fits("item_price: 10..30 USD", item_price=f"{price} USD") is inside


def test_a_money_range_is_converted_for_an_order_in_a_covered_currency(fits):
    head = "currency: USD\nrates: {JPY: 150}\n"
    assert fits("item_price: ..30 USD", head, item_price="4500 JPY")
    assert not fits("item_price: ..30 USD", head, item_price="4501 JPY")


def test_a_money_range_may_be_in_any_covered_currency(fits):
    head = "currency: USD\nrates: {EUR: 0.9}\n"
    assert fits("item_price: ..9 EUR", head, item_price="10 USD")
    assert not fits("item_price: ..9 EUR", head, item_price="10.01 USD")


def test_yes_and_no_are_words(fits):
    assert fits("business: yes", business="yes")
    assert fits("business: no", business="no")
    assert not fits("business: yes")


def test_norway_is_a_country_and_not_a_no(fits):
    assert fits("country: NO", country="NO")


def test_not_takes_a_value_a_list_or_a_range(fits):
    assert fits("carrier: {not: [UPS, USPS]}", carrier="DHL")
    assert not fits("carrier: {not: [UPS, USPS]}", carrier="UPS")
    assert fits("days_late: {not: 1..3}", days_late="4")
    assert not fits("days_late: {not: 1..3}", days_late="2")
    assert fits("item_price: {not: ..30 USD}", item_price="30.01 USD")


def test_a_carrier_is_the_same_in_any_case_and_a_sku_is_not(fits):
    assert fits("carrier: ups", carrier="UPS")
    assert not fits("sku: ab-1", sku="AB-1")


@pytest.mark.parametrize(
    "when",
    [
        "carrier: UPS",
        "carrier: {not: UPS}",
        "days_late: 0..",
        "days_late: {not: 3}",
        "unit_cost: ..5 USD",
        "unit_cost: {missing: no}",
        "in_policy: [yes, no]",
    ],
)
def test_a_missing_fact_fails_every_condition_on_it(fits, when):
    assert not fits(when)


def test_a_rule_may_ask_for_a_fact_to_be_missing(fits):
    assert fits("unit_cost: {missing: yes}")
    assert not fits("unit_cost: {missing: yes}", unit_cost="5 USD")
    assert fits("unit_cost: {missing: no}", unit_cost="5 USD")


def test_all_conditions_must_hold(fits):
    assert fits("issue: damaged, business: yes", business="yes")
    assert not fits("issue: damaged, business: yes")


def test_percent_and_hours_may_carry_their_sign(fits):
    assert fits("margin: 20%..", margin="20")
    assert fits("margin: ..0", margin="-5")
    assert fits("hours_to_deadline: ..24h", hours_to_deadline="3.5")


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("days_lat: 3", "did you mean `days_late`"),
        ("issue: damagd", "did you mean `damaged`"),
        ("days_late: ..30 USD", "whole days"),
        ("days_late: 1.5", "whole days"),
        ("days_late: 5..3", "starts above its end"),
        ("days_late: -3..", "whole days, like"),
        ("days_late: ..-1", "whole days"),
        ("days_late: ..", "whole days"),
        ("days_late: []", "empty list"),
        ("item_price: ..30%", "money"),
        ("item_price: ..30 GBP", "does not cover"),
        ("feedback_rating: 6..", "never"),
        ("business: true", "Write `yes`"),
        ("business: maybe", "yes or no"),
        ("carrier: {is: UPS}", "no key `is`"),
        ("carrier: {not: {missing: yes}}", "`not` takes"),
        ("business: {not: [yes, no]}", "never be true"),
        ("carrier: [[UPS]]", "one text"),
    ],
)
def test_a_condition_that_makes_no_sense_is_an_error_with_its_place(text_of, rule, when, said):
    file = read_policy(text_of(rule("remedy: none", when=when)))
    assert file.policy is None
    (problem,) = [found for found in file.problems if found.severity == "error"]
    assert said in f"{problem.message} {problem.hint}"
    assert (problem.line, problem.column) >= (5, 12)


def test_the_first_rule_that_fits_wins(asked):
    text = (
        "currency: USD\nrules:\n"
        "  - {rule: a, when: {issue: damaged, business: yes}, remedy: none}\n"
        "  - {rule: b, when: {issue: damaged}, remedy: review}\n"
        "  - {rule: c, when: {issue: damaged}, remedy: none}\n"
        "otherwise: {remedy: review}\n"
    )
    assert asked(text, {"issue": "damaged", "business": "yes"}).rule == "a"
    assert asked(text, {"issue": "damaged"}).rule == "b"
    assert asked(text, {"issue": "other"}).rule == "otherwise"


def test_an_issue_that_is_not_known_fits_rules_that_do_not_ask_for_it(asked, text_of, rule):
    text = text_of(rule("remedy: none", when="days_late: 3"))
    assert asked(text, {"days_late": 3}).rule == "it"


EFFECTIVE = """\
currency: USD
effective: {from: 2026-03-01, to: 2026-03-31}
rules:
  - {rule: it, when: {issue: damaged}, remedy: none}
otherwise: {remedy: review}
"""


def test_an_order_from_after_the_end_is_a_review(asked):
    decision = asked(EFFECTIVE, {"issue": "damaged"}, order_date=date(2026, 4, 1))
    assert (decision.remedy, decision.rule) == (Remedy.REVIEW, None)
    assert "2026-03-31" in decision.reasons[0]


def test_both_ends_of_the_time_in_force_are_in_it(asked):
    for day in (date(2026, 3, 1), date(2026, 3, 31)):
        assert asked(EFFECTIVE, {"issue": "damaged"}, order_date=day).rule == "it"


def test_an_older_order_is_judged_by_the_earliest_version_and_that_is_said(asked):
    decision = asked(EFFECTIVE, {"issue": "damaged"}, order_date=date(2026, 2, 28), why=True)
    assert decision.rule == "it"
    assert any("earliest version" in step.text for step in decision.trace)


def test_a_guard_goes_before_the_time_in_force(asked):
    given = {"issue": "damaged", "channel": "amazon"}
    decision = asked(EFFECTIVE, given, order_date=date(2026, 4, 1))
    assert decision.guard == "fulfilled_by_amazon"


def test_a_policy_can_be_used_from_many_places_at_once(standard_text):
    one, other = load_policy(standard_text), load_policy(standard_text)
    assert one.digest == other.digest
    assert decide(one, one.examples[0].facts) == decide(other, one.examples[0].facts)
