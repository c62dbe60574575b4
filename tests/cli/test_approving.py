"""`approve`, `decline`, `withdraw` and `record`, as the people of a shop type them."""

from __future__ import annotations

import json

import pytest

from tests.workflow.office import ORDER, orders_text, returns_text

POLICY = """\
policy: own
currency: USD
authority: {automatic: 0, agent: 3, manager: 100}
rules:
  - rule: it
    when: {issue: quality}
    remedy: partial_refund
    amount: 50% of item
otherwise: {remedy: review}
"""
OTHER = "111-2222222-2222222"
QUALITY = {"Return Reason": "CR-QUALITY_UNACCEPTABLE", "Return request status": "Completed"}


@pytest.fixture
def sold(home, tmp_path, run):
    """A home with two orders: of one half of 10.00 USD is suggested, at one a person must look."""
    home.mkdir()
    (home / "policy.yaml").write_text(POLICY, encoding="utf-8")
    returns = returns_text(QUALITY, {"Return Reason": "CR-DEFECTIVE", "Order ID": OTHER})
    orders = orders_text({}, {"amazon-order-id": OTHER})
    for name, text in (("returns.txt", returns), ("orders.txt", orders)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    paths = [tmp_path / "returns.txt", tmp_path / "orders.txt"]
    assert run("--quiet", "import", "--marketplace", "US", *paths).code == 0
    return home


def suggestion(run, order=ORDER):
    ran = run("suggestions", "--order", order, "--format", "json")
    (item,) = json.loads(ran.out)["items"]
    return item


def told(ran):
    assert ran.code == 0, ran.err
    (item,) = json.loads(ran.out)["items"]
    return item


def settings(home, text):
    (home / "settings.yaml").write_text(text, encoding="utf-8")


def test_the_beginning_of_an_id_is_enough(run, sold):
    item = suggestion(run)
    ran = run("approve", item["suggestion_id"][:8].upper(), "--by", "manager")

    assert ran.code == 0, ran.err
    assert ran.out == (
        f"Approved {item['suggestion_id']}: refund part, 5.00 USD, order {ORDER}, by manager.\n"
    )
    assert "Nothing has left the house yet" in ran.err
    assert suggestion(run)["status"] == "approved"


def test_as_json_it_says_what_was_approved_and_instead_of_what(run, sold):
    name = suggestion(run)["suggestion_id"]
    said = ("--amount", "2.50 USD", "--reason", "a small  harm", "--format", "json")
    ran = run("approve", name, "--by", "Agent", *said)
    item = told(ran)

    assert json.loads(ran.out)["schema"] == "seller-credits/approve/1"
    assert (item["suggestion_id"], item["result"], item["status"]) == (name, *2 * ("approved",))
    assert (item["amount"], item["currency"], item["by"]) == ("2.50", "USD", "agent")
    assert (item["authority"], item["reason"]) == ("agent", "a small harm")
    assert item["instead_of"] == {"remedy": "partial_refund", "amount": "5.00", "currency": "USD"}
    assert [line["amount"] for line in item["lines"]] == ["2.50"]


def test_who_may_not_is_told_who_may(run, sold):
    ran = run("approve", suggestion(run)["suggestion_id"], "--by", "agent")

    assert ran.code == 2
    assert "Not allowed to this person: agent approves as agent" in ran.err
    assert "Who may: a manager or the owner." in ran.err
    assert suggestion(run)["status"] == "proposed"


def test_the_settings_say_who_may(run, sold):
    settings(sold, "people: {ana: agent, olga: owner}\n")
    name = suggestion(run)["suggestion_id"]

    assert "Those who may: ana (agent) or olga (owner)" in run("approve", name, "--by", "agent").err
    assert "Who may: olga (owner)." in run("approve", name, "--by", "ana").err
    assert run("approve", name, "--by", "OLGA").code == 0


def test_all_problems_are_told_at_once_and_nothing_is_done(run, sold):
    first, second = suggestion(run), suggestion(run, OTHER)
    ran = run("approve", first["suggestion_id"], second["suggestion_id"], "--by", "agent")

    assert ran.code == 2
    assert "2 problems, and nothing was done" in ran.err
    assert "Not allowed to this person" in ran.err
    assert "A person must look at it" in ran.err
    assert suggestion(run)["status"] == "proposed"


def test_where_one_is_not_known_none_is_approved(run, sold):
    ran = run("approve", suggestion(run)["suggestion_id"], "s-nosuch", "--by", "owner")

    assert ran.code == 2
    assert "There is no suggestion 's-nosuch'" in ran.err
    assert suggestion(run)["status"] == "proposed"


def test_one_amount_is_not_for_several(run, sold):
    names = [suggestion(run, order)["suggestion_id"] for order in (ORDER, OTHER)]
    ran = run("approve", *names, "--by", "owner", "--amount", "3", "--reason", "so")

    assert ran.code == 2
    assert "One amount for 2 suggestions" in ran.err


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (("--amount", "3"), "A change needs a reason"),
        (("--amount", "3 EUR", "--reason", "so"), "another currency"),
        (("--amount", "3.001", "--reason", "so"), "finer than USD"),
        (("--amount", "0", "--reason", "so"), "above 0"),
        (("--amount", "-3", "--reason", "so"), "above 0"),
        (("--amount", "3,50", "--reason", "so"), "no amount"),
        (("--amount", "999", "--reason", "so"), "more than is left to refund: 24.99 USD"),
        (("--remedy", "replacement", "--amount", "3", "--reason", "so"), "gives no money"),
        (("--remedy", "message", "--reason", "so"), "no message"),
        (("--remedy", "review", "--reason", "so"), "--remedy"),
        (("--reason", "  "), "must say something"),
    ],
)
def test_what_cannot_be_approved_is_refused_with_a_sentence(run, sold, said, why):
    ran = run("approve", suggestion(run)["suggestion_id"], "--by", "owner", *said)

    assert ran.code == 2
    assert why in ran.err
    assert suggestion(run)["status"] == "proposed"


