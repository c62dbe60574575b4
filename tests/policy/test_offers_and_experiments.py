"""Several remedies offered, and other outcomes for a drawn share of orders."""

from __future__ import annotations

from decimal import Decimal

import pytest

from seller_credits.domain.remedies import Remedy
from seller_credits.policy import Options, draw, load_policy


def offer(text_of, rule, choose="first", remedies="[replacement, full_refund]"):
    return text_of(rule(f"offer: {remedies}", f"choose: {choose}", when="issue: lost"))


def lost(**given):
    return {"issue": "lost", "item_price": "20 USD", **given}


def test_the_first_that_can_be_carried_out_is_taken(asked, text_of, rule):
    text = offer(text_of, rule)
    assert asked(text, lost(in_stock="yes")).remedy is Remedy.REPLACEMENT
    assert asked(text, lost(in_stock="no")).remedy is Remedy.FULL_REFUND


def test_a_replacement_needs_stock_that_is_known(asked, text_of, rule):
    assert asked(offer(text_of, rule), lost()).remedy is Remedy.FULL_REFUND


def test_none_left_is_a_review_that_says_why(asked, text_of, rule):
    text = offer(text_of, rule, remedies="[replacement]").replace("    choose: first\n", "")
    assert asked(text, lost()).remedy is Remedy.REVIEW
    decision = asked(offer(text_of, rule), {"issue": "lost", "in_stock": "no"})
    assert decision.remedy is Remedy.REVIEW
    assert "line_total" in decision.missing
    assert any("not in stock" in reason for reason in decision.reasons)


@pytest.mark.parametrize(
    ("cost", "remedy"), [("5 USD", Remedy.REPLACEMENT), ("25 USD", Remedy.FULL_REFUND)]
)
def test_the_cheapest_is_taken_by_what_it_costs(asked, text_of, rule, cost, remedy):
    text = offer(text_of, rule, "cheapest", "[full_refund, replacement]")
    assert asked(text, lost(in_stock="yes", unit_cost=cost)).remedy is remedy


def test_the_cheapest_of_an_unknown_cost_is_a_review_that_names_it(asked, text_of, rule):
    decision = asked(offer(text_of, rule, "cheapest"), lost(in_stock="yes"))
    assert (decision.remedy, decision.missing) == (Remedy.REVIEW, ("unit_cost",))


def test_the_cheapest_of_one_needs_no_cost(asked, text_of, rule):
    decision = asked(offer(text_of, rule, "cheapest"), lost(in_stock="no"))
    assert decision.remedy is Remedy.FULL_REFUND


def test_a_partial_refund_may_be_offered_too(asked, text_of, rule):
    text = text_of(
        rule("offer: [replacement, partial_refund]", "amount: 50% of item", when="issue: lost")
    )
    decision = asked(text, lost())
    assert (decision.remedy, str(decision.amount)) == (Remedy.PARTIAL_REFUND, "10.00 USD")


EXPERIMENT = """\
currency: USD
authority: {automatic: 0, agent: 20, manager: 100}
rules:
  - {rule: a, when: {issue: damaged}, remedy: partial_refund, amount: 10% of item}
  - {rule: b, when: {issue: quality}, remedy: partial_refund, amount: 10% of item}
otherwise: {remedy: review}
experiment:
  name: words-instead
  share: 30%
  rules: [a]
  instead: {remedy: message, message: sorry}
"""


def drawn(asked, number, issue="damaged", salt="pepper"):
    arm = draw(load_policy(EXPERIMENT), salt, f"111-{number:07}-0000000")
    options = Options(drawn=arm)
    given = {"issue": issue, "item_price": "40 USD"}
    return asked(EXPERIMENT, given, options=options, why=True)


def test_where_no_arm_is_drawn_there_is_no_experiment(asked):
    given = {"issue": "damaged", "item_price": "40 USD"}
    assert asked(EXPERIMENT, given).remedy is Remedy.PARTIAL_REFUND


@pytest.mark.exhaustive
def test_about_the_share_of_orders_gets_the_other_outcome(asked):
    others = sum(drawn(asked, number).remedy is Remedy.MESSAGE for number in range(300))
    assert 60 < others < 120


def test_an_order_stays_in_its_arm_and_another_salt_draws_anew(asked):
    first = [drawn(asked, number).remedy for number in range(40)]
    assert first == [drawn(asked, number).remedy for number in range(40)]
    assert first != [drawn(asked, number, salt="salt").remedy for number in range(40)]


def test_the_arm_and_its_share_are_in_the_trace(asked):
    decisions = [drawn(asked, number) for number in range(40)]
    for decision in decisions:
        (step,) = [step for step in decision.trace if step.stage == "experiment"]
        share = "30%" if decision.remedy is Remedy.MESSAGE else "70%"
        assert share in step.text
        assert decision.rule == "a"
        assert decision.drawn.share == Decimal("0.30" if decision.drawn.instead else "0.70")


def test_rules_that_are_not_named_are_not_in_the_experiment(asked):
    decisions = [drawn(asked, number, issue="quality") for number in range(40)]
    assert {decision.remedy for decision in decisions} == {Remedy.PARTIAL_REFUND}
    assert {decision.drawn for decision in decisions} == {None}
