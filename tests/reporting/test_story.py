"""One order's story, as the ledger has it."""

from __future__ import annotations

from seller_credits.reporting.story import print_story
from tests.reporting.made import item

AT = "2026-11-23T19:00:00.123456Z"


def entry(seq, kind, payload):
    return {"at": AT, "seq": seq, "kind": kind, "actor": "seller-credits", "payload": payload}


SEEN = entry(
    1,
    "issue_seen",
    {"kind": "damaged", "evidence": {"source": "mfn_returns", "where": "returns.txt, row 2"}},
)
ORDERED = entry(
    2,
    "order_seen",
    {
        "source": "orders",
        "status": "SHIPPED",
        "total": "24.00 USD",
        "packages": [{"status": "DELIVERED"}, {"status": "IN_TRANSIT"}],
        "delivery": None,
    },
)
JOINED = entry(3, "issue_joined", {"issue_id": "i-1", "sku": "MUG", "asin": None})
SUGGESTED = entry(4, "suggested", item(supersedes="s-0123456789abcde-0"))


def told(capsys, *entries):
    print_story("111-1234567-1234567", entries)
    return capsys.readouterr().out


def test_every_entry_is_a_line_with_its_moment_and_number(capsys):
    text = told(capsys, SEEN, ORDERED, JOINED, SUGGESTED)
    assert text.startswith("Order 111-1234567-1234567\n")
    assert text.count("2026-11-23 19:00:00 UTC") == 4
    for number in ("#1 issue seen", "#2 order seen", "#3 issue joined", "#4 suggested"):
        assert number in text


def test_what_was_seen_and_learnt_is_told_in_words(capsys):
    text = told(capsys, SEEN, ORDERED, JOINED)
    assert "Arrived damaged: mfn_returns, returns.txt, row 2" in text
    assert "orders: SHIPPED, 24.00 USD, parcel DELIVERED, IN_TRANSIT" in text
    assert "learnt from the order: sku MUG" in text


def test_a_suggestion_says_what_it_takes_the_place_of(capsys):
    text = " ".join(told(capsys, SUGGESTED).split())
    assert "s-0123456789abcde-1 (instead of s-0123456789abcde-0)" in text
    assert "refund part, 4.20 USD" in text


def test_an_entry_of_a_newer_program_is_named(capsys):
    assert "#9 refund issued" in told(capsys, entry(9, "refund_issued", {"anything": 1}))


def test_nothing_from_outside_is_obeyed_by_the_terminal(capsys):
    nasty = {"kind": "damaged", "evidence": {"source": "mfn_returns", "where": "\x1b[2J[b]x"}}
    text = told(capsys, entry(1, "issue_seen", nasty))
    assert "\x1b" not in text
    assert "[b]x" in text


def test_when_an_order_arrived_is_told_as_far_as_it_is_known(capsys):
    known = {"after": "2026-11-18T09:00:00Z", "by": "2026-11-19T09:00:00Z"}
    arrived = entry(2, "order_seen", ORDERED["payload"] | {"delivery": known})
    text = told(capsys, arrived)
    assert "arrived after 2026-11-18T09:00:00Z and by 2026-11-19T09:00:00Z" in " ".join(
        text.split()
    )


def test_money_that_moved_is_told_with_the_marketplaces_own_words(capsys):
    moved = {
        "kind": "a_to_z_claim",
        "amount": "24.00 USD",
        "words": "GuaranteeClaimEventList",
        "is_held": True,
        "origin": {"where": "finances"},
    }
    text = " ".join(told(capsys, entry(5, "money_seen", moved)).split())
    assert (
        "a to z claim of 24.00 USD (GuaranteeClaimEventList, held back for now): finances" in text
    )


def test_what_a_labels_file_says_is_told(capsys):
    label = {
        "is_protected": True,
        "first_scan": "2026-11-14",
        "origin": {"where": "labels.csv, row 2"},
    }
    text = " ".join(told(capsys, entry(6, "label_seen", label)).split())
    assert "label protected, first scan 2026-11-14: labels.csv, row 2" in text


def test_a_new_judgement_is_told_with_its_rule(capsys):
    judged = {
        "deadline": "2026-11-24T09:00:00Z",
        "deadline_rule": "a claim must be answered within 48 hours",
        "odr_exposure_why": "a claim is open",
    }
    text = " ".join(told(capsys, entry(7, "judged", judged)).split())
    assert "due 2026-11-24T09:00:00Z: a claim must be answered within 48 hours" in text
    assert "defect rate: a claim is open" in text
