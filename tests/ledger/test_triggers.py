"""Nobody changes what was written: neither this program, nor by mistake anybody else's."""

from __future__ import annotations

import pytest

from seller_credits.domain.errors import LedgerProblem

from .behind import opened, rows
from .conftest import NOW

CHANGES = {
    "update": "UPDATE entries SET actor = 'x'",
    "delete": "DELETE FROM entries",
    "update of nothing": "UPDATE entries SET actor = 'x' WHERE seq = 0",
}
OF_A_FILE = {"replace": "INSERT OR REPLACE INTO entries SELECT * FROM entries WHERE seq = 1"}
OF_A_DATABASE = {
    "truncate": "TRUNCATE entries",
    "truncate with others": "TRUNCATE entries, heads CASCADE",
    "replace": (
        "INSERT INTO entries SELECT * FROM entries WHERE seq = 1 "
        "ON CONFLICT (account, seq) DO UPDATE SET actor = 'x'"
    ),
}


def changes_of(place):
    return CHANGES | (OF_A_FILE if hasattr(place, "exists") else OF_A_DATABASE)


def test_the_programs_own_connection_cannot_change_history(filled, place):
    for name, statement in changes_of(place).items():
        if name == "update of nothing" and hasattr(place, "exists"):
            continue  # a file's guards look at rows
        with (
            pytest.raises(LedgerProblem, match="append-only"),
            filled.writing("default", NOW) as writer,
        ):
            writer._connection.exec_driver_sql(statement)

    assert list(filled.verify()) == []


def test_somebody_with_the_databases_own_tools_is_stopped_too(filled, place):
    before = rows(place, "SELECT account, seq, hash FROM entries ORDER BY account, seq")
    for statement in (CHANGES["update"], CHANGES["delete"]):
        with pytest.raises(Exception, match="append-only"), opened(place) as connection:
            connection.execute(statement)

    assert rows(place, "SELECT account, seq, hash FROM entries ORDER BY account, seq") == before


@pytest.mark.slow
@pytest.mark.parametrize("place", ["database"], indirect=True)
def test_not_even_who_plays_a_replica_gets_past_the_guards(filled, place):
    with opened(place) as connection:
        connection.execute("SET session_replication_role = replica")
        with pytest.raises(Exception, match="append-only"):
            connection.execute("DELETE FROM entries")


@pytest.mark.parametrize("place", ["file"], indirect=True)
def test_a_guard_that_was_hollowed_out_is_missed_in_a_file(filled, place):
    with opened(place) as file:
        file.execute("DROP TRIGGER entries_no_update")
        file.execute(
            "CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries BEGIN SELECT 1; END"
        )

    assert [fault.what for fault in filled.verify()] == [TAKEN_DOWN]


TAKEN_DOWN = "the guards that keep entries from being changed were taken down"


@pytest.mark.slow
@pytest.mark.parametrize("place", ["database"], indirect=True)
@pytest.mark.parametrize(
    "done",
    [
        "DROP TRIGGER entries_no_truncate ON entries",
        "ALTER TABLE entries DISABLE TRIGGER entries_no_update",
        (
            "CREATE OR REPLACE FUNCTION entries_are_append_only() RETURNS trigger "
            "LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$"
        ),
    ],
)
def test_a_guard_that_was_hollowed_out_is_missed_in_a_database(filled, place, done):
    with opened(place) as database:
        database.execute(done)

    assert [fault.what for fault in filled.verify_ends()] == [TAKEN_DOWN]
