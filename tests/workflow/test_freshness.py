"""How fresh a source is: what its newest window tells, store by store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from seller_credits.domain.coverage import Window
from seller_credits.domain.issues import CoverageState, Source
from seller_credits.workflow.freshness import Sources

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = timedelta(days=1)
RETURNS = Source.MFN_RETURNS
READ, FAILED, UNKNOWN = CoverageState.READ, CoverageState.FAILED, CoverageState.UNKNOWN


def heard(*windows):
    sources = Sources()
    for store, until, state, *when in windows:
        since = until and until - 30 * DAY
        read_at = when[0] if when else NOW
        sources.heard(Window(RETURNS, store, since, until, state, read_at))
    return sources


def is_failed(sources, store="US"):
    return sources.rests_on(store)[RETURNS].failed


def test_an_older_stretch_that_failed_does_not_spoil_the_newest():
    assert not is_failed(heard(("US", NOW, READ), ("US", NOW - 60 * DAY, FAILED)))


def test_an_older_stretch_that_was_read_does_not_mend_the_newest():
    assert is_failed(heard(("US", NOW, FAILED), ("US", NOW - 60 * DAY, READ)))


def test_a_report_asked_for_just_before_the_one_that_failed_mends_it():
    assert not is_failed(heard(("US", NOW, FAILED), ("US", NOW - DAY / 24, READ)))


def test_one_store_that_failed_does_not_spoil_another():
    sources = heard(("US", NOW, READ), ("CA", NOW, FAILED))
    assert not is_failed(sources, "US")
    assert is_failed(sources, "CA")


def test_what_there_was_no_time_for_ages_and_is_not_failed():
    sources = heard(("US", NOW - 2 * DAY, READ, NOW - 2 * DAY), ("US", NOW, UNKNOWN))
    assert not is_failed(sources)
    assert sources.rests_on("US")[RETURNS].read_at == NOW - 2 * DAY


@pytest.mark.parametrize(("state", "failed"), [(READ, False), (FAILED, True)])
def test_a_file_that_was_read_counts_and_one_that_was_not_says_nothing(state, failed):
    assert is_failed(heard(("US", None, state))) is failed
    assert not is_failed(heard(("US", NOW, READ), ("US", None, state)))


def test_an_issue_of_no_known_store_rests_on_what_was_read_last():
    sources = heard(("US", NOW, READ, NOW - DAY), ("CA", NOW, FAILED, NOW))
    assert is_failed(sources, None)
