"""What `policy check` finds: proofs with an order that shows them, and nothing else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from seller_credits.policy import check, decide, load_policy, parse_given


def found(text, severity="warning"):
    return [problem for problem in check(text) if problem.severity == severity]


def rules(*lines, more=""):
    body = "".join(f"  - {{{line}}}\n" for line in lines)
    return f"currency: USD\nrules:\n{body}otherwise: {{remedy: review}}\n{more}"


def about(text, words, severity="warning"):
    return [problem for problem in found(text, severity) if words in problem.message]


def test_the_documentations_policy_has_no_error(standard_text):
    assert found(standard_text, "error") == []
    messages = [problem.message for problem in found(standard_text)]
    assert messages == [
        "Rule `lost-and-cheap` has no example.",
        "Rule `change-of-mind` has no example.",
    ]


def test_the_careful_policy_has_neither_error_nor_warning(careful_text):
    assert found(careful_text, "error") == []
    assert found(careful_text) == []


def test_errors_of_reading_come_out_of_the_check_as_well():
    assert [problem.line for problem in found("rules: 5\n", "error")] == [1, 1, 1]


def test_an_error_hides_no_finding_elsewhere_and_makes_up_none():
    text = rules(
        "rule: typo, when: {issue: damaged, days_lat: 3}, remedy: none",
        "rule: a, when: {issue: damaged}, remedy: none",
        "rule: b, when: {issue: damaged, business: yes}, remedy: full_refund",
        more="authority: {automatic: 9, agent: 5}\n"
        "examples: [{given: {issue: damaged, days_late: 3}, expect: {rule: typo}}]\n",
    )
    kinds = [(problem.severity, problem.line) for problem in check(text)]
    assert kinds == [("error", 3), ("warning", 5), ("warning", 7)]


def test_a_rule_without_an_example_gets_one_to_start_from():
    text = rules("rule: a, when: {issue: quality, days_late: 4..}, remedy: none")
    (problem,) = about(text, "no example")
    assert (problem.line, problem.column) == (3, 5)
    policy = load_policy(text)
    assert decide(policy, parse_given(problem.example, "USD")).rule == "a"


def test_an_example_that_fails_is_an_error_with_what_it_got(standard_text):
    text = standard_text.replace("amount: 6.60 USD", "amount: 6.61 USD")
    (problem,) = found(text, "error")
    assert "expected 6.61 USD, got 6.60 USD" in problem.message
    assert problem.line == text[: text.index("  - given:\n")].count("\n") + 1


def test_a_rule_an_earlier_one_takes_everything_from_can_never_fire():
    text = rules(
        "rule: wide, when: {issue: [damaged, quality], days_late: 1..9}, remedy: none",
        "rule: narrow, when: {issue: damaged, days_late: 2..3, business: yes}, remedy: review",
    )
    (problem,) = about(text, "never fire")
    assert "`wide` (line 3)" in problem.message
    assert problem.line == 4
    assert decide(load_policy(text), parse_given(problem.example, "USD")).rule == "wide"


def test_several_rules_together_can_leave_nothing():
    text = rules(
        "rule: few, when: {issue: late_delivery, days_late: ..3}, remedy: none",
        "rule: many, when: {issue: late_delivery, days_late: 4..}, remedy: none",
        "rule: any, when: {issue: late_delivery, days_late: 1..30}, remedy: review",
    )
    (problem,) = about(text, "never fire")
    assert "`few`" in problem.message
    assert "`many`" in problem.message


def test_a_gap_of_one_day_keeps_a_rule_alive():
    text = rules(
        "rule: few, when: {issue: late_delivery, days_late: ..3}, remedy: none",
        "rule: many, when: {issue: late_delivery, days_late: 5..}, remedy: none",
        "rule: any, when: {issue: late_delivery, days_late: 1..30}, remedy: review",
    )
    assert about(text, "never fire") == []
    (problem,) = about(text, "`any` has no example")
    assert problem.example["days_late"] == "4"


def test_a_missing_fact_keeps_a_rule_alive():
    text = rules(
        "rule: few, when: {issue: late_delivery, days_late: 0..}, remedy: none",
        "rule: any, when: {issue: late_delivery}, remedy: review",
    )
    assert about(text, "never fire") == []


def test_a_rule_whose_orders_a_guard_takes_can_never_fire():
    text = rules("rule: a, when: {channel: amazon}, remedy: none")
    (problem,) = about(text, "never fire")
    assert "fulfilled_by_amazon" in problem.message


@pytest.mark.parametrize("kind", ["stock_cancellation", "negative_feedback", "a_to_z_claim"])
def test_what_a_rule_never_pays_for_is_said_where_it_seems_to(kind):
    text = rules(f"rule: a, when: {{issue: {kind}}}, remedy: full_refund")
    (problem,) = about(text, "seems to pay")
    assert problem.example["issue"] == kind
    assert decide(load_policy(text), parse_given(problem.example, "USD")).guard
    assert about(rules(f"rule: a, when: {{issue: {kind}}}, remedy: review"), "seems to") == []


WITH_PRICE = "late_delivery, item_price: ..25 USD"
TABLE = "rule: a, when: {issue: late_delivery}, remedy: partial_refund, amount: {by: days_late, %s}"


def test_a_worse_row_that_pays_less_is_named_at_its_amount_with_an_order():
    text = rules(TABLE % "1..3: 20% of item, 4..: 10% of item")
    (problem,) = about(text, "pays less")
    assert problem.line == 3
    line = text.splitlines()[2]
    assert line[problem.column - 1 :].startswith("10% of item")
    assert problem.example["days_late"] == "4"
    policy = load_policy(text)
    worse = decide(policy, parse_given(problem.example, "USD"))
    better = decide(policy, parse_given({**problem.example, "days_late": "3"}, "USD"))
    assert worse.amount < better.amount


def test_rows_are_compared_in_the_order_of_their_values():
    text = rules(TABLE % "4..: 20% of item, 1..3: 10% of item")
    assert about(text, "pays less") == []


def test_a_step_over_threefold_is_named():
    text = rules(TABLE % "1..3: 10% of item, 4..: 31% of item")
    assert len(about(text, "over 3x")) == 1
    assert about(rules(TABLE % "1..3: 10% of item, 4..: 30% of item"), "over 3x") == []


def test_rows_of_different_bases_are_compared_by_an_order():
    (problem,) = about(rules(TABLE % "1..3: 20% of item, 4..: 5 USD"), "pays less")
    assert Decimal(problem.example["item_price"].split()[0]) > 25
    dear = (TABLE % "1..3: 20% of item, 4..: 5 USD").replace("late_delivery", WITH_PRICE)
    assert about(rules(dear), "pays less") == []


def test_neighbouring_rules_that_differ_in_one_number_are_tiers():
    rule = "rule: %s, when: {issue: late_delivery, days_late: %s}, remedy: %s"
    text = rules(
        rule % ("a", "1..3", "partial_refund, amount: 20% of item"),
        rule % ("b", "4..9", "partial_refund, amount: 10% of item"),
        rule % ("c", "10..", "none"),
    )
    assert [problem.line for problem in about(text, "pays less")] == [4, 5]


def test_neighbours_about_different_issues_are_no_tiers():
    text = rules(
        "rule: a, when: {issue: late_delivery, days_late: 1..3}, remedy: full_refund",
        "rule: b, when: {issue: quality, days_late: 4..}, remedy: none",
    )
    assert about(text, "pays less") == []


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ("automatic: 30, agent: 20, manager: 100", "`automatic` (30.00 USD)"),
        ("automatic: 0, agent: 200, manager: 100", "`agent` (200.00 USD)"),
    ],
)
def test_a_lower_level_that_may_approve_more_is_named(levels, said):
    text = rules(more=f"authority: {{{levels}}}\n").replace("rules:\n", "rules: []\n")
    (problem,) = about(text, "may approve more")
    assert said in problem.message
    assert problem.line == 4


@pytest.mark.parametrize(
    ("limits", "name"),
    [
        ("per_line: 70 USD, per_order: 60 USD", "per_line"),
        ("per_day: 500, per_month: 400", "per_day"),
        ("per_day: 10, per_month: 310", "per_month"),
    ],
)
def test_a_limit_that_another_always_reaches_first_is_a_note(limits, name):
    text = rules(more=f"limits: {{{limits}}}\n").replace("rules:\n", "rules: []\n")
    (problem,) = about(text, "never binds", "note")
    assert f"`{name}`" in problem.message


@pytest.mark.parametrize("most", ["5 USD", "80 USD"])
def test_a_bound_that_is_never_reached_is_a_note(most):
    rule = f"rule: a, when: {{issue: damaged}}, remedy: partial_refund, amount: 5, at_most: {most}"
    text = rules(rule, more="limits: {per_order: 60 USD}\n")
    assert len(about(text, "`at_most` of rule `a` never binds", "note")) == 1


def test_a_slip_of_scale_is_named():
    rule = "rule: %s, when: {issue: damaged, item_price: ..%s USD}, remedy: %s"
    text = rules(rule % ("a", "300", "review"), rule % ("b", "30000", "none"))
    (problem,) = about(text, "slip of scale")
    assert (problem.line, "30000" in problem.message) == (4, True)


def test_an_otherwise_that_pays_is_named():
    text = "currency: USD\nrules: []\notherwise: {remedy: full_refund}\n"
    assert len(about(text, "`otherwise` pays")) == 1


def test_what_falls_to_otherwise_is_a_note_with_an_order():
    text = rules("rule: a, when: {issue: late_delivery, days_late: 3..}, remedy: none")
    (some,) = about(text, "Some late_delivery orders", "note")
    decision = decide(load_policy(text), parse_given(some.example, "USD"))
    assert decision.rule == "otherwise"
    (rest,) = about(text, "No rule is about", "note")
    assert "late_delivery" not in rest.message
    assert "damaged" in rest.message


def test_a_rule_that_shares_orders_with_one_above_is_a_note_with_an_order():
    text = rules(
        "rule: a, when: {issue: damaged, days_late: ..9}, remedy: none",
        "rule: b, when: {issue: damaged, business: yes}, remedy: review",
    )
    (problem,) = about(text, "gets only what", "note")
    assert problem.line == 4
    policy = load_policy(text)
    assert decide(policy, parse_given(problem.example, "USD")).rule == "a"
