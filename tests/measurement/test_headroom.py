"""How many defects more an account can take: below its target, not at it, and never guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seller_credits.domain.issues import Channel, IssueKind
from seller_credits.measurement.headroom import RollOff, headroom_of, roll_offs
from seller_credits.measurement.health import store_health

from .shops import gone_wrong, order

READ_ON = date(2026, 11, 19)
NOW = datetime(2026, 11, 19, 20, tzinfo=UTC)
WEEK = timedelta(days=7)
SELLER = Channel.SELLER


def block(orders=1204, defects=5, **changes):
    told = {
        "reportingDateRange": {
            "reportingDateFrom": "2026-09-06T00:00Z",
            "reportingDateTo": "2026-11-04T23:59Z",
        },
        "orderCount": orders,
        "orderWithDefects": {"count": defects, "status": "GOOD"},
        "status": "GOOD",
        "rate": 0.0042,
        "targetValue": 0.01,
        "targetCondition": "LESS_THAN",
    } | changes
    return {name: value for name, value in told.items() if value is not None}


def report(**changes):
    return {"orderDefectRate": {"mfn": block(**changes)}}


def headroom(**changes):
    return headroom_of(report(**changes), SELLER, READ_ON)


@pytest.mark.parametrize(
    ("orders", "defects", "can_take"),
    [
        (1204, 5, 7),
        (1200, 5, 6),  # 12 of 1,200 are 1%, which is not below it
        (1201, 5, 7),
        (1200, 11, 0),
        (1200, 12, 0),
        (1200, 40, 0),
        (100, 0, 0),
        (50, 0, 0),
        (101, 0, 1),
    ],
)
def test_it_is_the_most_that_keeps_the_rate_below_the_target(orders, defects, can_take):
    assert headroom(orders=orders, defects=defects).can_take == can_take


@given(st.integers(1, 5000), st.integers(0, 60), st.sampled_from([0.01, 0.005, 0.025, 0.04]))
def test_one_more_than_it_can_take_would_reach_the_target(orders, defects, target):
    found = headroom(orders=orders, defects=defects, targetValue=target)
    limit = found.target * orders
    assert found.is_over is (defects >= limit)
    if not found.is_over:
        assert defects + found.can_take < limit <= defects + found.can_take + 1
    else:
        assert found.can_take == 0


def test_it_is_over_where_the_target_is_reached():
    assert headroom(orders=1200, defects=12).is_over
    assert not headroom(orders=1200, defects=11).is_over


def test_its_window_is_the_reports_own():
    found = headroom()
    assert (found.window_from, found.window_to) == (date(2026, 9, 6), date(2026, 11, 4))
    assert found.read_on == READ_ON


@pytest.mark.parametrize(
    "changes",
    [
        {"orders": None},
        {"orders": 0},
        {"orders": "many"},
        {"orderWithDefects": None},
        {"orderWithDefects": {"status": "GOOD"}},
        {"targetValue": None},
        {"targetValue": "a little"},
        {"targetValue": 0},
        {"targetCondition": None},
        {"targetCondition": "GREATER_THAN"},
        {"reportingDateRange": None},
        {"reportingDateRange": {"reportingDateFrom": "soon", "reportingDateTo": "later"}},
    ],
)
def test_a_report_that_lacks_a_figure_gives_none(changes):
    assert headroom(**changes) is None


def test_a_channel_that_the_report_does_not_tell_of_has_none():
    assert headroom_of(report(), Channel.AMAZON, READ_ON) is None
    assert headroom_of({}, SELLER, READ_ON) is None
    assert headroom_of({"orderDefectRate": None}, SELLER, READ_ON) is None


def defect(day, kind=IssueKind.A_TO_Z_CLAIM, **changes):
    return gone_wrong(order(day=day, **changes), kind)


def test_a_defect_rolls_off_on_the_day_its_order_is_older_than_the_window():
    oldest, newest = date(2026, 9, 6), date(2026, 11, 4)
    found = roll_offs([defect(newest), defect(oldest)], "US", headroom())
    assert found == (RollOff(date(2026, 11, 20), 1), RollOff(date(2027, 1, 18), 1))


def test_those_that_leave_together_are_counted_together():
    day = date(2026, 9, 10)
    kinds = (IssueKind.A_TO_Z_CLAIM, IssueKind.CHARGEBACK, IssueKind.NEGATIVE_FEEDBACK)
    found = roll_offs([defect(day, kind) for kind in kinds], "US", headroom())
    assert found == (RollOff(date(2026, 11, 24), 3),)


def test_an_order_with_two_defects_is_one():
    twice = gone_wrong(defect(date(2026, 9, 10)), IssueKind.NEGATIVE_FEEDBACK)
    assert roll_offs([twice], "US", headroom()) == (RollOff(date(2026, 11, 24), 1),)


@pytest.mark.parametrize(
    "changes",
    [
        {"day": date(2026, 9, 5)},
        {"day": date(2026, 11, 5)},
        {"day": None},
        {"marketplace": "DE"},
        {"marketplace": None},
        {"channel": Channel.AMAZON},
        {"channel": None},
        {"is_listed": False},
    ],
)
def test_what_is_not_surely_in_the_window_is_not_told(changes):
    inside = {"day": date(2026, 10, 1)}
    assert roll_offs([defect(**(inside | changes))], "US", headroom()) == ()


def test_an_order_that_was_only_late_is_no_defect():
    late = gone_wrong(order(day=date(2026, 10, 1)), IssueKind.LATE_DELIVERY)
    assert roll_offs([late], "US", headroom()) == ()


def health(now=NOW, stale_after=WEEK, defects=(), **changes):
    told = {"marketplace": "US", "read_at": NOW.isoformat(), "status": "NORMAL"}
    return store_health("default", told | {"metrics": report(**changes)}, defects, now, stale_after)


def test_the_outlook_says_only_what_is_still_to_come():
    days = [date(2026, 9, 6), date(2026, 9, 7), date(2026, 9, 20)]
    later = health(NOW + timedelta(days=2), defects=[defect(day) for day in days])
    outlook = later.outlook(SELLER)
    assert outlook.roll_offs == (RollOff(date(2026, 12, 4), 1),)
    assert outlook.known == 1
    assert later.outlook(Channel.AMAZON) is None


def test_a_report_is_stale_once_it_was_read_too_long_ago():
    assert not health(NOW + WEEK).is_stale
    assert health(NOW + WEEK + timedelta(seconds=1)).is_stale


def test_an_old_report_is_stale_however_lately_its_file_was_read():
    old = {"reportingDateFrom": "2026-07-01T00:00Z", "reportingDateTo": "2026-08-30T23:59Z"}
    assert health(reportingDateRange=old).is_stale


def test_the_day_is_the_stores_own():
    at_night = datetime(2026, 11, 20, 5, tzinfo=UTC)  # still the 19th in Los Angeles
    told = {"marketplace": "US", "read_at": at_night.isoformat(), "status": None}
    found = store_health("default", told | {"metrics": report()}, (), at_night, WEEK)
    assert found.outlook(SELLER).headroom.read_on == READ_ON
