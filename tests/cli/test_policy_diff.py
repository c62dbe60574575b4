"""`policy diff`: a manager reads it, a pull request is stopped by it, and nothing is written."""

from __future__ import annotations

import hashlib
import json
import re

import pytest

OLD = """\
policy: mine
version: "1"
currency: USD
authority: {automatic: 0, agent: 20, manager: 100}
rules:
  - rule: poor-quality
    when: {issue: quality}
    remedy: partial_refund
    amount: 10% of item
otherwise: {remedy: review}
"""
NEW = OLD.replace("10% of item", "20% of item").replace('"1"', '"2"')
WHOLE = OLD.replace("partial_refund", "full_refund").replace("    amount: 10% of item\n", "")


@pytest.fixture
def policies(tmp_path):
    """Three policies as files."""
    paths = []
    for name, text in (("old.yaml", OLD), ("new.yaml", NEW), ("whole.yaml", WHOLE)):
        paths.append(tmp_path / name)
        paths[-1].write_text(text, encoding="utf-8")
    return paths


@pytest.fixture
def diff(filled, policies):
    """Compare the first policy with another, in a home that has read a few reports."""

    def compared(other, *words):
        return filled("policy", "diff", policies[0], policies[other], *words)

    return compared


def test_the_table_says_what_changes_in_money_and_which_orders_flip(diff):
    ran = diff(2)
    assert ran.code == 0
    said = " ".join(ran.out.split())
    assert said.startswith("Old: mine 1 (old.yaml, ")
    assert "4 issues of orders placed since " in said
    assert re.search(r"USD 1\.00 10\.00 \+9\.00 \+900\.0%", said)
    assert "1 issue flipped to another remedy, 0 to another amount." in said
    assert "Refund part -> refund in full 1 1.00 USD 10.00 USD +9.00 USD" in said
    assert "111-1111111-1111111" in said
    assert "nothing is authorised by this" in said


def test_the_table_fits_a_narrow_terminal_without_cutting_an_amount(diff, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    out = diff(2).out
    assert max(map(len, out.splitlines())) <= 80
    assert "+9.00 USD" in out
    assert "…" not in out


def test_json_is_one_object_with_exact_amounts_as_text(diff):
    told = json.loads(diff(1, "--format", "json").out)
    assert told["schema"] == "seller-credits/policy-diff/1"
    assert (told["recorded"], told["replayed"], told["flipped"]) == (4, 4, 0)
    assert told["spend"] == [
        {"currency": "USD", "old": "1.00", "new": "2.00", "change": "1.00", "percent": "100.00"}
    ]
    (flip,) = told["flips"]
    assert (flip["from"], flip["to"], flip["issues"]) == ("partial_refund", "partial_refund", 1)
    (example,) = flip["examples"]
    assert (example["order_id"], example["change"]) == ("111-1111111-1111111", "1.00 USD")
    assert example["new"] == {
        "remedy": "partial_refund",
        "worth": "2.00 USD",
        "by": "poor-quality",
        "authority": "agent",
    }
    by_remedy = {row["remedy"]: row["new"]["issues"] for row in told["by_remedy"]}
    assert by_remedy["partial_refund"] == 1
    assert told["not_replayed"] == {"issues": 0, "facts": {}}


@pytest.mark.parametrize(("most", "code"), [("10%", 3), ("99.5", 3), ("100%", 0)])
def test_a_change_of_spend_beyond_what_is_allowed_ends_with_3(diff, most, code):
    ran = diff(1, "--max-spend-change", most)
    assert ran.code == code
    assert ("The spend in USD changes by +100.0%" in ran.err) is (code == 3)


def test_the_gate_is_told_in_json_too(diff):
    ran = diff(1, "--max-spend-change", "10%", "--format", "json")
    told = json.loads(ran.out)
    assert (ran.code, told["max_spend_change"], told["beyond"]) == (3, "10", ["USD"])


@pytest.mark.parametrize("words", ["soon", "-5%", "10 percent", "1e3"])
def test_a_percentage_that_is_none_is_refused(diff, words):
    ran = diff(1, f"--max-spend-change={words}")
    assert ran.code == 2
    assert "is not a percentage like 10%" in ran.err


def test_a_policy_compared_with_itself_changes_nothing(diff):
    ran = diff(0, "--max-spend-change", "0")
    assert ran.code == 0
    assert "Every issue is decided alike." in ran.out


def test_since_says_how_far_back_to_look(diff):
    told = json.loads(diff(1, "--since", "1h", "--format", "json").out)
    assert told["recorded"] == 0
    assert diff(1, "--since", "soon").code == 2


def test_with_nothing_to_compare_the_gate_says_that_it_saw_nothing(diff):
    ran = diff(1, "--since", "1h", "--max-spend-change", "10%")
    assert ran.code == 0
    assert "no issue was decided by both" in ran.err


def test_nothing_is_written(diff, filled):
    def checkpoint():
        return filled("ledger", "verify").out

    before = checkpoint()
    diff(1)
    assert checkpoint() == before


def test_a_policy_of_the_ledger_is_named_by_the_beginning_of_its_digest(filled, policies):
    items = json.loads(filled("suggestions", "--format", "json", "--all").out)["items"]
    digest = items[0]["policy_digest"]
    ran = filled("policy", "diff", digest[:8], policies[1], "--format", "json")
    assert ran.code == 0
    assert json.loads(ran.out)["old"]["digest"] == digest
    assert json.loads(ran.out)["otherwise_recorded"] == 0


def test_a_file_may_also_be_one_that_comes_along(filled, policies):
    told = json.loads(filled("policy", "diff", policies[0], "careful", "--format", "json").out)
    assert told["new"]["policy"] == "careful"
    assert told["old"]["digest"] == hashlib.sha256(OLD.encode()).hexdigest()


def test_a_digest_the_ledger_does_not_know_is_said_so(filled, policies):
    ran = filled("policy", "diff", "0123456789", policies[1])
    assert ran.code == 2
    assert "No file, and no policy of the ledger, is named '0123456789'" in ran.err


def test_a_policy_that_cannot_be_used_ends_with_4(diff, policies, filled):
    policies[1].write_text("policy: x\n", encoding="utf-8")
    assert diff(1).code == 4
    assert filled("policy", "diff", policies[0], policies[0].parent / "none.yaml").code == 4


def test_a_home_without_a_ledger_gets_none(run, home, policies):
    ran = run("policy", "diff", policies[0], policies[1])
    assert ran.code == 0
    assert "0 issues of orders placed since" in ran.out
    assert "there is no ledger" in ran.err
    assert not home.exists()
