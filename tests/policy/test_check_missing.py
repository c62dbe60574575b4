"""A rule on facts nobody knows: what the recorded decisions say of a policy."""

from __future__ import annotations

import pytest

from seller_credits.policy import KnownFacts, check, parse_given


def text_of(when):
    return (
        f"currency: USD\nrules:\n  - {{rule: a, when: {{{when}}}, remedy: none}}\n"
        "otherwise: {remedy: review}\n"
    )


def found(when, decided):
    problems = check(text_of(when), recorded=KnownFacts.of(decided))
    return [problem for problem in problems if problem.finding == "missing_fact"]


LOST = ("lost", ["issue", "item_price"])
COSTED = ("lost", ["issue", "item_price", "unit_cost"])


def test_without_a_ledger_nothing_is_said():
    findings = {problem.finding for problem in check(text_of("issue: lost, unit_cost: 1 USD.."))}
    assert "missing_fact" not in findings


def test_a_rule_on_a_fact_that_was_never_known_is_a_warning_at_its_condition():
    (problem,) = found("issue: lost, unit_cost: 1 USD..", [LOST] * 9)
    assert problem.severity == "warning"
    assert problem.message == (
        "`unit_cost` was missing in every one of the 9 decisions of the last 60 days that rule `a` "
        "is about: it can never fire."
    )
    column = text_of("issue: lost, unit_cost: 1 USD..").splitlines()[2].index("1 USD..")
    assert (problem.line, problem.column) == (3, column + 1)


def test_one_on_a_fact_that_was_mostly_missing_is_a_note():
    (problem,) = found("issue: lost, unit_cost: 1 USD..", [LOST] * 6 + [COSTED] * 3)
    assert problem.severity == "note"
    assert "missing in 6 of the 9 decisions" in problem.message


def test_a_fact_known_half_of_the_time_is_no_finding():
    assert found("issue: lost, unit_cost: 1 USD..", [LOST] * 5 + [COSTED] * 5) == []


def test_only_decisions_on_the_rules_own_kinds_count():
    others = [("damaged", ["issue", "unit_cost"])] * 50
    assert len(found("issue: lost, unit_cost: 1 USD..", [LOST] * 9 + others)) == 1
    assert found("unit_cost: 1 USD..", [LOST] * 9 + others) == []


def test_a_handful_of_decisions_proves_nothing():
    assert found("issue: lost, unit_cost: 1 USD..", [LOST] * 4) == []


@pytest.mark.parametrize("when", ["unit_cost: {missing: yes}", "return_denied: yes"])
def test_a_rule_for_what_is_missing_or_recorded_only_where_it_is_so_is_no_finding(when):
    assert found(f"issue: lost, {when}", [LOST] * 9) == []


def test_an_example_may_say_that_what_goes_without_saying_is_missing():
    given = {"issue": "lost", "item_price": "20 USD", "package": "missing", "line_total": "missing"}
    facts = parse_given(given, "USD")
    assert "package" not in facts
    assert "line_total" not in facts
    assert parse_given({"carrier": "missing"}, "USD")["carrier"] == "missing"
