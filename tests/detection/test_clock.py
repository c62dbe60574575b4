"""The claim clock: until when acting can still prevent a claim, and by which rule."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from seller_credits.detection.clock import deadline_of
from tests.detection.makers import (
    DELIVER_BY,
    WINDOWS,
    case_of,
    feedback,
    finding,
    order,
    parcel,
    returned,
)

LATE = order(packages=(parcel("IN_TRANSIT"),))


def test_a_late_parcel_may_be_claimed_three_days_after_the_promise():
    clock = finding(LATE).deadline
    assert clock.due == DELIVER_BY + timedelta(hours=72)
    assert clock.expires == DELIVER_BY + timedelta(days=90)
    assert "claim opens" in clock.rule
    assert "72 hours" in clock.rule


def test_a_damaged_item_may_be_claimed_two_days_after_the_buyer_wrote():
    clock = finding(returned()).deadline
    # The day the file names begins at the store's own midnight, which is 8:00 UTC.
    assert clock.due == datetime(2026, 11, 24, 8, tzinfo=UTC)
    assert clock.expires is None


def test_a_german_day_begins_in_berlin():
    clock = finding(returned(marketplace="DE")).deadline
    assert clock.due == datetime(2026, 11, 23, 23, tzinfo=UTC)


def test_two_days_over_the_end_of_summer_time_are_forty_eight_hours():
    clock = finding(returned(requested=date(2026, 10, 31))).deadline
    assert clock.due == datetime(2026, 11, 2, 7, tzinfo=UTC)


def test_an_open_claim_must_be_answered():
    clock = finding(returned(claim=True), order()).deadline
    assert "must be answered" in clock.rule
    assert clock.due == datetime(2026, 11, 24, 8, tzinfo=UTC)


def test_feedback_has_no_deadline():
    clock = finding(feedback(), order()).deadline
    assert clock.due is None
    assert "counts whatever is done" in clock.rule


def test_a_return_without_a_readable_date_has_no_deadline_and_says_so():
    clock = finding(returned(requested=None)).deadline
    assert clock.due is None
    assert "since when is not known" in clock.rule


def test_a_window_nobody_set_gives_no_deadline():
    (issue,) = case_of([LATE]).issues
    without = {name: window for name, window in WINDOWS.items() if name == "buyer_contact"}
    clock = deadline_of(issue, DELIVER_BY, without, claim_open=False)
    assert (clock.due, clock.expires) == (None, None)


def test_a_window_of_many_days_is_told_in_days():
    (issue,) = case_of([LATE]).issues
    long = {"claim_opens": WINDOWS["claim_closes"]}
    assert "90 days on" in deadline_of(issue, DELIVER_BY, long, claim_open=False).rule


def test_the_hours_that_are_left_are_a_fact_and_may_be_negative():
    assert finding(returned()).facts["hours_to_deadline"] == 12
    assert finding(LATE).facts["hours_to_deadline"] < 0
