"""`policy activate` and `policy revoke`, as the people of a shop type them."""

from __future__ import annotations

import hashlib
import json

import pytest

from seller_credits import policy as rules
from tests.workflow.office import orders_text, returns_text

POLICY = """\
policy: own
version: "{version}"
effective: {{from: 2026-01-01}}
currency: USD
authority: {{automatic: 0, agent: 20, manager: 100}}
rules:
  - rule: it
    when: {{issue: quality}}
    remedy: partial_refund
    amount: {share} of item
  - rule: rest
    when: {{issue: {{not: quality}}}}
    remedy: review
    because: A person looks.
otherwise: {{remedy: review}}
examples:
  - given: {{issue: quality, item_price: 40 USD}}
    expect: {{rule: it, amount: {expected} USD}}
  - given: {{issue: lost, item_price: 40 USD}}
    expect: {{rule: rest}}
"""


def text(version="1", share="10%", expected="4.00"):
    return POLICY.format(version=version, share=share, expected=expected)


@pytest.fixture
def policy(tmp_path):
    """Put a policy file beside the home; gives its path and its digest."""

    def put(version="1", content=None, **said):
        path = tmp_path / f"policy-{version}.yaml"
        path.write_text(content or text(version, **said), encoding="utf-8")
        return path, hashlib.sha256(path.read_bytes()).hexdigest()

    return put


@pytest.fixture
def own(home, policy):
    """A home with a policy of its own; gives its digest."""
    home.mkdir()
    (home / "policy.yaml").write_text(text("own"), encoding="utf-8")
    return hashlib.sha256((home / "policy.yaml").read_bytes()).hexdigest()


@pytest.fixture
def sold(run, tmp_path, own):
    """A home that knows of one order with poor quality, decided by its own policy."""
    quality = {"Return Reason": "CR-QUALITY_UNACCEPTABLE", "Return request status": "Completed"}
    paths = [tmp_path / "returns.txt", tmp_path / "orders.txt"]
    for path, content in zip(paths, (returns_text(quality), orders_text({})), strict=True):
        path.write_text(content, encoding="utf-8")
    assert run("--quiet", "import", "--marketplace", "US", *paths).code == 0
    return own


def items(run, *words):
    return json.loads(run(*words, "--format", "json").out)["items"]


def told(ran):
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def test_the_policy_in_use_is_activated_where_no_file_is_named(run, own):
    ran = run("policy", "activate", "--by", "Ann")

    assert ran.code == 0
    assert ran.out.startswith(f"Active from now on: own, version own ({own[:12]})\n")
    assert own in ran.out
    assert "orders from 2026-01-01" in ran.out


def test_as_json_it_says_what_it_did_and_what_it_takes_the_place_of(run, sold, policy):
    path, digest = policy("2", share="20%", expected="8.00")
    run("policy", "activate", "--by", "Ann")
    found = told(run("policy", "activate", path, "--by", "Bob", "--format", "json"))

    assert found == {
        "schema": "seller-credits/policy-activate/1",
        "result": "active",
        "digest": digest,
        "name": "own",
        "version": "2",
        "from": "2026-01-01",
        "to": None,
        "takes_place_of": sold,
        "behind": None,
        "by": "Bob",
        "proposed_by": None,
        "decided_again": {"orders": 1, "suggestions": 1, "upheld": 0},
    }
    assert [item["amount"] for item in items(run, "suggestions")] == ["2.00"]


def test_to_activate_what_is_active_says_so_and_changes_nothing(run, own):
    run("policy", "activate", "--by", "Ann")
    before = run("ledger", "verify").out
    ran = run("policy", "activate", "--by", "Ann")

    assert ran.out.startswith("Active already: own")
    assert run("ledger", "verify").out == before


def test_a_file_that_is_not_the_one_in_use_is_told_what_goes_before_it(run, own, policy):
    ran = run("policy", "activate", policy("2")[0], "--by", "Ann")

    assert f"For now own, version own ({own[:12]}) goes before it" in ran.out


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (text().replace("remedy: partial_refund", "remedy: gift"), "has errors"),
        (text(expected="5.00"), "The example fails"),
        ("nothing", "has errors"),
    ],
)
def test_a_policy_that_is_wrong_is_not_activated(run, own, policy, broken, said):
    ran = run("policy", "activate", policy(content=broken)[0], "--by", "Ann")

    assert ran.code == 4
    assert said in ran.err
    assert [item["status"] for item in items(run, "policy", "activate", "--list")] == [
        "not_activated"
    ]


