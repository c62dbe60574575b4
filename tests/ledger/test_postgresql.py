"""A ledger in a database: writers on many machines, who works on what, and what can go wrong."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from pydantic import SecretStr

from seller_credits.domain.errors import ConfigurationProblem, LedgerProblem
from seller_credits.ledger.opening import open_ledger
from seller_credits.ledger.postgresql import database
from seller_credits.ledger.postgresql.address import DatabaseAddress
from tests.postgres import PASSWORD

from .behind import edit, rows
from .conftest import NOW, ORDER, sighting

pytestmark = pytest.mark.slow
PLACE = "in database 'limits' at /"


@pytest.fixture
def place(postgres):
    return postgres.address


# Many writers

WRITER = """
import sys
from datetime import UTC, datetime
from seller_credits.ledger.opening import open_ledger
from seller_credits.ledger.postgresql.address import DatabaseAddress
from tests.ledger.conftest import NOW, sighting

name, times = sys.argv[2], int(sys.argv[3])
ledger = open_ledger(DatabaseAddress.parse(sys.argv[1]), actor=f"writer {name}")
print("ready", flush=True)
sys.stdin.readline()
for number in range(times):
    with ledger.writing("default", NOW) as writer:
        seen = writer.position
        for row in range(3):
            key = f"{name} {number} {row}"
            writer.issue_seen(f"i-{name}-{number}", NOW, sighting(f"order {name} {number}", key))
        assert writer.position == seen + 3
ledger.close()
"""


def test_eight_writers_lose_nothing_and_double_nothing(ledger, place, postgres):
    writers, times = 8, 15
    started = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, postgres.url, str(each), str(times)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for each in range(writers)
    ]
    assert [each.stdout.readline() for each in started] == ["ready\n"] * writers
    for each in started:
        each.stdin.write("go\n")
        each.stdin.flush()
    for each in started:
        each.communicate(timeout=100)

    assert [each.returncode for each in started] == [0] * writers
    (mark,) = ledger.checkpoints()
    assert mark.seq == writers * times * 3
    assert list(ledger.verify()) == []
    told = rows(place, "SELECT actor, payload::json -> 'evidence' ->> 'key' FROM entries")
    assert sorted(told) == sorted(
        (f"writer {name}", f"{name} {number} {row}")
        for name in range(writers)
        for number in range(times)
        for row in range(3)
    )


def test_the_first_entries_ever_may_come_at_once(place):
    together = threading.Barrier(6)

    def first(number):
        with closing(open_ledger(place, actor=f"{number}")) as ledger:
            together.wait()
            with ledger.writing("new", NOW) as writer:
                writer.issue_seen(f"i-{number}", NOW, sighting(key=f"row {number}"))
                return writer.position

    with ThreadPoolExecutor(6) as threads:
        assert sorted(threads.map(first, range(6))) == [1, 2, 3, 4, 5, 6]
    with closing(open_ledger(place, actor="tests")) as ledger:
        assert list(ledger.verify()) == []


def test_who_writes_for_one_account_holds_up_no_other(ledger, place):
    with (
        closing(open_ledger(place, actor="tests")) as other,
        ledger.writing("default", NOW) as slow,
    ):
        slow.issue_seen("i-1", NOW, sighting())
        with other.writing("other", NOW) as quick:
            quick.issue_seen("i-2", NOW, sighting(key="row 3"))
        assert [mark.account for mark in other.checkpoints()] == ["other"]


def test_a_reader_sees_one_moment_however_long_it_reads(filled, place):
    entries = filled.verify()  # begins with its first fault, of which there is none
    with filled._storage.reading() as connection:
        before = connection.exec_driver_sql("SELECT count(*) FROM entries").scalar()
        with closing(open_ledger(place, actor="tests")) as other, other.writing("x", NOW) as writer:
            writer.issue_seen("i-3", NOW, sighting(key="row 9"))
        assert connection.exec_driver_sql("SELECT count(*) FROM entries").scalar() == before
    assert list(entries) == []


def test_a_writer_who_hangs_is_told_in_the_end(ledger, place, monkeypatch):
    monkeypatch.setattr(database, "_ALONE", database._ALONE.replace("'30000'", "'200'"))
    held = pytest.raises(LedgerProblem, match="holding a row")
    with (
        closing(open_ledger(place, actor="tests")) as other,
        ledger.writing("default", NOW),
        held,
        other.writing("default", NOW),
    ):
        pass


STOPPED = """
import sys, time
from seller_credits.ledger.opening import open_ledger
from seller_credits.ledger.postgresql.address import DatabaseAddress
from tests.ledger.conftest import NOW, sighting

ledger = open_ledger(DatabaseAddress.parse(sys.argv[1]), actor="killed")
with ledger.writing("default", NOW) as writer:
    writer.issue_seen("i-9", NOW, sighting("999-0000000-0000000", key="row 9"))
    writer.flush()
    print("written", flush=True)
    time.sleep(60)
