"""From one version's tables to the next: whole or not at all, and never by a guess."""

from __future__ import annotations

import re
import sqlite3
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine

from seller_credits.domain.errors import LedgerProblem
from seller_credits.ledger.opening import open_ledger
from seller_credits.ledger.schema import SCHEMA_VERSION, metadata

from .behind import NAMESPACE, edit, opened, rows
from .conftest import NOW, ORDER, sighting

OF_SCHEMA_4 = Path(__file__).with_name("schema-4.sql")
"""A ledger as the program wrote it before there were migrations."""


@pytest.fixture
def old(path):
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA page_size = 16384")
        file.execute("PRAGMA journal_mode = WAL")
        file.executescript(OF_SCHEMA_4.read_text())
    path.chmod(0o600)
    return path


def chain_of(path):
    return rows(path, "SELECT * FROM entries ORDER BY account, seq")


# The sum of all steps


def test_the_steps_make_what_the_schema_says(ledger):
    with ledger._storage.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


@pytest.mark.parametrize("place", ["file"], indirect=True)
def test_in_a_file_they_make_the_very_same_tables(ledger, place, tmp_path):
    meant = tmp_path / "meant.db"
    engine = create_engine(f"sqlite:///{meant}")
    metadata.create_all(engine)
    engine.dispose()

    says_no = "BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END"
    assert tables_of(place) - tables_of(meant) == {
        "alembic_version",
        f"CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries {says_no}",
        f"CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries {says_no}",
    }
    assert tables_of(meant) - tables_of(place) == set()


def tables_of(path):
    found = rows(path, "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    plain = {re.sub(r"[\s\"]+", " ", sql).replace(" ,", ",").strip() for _, sql in found}
    return {"alembic_version" if "TABLE alembic_version" in sql else sql for sql in plain}


OF_COLUMNS = """
    SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, l.collname
    FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
    LEFT JOIN pg_collation AS l ON l.oid = a.attcollation
    WHERE c.relnamespace = '{0}'::regnamespace AND c.relkind IN ('r', 'i') AND a.attnum > 0
"""
OF_INDEXES = "SELECT replace(indexdef, '{0}.', '') FROM pg_indexes WHERE schemaname = '{0}'"


@pytest.mark.slow
@pytest.mark.parametrize("place", ["database"], indirect=True)
def test_in_a_database_they_make_the_very_same_tables(ledger, place, postgres):
    meant = "seller_credits_meant"
    postgres.sql(f"DROP SCHEMA IF EXISTS {meant} CASCADE")
    postgres.sql(f"CREATE SCHEMA {meant}")
    with ledger._storage._engine.begin() as connection:
        connection.exec_driver_sql(f"SET LOCAL search_path TO {meant}")
        metadata.create_all(connection)

    for query in (OF_COLUMNS, OF_INDEXES):
        made, wanted = (set(postgres.sql(query.format(each))) for each in (NAMESPACE, meant))
        assert {row for row in made if "alembic_version" not in str(row)} == wanted
    postgres.sql(f"DROP SCHEMA {meant} CASCADE")


def test_text_sorts_by_its_letters_numbers_wherever_it_is(ledger):
    names = ["Zoe", "adam", "Ätna", "b", "B", "10", "9", "-", "ß", "日本"]
    for name in names:
        with ledger.writing(name, NOW) as writer:
            writer.issue_seen("i", NOW, sighting())

    assert [mark.account for mark in ledger.checkpoints()] == sorted(names)


# An older ledger


def test_a_ledger_of_before_is_brought_here_in_place(old):
    before = chain_of(old)
    with closing(open_ledger(old, actor="tests")) as ledger:
        assert f"from schema 4 to {SCHEMA_VERSION}" in ledger.news
        assert list(ledger.verify()) == []
        assert ledger.policy_text("d") == ("policy.yaml", "policy: x")
        with ledger.writing("default", NOW) as writer:
            assert writer.cases([ORDER])[ORDER].suggestions["i-1"].suggestion_id == "s-i-1-2"
            writer.issue_seen("i-9", NOW, sighting("999-0000000-0000000", key="row 9"))
        assert list(ledger.verify()) == []

    assert set(before) < set(chain_of(old))
    assert rows(old, "SELECT name, value FROM meta WHERE name <> 'identity'") == [
        ("schema", SCHEMA_VERSION)
    ]


def test_its_identity_stays_what_it_was(old):
    ((before,),) = rows(old, "SELECT value FROM meta WHERE name = 'identity'")

    with closing(open_ledger(old, actor="tests")) as ledger:
        assert ledger.identity == before


def test_the_ledger_as_it_was_is_kept_beside_it(old):
    before = chain_of(old)
    open_ledger(old, actor="tests").close()

    kept = old.with_name("ledger.db.schema-4")
    assert chain_of(kept) == before
    assert rows(kept, "SELECT value FROM meta WHERE name = 'schema'") == [("4",)]
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert not old.with_name("ledger.db.schema-4.part").exists()


