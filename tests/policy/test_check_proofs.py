"""Every kind of finding, and the order that shows it: the policy is asked about each."""

from __future__ import annotations

import pytest

from seller_credits.policy import check, load_policy
from seller_credits.policy.proof.unknown import KnownFacts
from tests.policy.proofs import shows

LATE = "rule: %s, when: {issue: late_delivery, days_late: %s}, remedy: partial_refund, amount: %s"
PAYS = "rule: pays, when: {issue: damaged}, remedy: full_refund"
APPROVED = "authority: {automatic: %s, agent: %s, manager: 100}\n"
NOTHING = KnownFacts({"lost": 20}, {"lost": {"item_price": 20}})

FOUND = {
    "unreachable": (["rule: a, when: {channel: amazon}, remedy: none"], ""),
    "never_pays": (["rule: a, when: {issue: [a_to_z_claim, damaged]}, remedy: full_refund"], ""),
    "overlap": ([PAYS, "rule: a, when: {business: yes}, remedy: none"], ""),
    "gets": ([PAYS], ""),
    "no_example": ([PAYS], ""),
    "gap": ([PAYS], ""),
    "otherwise_pays": ([], "otherwise: {remedy: full_refund}\n"),
    "less_for_worse": ([LATE % ("a", "1..3", "9 USD"), LATE % ("b", "4..", "10% of item")], ""),
    "jump": ([LATE % ("a", "1..3", "10% of item"), LATE % ("b", "4..", "40% of item")], ""),
    "approvals": ([PAYS], APPROVED % (40, 20)),
    "slip_of_scale": (
        [LATE % ("a", "1..3", "3 USD"), LATE % ("b", "4..", "300 USD")],
        APPROVED % (0, 20),
    ),
    "idle_limit": ([PAYS], "limits: {per_order: 60, per_day: 50}\n"),
    "idle_bound": ([LATE % ("a", "1..", "3 USD, at_most: 5 USD")], ""),
    "always_cut": ([LATE % ("a", "1..", "300 USD")], "limits: {per_order: 60}\n"),
    "failing_example": (
        [PAYS],
        "examples: [{given: {issue: damaged, item_price: 5 USD}, expect: {remedy: none}}]\n",
    ),
    "missing_fact": (["rule: a, when: {issue: lost, unit_cost: 1 USD..}, remedy: none"], ""),
    "no_template": (["rule: a, when: {issue: lost}, remedy: message, message: sorry"], ""),
}


def text_of(rules, more):
    body = "".join(f"  - {{{rule}}}\n" for rule in rules)
    more = more if "authority:" in more else more + APPROVED % (0, 20)
    last = "" if "otherwise:" in more else "otherwise: {remedy: review}\n"
    return f"currency: USD\nrules:{'' if rules else ' []'}\n{body}{last}{more}"


@pytest.mark.parametrize("finding", FOUND)
def test_a_finding_has_a_place_and_an_order_that_shows_it(finding):
    text = text_of(*FOUND[finding])
    policy = load_policy(text)
    problems = check(text, templates=["sorry_late"], recorded=NOTHING)
    found = [problem for problem in problems if problem.finding == finding]
    assert found
    for problem in problems:
        assert problem.line > 1
        assert problem.column > 1
        assert shows(policy, problem), problem


def test_no_kind_of_finding_is_forgotten_here():
    from tests.policy import proofs

    assert FOUND.keys() == proofs._PROOFS.keys()


@pytest.mark.parametrize(
    ("limits", "name"),
    [
        ("per_line: 70 USD, per_order: 60 USD", "per_line"),
        ("per_order: 60 USD, per_day: 50 USD", "per_order"),
        ("per_day: 500, per_month: 400", "per_day"),
        ("per_day: 10, per_month: 310", "per_month"),
    ],
)
def test_a_limit_that_another_reaches_first_is_shown_by_an_order_that_does(limits, name):
    text = text_of([PAYS], f"limits: {{{limits}}}\n")
    (problem,) = (each for each in check(text) if each.finding == "idle_limit")
    assert f"`{name}`" in problem.message
    assert shows(load_policy(text), problem)


def test_per_line_of_100_percent_can_bind_and_is_not_found():
    # The shipping is left to refund as well, and the limit does not count it.
    text = text_of([PAYS], "limits: {per_line: 100%}\n")
    assert [each for each in check(text) if each.finding == "idle_limit"] == []


def test_a_count_of_credits_no_buyer_comes_near_never_binds():
    few = "rule: a, when: {issue: damaged, buyer_prior_credits: ..1}, remedy: full_refund"
    text = text_of([few], "limits: {per_buyer: {credits: 2, within: 180d}}\n")
    (problem,) = (each for each in check(text) if each.finding == "idle_limit")
    assert "`per_buyer` (2 in 180 days)" in problem.message
    assert shows(load_policy(text), problem)
    others = text_of([few, PAYS], "limits: {per_buyer: {credits: 2, within: 180d}}\n")
    assert [each for each in check(others) if each.finding == "idle_limit"] == []


@pytest.mark.parametrize(
    ("amount", "never"),
    [
        ("10% of item, at_most: 20% of item", "at_most"),
        ("20% of item, at_least: 10% of item", "at_least"),
        ("9 USD, at_least: 3 USD", "at_least"),
        ("{by: days_late, 1..3: 2 USD, 4..: 4 USD}, at_most: 4 USD", "at_most"),
    ],
)
def test_a_bound_that_no_amount_reaches_never_binds(amount, never):
    text = text_of([LATE % ("a", "1..", amount)], "")
    (problem,) = (each for each in check(text) if each.finding == "idle_bound")
    assert problem.message.startswith(f"`{never}` of rule `a` never binds")
    assert shows(load_policy(text), problem)


@pytest.mark.parametrize(
    "amount", ["10% of item, at_most: 20% of order", "9 USD, at_least: 12 USD"]
)
def test_a_bound_that_some_amount_reaches_is_not_found(amount):
    text = text_of([LATE % ("a", "1..", amount)], "")
    assert [each for each in check(text) if each.finding == "idle_bound"] == []


def test_an_adjustment_may_make_a_bound_bind():
    more = "adjustments: [{when: {business: yes}, change: +50%}]\n"
    text = text_of([LATE % ("a", "1..", "4 USD, at_most: 5 USD")], more)
    assert [each for each in check(text) if each.finding == "idle_bound"] == []


def test_an_otherwise_that_pays_and_gets_no_order_is_not_found():
    every = "rule: all, when: {}, remedy: review"
    text = text_of([every], "otherwise: {remedy: full_refund}\n")
    assert [each for each in check(text) if each.finding == "otherwise_pays"] == []
