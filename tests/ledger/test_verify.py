"""Whatever is changed in the tables behind the program's back is found."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from seller_credits.domain.errors import UsageProblem
from seller_credits.ledger.interface import Checkpoint

from .behind import edit, opened
from .conftest import NOW, sighting


def _faults(ledger):
    return [fault.what for fault in ledger.verify()]


def test_an_untouched_ledger_has_no_faults(filled):
    assert _faults(filled) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (
            "UPDATE entries SET payload = replace(payload, '40.00', '10.00') WHERE seq = 4",
            "entry 4",
        ),
        ("UPDATE entries SET at = '2020-01-01T00:00:00Z' WHERE seq = 2", "entry 2"),
        ("UPDATE entries SET actor = 'somebody else' WHERE seq = 5", "entry 5"),
        ("UPDATE entries SET hash = prev WHERE seq = 5", "entry 5"),
        ("DELETE FROM entries WHERE seq = 3 AND account = 'default'", "entry 3 is missing"),
        ("DELETE FROM entries WHERE seq = 1 AND account = 'default'", "entry 1 is missing"),
        ("DELETE FROM entries WHERE seq = 12", "removed from its end"),
        ("DELETE FROM entries WHERE account = 'other'", "removed from its end"),
        ("DELETE FROM heads WHERE account = 'default'", "how far the chain reaches is gone"),
        ("UPDATE suggestions SET amount = '99.00' WHERE ordinal = 2", "was changed"),
        ("UPDATE suggestions SET status = 'closed' WHERE ordinal = 2", "was changed"),
        ("DELETE FROM issues WHERE issue_id = 'i-1'", "is missing"),
        ("DELETE FROM orders", "is missing"),
        ("UPDATE accounts SET seller_id = 'thief'", "was changed"),
        ("UPDATE comments SET text = 'lovely'", "comment"),
        (
            (
                "INSERT INTO issues SELECT account, order_id, 'i-9', kind, order_item_id, sku, "
                "asin, marketplace, channel, occurred_at, detected_at FROM issues "
                "WHERE issue_id = 'i-1'"
            ),
            "was added",
        ),
    ],
)
def test_an_edit_is_found(filled, place, change, found):
    edit(place, change)

    assert any(found in what for what in _faults(filled)), _faults(filled)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("DELETE FROM entries WHERE seq = 12", "removed from its end"),
        ("DELETE FROM entries WHERE account = 'other'", "removed from its end"),
        ("UPDATE entries SET hash = prev WHERE seq = 12", "not the one that was written"),
        ("UPDATE entries SET actor = 'x' WHERE seq = 12", "entry 12 .* was changed"),
        ("UPDATE heads SET seq = 11 WHERE account = 'default'", "removed from its end"),
        (
            "UPDATE heads SET hash = (SELECT prev FROM entries WHERE account = 'other')",
            "not the one that was written",
        ),
    ],
)
def test_an_edit_at_the_end_is_found_without_reading_it_all(filled, place, change, found):
    edit(place, change)

    faults = [fault.what for fault in filled.verify_ends()]
    assert any(re.search(found, what) for what in faults), faults


def test_the_end_of_an_untouched_ledger_has_no_faults(filled):
    assert list(filled.verify_ends()) == []


def test_two_entries_that_changed_places_are_found(filled, place):
    edit(
        place,
        "UPDATE entries SET seq = 100 WHERE seq = 2 AND account = 'default'",
        "UPDATE entries SET seq = 2 WHERE seq = 3 AND account = 'default'",
        "UPDATE entries SET seq = 3 WHERE seq = 100 AND account = 'default'",
    )

    assert any("entry 2" in what for what in _faults(filled))


def test_an_erased_comment_is_no_fault(filled, place):
    with opened(place) as connection:
        connection.execute("DELETE FROM comments")

    assert _faults(filled) == []


def test_a_ledger_that_is_written_to_meanwhile_verifies(filled):
    faults = filled.verify()
    with filled.writing("default", NOW) as writer:
        writer.issue_seen("i-3", NOW, sighting("333-0000000-0000000", key="row 9"))

    assert list(faults) == []


def test_guards_that_were_taken_down_are_missed(filled, place):
    edit(place)

    assert _faults(filled) == ["the guards that keep entries from being changed were taken down"]


def test_a_ledger_that_only_grew_holds_against_an_earlier_checkpoint(filled):
    kept = filled.checkpoints()[0]
    with filled.writing("default", NOW) as writer:
        writer.issue_seen("i-3", NOW, sighting("333-0000000-0000000", key="row 9"))

    assert list(filled.verify(kept)) == []
    assert kept == Checkpoint.parse(f"checkpoint {kept.account} {kept.seq} {kept.hash}")


def test_a_ledger_cut_short_with_all_its_records_is_found_by_a_checkpoint(filled, place):
    kept = filled.checkpoints()[0]
    edit(place, "DELETE FROM entries", "DELETE FROM heads", "DELETE FROM issues")

    assert any("cut short" in fault.what for fault in filled.verify(kept))


def test_a_ledger_rewritten_as_a_whole_is_found_by_a_checkpoint(filled):
    kept = replace(filled.checkpoints()[0], hash="0" * 64)

    assert any("rewritten" in fault.what for fault in filled.verify(kept))


@pytest.mark.parametrize("text", ["", "default 12", "default x " + "0" * 64, "default 12 00"])
def test_what_is_no_checkpoint_is_refused(text):
    with pytest.raises(UsageProblem, match="no checkpoint"):
        Checkpoint.parse(text)
