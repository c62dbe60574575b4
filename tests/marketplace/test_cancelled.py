"""When a cancelled report counts as empty."""

from __future__ import annotations

from datetime import timedelta

import pytest

from seller_credits.domain.issues import Source
from seller_credits.domain.requests import ReportRequest
from seller_credits.marketplace.reports.asking import Ask
from seller_credits.marketplace.reports.cancelled import is_assumed_empty, other_window, rests_until
from seller_credits.marketplace.reports.sources import report_kind
from tests.marketplace.conftest import NOW

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MONTH = 30 * DAY
KIND = report_kind(Source.FBA_RETURNS)
ASK = Ask(KIND, "US", NOW - MONTH, NOW)


def request(ago, length=MONTH, status="CANCELLED"):
    moment = NOW - ago
    window = (moment - length, moment)
    return ReportRequest("me", KIND.type, "US", *window, moment, f"r{ago}", status)


@pytest.mark.parametrize(
    ("log", "empty"),
    [
        ([], False),
        ([request(0 * DAY)], False),
        ([request(0 * DAY, MONTH + DAY), request(DAY)], True),
        ([request(0 * DAY), request(DAY)], False),
        ([request(0 * DAY, MONTH + DAY), request(HOUR)], False),
        ([request(0 * DAY, MONTH + DAY), request(4 * HOUR)], True),
        ([request(0 * DAY, MONTH + DAY), request(HOUR), request(DAY)], True),
        ([request(0 * DAY, MONTH + DAY), request(DAY, status="DONE"), request(2 * DAY)], False),
        ([request(0 * DAY, MONTH + DAY), request(DAY, status="DROPPED"), request(2 * DAY)], True),
        ([request(0 * DAY, MONTH + DAY), request(DAY, 10 * DAY)], False),
        ([request(0 * DAY, MONTH + DAY), request(40 * DAY, 90 * DAY)], False),
    ],
    ids=[
        "never asked",
        "once",
        "twice, differing",
        "twice the same",
        "twice, too soon",
        "twice, after the rest",
        "three times",
        "made in between",
        "spoiled in between",
        "the other too short",
        "the other too long ago to say",
    ],
)
def test_two_windows_cancelled_far_enough_apart_are_assumed_empty(log, empty):
    assert is_assumed_empty(log, ASK) is empty


def test_the_other_window_is_asked_for_only_where_the_same_was_cancelled():
    assert other_window([request(DAY)], ASK) == ASK.differently()
    assert other_window([request(DAY, MONTH + DAY)], ASK) == ASK
    assert other_window([], ASK) == ASK


def test_the_rest_counts_from_the_report_that_was_made():
    cancelled = request(0 * DAY)

    assert rests_until([cancelled], cancelled, KIND) == NOW + 4 * HOUR
    made = [cancelled, request(3 * HOUR, status="DONE")]
    assert rests_until(made, cancelled, KIND) == NOW + HOUR
    long_ago = [cancelled, request(5 * HOUR, status="DONE")]
    assert rests_until(long_ago, cancelled, KIND) == NOW + 4 * HOUR