def test_a_change_waits_for_another_person_where_the_settings_ask(run, sold):
    settings(sold, "people: {ana: agent, olga: owner}\nseparation: {changes: yes}\n")
    name = suggestion(run)["suggestion_id"]
    first = run("approve", name, "--by", "ana", "--amount", "6", "--reason", "more harm")
    listed = run("suggestions").out
    again = run("approve", name, "--by", "Ana")
    shown = run("suggestions", "show", name).out
    second = told(run("approve", name, "--by", "olga", "--format", "json"))

    assert first.out.startswith(f"Change proposed for {name}: refund part, 6.00 USD (instead of")
    assert "ana proposes 6.00 USD" in " ".join(listed.split())
    assert "proposed by ana: more harm" in " ".join(shown.split())
    assert (again.code, "ana proposed this change" in again.err) == (2, True)
    assert (second["amount"], second["by"], second["proposed_by"]) == ("6.00", "olga", "ana")


def test_a_suggestion_is_declined_with_a_reason(run, sold):
    name = suggestion(run)["suggestion_id"]
    item = told(run("decline", name, "--by", "agent", "--reason", "abuse", "--format", "json"))

    assert (item["status"], item["by"], item["reason"]) == ("declined", "agent", "abuse")
    assert suggestion(run)["status"] == "declined"
    assert "abuse" in run("ledger", "history", ORDER).out
    assert run("decline", name, "--by", "agent", "--reason", "abuse").code == 2


@pytest.mark.parametrize("verb", ["decline", "withdraw"])
def test_to_take_something_away_needs_a_name_and_a_reason(run, sold, verb):
    name = suggestion(run)["suggestion_id"]

    assert "--reason" in run(verb, name, "--by", "agent").err
    assert "--by" in run(verb, name, "--reason", "so").err
    assert "Not allowed to this person" in run(verb, name, "--by", "eve", "--reason", "so").err


def test_an_approval_is_taken_back(run, sold):
    name = suggestion(run)["suggestion_id"]
    run("approve", name, "--by", "owner")
    item = told(run("withdraw", name, "--by", "agent", "--reason", "oops", "--format", "json"))

    assert (item["status"], item["withdrawn_by"]) == ("withdrawn", "agent")
    assert suggestion(run)["status"] == "withdrawn"
    assert run("withdraw", name, "--by", "agent", "--reason", "oops").code == 2


def test_what_was_done_elsewhere_is_recorded_once(run, sold):
    said = ("--by", "agent", "--amount", "4.20", "--at", "2026-11-20", "--reference", "case 7")
    item = told(run("record", ORDER, *said, "--format", "json"))
    again = run("record", ORDER, *said)

    assert (item["suggestion_id"], item["status"]) == (suggestion(run)["suggestion_id"], "recorded")
    assert (item["at"], item["reference"]) == ("2026-11-20T00:00:00Z", "case 7")
    assert (again.code, "recorded already" in again.err) == (2, True)
    assert run("approve", item["suggestion_id"], "--by", "owner").code == 2


def test_an_order_never_seen_is_recorded_in_an_empty_home(run):
    said = ("--by", "agent", "--at", "2026-11-20 09:00", "--reference", "call")
    without = run("record", "999-1234567-1234567", *said, "--amount", "3")
    ran = run("record", "999-1234567-1234567", *said, "--amount", "3 EUR")

    assert (without.code, "Which currency" in without.err) == (2, True)
    assert ran.out == (
        "Recorded: refund part, 3.00 EUR, order 999-1234567-1234567, by agent; reference call.\n"
    )
    assert run("ledger", "verify").code == 0


@pytest.mark.parametrize(
    ("when", "why"), [("tomorrow", "is no moment"), ("2099-01-01", "lies ahead")]
)
def test_when_it_was_done_must_be_a_moment_that_has_been(run, sold, when, why):
    said = ("--by", "agent", "--amount", "3", "--at", when, "--reference", "x")
    ran = run("record", ORDER, *said)

    assert (ran.code, why in ran.err) == (2, True)


@pytest.mark.parametrize("verb", ["approve", "decline", "withdraw"])
def test_without_a_ledger_there_is_nothing_to_act_on(run, home, verb):
    ran = run(verb, "s-1", "--by", "agent", *(() if verb == "approve" else ("--reason", "so")))

    assert (ran.code, "There is no ledger" in ran.err, home.exists()) == (6, True, False)


def test_lists_and_details_show_who_said_yes_to_what(run, sold):
    name = suggestion(run)["suggestion_id"]
    run("approve", name, "--by", "owner", "--amount", "3", "--reason", "a small harm")
    listed = run("suggestions", "--status", "approved").out
    shown = run("suggestions", "show", name).out
    item = suggestion(run)

    assert "3.00 USD instead of 5.00 USD: a small harm" in " ".join(listed.split())
    assert "approved by owner" in " ".join(shown.split())
    assert (item["amount"], item["issuance"]["amount"]) == ("5.00", "3.00")
    assert "1 was approved or recorded" in run("suggestions").out


def test_every_status_can_be_asked_for(run, sold):
    for status in ("declined", "approved", "settled", "mismatched", "unknown", "recorded"):
        assert run("suggestions", "--status", status).code == 0
