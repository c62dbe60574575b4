from __future__ import annotations

import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from seller_credits.domain.requests import ReportRequest, SearchProgress
from seller_credits.ledger.asked.buckets import SharedBuckets
from seller_credits.ledger.asked.requests import SharedRequests
from seller_credits.marketplace.memory import ProcessMemory

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
REPORT = ReportRequest(
    owner="https://example.com app seller",
    type="GET_SELLER_FEEDBACK_DATA",
    store_id="ATVPDKIKX0DER",
    since=NOW - timedelta(days=30),
    until=None,
    asked_at=NOW,
)
SEARCH = SearchProgress(
    owner=REPORT.owner,
    since=NOW - timedelta(days=3),
    until=NOW - timedelta(minutes=2),
    query='{"fulfilledBy": "MERCHANT"}',
    token="page-2",
    begun_at=NOW,
    orders=100,
)


class Clock:
    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "marketplace.db"


@pytest.fixture(params=["in a file", "in the process"])
def memory(request, path, clock):
    if request.param == "in the process":
        yield ProcessMemory()
    else:
        with SharedRequests(path, clock=clock) as memory:
            yield memory


def remembered(memory, like=REPORT):
    return memory.reports(like.owner, like.type, like.store_id)


def test_a_request_comes_back_as_it_was_kept(memory):
    memory.keep_report(REPORT)

    assert remembered(memory) == [REPORT]


def test_how_far_a_request_has_come_replaces_what_was_known_of_it(memory):
    memory.keep_report(REPORT)
    memory.keep_report(replace(REPORT, report_id="7", status="IN_QUEUE"))
    done = replace(REPORT, report_id="7", status="DONE", taken=True)
    memory.keep_report(done)

    assert remembered(memory) == [done]


def test_the_newest_request_comes_first(memory):
    moments = [NOW, NOW + timedelta(microseconds=1), NOW + timedelta(seconds=1)]
    for moment in (moments[1], moments[2], moments[0]):
        memory.keep_report(replace(REPORT, asked_at=moment))

    assert [request.asked_at for request in remembered(memory)] == moments[::-1]


def test_other_owners_reports_and_stores_are_not_mixed_in(memory):
    memory.keep_report(REPORT)

    assert remembered(memory, replace(REPORT, owner="another")) == []
    assert remembered(memory, replace(REPORT, type="another")) == []
    assert remembered(memory, replace(REPORT, store_id="another")) == []


def test_a_search_goes_on_where_it_stopped(memory):
    memory.keep_search(SEARCH)
    further = replace(SEARCH, token="page-3", orders=200)
    memory.keep_search(further)

    assert memory.search(SEARCH.owner) == further
    assert memory.search("another") is None


def test_a_finished_search_is_dropped(memory):
    memory.keep_search(SEARCH)

    memory.drop_search(SEARCH.owner)
    memory.drop_search(SEARCH.owner)

    assert memory.search(SEARCH.owner) is None


# Only what is on the disk


def test_another_process_and_the_next_run_remember_the_same(path, clock):
    with SharedRequests(path, clock=clock) as memory:
        memory.keep_report(REPORT)
        memory.keep_search(SEARCH)

        with SharedRequests(path, clock=clock) as another:
            assert remembered(another) == [REPORT]
    with SharedRequests(path, clock=clock) as later:
        assert later.search(SEARCH.owner) == SEARCH


def test_times_of_other_zones_are_kept_as_the_same_instants(path, clock):
    tokyo = timezone(timedelta(hours=9))
    with SharedRequests(path, clock=clock) as memory:
        memory.keep_report(replace(REPORT, asked_at=NOW.astimezone(tokyo)))
        memory.keep_report(replace(REPORT, status="DONE"))

        assert [request.status for request in remembered(memory)] == ["DONE"]


def test_reports_are_forgotten_once_the_marketplace_has_deleted_them(path, clock):
    with SharedRequests(path, clock=clock) as memory:
        memory.keep_report(REPORT)
        clock.now += timedelta(days=90)
        assert remembered(memory) == [REPORT]

        clock.now += timedelta(seconds=1)
        assert remembered(memory) == []

        memory.keep_report(replace(REPORT, store_id="another", asked_at=clock.now))
        clock.now = NOW
        assert remembered(memory) == []  # not only hidden: gone from the file


def test_a_search_whose_token_no_longer_holds_is_none(path, clock):
    with SharedRequests(path, clock=clock) as memory:
        memory.keep_search(SEARCH)

        clock.now += timedelta(hours=20)
        memory.keep_search(replace(SEARCH, token="page-9"))  # begun long ago, its token is new
        clock.now += timedelta(hours=20)
        assert memory.search(SEARCH.owner) is not None

        clock.now += timedelta(hours=5)
        assert memory.search(SEARCH.owner) is None


def test_requests_and_tokens_share_one_file(path, clock):
    with SharedRequests(path, clock=clock) as memory, SharedBuckets(path) as buckets:
        buckets.drain("key", NOW)
        memory.keep_report(REPORT)

        assert remembered(memory) == [REPORT]
        assert buckets.level("key", 1, 5, NOW).tokens == 0


def test_what_was_kept_survives_a_kill(path, clock):
    kept_then_killed = """
import os, signal, sys
from pathlib import Path
from tests.ledger.test_asked_requests import NOW, REPORT
from seller_credits.ledger.asked.requests import SharedRequests

SharedRequests(Path(sys.argv[1]), clock=lambda: NOW).keep_report(REPORT)
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", kept_then_killed, str(path)], check=False)

    assert done.returncode == -signal.SIGKILL
    with SharedRequests(path, clock=clock) as memory:
        assert remembered(memory) == [REPORT]
