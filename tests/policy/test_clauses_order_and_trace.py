"""Clauses on the order of evaluation: each step after the other, and written down as it went."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings

from seller_credits.domain.decisions import Drawn
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Remedy
from seller_credits.policy import Options, explain, load_policy
from tests.policy.reference.any_order import cases

EXPERIMENT = """\
currency: USD
authority: {automatic: 0, agent: 20, manager: 100}
limits: {per_order: 10}
rules:
  - {rule: a, when: {issue: damaged}, remedy: none}
otherwise: {remedy: review}
adjustments:
  - {when: {business: yes}, change: +50%}
experiment:
  name: try-a-credit
  share: 30%
  rules: [a]
  instead: {remedy: partial_refund, amount: 10% of item}
"""


def arm(*, instead, experiment="try-a-credit"):
    return Options(drawn=Drawn(experiment, instead, Decimal("0.3" if instead else "0.7")))


@pytest.fixture
def tried(asked):
    """What the experiment's policy says of a damaged item, the order being in this arm."""

    def ask(options, **given):
        facts = {"issue": "damaged", "item_price": "40 USD", **given}
        return asked(EXPERIMENT, facts, options=options, why=True)

    return ask


def test_the_other_arms_amount_is_adjusted_and_limited_like_any(tried):
    plain, business = (tried(arm(instead=True), business=word) for word in ("no", "yes"))
    assert (str(plain.amount), str(business.amount)) == ("4.00 USD", "6.00 USD")
    dear = tried(arm(instead=True), item_price="200 USD")
    assert (str(dear.amount), dear.limits_hit) == ("10.00 USD", ("per_order",))


def test_an_arm_of_another_experiment_changes_nothing(tried):
    decision = tried(arm(instead=True, experiment="last-years"))
    assert (decision.remedy, decision.drawn) == (Remedy.NONE, None)


def test_a_guard_goes_before_the_experiment(tried):
    decision = tried(arm(instead=True), claim_open="yes")
    assert (decision.guard, decision.drawn) == ("claim_open", None)


def test_the_arm_is_kept_with_a_decision_whichever_it_is(tried):
    for instead in (True, False):
        options = arm(instead=instead)
        assert tried(options).drawn == options.drawn


def test_a_guarded_order_is_asked_no_rule(standard):
    facts = standard.examples[0].facts
    facts = type(facts)({**facts, "channel": "amazon"})
    decision = explain(standard, facts)
    assert {step.stage for step in decision.trace} == {"guard"}
    assert decision.near_misses == ()


def test_a_limit_that_is_not_judged_for_want_of_the_buyer_is_said(asked, text_of, rule):
    text = text_of(
        rule("remedy: full_refund"), more="limits: {per_buyer: {credits: 2, within: 180d}}\n"
    )
    decision = asked(text, {"issue": "damaged", "item_price": "4 USD"}, why=True)
    said = [step.text for step in decision.trace if "per_buyer" in step.text]
    assert len(said) == 1
    assert "not judged" in said[0]


STAGES = ("guard", "rule", "experiment", "amount", "adjustment", "bounds", "rounding")


@settings(deadline=None, max_examples=50)
@given(cases())
def test_the_steps_are_taken_in_the_order_of_the_language(case):
    text, facts, options = case
    decision = explain(load_policy(text), facts, options=options)
    stages = [step.stage for step in decision.trace if step.stage in STAGES]
    if decision.remedy is Remedy.PARTIAL_REFUND:
        for one, other in pairwise(stages):
            assert STAGES.index(one) <= STAGES.index(other), stages
    assert decision.trace[0].stage == "guard"
    assert all(isinstance(step.line, int | None) for step in decision.trace)


@settings(deadline=None, max_examples=50)
@given(cases())
def test_what_a_step_rests_on_is_a_line_of_the_file(case):
    text, facts, options = case
    decision = explain(load_policy(text), facts, options=options)
    lines = {step.line for step in decision.trace if step.line is not None}
    assert lines <= set(range(1, len(text.splitlines()) + 1))


def test_the_worth_of_a_replacement_is_its_net_cost_or_the_lines_value(asked, text_of, rule):
    text = text_of(rule("remedy: replacement"))
    order = {"issue": "damaged", "item_price": "15 USD", "quantity": 2, "in_stock": "yes"}
    known = asked(text, {**order, "unit_cost": "4 USD", "postage": "1.50 USD"})
    assert (str(known.worth), known.authority) == ("9.50 USD", "agent")
    unknown = asked(text, order)
    assert (str(unknown.worth), unknown.authority) == ("30.00 USD", "manager")
    assert unknown.net_cost is None


def test_an_amount_in_another_currency_is_approved_as_it_would_be_in_the_policys(pays):
    head = "currency: USD\nrates: {JPY: 150}\n"
    for amount, authority in (("3000 JPY", "agent"), ("3001 JPY", "manager")):
        decision = pays(f"amount: {amount}", head=head, item_price="40000 JPY")
        assert decision.amount == Money.parse(amount)
        assert decision.authority == authority
