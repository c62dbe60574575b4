"""A policy's own examples, and made-up facts as people type them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from seller_credits.domain.errors import UsageProblem
from seller_credits.domain.issues import IssueKind
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Remedy
from seller_credits.policy import (
    decide,
    facts_of_example,
    load_policy,
    parse_given,
    run_examples,
)


def test_the_examples_of_the_documentation_pass(standard):
    report = run_examples(standard)
    assert report.passed
    assert [result.got for result in report.results] == [
        {"rule": "late-a-few-days", "remedy": "partial_refund", "amount": "4.00 USD"},
        {"amount": "6.60 USD"},
    ]


def test_coverage_names_the_rules_no_example_shows(standard):
    report = run_examples(standard)
    assert report.covered == ("late-a-few-days", "late-longer")
    assert report.uncovered == ("lost-and-cheap", "change-of-mind")


def test_a_wrong_expectation_is_shown_beside_what_it_got(standard_text):
    text = standard_text.replace("amount: 6.60 USD", "amount: 6.61 USD")
    report = run_examples(load_policy(text))
    assert not report.passed
    wrong = report.results[1]
    assert (wrong.expected, wrong.got) == ({"amount": "6.61 USD"}, {"amount": "6.60 USD"})


def test_every_key_of_an_expectation_is_compared(text_of, rule):
    more = (
        "limits: {per_order: 3}\n"
        "examples:\n"
        "  - given: {issue: damaged, item_price: 40 USD}\n"
        "    expect: {rule: it, remedy: partial_refund, amount: 3, authority: automatic,\n"
        "             message: sorry, limit: per_order}\n"
        "  - given: {issue: damaged, channel: amazon}\n"
        "    expect: {guard: fulfilled_by_amazon, remedy: none}\n"
    )
    lines = ("remedy: partial_refund", "amount: 5", "message: sorry")
    assert run_examples(load_policy(text_of(rule(*lines), more=more))).passed


def test_what_is_not_given_goes_without_saying():
    facts = facts_of_example(
        {"issue": "lost", "item_price": "10 USD", "quantity": "3", "shipping_paid": "4 USD"}, "USD"
    )
    assert facts["channel"] == "seller"
    assert facts["order_status"] == "shipped"
    assert facts["claim_open"] == "not_seen"
    assert facts["return_state"] == "none"
    assert [facts[name] for name in ("package", "buyer_contact", "marketplace_pays")] == (
        ["unknown"] * 3
    )
    assert facts["line_total"] == Money(Decimal(30), "USD")
    assert facts["order_total"] == Money(Decimal(34), "USD")
    assert facts["refunded_so_far"] == facts["credited_for_issue"] == Money.zero("USD")
    assert facts["source_age"] == Decimal(0)


def test_what_only_history_stock_or_costs_could_tell_stays_unknown():
    facts = facts_of_example({"issue": "lost", "item_price": "10 USD"}, "USD")
    for name in ("in_stock", "unit_cost", "margin", "sku_issue_rate"):
        assert name not in facts
    for name in ("buyer_prior_orders", "buyer_prior_issues", "buyer_prior_credits"):
        assert name not in facts


def test_the_quantity_is_one_and_nothing_is_known_of_a_price_not_given():
    facts = facts_of_example({"issue": "lost"}, "EUR")
    assert facts["quantity"] == 1
    assert "line_total" not in facts
    assert facts["shipping_paid"] == Money.zero("EUR")


def test_given_facts_may_be_json_numbers_and_booleans():
    facts = parse_given({"days_late": 2, "item_price": "40 USD", "prime": True}, "USD")
    assert (facts["days_late"], facts["prime"]) == (2, True)
    assert facts["item_price"] == Money(Decimal(40), "USD")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"item_price": 40.1}, "float"),
        ({"margin": 1.5}, "float"),
        ({"isue": "lost"}, "did you mean `issue`"),
        ({"issue": "losst"}, "did you mean `lost`"),
        ({"days_late": "two"}, "whole days"),
        ({"days_late": "-1"}, "whole days"),
        ({"days_late": "1.5"}, "whole days"),
        ({"feedback_rating": "9"}, "stars"),
        ({"item_price": "-4 USD"}, "money"),
        ({"item_price": None}, "one text or number"),
        ({"prime": "maybe"}, "`yes` or `no`"),
    ],
)
def test_made_up_facts_that_cannot_be_read_are_a_usage_problem(given, said):
    with pytest.raises(UsageProblem, match="cannot be read") as raised:
        parse_given(given, "USD")
    assert said in raised.value.message
    assert raised.value.exit_code == 2


def test_every_fact_that_cannot_be_read_is_named_at_once():
    with pytest.raises(UsageProblem) as raised:
        parse_given({"isue": "lost", "days_late": "x"}, "USD")
    assert "isue" in raised.value.message
    assert "days_late" in raised.value.message


def test_the_careful_policy_passes_its_own_examples_and_shows_every_rule(careful_text):
    report = run_examples(load_policy(careful_text))
    assert [result.expected for result in report.results if not result.passed] == []
    assert report.uncovered == ()


@pytest.mark.parametrize("kind", IssueKind)
def test_the_careful_policy_says_something_about_every_kind_of_issue(careful_text, kind):
    policy = load_policy(careful_text)
    decision = decide(policy, parse_given({"issue": kind, "item_price": "20 USD"}, "USD"))
    assert decision.rule != "otherwise"


@pytest.mark.parametrize("contact", ["none", "unknown"])
@pytest.mark.parametrize("days", [1, 5, 30])
def test_the_careful_policy_pays_nobody_who_has_not_said_a_word(careful_text, contact, days):
    given = {
        "issue": "late_delivery",
        "package": "delivered",
        "days_late": days,
        "buyer_contact": contact,
        "item_price": "20 USD",
    }
    decision = decide(load_policy(careful_text), parse_given(given, "USD"))
    assert decision.remedy is Remedy.NONE


def test_the_careful_policy_lets_nothing_out_with_nobody_looking(careful_text):
    approvals = load_policy(careful_text).approvals
    assert [str(m) for m in (approvals.automatic, approvals.agent, approvals.manager)] == [
        "0.00 USD",
        "20.00 USD",
        "100.00 USD",
    ]
