"""Requests counted in a database: by its clock, whoever dies, and what is told when it fails."""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
import threading
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr

from seller_credits.domain.errors import LedgerProblem
from seller_credits.ledger.asked import database
from seller_credits.ledger.asked.buckets import SharedBuckets
from seller_credits.ledger.postgresql.address import DatabaseAddress
from tests.postgres import PASSWORD

KEY = "https://example.com app seller searchOrders"
WRONG = "wr0ng"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
pytestmark = pytest.mark.slow


def take(buckets, key=KEY, rate=0.001, burst=100):
    return buckets.take(key, rate, burst, LONG_AGO)


# Clocks and rows

RATE, BURST = 5.0, 20
WORKER = f"""
import sys, time
from datetime import UTC, datetime, timedelta
from seller_credits.ledger.postgresql.address import DatabaseAddress
from seller_credits.ledger.asked.buckets import SharedBuckets

ahead, taken = timedelta(minutes=int(sys.argv[2])), 0
with SharedBuckets(DatabaseAddress.parse(sys.argv[1])) as buckets:
    print("ready", flush=True)
    sys.stdin.readline()
    until = time.monotonic() + 2
    while time.monotonic() < until:
        wait = buckets.take({KEY!r}, {RATE}, {BURST}, datetime.now(UTC) + ahead)
        taken += wait == 0
        time.sleep(min(wait, 0.05))
print(taken)
"""


def test_workers_whose_clocks_differ_by_minutes_never_exceed_the_limit_together(postgres):
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", WORKER, postgres.url, ahead],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for ahead in ("10", "0")
    ]
    assert [worker.stdout.readline() for worker in workers] == ["ready\n"] * 2
    begun = time.monotonic()
    for worker in workers:
        worker.stdin.write("go\n")
        worker.stdin.flush()
    taken = [int(worker.communicate(timeout=60)[0]) for worker in workers]
    took = time.monotonic() - begun

    assert sum(taken) <= BURST + RATE * took
    assert sum(taken) > BURST  # they did take what grew


def test_a_wait_is_told_by_the_clock_of_the_database(postgres):
    with SharedBuckets(postgres.address) as buckets:
        buckets.drain(KEY, LONG_AGO)
        wait = buckets.take(KEY, 1, 5, LONG_AGO + timedelta(days=9000))

        assert 0 < wait <= 1 / 0.99 + 0.002
        time.sleep(wait)
        assert buckets.take(KEY, 1, 5, LONG_AGO) == 0


def test_the_first_requests_ever_may_come_at_once(postgres):
    together = threading.Barrier(8)

    def first(key):
        together.wait()
        return take(buckets, key, burst=4) == 0

    with SharedBuckets(postgres.address) as buckets, ThreadPoolExecutor(8) as threads:
        taken = [sum(threads.map(first, [f"key {number}"] * 8)) for number in range(20)]

    assert taken == [3] * 20


def test_workers_that_make_the_tables_at_once_all_find_them_made(postgres):
    together = threading.Barrier(6)

    def opened(_):
        together.wait()
        with SharedBuckets(postgres.address) as buckets:
            return take(buckets)

    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(opened, range(6))) == [0] * 6


HOLDER = f"""
import sys, time
from seller_credits.ledger.postgresql.address import DatabaseAddress
from seller_credits.ledger.asked.buckets import SharedBuckets

with SharedBuckets(DatabaseAddress.parse(sys.argv[1])) as buckets:
    with buckets._store.writing() as connection:
        buckets._hold(connection, {KEY!r})
        print("held", flush=True)
        time.sleep(60)
"""


def test_a_worker_killed_while_it_holds_a_row_leaves_it_to_the_others(postgres):
    with SharedBuckets(postgres.address) as buckets:
        assert take(buckets) == 0
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLDER, postgres.url], stdout=subprocess.PIPE, text=True
        )
        assert holder.stdout.readline() == "held\n"
        holder.send_signal(signal.SIGKILL)
        holder.communicate()

        begun = time.monotonic()
        assert take(buckets) == 0
        assert time.monotonic() - begun < 3  # before the server would end who holds it
        assert buckets.level(KEY, 0.001, 100, LONG_AGO).tokens == pytest.approx(97.9, abs=0.1)


def test_a_worker_that_stops_while_it_holds_a_row_is_ended_by_the_server(postgres, monkeypatch):
    monkeypatch.setattr(database, "_HELD_AT_MOST_MS", 200)
    with SharedBuckets(postgres.address) as stopped, SharedBuckets(postgres.address) as other:
        lost = pytest.raises(LedgerProblem, match="the connection was lost")
        with lost, stopped._store.writing() as connection:
            stopped._hold(connection, KEY)
            assert take(other) == 0
            stopped._hold(connection, KEY)


def test_a_row_somebody_holds_for_ever_is_told_in_the_end(postgres, monkeypatch):
    monkeypatch.setattr(database, "_WAIT_FOR_A_ROW_MS", 100)
    with SharedBuckets(postgres.address) as here, SharedBuckets(postgres.address) as there:
        take(here)
        held = pytest.raises(LedgerProblem, match="holding a row")
        with here._store.writing() as connection:
            here._hold(connection, KEY)
            with held:
                take(there)


# What can be wrong with it