"""


def test_a_writer_that_is_killed_leaves_nothing_behind_and_holds_nobody_up(filled, postgres):
    before = filled.checkpoints()
    killed = subprocess.Popen(
        [sys.executable, "-c", STOPPED, postgres.url], stdout=subprocess.PIPE, text=True
    )
    assert killed.stdout.readline() == "written\n"
    killed.send_signal(signal.SIGKILL)
    killed.communicate()

    begun = time.monotonic()
    with filled.writing("default", NOW) as writer:
        writer.issue_seen("i-3", NOW, sighting(key="row 7"))
    assert time.monotonic() - begun < 5
    assert [mark.seq for mark in filled.checkpoints()] == [
        before[0].seq + 1,
        *(mark.seq for mark in before[1:]),
    ]
    assert list(filled.history("999-0000000-0000000")) == []
    assert list(filled.verify()) == []


# Several homes


def test_homes_share_a_database_by_account(filled, place):
    with closing(open_ledger(place, actor="another home")) as other:
        with other.writing("theirs", NOW) as writer:
            writer.bind_account("A2", "example")
        with (
            pytest.raises(ConfigurationProblem, match="belongs to seller A1"),
            other.writing("default", NOW) as writer,
        ):
            writer.bind_account("A2", "example")

        assert other.binding("theirs") == ("A2", "example")
        assert other.binding("default") == ("A1", "example")


# Who works on an account

HOLDER = """
import sys, time
from seller_credits.ledger.opening import open_ledger
from seller_credits.ledger.postgresql.address import DatabaseAddress

