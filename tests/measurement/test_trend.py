"""Trend: a metric beside the same metric of an earlier report, where both say the same thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from seller_credits.measurement.metrics import metrics_of
from seller_credits.measurement.trend import Trend, trend_of

NOW = datetime(2026, 11, 23, 20, tzinfo=UTC)


def block(days_ago=0, **changes):
    """A rate over thirty days, as a report read so long ago has it."""
    last = date(2026, 11, 8) - timedelta(days=days_ago)
    days = {
        "reportingDateFrom": f"{last - timedelta(days=29)}T00:00Z",
        "reportingDateTo": f"{last}T23:59Z",
    }
    plain = {
        "reportingDateRange": days,
        "rate": 0.03,
        "orderCount": 200,
        "lateShipmentCount": 6,
        "targetValue": 0.04,
        "targetCondition": "LESS_THAN",
        "status": "GOOD",
    }
    return plain | changes


def snapshot(days_ago, name="lateShipmentRate", **changes):
    """What was read so many days ago."""
    read_at = (NOW - timedelta(days=days_ago)).isoformat()
    return {"read_at": read_at, "metrics": {name: block(days_ago, **changes)}}


def metric(name="lateShipmentRate", **changes):
    (only,) = metrics_of({name: block(**changes)})
    return only


def trend(*snapshots, now=None):
    return trend_of(now or metric(rate=0.035), NOW, snapshots)


def test_a_rate_is_told_beside_that_of_a_week_ago():
    found = trend(snapshot(8, rate=0.02), snapshot(7, rate=0.03), snapshot(1, rate=0.05))
    assert (found.days, found.change) == (7, Decimal("0.005"))


def test_of_reports_that_are_all_younger_than_a_week_the_oldest_is_taken():
    found = trend(snapshot(5, rate=0.02), snapshot(2, rate=0.03))
    assert (found.days, found.change) == (5, Decimal("0.015"))


def test_a_report_of_the_same_day_is_no_earlier_one():
    assert trend(snapshot(0.5)) is None
    assert trend() is None


def test_what_did_not_change_is_told_too():
    assert trend(snapshot(7), now=metric()).change == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"targetValue": 0.05},
        {"targetCondition": "GREATER_THAN"},
        {"rate": None},
        {"reportingDateRange": None},
        {
            "reportingDateRange": {
                "reportingDateFrom": "2026-11-01",
                "reportingDateTo": "2026-11-07",
            }
        },
    ],
    ids=["another target", "another condition", "no rate", "no days", "fewer days"],
)
def test_reports_that_cannot_be_compared_show_no_trend(changes):
    assert trend(snapshot(7, **changes)) is None


def test_an_earlier_report_that_can_be_compared_is_looked_for_further_back():
    assert trend(snapshot(9, rate=0.02), snapshot(7, rate=None)).days == 9


def test_a_missing_block_or_one_without_orders_shows_no_trend():
    assert trend(snapshot(7, name="validTrackingRate")) is None
    assert trend(snapshot(7, orderCount=0)) is None
    assert trend(snapshot(7), now=metric(orderCount=0)) is None


def test_the_two_order_defect_rates_are_two_things():
    def rates(days_ago, **by_channel):
        blocks = {name: block(days_ago, rate=rate) for name, rate in by_channel.items()}
        return {"orderDefectRate": blocks}

    own, amazon = metrics_of(rates(0, mfn=0.004, afn=0.001))
    before = {**snapshot(7), "metrics": rates(7, afn=0.002)}
    assert trend(before, now=own) is None
    assert trend(before, now=amazon).change == Decimal("-0.001")


def test_a_count_of_violations_is_compared_as_a_count():
    none = {"defectsCount": 0, "targetValue": 0, "targetCondition": "EQUALS"}
    counts = dict.fromkeys(("rate", "orderCount", "reportingDateRange")) | none
    earlier = snapshot(7, name="listingPolicyViolations", **counts)
    found = trend(earlier, now=metric("listingPolicyViolations", **counts | {"defectsCount": 2}))
    assert (found.change, found.is_worse) == (2, True)


@pytest.mark.parametrize(
    ("condition", "change", "is_worse"),
    [
        ("LESS_THAN", "0.01", True),
        ("LESS_THAN", "-0.01", False),
        ("GREATER_THAN", "0.01", False),
        ("GREATER_THAN", "-0.01", True),
        ("LESS_THAN", "0", None),
        (None, "0.01", None),
        ("EQUALS", "0.01", None),
    ],
)
def test_which_way_is_worse_follows_from_the_target(condition, change, is_worse):
    held_to = replace(metric(), condition=condition)
    assert Trend(held_to, 7, Decimal(change)).is_worse is is_worse