def test_a_file_saved_again_meanwhile_is_activated_as_it_was_checked(run, own, policy, monkeypatch):
    path, digest = policy("2")
    check = rules.check

    def checked_and_saved_again(*said, **also):
        found = check(*said, **also)
        path.write_text(text("2", expected="400.00", share="100%"), encoding="utf-8")
        return found

    monkeypatch.setattr(rules, "check", checked_and_saved_again)
    ran = run("policy", "activate", path, "--by", "Ann", "--format", "json")

    assert told(ran)["digest"] == digest


def test_warnings_are_told_and_stop_nothing(run, own, policy):
    unproven = text().split("examples:")[0]
    ran = run("policy", "activate", policy(content=unproven)[0], "--by", "Ann")

    assert ran.code == 0
    assert "warning" in ran.err


def test_who_activates_must_be_said_and_the_environment_cannot_say_it(run, own, monkeypatch):
    monkeypatch.setenv("SELLER_CREDITS_POLICY_ACTIVATE_BY", "Ann")
    monkeypatch.setenv("SELLER_CREDITS_POLICY_REVOKE_BY", "Ann")
    monkeypatch.setenv("SELLER_CREDITS_POLICY_REVOKE_REASON", "none")

    assert run("policy", "activate").code == 2
    assert "--by NAME" in run("policy", "activate").err
    run("policy", "activate", "--by", "Ann")
    assert run("policy", "revoke", own).code == 2


@pytest.mark.parametrize("name", ["", "  ", "a" * 81, "\x1b[31mred"])
def test_a_name_that_cannot_be_shown_is_refused(run, own, name):
    assert run("policy", "activate", "--by", name).code == 2


def test_two_people_are_asked_for_where_the_settings_say_so(run, home, own):
    (home / "settings.yaml").write_text("policy: {two_people: yes}\n", encoding="utf-8")
    first = run("policy", "activate", "--by", "Ann")
    again = run("policy", "activate", "--by", "ann")
    (waiting,) = items(run, "policy", "activate", "--list")
    second = told(run("policy", "activate", "--by", "Bob", "--format", "json"))

    assert first.out.startswith("Proposed: own")
    assert "once another person activates it" in first.out
    assert (again.code, "two people" in again.err) == (2, True)
    assert (waiting["status"], waiting["by"]) == ("proposed", "Ann")
    assert (second["result"], second["by"], second["proposed_by"]) == ("active", "Bob", "Ann")


def test_a_revoked_policy_ends_at_once_and_what_it_decided_is_decided_again(run, sold, policy):
    path, digest = policy("2", share="30%", expected="12.00")
    run("policy", "activate", "--by", "Ann")
    run("policy", "activate", path, "--by", "Ann")
    wrong = items(run, "suggestions")[0]["amount"]
    words = ("--by", "Carol", "--reason", "30 for 3", "--format", "json")
    found = told(run("policy", "revoke", digest[:6].upper(), *words))

    assert found == {
        "schema": "seller-credits/policy-revoke/1",
        "result": "revoked",
        "digest": digest,
        "by": "Carol",
        "reason": "30 for 3",
        "in_force": [sold],
        "decided_again": {"orders": 1, "suggestions": 1, "upheld": 0},
    }
    assert (wrong, items(run, "suggestions")[0]["amount"]) == ("3.00", "1.00")
    assert items(run, "suggestions")[0]["policy_digest"] == sold
    assert run("ledger", "verify").code == 0


def test_without_any_policy_left_everything_waits_for_a_person(run, sold):
    ran = run("policy", "revoke", sold[:8], "--by", "Carol", "--reason", "30000 for 300")
    (item,) = items(run, "suggestions")

    assert ran.code == 0
    assert "It is the file in use" in ran.out
    assert "No policy is in force" in ran.out
    assert item["remedy"] == "review"
    assert "was revoked by Carol" in item["reasons"][0]
    assert "30000 for 300" in item["reasons"][0]
    assert "none was in force" in run("suggestions", "show", item["suggestion_id"]).out


def test_a_policy_that_was_only_in_use_can_be_revoked_before_it_decided_anything(run, own):
    run("ledger", "verify")
    assert run("policy", "activate", "--list").code == 0
    assert run("policy", "revoke", own, "--by", "Carol", "--reason", "no").code == 6
    run("insights")
    run("import", "nothing.txt")
    assert run("policy", "revoke", own, "--by", "Carol", "--reason", "no").code == 0


def test_to_revoke_what_is_revoked_says_so(run, sold):
    run("policy", "revoke", sold[:8], "--by", "Carol", "--reason", "no")
    ran = run("policy", "revoke", sold[:8], "--by", "Dave", "--reason", "no")

    assert ran.out.startswith(f"Revoked before: {sold}")