with open_ledger(DatabaseAddress.parse(sys.argv[1]), actor="x").held("default", "sync"):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def holder(ledger, postgres):
    """Another process, as on another machine, that works on the account."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, postgres.url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_whoever_comes_second_learns_who_holds_the_account(ledger, holder):
    with pytest.raises(LedgerProblem) as refused, ledger.held("default", "submit"):
        pass

    said = f"'default' is being worked on by `seller-credits sync, process {holder.pid} on "
    assert said in str(refused.value)
    assert "for 0 min. Nothing was done." in str(refused.value)
    assert refused.value.exit_code == 6


def test_another_account_is_free(ledger, holder):
    with ledger.held("other", "sync"):
        pass


def test_a_person_may_write_while_a_job_holds_the_account(ledger, holder):
    with ledger.writing("default", NOW) as writer:
        writer.issue_seen("i-3", NOW, sighting())


def test_a_killed_process_lets_go(ledger, holder):
    holder.send_signal(signal.SIGKILL)
    holder.communicate()

    until = time.monotonic() + 10
    while True:
        try:
            with ledger.held("default", "sync"):
                return
        except LedgerProblem:
            assert time.monotonic() < until
            time.sleep(0.05)


def test_what_was_held_is_free_again_for_the_same_process_too(ledger):
    for _ in range(2):
        with ledger.held("default", "sync"), ledger.writing("default", NOW) as writer:
            writer.issue_seen("i-3", NOW, sighting())

    with pytest.raises(RuntimeError), ledger.held("default", "sync"):
        raise RuntimeError
    with ledger.held("default", "sync"):
        pass


def test_whoever_lost_the_account_writes_no_more(ledger, place, postgres):
    with ledger.held("default", "submit"):
        with ledger.writing("default", NOW) as writer:
            writer.issue_seen("i-1", NOW, sighting())
        hang_up(postgres)
        with closing(open_ledger(place, actor="tests")) as other, other.held("default", "sync"):
            for _ in range(2):
                lost = pytest.raises(LedgerProblem, match="the connection was lost")
                with lost, ledger.writing("default", NOW) as writer:
                    writer.issue_seen("i-2", NOW, sighting(key="row 3"))

    assert [mark.seq for mark in ledger.checkpoints()] == [1]


def test_threads_of_one_job_write_one_after_the_other(ledger):
    def write(number):
        with ledger.writing("default", NOW) as writer:
            writer.issue_seen(f"i-{number}", NOW, sighting(key=f"row {number}"))

    with ledger.held("default", "sync"), ThreadPoolExecutor(4) as threads:
        list(threads.map(write, range(12)))

    assert [mark.seq for mark in ledger.checkpoints()] == [12]
    assert list(ledger.verify()) == []


# What can go wrong


def hang_up(postgres):
    postgres.sql(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
        "WHERE application_name LIKE 'seller-credits%'"
    )


def test_a_connection_lost_in_the_middle_leaves_nothing_half_written(filled, postgres):
    before = filled.checkpoints()
    lost = pytest.raises(LedgerProblem, match="the connection was lost")
    with lost as told, filled.writing("default", NOW) as writer:
        writer.issue_seen("i-9", NOW, sighting("999-0000000-0000000", key="row 9"))
        writer.flush()
        hang_up(postgres)

    assert told.value.exit_code == 6
    assert PLACE in str(told.value)
    assert "run the same command again" in told.value.hint
    assert filled.checkpoints() == before
    assert list(filled.verify()) == []


def test_a_connection_lost_between_two_transactions_is_not_noticed(filled, postgres):
    hang_up(postgres)

    with filled.writing("default", NOW) as writer:
        writer.issue_seen("i-3", NOW, sighting(key="row 7"))


SORT = "SELECT x FROM generate_series(1, 400000) AS x ORDER BY md5(x::text)"


def test_a_server_without_room_leaves_nothing_half_written(filled):
    before = filled.checkpoints()
    no_room = pytest.raises(LedgerProblem, match="no room or no connection left")
    with no_room as told, filled.writing("default", NOW) as writer:
        writer.issue_seen("i-9", NOW, sighting("999-0000000-0000000", key="row 9"))
        writer.flush()
        # As a full disk is told, which a test cannot have without filling one.
        for setting in ("work_mem", "temp_file_limit"):
            writer._connection.exec_driver_sql(f"SET LOCAL {setting} = '64kB'")
        writer._connection.exec_driver_sql(SORT)

    assert told.value.exit_code == 6
    assert filled.checkpoints() == before


def test_a_server_that_takes_no_writes_is_told(filled, place, monkeypatch):
    monkeypatch.setenv("PGOPTIONS", "-c default_transaction_read_only=on")
    with closing(open_ledger(place, actor="tests")) as reader:
        assert reader.checkpoints() == filled.checkpoints()
        with (
            pytest.raises(LedgerProblem, match="takes no writes") as told,
            reader.writing("default", NOW) as writer,
        ):
            writer.issue_seen("i-3", NOW, sighting(key="row 7"))

    assert told.value.hint == "Name the one that does in ledger."


def test_a_wrong_password_is_told_without_any(place, capfd):
    wrong = replace(place, password=SecretStr("wr0ng"))
    with pytest.raises(LedgerProblem, match="does not let this user in") as told:
        open_ledger(wrong, actor="tests")

    assert "SELLER_CREDITS_LEDGER" in told.value.hint
    said = "".join(traceback.format_exception(told.value)) + "".join(capfd.readouterr())
    assert "wr0ng" not in said
    assert PASSWORD not in said


def test_a_server_that_is_not_there_is_told():
    nowhere = DatabaseAddress.parse("postgresql://u@127.0.0.1:1/credits")
    with pytest.raises(LedgerProblem, match="nobody answers there") as told:
        open_ledger(nowhere, actor="tests")

    assert "and ledger." in told.value.hint


def test_without_the_driver_it_says_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(LedgerProblem, match="driver is not installed") as told:
        open_ledger(DatabaseAddress.parse("postgresql://u@127.0.0.1:1/credits"), actor="tests")

    assert "ledger.db" not in str(told.value)
    assert "take `ledger` out of the settings" in told.value.hint


def test_a_user_who_may_not_write_there_is_told_what_to_grant(ledger, postgres):
    postgres.sql("DROP ROLE IF EXISTS guest")
    postgres.sql("CREATE ROLE guest LOGIN PASSWORD 'guest'")
    with pytest.raises(LedgerProblem, match="may not read and write there") as told:
        open_ledger(postgres.as_user("guest", "guest"), actor="tests")

    assert "GRANT CREATE ON DATABASE" in told.value.hint


def test_a_database_that_cannot_keep_all_letters_is_refused(postgres):
    postgres.sql("DROP DATABASE IF EXISTS narrow")
    postgres.sql("CREATE DATABASE narrow ENCODING 'LATIN1' TEMPLATE template0 LOCALE 'C'")
    with pytest.raises(LedgerProblem, match="keeps text as LATIN1") as told:
        open_ledger(replace(postgres.address, database="narrow"), actor="tests")

    assert "--encoding UTF8" in told.value.hint
    postgres.sql("DROP DATABASE narrow")


# Copies


def test_a_copy_in_a_file_is_the_same_ledger(filled, tmp_path):
    filled.copy_to(tmp_path / "copy.db")
    with closing(open_ledger(tmp_path / "copy.db", actor="tests")) as copy:
        assert copy.checkpoints() == filled.checkpoints()
        assert copy.identity == filled.identity
        assert copy.comments(["row 2"]) == {"row 2": "came broken"}
        assert list(copy.verify()) == []
        assert list(copy.history(ORDER)) == list(filled.history(ORDER))


def test_a_ledger_cut_short_with_all_its_records_is_found_by_a_checkpoint(filled, place):
    kept = filled.checkpoints()[0]
    later = NOW + timedelta(hours=1)
    with filled.writing(kept.account, later) as writer:
        writer.issue_seen("i-3", NOW, sighting("333-0000000-0000000", key="row 9"))
    assert list(filled.verify(kept)) == []

    edit(place, "DELETE FROM entries", "DELETE FROM heads", "DELETE FROM issues")
    assert any("cut short" in fault.what for fault in filled.verify(kept))