@contextmanager
def told(*words):
    """A problem with these words, that names the database; nowhere in it is the password."""
    with pytest.raises(LedgerProblem, match="record of requests in database '") as problem:
        yield
    for word in words:
        assert word in str(problem.value)
    assert problem.value.exit_code == 6
    assert problem.value.hint
    assert PASSWORD not in all_of(problem.value)
    assert WRONG not in all_of(problem.value)


def all_of(problem):
    """Everything an error, and those it came of, could show to anybody."""
    said, left = traceback.format_exception(problem), [problem]
    while left:
        one = left.pop()
        said += [str(one), repr(one), repr(one.args), repr(vars(one))]
        left += [each for each in (one.__cause__, one.__context__) if each is not None]
    return "\n".join(said)


@pytest.fixture(autouse=True)
def _nothing_is_logged(caplog, capfd):
    with caplog.at_level(logging.DEBUG):
        yield
    said = capfd.readouterr()
    assert PASSWORD not in caplog.text + said.out + said.err
    assert not said.err


def test_a_wrong_password_is_told_with_where_the_right_one_may_be(postgres):
    wrong = replace(postgres.address, password=SecretStr(WRONG))

    with told("does not let this user in", "PGPASSFILE", "'limits' at /"):
        SharedBuckets(wrong)


def test_no_password_at_all_is_told_the_same(postgres, monkeypatch):
    monkeypatch.setenv("PGPASSFILE", "/nonexistent")

    with told("does not let this user in"):
        SharedBuckets(replace(postgres.address, password=None))


def test_a_password_may_be_where_the_driver_looks_for_it(postgres, monkeypatch):
    monkeypatch.setenv("PGPASSWORD", PASSWORD)

    with SharedBuckets(replace(postgres.address, password=None)) as buckets:
        assert take(buckets) == 0


def test_a_database_that_is_not_there_is_told(postgres):
    with told("'other' at", "no database of that name", "createdb"):
        SharedBuckets(replace(postgres.address, database="other"))


def test_a_server_that_is_not_there_is_told():
    with told("'limits' at 127.0.0.1, port 1", "nobody answers there"):
        SharedBuckets(DatabaseAddress.parse(f"postgresql://u:{WRONG}@127.0.0.1:1/limits"))


def test_what_the_driver_does_not_understand_is_told_in_its_words():
    with told("invalid sslmode value"):
        SharedBuckets(DatabaseAddress.parse(f"postgresql://u:{WRONG}@127.0.0.1/x?sslmode=much"))


def test_without_the_driver_it_says_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)

    with told("driver is not installed", "pip install 'seller-credits[postgres]'"):
        SharedBuckets(DatabaseAddress.parse(f"postgresql://u:{WRONG}@127.0.0.1:1/limits"))


def test_a_connection_lost_in_the_middle_is_told_and_the_next_one_is_made(postgres):
    with SharedBuckets(postgres.address) as buckets:
        with told("the connection was lost"), buckets._store.writing() as connection:
            buckets._hold(connection, KEY)
            hang_up(postgres)
            buckets._hold(connection, KEY)

        assert take(buckets) == 0


def test_a_connection_lost_between_two_requests_is_not_noticed(postgres):
    with SharedBuckets(postgres.address) as buckets:
        take(buckets)
        hang_up(postgres)

        assert take(buckets) == 0


def hang_up(postgres):
    postgres.sql(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
        "WHERE application_name = 'seller-credits'"
    )


def test_a_user_who_may_not_write_there_is_told_what_to_grant(postgres):
    with SharedBuckets(postgres.address):
        postgres.sql("DROP ROLE IF EXISTS guest")
        postgres.sql(f"CREATE ROLE guest LOGIN PASSWORD '{WRONG}'")

    with told("may not read and write there", "GRANT CREATE ON DATABASE"):
        SharedBuckets(postgres.as_user("guest", WRONG))


def test_a_server_that_only_reads_is_told(postgres, monkeypatch):
    monkeypatch.setenv("PGOPTIONS", "-c default_transaction_read_only=on")

    with told("takes no writes"):
        SharedBuckets(postgres.address)


def test_tables_of_another_version_are_not_touched(postgres):
    with SharedBuckets(postgres.address):
        postgres.sql("UPDATE seller_credits_limits.meta SET value = '99'")

    with told("has schema 99; this program knows 1", "same version"):
        SharedBuckets(postgres.address)


def test_tables_that_are_gone_are_told(postgres):
    with SharedBuckets(postgres.address) as buckets:
        postgres.sql("DROP SCHEMA seller_credits_limits CASCADE")

        with told("another version's"):
            take(buckets)


def test_nothing_that_is_open_shows_the_password(postgres):
    with SharedBuckets(postgres.address) as buckets:
        store = buckets._store

        assert PASSWORD not in f"{store._engine!r} {vars(store)} {store._engine.url!r}"


def test_the_driver_is_loaded_by_nobody_else():
    loaded = "import sys, seller_credits.bootstrap, seller_credits.cli.main as main\n"
    asked = "main.main(['doctor', '--help'])\nprint(sorted({'psycopg'} & set(sys.modules)))"
    ran = subprocess.check_output([sys.executable, "-c", loaded + asked], text=True)

    assert ran.splitlines()[-1] == "[]"