def test_it_is_brought_here_once(old):
    open_ledger(old, actor="tests").close()
    with closing(open_ledger(old, actor="tests")) as again:
        assert again.news is None


def test_a_new_ledger_is_no_news(ledger):
    assert ledger.news is None


def test_those_who_come_at_once_all_find_it_brought_here(old):
    together = Barrier(4)

    def come(_):
        together.wait()
        with closing(open_ledger(old, actor="tests")) as ledger:
            return list(ledger.verify()), ledger.news is not None

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(come, range(4)))

    assert [faults for faults, _ in found] == [[]] * 4
    assert sum(is_news for _, is_news in found) == 1


@pytest.mark.slow
def test_those_who_make_one_in_a_database_at_once_all_find_it_made(postgres):
    together = Barrier(5)

    def come(_):
        together.wait()
        with closing(open_ledger(postgres.address, actor="tests")) as ledger:
            return ledger.identity

    with ThreadPoolExecutor(5) as threads:
        assert len(set(threads.map(come, range(5)))) == 1


KILLED = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import Engine, event
from seller_credits.ledger.opening import open_ledger

left = int(sys.argv[2])

def count(*_):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)

event.listen(Engine, "before_cursor_execute", count)
event.listen(Engine, "commit", count)
open_ledger(Path(sys.argv[1]), actor="tests").close()
"""


@pytest.mark.slow
def test_whoever_is_killed_on_the_way_leaves_the_ledger_as_it_was_or_as_it_should_be(old):
    before, point, killed = chain_of(old), 0, 0
    while True:
        words = [sys.executable, "-c", KILLED, str(old), str(point)]
        ended = subprocess.run(words, check=False, capture_output=True, text=True)
        ((found,),) = rows(old, "SELECT value FROM meta WHERE name = 'schema'")
        if ended.returncode == 0:
            break
        assert ended.returncode == -9, ended.stderr
        assert found == "4"
        assert chain_of(old) == before
        killed, point = killed + 1, point + 5

    assert killed > 4
    with closing(open_ledger(old, actor="tests")) as ledger:
        assert list(ledger.verify()) == []
    assert chain_of(old) == before


FULL = """
import resource, sys
from pathlib import Path
from seller_credits.domain.errors import LedgerProblem
from seller_credits.ledger.opening import open_ledger

resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    open_ledger(Path(sys.argv[1]), actor="tests")
except LedgerProblem as problem:
    print(problem)
    sys.exit(problem.exit_code)
"""


@pytest.mark.parametrize("room", [100_000, 300_000, 400_000])
def test_a_disk_too_full_for_it_leaves_the_ledger_as_it_was(old, room):
    before = chain_of(old)
    words = [sys.executable, "-c", FULL, str(old), str(room)]
    ended = subprocess.run(words, check=False, capture_output=True, text=True)

    assert (ended.returncode, ended.stderr) == (6, "")
    assert "the disk is full or cannot be written" in ended.stdout
    assert rows(old, "SELECT value FROM meta WHERE name = 'schema'") == [("4",)]
    assert chain_of(old) == before
    with closing(open_ledger(old, actor="tests")) as ledger:
        assert list(ledger.verify()) == []


# What no step leads from


@pytest.mark.parametrize("told", ["6", "99", "next"])
def test_a_newer_programs_ledger_is_refused_and_left_as_it_is(filled, place, told):
    filled.close()
    edit(place, f"UPDATE meta SET value = '{told}' WHERE name = 'schema'")
    with pytest.raises(LedgerProblem) as refused:
        open_ledger(place, actor="tests")

    assert f"has schema {told}, of a newer version" in str(refused.value)
    assert refused.value.exit_code == 6
    assert refused.value.hint
    assert rows(place, "SELECT value FROM meta WHERE name = 'schema'") == [(told,)]


def test_one_older_than_any_step_is_refused(old):
    with opened(old) as file:
        file.execute("UPDATE meta SET value = '3' WHERE name = 'schema'")

    with pytest.raises(LedgerProblem, match=r"has schema 3.*reads 4 to 5"):
        open_ledger(old, actor="tests")


def test_nobody_waits_for_the_migrations_program_where_nothing_is_to_be_done(path):
    open_ledger(path, actor="tests").close()
    opening = (
        "import sys; from pathlib import Path\n"
        "from seller_credits.bootstrap import open_ledger\n"
        f"open_ledger(Path({str(path)!r}), actor='tests').close()\n"
        "print(sorted({'alembic', 'mako', 'psycopg'} & set(sys.modules)))"
    )

    assert subprocess.check_output([sys.executable, "-c", opening], text=True) == "[]\n"
