"""`policy check`: what it prints, what a machine reads, and what the ledger adds to it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from tests.workflow.office import returns_text

TEXT = """\
policy: mine
version: "1"
currency: USD
authority: {automatic: 0, agent: 20, manager: 100}
rules:
  - rule: late-few
    when: {issue: late_delivery, days_late: 1..3}
    remedy: partial_refund
    amount: 20% of item
  - rule: late-many
    when: {issue: late_delivery, days_late: 4..}
    remedy: partial_refund
    amount: 10% of item
  - rule: costly
    when: {issue: quality, unit_cost: 5 USD..}
    remedy: none
otherwise: {remedy: review}
"""


@pytest.fixture
def policy(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_finding_is_printed_with_its_place_and_both_orders(run, policy):
    answer = run("policy", "check", policy)
    assert answer.code == 0
    assert f"{policy}:13:13: warning: More days_late pays less" in answer.out
    assert "    for example {issue: late_delivery, days_late: 4" in answer.out
    assert "    beside {issue: late_delivery, days_late: 3" in answer.out


def test_what_each_rule_gets_is_printed_when_asked(run, policy):
    assert "`late-few` gets" not in run("policy", "check", policy).out
    said = run("policy", "check", "-v", policy).out
    assert "note: `late-few` gets: late_delivery, days_late 1..3." in said


def test_a_machine_reads_what_kind_of_finding_it_is(run, policy):
    told = json.loads(run("--format", "json", "policy", "check", policy).out)
    (worse,) = (item for item in told["items"] if item["finding"] == "less_for_worse")
    assert (worse["line"], worse["severity"]) == (13, "warning")
    assert worse["example"]["days_late"] == "4"
    assert worse["beside"]["days_late"] == "3"


def test_a_warning_ends_with_4_where_warnings_count(run, policy):
    assert run("policy", "check", "--strict", policy).code == 4


def test_with_a_ledger_a_fact_nobody_ever_knew_is_said(run, policy, tmp_path):
    reason = {"Return Reason": "CR-QUALITY_UNACCEPTABLE"}
    rows = [reason | {"Order ID": f"111-0000000-000000{number}"} for number in range(5)]
    returns = tmp_path / "returns.txt"
    returns.write_text(returns_text(*rows, now=datetime.now(UTC)), encoding="utf-8")
    run("--quiet", "import", "--marketplace", "US", returns)
    said = run("policy", "check", policy).out
    assert (
        f"{policy}:15:39: warning: `unit_cost` was missing in every one of the 5 decisions" in said
    )


def test_a_home_without_a_ledger_gets_none(run, home, policy):
    said = run("policy", "check", policy).out
    assert "was missing" not in said
    assert not (home / "ledger.db").exists()