@pytest.mark.parametrize("digest", ["123", "zzzzzz", "00000000"])
def test_what_names_no_policy_is_refused(run, sold, digest):
    ran = run("policy", "revoke", digest, "--by", "Carol", "--reason", "no")

    assert ran.code == 2
    assert "activate --list" in ran.err


def test_where_only_another_account_has_orders_it_must_be_named(run, tmp_path, home, sold):
    """Or a policy that was typed wrong would go on deciding while its seller thinks it ended."""
    (home / "ledger.db").unlink()
    run("--quiet", "--account", "eu", "import", "--marketplace", "US", tmp_path / "returns.txt")
    before = run("ledger", "verify").out
    revoked = run("policy", "revoke", sold[:8], "--by", "Carol", "--reason", "30000 for 300")
    activated = run("policy", "activate", "--by", "Carol")

    assert (revoked.code, activated.code) == (2, 2)
    assert "knows no account 'default', only eu" in revoked.err
    assert "--account NAME" in revoked.err
    assert run("ledger", "verify").out == before
    assert run("--account", "us", "policy", "activate", "--by", "Carol").code == 0


def test_a_revoked_policy_that_still_decides_for_another_account_is_told(run, sold, tmp_path):
    run("--quiet", "--account", "eu", "import", "--marketplace", "US", tmp_path / "orders.txt")
    run("--quiet", "--account", "eu", "import", "--marketplace", "US", tmp_path / "returns.txt")
    ran = run("policy", "revoke", sold[:8], "--by", "Carol", "--reason", "typed wrong")
    last = run("--account", "eu", "policy", "revoke", sold[:8], "--by", "Carol", "--reason", "too")

    assert "The account eu goes on with it: revoke it there too, with --account eu." in ran.err
    assert last.code == 0
    assert "goes on with it" not in last.err


def test_a_reason_is_asked_for(run, sold):
    assert run("policy", "revoke", sold[:8], "--by", "Carol").code == 2
    assert run("policy", "revoke", sold[:8], "--by", "Carol", "--reason", " ").code == 2


def test_a_mistyped_home_gets_no_ledger(run, home):
    ran = run("policy", "revoke", "0" * 8, "--by", "Carol", "--reason", "no")

    assert ran.code == 6
    assert not home.exists()


def test_even_a_file_that_can_no_longer_be_read_does_not_keep_one_from_revoking(run, home, sold):
    (home / "policy.yaml").write_text("this is no policy", encoding="utf-8")
    ran = run("policy", "revoke", sold[:8], "--by", "Carol", "--reason", "typed wrong")
    (home / "policy.yaml").write_text(text("own"), encoding="utf-8")

    assert ran.code == 4
    assert f"{sold[:12]} is revoked" in ran.err
    assert "next sync or import" in ran.err
    (found,) = items(run, "policy", "activate", "--list")
    assert (found["status"], found["reason"]) == ("revoked", "typed wrong")


def test_every_version_is_listed_with_how_it_stands(run, own, policy):
    (early, first), (late, second) = policy("1"), policy("2")
    run("policy", "activate", early, "--by", "Ann")
    run("policy", "activate", late, "--by", "Bob")
    run("policy", "revoke", second[:8], "--by", "Carol", "--reason", "no")
    listed = items(run, "policy", "activate", "--list")
    table = run("policy", "activate", "--list").out

    names = ("digest", "status", "in_use", "behind")
    assert [tuple(item[name] for name in names) for item in listed] == [
        (own, "not_activated", True, None),
        (first, "active", False, own),
        (second, "revoked", False, None),
    ]
    assert "revoked by Carol" in table
    assert first[:12] in table


def test_the_doctor_says_what_is_in_force_and_how_the_file_in_use_stands(run, sold, policy):
    def found():
        said = json.loads(run("doctor", "--offline", "--format", "json").out)["items"]
        return [(each["result"], each["said"]) for each in said if "versions" in each["check"]]

    fresh = found()
    run("policy", "activate", policy("2")[0], "--by", "Ann")
    beside = found()
    run("policy", "revoke", sold[:8], "--by", "Carol", "--reason", "typed wrong")
    revoked = found()

    assert [result for result, _ in fresh] == ["ok"]
    assert "can be issued before somebody activates it" in fresh[0][1]
    assert [result for result, _ in beside] == ["ok", "warning"]
    assert "is not activated" in beside[1][1]
    assert "was revoked by Carol: typed wrong" in revoked[1][1]
