"""What was drawn from the entries can be drawn anew, and is the same."""

from __future__ import annotations

import pytest

from seller_credits.domain.errors import LedgerProblem
from seller_credits.ledger import schema
from seller_credits.ledger.rebuilding import rebuild

from .behind import edit, rows


def everything(place):
    """Every row of every table, the entries among them."""
    return {
        table.name: sorted(rows(place, f"SELECT * FROM {table.name}"), key=repr)
        for table in schema.metadata.sorted_tables
    }


def test_a_rebuild_changes_nothing_that_was_right(filled, place):
    before = everything(place)

    told = list(rebuild(filled.storage))

    assert [(each.account, each.entries) for each in told] == [("default", 12), ("other", 1)]
    assert everything(place) == before


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE suggestions SET amount = '99.00', status = 'approved' WHERE ordinal = 2",
        "DELETE FROM issues",
        "DELETE FROM money",
        "UPDATE accounts SET seller_id = 'thief'",
        "INSERT INTO in_force VALUES ('nobody', 'd')",
        "UPDATE orders SET due = '2030-01-01T00:00:00Z', seq = 9",
    ],
)
def test_what_was_damaged_by_hand_is_found_and_mended(filled, place, damage):
    before = everything(place)
    with_guards = [fault for fault in filled.verify() if "guards" not in fault.what]
    assert not with_guards
    edit(place, damage)
    assert [fault for fault in filled.verify() if "guards" not in fault.what]

    list(rebuild(filled.storage))

    assert everything(place) == before
    assert not [fault for fault in filled.verify() if "guards" not in fault.what]


def test_one_account_is_drawn_anew_and_the_other_left_alone(filled, place):
    edit(place, "DELETE FROM issues")

    list(rebuild(filled.storage, "other"))

    assert rows(place, "SELECT account FROM issues") == [("other",)]


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        ("UPDATE entries SET actor = 'x' WHERE seq = 3", "entry 3 .* was changed"),
        ("DELETE FROM entries WHERE seq = 12", "ends at entry 11"),
        ("DELETE FROM entries WHERE seq = 4", "entry 4 is missing"),
        ("DELETE FROM heads WHERE account = 'default'", "ends at entry 12"),
    ],
)
def test_nothing_is_drawn_from_a_broken_chain(filled, place, damage, why):
    edit(place, damage, "UPDATE suggestions SET amount = '1.00' WHERE ordinal = 2")
    before = everything(place)

    with pytest.raises(LedgerProblem, match=why):
        list(rebuild(filled.storage))

    assert everything(place) == before
