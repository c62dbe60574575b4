"""The trace: every step with its line, the rules that nearly applied, what else was possible."""

from __future__ import annotations

from decimal import Decimal

from seller_credits.domain.decisions import NearMiss
from seller_credits.domain.fees import Fees
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Remedy
from seller_credits.policy import Options, explain, parse_given


def why(standard, **given):
    base = {"issue": "late_delivery", "buyer_contact": "message", "item_price": "40 USD"}
    return explain(standard, parse_given({**base, **given}, "USD"))


def test_every_stage_writes_what_it_did(standard):
    decision = why(standard, days_late=9, package="delivered", business="yes")
    stages = [step.stage for step in decision.trace]
    for stage in ("guard", "rule", "amount", "adjustment", "limits", "rounding", "authority"):
        assert stage in stages
    assert stages[0] == "guard"
    assert stages[-1] == "authority"


def test_steps_name_the_line_they_rest_on(standard, standard_text):
    decision = why(standard, days_late=2)
    lines = standard_text.splitlines()
    (rule,) = [step for step in decision.trace if step.text == "rule late-a-few-days applies"]
    assert lines[rule.line - 1] == "  - rule: late-a-few-days"
    (amount,) = [step for step in decision.trace if step.stage == "amount"]
    assert lines[amount.line - 1] == "    amount: 10% of item"
    assert decision.rule_line == rule.line


def test_a_rule_that_failed_on_one_condition_is_a_near_miss_with_what_was_found(
    standard, standard_text
):
    decision = why(standard, days_late=2)
    line = standard_text.splitlines().index("  - rule: late-longer") + 1
    assert decision.near_misses == ()
    decision = why(standard, days_late=2, package="delivered")
    assert decision.near_misses == (NearMiss("late-longer", line, "days_late: 4..", "2"),)


def test_a_fact_that_is_missing_is_said_in_a_near_miss(standard):
    decision = why(standard)
    assert decision.rule == "otherwise"
    found = [(miss.rule, miss.condition, miss.found) for miss in decision.near_misses]
    assert found == [("late-a-few-days", "days_late: 1..3", "missing")]


def test_rules_about_other_issues_are_no_near_misses(standard):
    decision = explain(standard, parse_given({"issue": "quality"}, "USD"))
    assert decision.near_misses == ()


def test_what_was_offered_and_not_taken_is_an_alternative_with_its_cost(standard):
    given = {"issue": "lost", "item_price": "20 USD", "in_stock": "yes", "unit_cost": "8 USD"}
    fees = Fees(Decimal("0.15"), Decimal("0.20"), Money.parse("5.00 USD"))
    decision = explain(standard, parse_given(given, "USD"), options=Options(fees=fees))
    assert decision.remedy is Remedy.REPLACEMENT
    refund = decision.alternatives[0]
    assert (refund.remedy, str(refund.amount), str(refund.net_cost)) == (
        Remedy.FULL_REFUND,
        "20.00 USD",
        "17.60 USD",
    )
    assert "offers replacement first" in refund.why_not


def test_the_net_cost_of_a_refund_is_not_told_where_the_stores_fees_are_not_known(standard):
    given = {"issue": "lost", "item_price": "20 USD", "in_stock": "yes", "unit_cost": "8 USD"}
    refund = explain(standard, parse_given(given, "USD")).alternatives[0]
    assert (str(refund.amount), refund.net_cost) == ("20.00 USD", None)


def test_a_cheaper_alternative_says_by_how_much_and_why_it_was_not_taken(standard):
    given = {"issue": "lost", "item_price": "20 USD", "in_stock": "yes", "unit_cost": "25 USD"}
    refund = explain(standard, parse_given(given, "USD")).alternatives[0]
    assert refund.remedy is Remedy.FULL_REFUND
    assert refund.why_not == (
        "It would cost 5.00 USD less, but rule lost-and-cheap offers replacement first."
    )


def test_an_alternative_that_cannot_be_carried_out_says_so(standard):
    given = {"issue": "lost", "item_price": "20 USD", "in_stock": "no"}
    decision = explain(standard, parse_given(given, "USD"))
    assert decision.remedy is Remedy.FULL_REFUND
    assert "not in stock" in decision.alternatives[0].why_not


def test_a_later_rule_with_another_remedy_is_an_alternative(asked, text_of):
    text = text_of(
        "rules:\n"
        "  - {rule: a, when: {issue: damaged}, remedy: partial_refund, amount: 5}\n"
        "  - {rule: b, when: {issue: damaged}, remedy: message, message: sorry}\n"
    )
    decision = asked(text, {"issue": "damaged", "item_price": "40 USD"}, why=True)
    words = decision.alternatives[0]
    assert (words.remedy, str(words.net_cost)) == (Remedy.MESSAGE, "0.00 USD")
    assert "rule b (line 6) comes after rule a" in words.why_not


def test_reasons_lead_with_what_the_seller_wrote(standard):
    decision = explain(standard, parse_given({"issue": "buyer_remorse"}, "USD"))
    assert decision.reasons == ("The return policy covers it; a credit would be a discount.",)


def test_reasons_say_how_the_amount_came_about(standard):
    decision = why(standard, days_late=9, package="delivered", business="yes")
    assert decision.reasons == (
        "Rule late-longer: 30% of item (40.00 USD) = 12.00 USD.",
        "+10% (business: yes) makes it 13.20 USD.",
    )


def test_text_from_outside_reaches_no_terminal_as_it_is(asked, text_of, rule):
    text = text_of(rule("remedy: none", when="carrier: {not: UPS}"))
    given = {"issue": "damaged", "carrier": "\x1b[31mDHL{0}{boom}" + "x" * 500}
    decision = asked(text, given, why=True)
    shown = " ".join(step.text for step in decision.trace)
    assert "\x1b" not in shown
    assert "{boom}" in shown
    assert len(shown) < 400
