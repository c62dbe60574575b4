"""Clauses on conditions that the plain cases leave open: edges, and facts that are missing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seller_credits.domain.facts import Facts
from seller_credits.domain.money import Money
from seller_credits.policy import decide, load_policy
from tests.policy.reference.any_order import cases

RULES = """\
currency: USD
rules:
  - {rule: dear, when: {issue: damaged, unit_cost: 10 USD..}, remedy: none}
  - {rule: late, when: {issue: damaged, days_late: 3..}, remedy: none}
  - {rule: any, when: {issue: damaged}, remedy: none}
otherwise: {remedy: review}
"""


def test_a_missing_fact_fails_its_rule_and_the_next_one_is_asked(asked):
    assert asked(RULES, {"issue": "damaged", "days_late": 4}).rule == "late"
    assert asked(RULES, {"issue": "damaged"}).rule == "any"


def test_a_fact_no_matched_rule_needs_may_be_missing(asked):
    decision = asked(RULES, {"issue": "damaged"})
    assert decision.missing == ()


@pytest.mark.parametrize("price", ["1.00", "4.99", "9.99", "10.00", "29.95"])
@pytest.mark.parametrize("rate", ["0.92", "1.087", "7"])
@pytest.mark.parametrize("text", ["..{} EUR", "{} EUR..", "[{} EUR]"])
def test_the_edge_of_a_range_in_another_currency_is_in_it_to_the_cent(price, rate, text):
    policy = load_policy(
        f"currency: USD\nrates: {{EUR: {rate}}}\nrules:\n"
        f"  - {{rule: it, when: {{item_price: {text.format(price)}}}, remedy: none}}\n"
        "otherwise: {remedy: review}\n"
    )
    facts = Facts({"issue": "damaged", "item_price": Money.parse(f"{price} EUR")})
    assert decide(policy, facts).rule == "it"


@pytest.mark.parametrize(("price", "rule"), [("10.00", "it"), ("10.01", "otherwise")])
def test_a_cent_beyond_the_edge_of_a_range_in_another_currency_is_not_in_it(price, rule):
    policy = load_policy(
        "currency: USD\nrates: {EUR: 0.92}\nrules:\n"
        "  - {rule: it, when: {item_price: ..10 EUR}, remedy: none}\n"
        "otherwise: {remedy: review}\n"
    )
    facts = Facts({"issue": "damaged", "item_price": Money.parse(f"{price} EUR")})
    assert decide(policy, facts).rule == rule


@settings(deadline=None, max_examples=50)
@given(cases(), st.data())
def test_no_rule_takes_an_order_without_a_fact_it_asks_for(case, data):
    text, facts, options = case
    policy = load_policy(text)
    rules = {rule.name: rule for rule in policy.rules}
    rule = rules.get(decide(policy, facts, options=options).rule)
    asks = [one.fact for one in rule.conditions if "missing: yes" not in one.text] if rule else []
    if not asks:
        return
    lost = data.draw(st.sampled_from(asks))
    without = Facts({name: value for name, value in facts.items() if name != lost})
    assert decide(policy, without, options=options).rule != rule.name
