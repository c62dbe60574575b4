"""Several processes on one account never exceed its limits together, also when one is killed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time as real_time
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from seller_credits.ledger.asked.buckets import SharedBuckets
from seller_credits.marketplace.operations import GET_REPORTS
from seller_credits.simulator.server import running
from tests.marketplace.calling import calling
from tests.marketplace.test_with_the_simulator import account_of

SPEED = 100
RATE, BURST = GET_REPORTS.rate * SPEED, GET_REPORTS.burst
CALLER = """
import sys
from tests.marketplace.test_shared_limits import ask

ask(*sys.argv[1:])
"""


def ask(connection, path, times):
    """What each process does: so many calls, one after another, as fast as the limit lets it."""
    with SharedBuckets(Path(path)) as buckets, caller_of(connection, buckets) as caller:
        for _ in range(int(times)):
            caller.call(GET_REPORTS, query={"reportTypes": "GET_SELLER_FEEDBACK_DATA"})
            print("answered", flush=True)


@contextmanager
def caller_of(connection, buckets):
    known = type("Connection", (), json.loads(connection))
    now, told = lambda: datetime.now(UTC), lambda words: print(words, file=sys.stderr)
    with calling(account_of(known), now, real_time.sleep, told, buckets) as caller:
        yield caller


@pytest.fixture
def simulator():
    with running(orders=5, speed=SPEED) as connection:
        yield connection


@pytest.fixture
def process(simulator, tmp_path):
    """Starts processes, and ends those that are left."""
    started = []

    def start(times):
        words = [json.dumps(asdict(simulator)), str(tmp_path / "marketplace.db"), str(times)]
        started.append(
            subprocess.Popen(
                [sys.executable, "-c", CALLER, *words], stdout=subprocess.PIPE, text=True
            )
        )
        return started[-1]

    yield start
    for each in started:
        each.kill()
        each.communicate()


def counted(simulator):
    parts = urlsplit(simulator.truth)
    with urlopen(f"{parts.scheme}://{parts.netloc}/counts") as answer:
        counts = json.load(answer)
    return counts["requests"]["getReports"], sum(counts["throttled"].values())


@pytest.mark.slow
def test_two_processes_that_want_more_than_the_limit_are_never_refused(simulator, process):
    begun = real_time.monotonic()
    both = [process(14), process(14)]
    assert [each.wait(timeout=60) for each in both] == [0, 0]
    took = real_time.monotonic() - begun

    requests, throttled = counted(simulator)
    assert (requests, throttled) == (28, 0)
    assert took > (28 - BURST) / RATE  # they did come upon the limit


@pytest.mark.slow
def test_a_process_that_is_killed_leaves_the_others_within_the_limit(simulator, process):
    killed, other = process(1000), process(12)
    for _ in range(8):
        killed.stdout.readline()
    killed.send_signal(signal.SIGKILL)
    assert other.wait(timeout=60) == 0

    requests, throttled = counted(simulator)
    assert requests >= 12 + 8
    assert throttled == 0


@pytest.mark.slow
def test_the_next_run_does_not_begin_with_a_full_bucket(simulator, process):
    process(BURST + 2).wait(timeout=60)
    process(BURST + 2).wait(timeout=60)

    assert counted(simulator)[1] == 0
