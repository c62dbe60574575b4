"""The claim clock: until when acting can still prevent a claim, and by which rule."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seller_credits.detection.circumstances import Circumstances
from seller_credits.detection.clock import deadline_of
from seller_credits.detection.windows import Unit, Window, WindowName, Windows
from seller_credits.domain.cases import Issue
from seller_credits.domain.issues import Channel, IssueKind
from tests.detection.makers import (
    DELIVER_BY,
    NOW,
    ORDER,
    ROWS,
    SHIP_BY,
    WINDOWS,
    case_of,
    feedback,
    finding,
    order,
    parcel,
    returned,
    usd,
)

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
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


def test_a_window_nobody_set_gives_no_deadline_and_says_so():
    (issue,) = case_of([LATE]).issues
    clock = deadline_of(issue, Circumstances(NOW, promise=DELIVER_BY), Windows())
    assert (clock.due, clock.expires) == (None, None)
    assert "within what time is not known" in clock.rule


def test_a_rule_names_its_window_its_source_and_when_that_was_read():
    assert finding(LATE).deadline.rule == (
        "a claim can be filed 72 hours after the promise (claim opens, read 2026-11-01)"
    )


def trouble(kind="defective", **changes):
    """An issue of the store of the tests, begun and learnt of at noon the day before."""
    said = {"marketplace": "US", "occurred_at": NOW - DAY, "detected_at": NOW - DAY} | changes
    return Issue(
        issue_id="i",
        order_id=ORDER,
        kind=IssueKind(kind),
        order_item_id=None,
        sku="MUG",
        asin=None,
        channel=Channel.SELLER,
        **said,
    )


def clock_of(kind="defective", now=NOW, learnt=NOW - DAY, **known):
    return deadline_of(trouble(kind, detected_at=learnt), Circumstances(now, **known), WINDOWS)


@pytest.mark.parametrize(
    ("kind", "known", "due", "words"),
    [
        ("defective", {}, NOW + DAY, "buyer contact"),
        ("late_delivery", {}, NOW + DAY, "buyer contact"),
        ("late_delivery", {"promise": NOW - DAY}, NOW + 2 * DAY, "claim opens"),
        ("defective", {"claim_open": True}, NOW + DAY, "claim answer"),
        ("a_to_z_claim", {}, NOW + DAY, "claim answer"),
        ("a_to_z_claim", {"appeal_open": True}, NOW + 2 * DAY, "claim answer on appeal"),
        (
            "a_to_z_claim",
            {"claim_paid": True, "claim_paid_on": NOW, "claim_open": True},
            NOW + 30 * DAY,
            "claim appeal",
        ),
        ("chargeback", {}, NOW + 6 * DAY, "chargeback answer"),
        (
            "other",
            {"refunded_for_seller": NOW - 20 * DAY, "claim_paid": True},
            NOW + 10 * DAY,
            "safe t",
        ),
    ],
)
def test_each_trouble_has_its_window(kind, known, due, words):
    clock = clock_of(kind, **known)
    assert clock.due == due
    assert f"({words}, read" in clock.rule


def test_of_several_clocks_the_next_to_end_counts():
    clock = clock_of(received=NOW - 3.5 * DAY)
    assert clock.due == NOW + DAY / 2
    assert "must be refunded" in clock.rule
    assert "claim can be filed" in clock_of(received=NOW - HOUR).rule


def test_a_clock_that_has_run_out_gives_way_to_one_that_still_runs():
    later = NOW + 2 * DAY
    clock = clock_of(now=later, received=NOW)
    assert clock.due == NOW + 4 * DAY
    assert clock_of(now=NOW + 9 * DAY, received=NOW).due == NOW + 4 * DAY


def test_what_is_not_shipped_must_leave_before_ship_by_and_then_arrive():
    waiting = {"ship_by": SHIP_BY, "promise": DELIVER_BY}
    before = clock_of("late_shipment", now=SHIP_BY - HOUR, **waiting)
    assert before.due == SHIP_BY
    assert "counts as late" in before.rule
    after = clock_of("late_shipment", now=SHIP_BY + HOUR, **waiting)
    assert after.due == DELIVER_BY + 3 * DAY


def test_after_a_claim_was_paid_no_other_can_be_prevented():
    clock = clock_of(claim_paid=True)
    assert clock.due is None
    assert "paid already" in clock.rule


@pytest.mark.parametrize("known", [{"claim_open": True}, {"received": NOW}, {"promise": None}])
def test_what_is_owed_never_expires(known):
    assert clock_of(**{"promise": DELIVER_BY} | known).expires is None


@pytest.mark.parametrize("kind", ["a_to_z_claim", "chargeback", "negative_feedback"])
def test_what_was_filed_does_not_expire_with_the_time_for_claims(kind):
    assert clock_of(kind, promise=DELIVER_BY).expires is None
    assert clock_of(promise=DELIVER_BY).expires == DELIVER_BY + 90 * DAY


def test_a_clock_that_was_learnt_of_late_says_what_was_left():
    clock = clock_of(learnt=NOW - 7 * HOUR)
    assert clock.learnt_late == "at most 31 h left of 48 when learnt, 17 h after it began"
    assert clock_of(learnt=NOW - DAY + HOUR / 2).learnt_late is None
    passed = clock_of(learnt=NOW + 30 * HOUR).learnt_late
    assert passed == "learnt 54 h after it began, when the 48 h were over"


def test_a_return_that_is_back_and_not_refunded_must_be():
    back = returned(received=date(2026, 11, 21), status="Completed")
    clock = finding(back).deadline
    # The claim's clock ends at midnight after the 23rd; the refund is due a day later.
    assert clock.due == datetime(2026, 11, 24, 8, tzinfo=UTC)
    assert "must be refunded" in finding(back, now=NOW + DAY).deadline.rule


@pytest.mark.parametrize(
    "answered",
    [
        {"refunded": usd("20.00")},
        {"resolution": "RefundAtFirstScan"},
        {"resolution": "Replacement"},
        {"status": "Rejected"},
    ],
)
def test_a_return_that_is_answered_need_not_be_refunded(answered):
    back = returned(received=date(2026, 11, 21), **answered)
    clock = finding(order(), back, now=NOW + DAY).deadline
    assert "must be refunded" not in clock.rule


MOMENTS = st.integers(0, 700 * 24).map(lambda past: datetime(2026, 1, 1, tzinfo=UTC) + past * HOUR)
LENGTHS = st.sampled_from(
    [*ROWS, *(Window(row.name, 2, Unit.BUSINESS_DAYS, "rule", row.read) for row in ROWS)]
)


@given(
    st.sampled_from(list(IssueKind)),
    st.sampled_from(["US", "DE", "JP", None]),
    st.lists(LENGTHS, min_size=1),
    st.tuples(MOMENTS, MOMENTS, MOMENTS, MOMENTS),
    st.booleans(),
)
def test_no_deadline_is_before_the_earliest_moment_it_can_have_begun(
    kind, store, rows, moments, claim
):
    occurred, promise, received, learnt = moments
    known = Circumstances(NOW, promise=promise, received=received, claim_open=claim)
    found = trouble(kind, marketplace=store, occurred_at=occurred, detected_at=learnt)
    clock = deadline_of(found, known, Windows(rows))
    assert clock.rule
    assert clock.due is None or clock.due > min(occurred, promise, received)
    assert clock.expires is None or clock.expires > promise


def test_windows_of_the_programme_and_of_the_day_are_taken():
    prime = Window(
        WindowName.BUYER_CONTACT,
        24,
        Unit.HOURS,
        "prime",
        date(2026, 11, 1),
        programmes=frozenset({"prime"}),
    )
    table = Windows([prime, *ROWS])
    of_prime = deadline_of(trouble(), Circumstances(NOW, programmes=frozenset({"prime"})), table)
    assert of_prime.due == NOW
    assert deadline_of(trouble(), Circumstances(NOW), table).due == NOW + DAY


def test_the_hours_that_are_left_are_a_fact_and_may_be_negative():
    assert finding(returned()).facts["hours_to_deadline"] == 12
    assert finding(LATE).facts["hours_to_deadline"] < 0
