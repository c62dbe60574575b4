"""Messages at the command line: checked with the policy, shown with a decision."""

from __future__ import annotations

import json

import pytest

from seller_credits.resources import packaged

POLICY = (
    "policy: small\n"
    "currency: USD\n"
    "rules:\n"
    "  - rule: late\n"
    "    when: {issue: late_delivery}\n"
    "    remedy: message\n"
    "    message: sorry_late\n"
    "otherwise: {remedy: review}\n"
    "examples:\n"
    "  - given: {issue: late_delivery}\n"
    "    expect: {rule: late}\n"
)
GIVEN = {"issue": "late_delivery", "item_price": "40 USD"}


@pytest.fixture
def begun(home):
    home.mkdir()
    (home / "policy.yaml").write_text(POLICY, encoding="utf-8")
    return home


def test_a_message_that_nobody_wrote_is_a_warning_in_the_policys_line(run, begun):
    (begun / "messages.yaml").write_text("sorry_lat:\n  en: Sorry.\n", encoding="utf-8")
    ran = run("policy", "check")
    assert ran.code == 0
    assert run("policy", "check", "--strict").code == 4
    assert "policy.yaml:7:14: warning:" in ran.out
    assert "sorry_late" in ran.out
    assert "did you mean `sorry_lat`?" in ran.out


def test_a_text_that_breaks_a_rule_is_an_error_in_the_files_line(run, begun):
    text = "sorry_late:\n  en: Sorry. Please leave a review.\n"
    (begun / "messages.yaml").write_text(text, encoding="utf-8")

    ran = run("policy", "check", "--format", "json")

    assert ran.code == 4
    (item,) = [item for item in json.loads(ran.out)["items"] if item["severity"] == "error"]
    assert item["file"] == str(begun / "messages.yaml")
    assert (item["line"], item["column"]) == (2, 29)
    assert "rule reviews" in item["hint"]


def test_another_file_of_messages_can_be_checked_with_the_policy(run, begun, tmp_path):
    other = tmp_path / "other.yaml"
    other.write_text("sorry_late:\n  en: Call us.\n", encoding="utf-8")
    ran = run("policy", "check", "--messages", other)
    assert ran.code == 4
    assert f"{other}:2:7: error: " in ran.out
    assert run("policy", "check").code == 0


def test_a_file_of_messages_that_is_not_there_is_a_clear_error(run, begun, tmp_path):
    ran = run("policy", "check", "--messages", tmp_path / "none.yaml")
    assert ran.code == 4
    assert "none.yaml cannot be read" in ran.err


def test_messages_that_are_no_yaml_are_told_by_their_line(run, begun):
    (begun / "messages.yaml").write_text("sorry_late: [\n", encoding="utf-8")
    ran = run("policy", "check")
    assert ran.code == 4
    assert "messages.yaml:2:1: error: The file is no YAML" in ran.out


@pytest.mark.parametrize(
    ("store", "words"), [("US", "there has been a delay"), ("DE", "Verspätung"), ("JP", "遅れ")]
)
def test_explain_shows_the_message_in_the_stores_language(run, begun, store, words):
    ran = run("policy", "explain", "--given", json.dumps(GIVEN | {"marketplace": store}))
    assert ran.code == 0
    assert words in ran.out
    assert "As it would be sent" in ran.out


def test_explain_says_why_a_message_would_not_be_sent(run, begun):
    ran = run(
        *("policy", "explain", "--format", "json"),
        *("--given", json.dumps(GIVEN | {"marketplace": "TR"})),
    )
    told = json.loads(ran.out)["message_text"]
    assert told["template"] == "sorry_late"
    assert told["text"] is None
    assert told["why_not"] == "Message `sorry_late` has no text in Turkish: it is not sent."


def test_a_broken_file_of_messages_does_not_hide_the_decision(run, begun):
    (begun / "messages.yaml").write_text("sorry_late: [\n", encoding="utf-8")
    ran = run("policy", "explain", "--given", json.dumps(GIVEN | {"marketplace": "US"}))
    assert ran.code == 0
    assert "Not sent:" in ran.out
    assert "policy check" in " ".join(ran.out.split())


def test_init_writes_the_messages_beside_the_policy_and_leaves_changed_ones(run, home):
    assert run("init").code == 0
    written = home / "messages.yaml"
    assert written.read_bytes() == packaged("messages.yaml").read_bytes()

    written.write_text("sorry_late:\n  en: Sorry.\n", encoding="utf-8")
    assert run("init", "--force").code == 0
    assert written.read_text(encoding="utf-8") == "sorry_late:\n  en: Sorry.\n"
