"""A report that takes long keeps the others waiting only a little, where there are others."""

from __future__ import annotations

from datetime import timedelta

import pytest

from seller_credits.domain.issues import CoverageState, Source
from tests.marketplace.conftest import NOW, account
from tests.marketplace.reporting import ROWS, Office

MONTH = timedelta(days=30)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def office(amazon, time):
    return Office(amazon, time)


def read(client, **how):
    return client.report(Source.MFN_RETURNS, "US", NOW - MONTH, NOW, **how)


def test_read_soon_a_report_in_the_making_is_late_after_five_minutes(office, client, time):
    office.becomes = ["IN_PROGRESS"]
    report = read(client, soon=True)
    assert (report.is_late, report.state, report.path) == (True, CoverageState.UNKNOWN, None)
    assert time.now - NOW == 5 * MINUTE


def test_what_was_late_is_waited_for_once_nothing_else_is_left(office, client, time):
    office.becomes = [["IN_PROGRESS"] * 30 + ["DONE"]]
    assert read(client, soon=True).is_late
    report = read(client)
    assert (report.is_late, report.path.read_bytes()) == (False, ROWS)
    assert 5 * MINUTE < time.now - NOW < 30 * MINUTE
    assert len(office.questions) == 1


def test_patience_is_counted_from_the_question_however_often_it_is_looked_at(office, client, time):
    office.becomes = ["IN_PROGRESS"]
    read(client, soon=True)
    time.now += 10 * MINUTE
    report = read(client)
    assert (report.is_late, report.state) == (True, CoverageState.UNKNOWN)
    assert timedelta(minutes=30) <= time.now - NOW < timedelta(minutes=31)


def test_a_run_of_little_patience_leaves_most_of_it_for_the_others(office, amazon, client_of, time):
    office.becomes = ["IN_PROGRESS"]
    assert read(client_of(account(amazon.url), patience=4 * MINUTE), soon=True).is_late
    assert time.now - NOW == MINUTE


def test_a_report_asked_for_differently_is_late_too(office, client):
    office.becomes = ["CANCELLED", "IN_PROGRESS"]
    assert read(client, soon=True).is_late
