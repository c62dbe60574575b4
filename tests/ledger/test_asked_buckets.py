from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest

from seller_credits.domain.errors import LedgerProblem
from seller_credits.ledger.asked.buckets import SharedBuckets
from tests.postgres import clock_as_told

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
KEY = "https://example.com app seller searchOrders"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "home" / "marketplace.db"


@pytest.fixture(params=["in a file", pytest.param("in a database", marks=pytest.mark.slow)])
def place(request, path):
    if request.param == "in a file":
        yield path
    else:
        with clock_as_told():
            yield request.getfixturevalue("postgres").address


def takes(buckets, times, rate=0.001, burst=100):
    return sum(buckets.take(KEY, rate, burst, NOW) == 0 for _ in range(times))


def test_the_next_run_goes_on_where_this_one_stopped(place):
    with SharedBuckets(place) as buckets:
        assert takes(buckets, 80) == 80

    with SharedBuckets(place) as buckets:
        assert takes(buckets, 80) == 19  # a hundred, less the one of which the margin takes a part


def test_a_learnt_rate_outlives_the_run_and_a_refusal_halves_it_for_all(place):
    with SharedBuckets(place) as here, SharedBuckets(place) as there:
        here.learn(KEY, 5.0)
        assert there.level(KEY, 1, 10, NOW).rate == 5.0

        there.drain(KEY, NOW)

        assert here.level(KEY, 1, 10, NOW).rate == 2.5
        assert here.take(KEY, 1, 10, NOW) > 0


def test_a_learnt_rate_alone_leaves_the_bucket_full(place):
    with SharedBuckets(place) as buckets:
        buckets.learn(KEY, 0.5)

        assert buckets.level(KEY, 0.5, 20, NOW).tokens == pytest.approx(19.75)


def test_looking_takes_nothing(place):
    with SharedBuckets(place) as buckets:
        assert takes(buckets, 50) == 50
        seen = [buckets.level(KEY, 0.001, 100, NOW).tokens for _ in range(3)]

    assert seen == pytest.approx([49.9] * 3)


def test_only_its_owner_may_read_the_file(path):
    with SharedBuckets(path):
        modes = {stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()}

    assert modes == {0o600}


def test_threads_that_share_a_bucket_take_each_token_once(place):
    taken = []
    with SharedBuckets(place) as buckets:
        threads = [
            threading.Thread(target=lambda: taken.append(takes(buckets, 40))) for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert sum(taken) == 99


# Other processes

TAKER = f"""
import sys
from datetime import UTC, datetime
from pathlib import Path
from seller_credits.ledger.postgresql.address import DatabaseAddress
from seller_credits.ledger.asked.buckets import SharedBuckets

where = sys.argv[1]
place = DatabaseAddress.parse(where) if where.startswith("postgresql:") else Path(where)
now = datetime.fromisoformat({NOW.isoformat()!r})
with SharedBuckets(place) as buckets:
    while True:
        if buckets.take({KEY!r}, 0.001, int(sys.argv[2]), now):
            break
        print("took", flush=True)
"""


def taker(where, burst=5000):
    return subprocess.Popen(
        [sys.executable, "-c", TAKER, str(where), str(burst)], stdout=subprocess.PIPE, text=True
    )


@pytest.mark.exhaustive
def test_processes_that_begin_together_take_each_token_once(path):
    everything_is_taken_once(path, burst=5000)


@pytest.mark.slow
def test_processes_that_share_a_database_take_each_token_once(postgres):
    everything_is_taken_once(postgres.url, burst=500)


def everything_is_taken_once(where, burst):
    processes = [taker(where, burst) for _ in range(3)]

    took = sum(len(process.communicate(timeout=60)[0].splitlines()) for process in processes)

    assert [process.returncode for process in processes] == [0, 0, 0]
    assert took == burst - 1


@pytest.mark.slow
def test_a_killed_process_loses_one_token_at_most_and_leaves_the_file_whole(path):
    for _ in range(10):
        process = taker(path)
        first = [process.stdout.readline() for _ in range(20)]
        process.send_signal(signal.SIGKILL)
        told = len(first) + len(process.stdout.read().split())
        process.stdout.close()
        process.wait()

        with SharedBuckets(path) as buckets:
            left = buckets.level(KEY, 0.001, 5000, NOW).tokens
        assert 0 <= 4999.9 - left - told <= 1.01
        path.unlink()
        for log in path.parent.iterdir():
            log.unlink()


# A file that cannot be used


def test_a_file_that_is_something_else_is_told_with_what_helps(path):
    path.parent.mkdir()
    path.write_bytes(b"not a database, but long enough to be looked at as one" * 100)

    with pytest.raises(LedgerProblem, match=r"record of requests .*marketplace\.db") as problem:
        SharedBuckets(path)

    assert "move the file away" in problem.value.hint
    assert problem.value.exit_code == 6


def test_a_damaged_file_is_told_as_well(path):
    with SharedBuckets(path) as buckets:
        takes(buckets, 1)
    path.write_bytes(path.read_bytes()[:4096] + os.urandom(4096))

    with pytest.raises(LedgerProblem, match="damaged"), SharedBuckets(path) as buckets:
        takes(buckets, 1)


def test_a_folder_that_is_a_file_is_told(tmp_path):
    (tmp_path / "home").write_text("")

    with pytest.raises(LedgerProblem, match="cannot be opened"):
        SharedBuckets(tmp_path / "home" / "marketplace.db")


def test_a_file_of_a_newer_program_is_not_touched(path):
    with SharedBuckets(path) as buckets, buckets._store.writing() as connection:
        connection.exec_driver_sql("UPDATE meta SET value = '99'")

    with pytest.raises(LedgerProblem, match="has schema 99; this program knows 2"):
        SharedBuckets(path)


def test_a_file_somebody_holds_for_ever_is_told_in_the_end(path, monkeypatch):
    monkeypatch.setattr("seller_credits.ledger.asked.file._WAIT_FOR_A_LOCK_MS", 50)
    held = pytest.raises(LedgerProblem, match="another program is writing to it")
    with SharedBuckets(path) as here, SharedBuckets(path) as there, here._store.writing(), held:
        takes(there, 1)

    with SharedBuckets(path) as buckets:
        assert takes(buckets, 1) == 1


def test_time_of_any_zone_is_the_same_time(place):
    elsewhere = NOW.astimezone(timezone(timedelta(hours=9)))
    with SharedBuckets(place) as buckets:
        buckets.drain(KEY, NOW)

        assert buckets.take(KEY, 1, 5, elsewhere) == buckets.take(KEY, 1, 5, NOW)
