"""When what a snapshot warned of is over."""

from __future__ import annotations

from datetime import timedelta

from seller_credits.detection.matching import filed
from seller_credits.detection.orders import sightings_of_order
from seller_credits.detection.parcels.over import is_over
from seller_credits.detection.parcels.watch import Watch
from seller_credits.domain.cases import Delivery, OrderCase
from tests.detection.makers import (
    DELIVER_BY,
    NOW,
    ORDER,
    SHIP_BY,
    case_of,
    order,
    parcel,
    returned,
    row_of,
)

HOUR = timedelta(hours=1)
WATCH = Watch(warn_before=24 * HOUR)
WAITING = order(status="UNSHIPPED", placed_at=SHIP_BY - 72 * HOUR)
LOST = order(packages=(parcel("IN_TRANSIT", detailed_status="LOST"),))
THERE = order(packages=(parcel("DELIVERED"),))


def watched(*looks):
    """The case after these orders were seen, each at a moment."""
    case = OrderCase(ORDER)
    for found, now in looks:
        case.snapshots[found.source, found.part] = found
        for seen in sightings_of_order(found, row_of(found).origin, now, WATCH):
            filed(case, seen, "default", now)
    return case


def ending(case):
    (issue,) = case.issues
    return is_over(issue, case)


def test_a_warning_stands_while_nothing_is_shipped():
    assert ending(watched((WAITING, SHIP_BY - HOUR))) is None


def test_a_warning_is_over_when_the_order_leaves_in_time():
    sent = order(packages=(parcel("SHIPPED", ship_time=SHIP_BY - HOUR),))
    case = watched((WAITING, SHIP_BY - 2 * HOUR), (sent, SHIP_BY))
    assert ending(case) == "It left in time, 2026-11-11T06:59:59Z."


def test_a_warning_is_over_when_nothing_shows_that_it_left_late():
    case = watched((WAITING, SHIP_BY - HOUR), (order(packages=()), SHIP_BY + HOUR))
    assert "nothing shows that it left late" in ending(case)


def test_a_warning_is_over_when_the_order_is_cancelled_or_put_off():
    cancelled = order(status="CANCELLED")
    assert "cancelled" in ending(watched((WAITING, SHIP_BY - HOUR), (cancelled, SHIP_BY)))
    later = order(status="UNSHIPPED", placed_at=WAITING.placed_at, ship_by=SHIP_BY + 72 * HOUR)
    assert "moved to" in ending(watched((WAITING, SHIP_BY - HOUR), (later, SHIP_BY - HOUR)))


def test_what_left_late_is_not_over():
    late = order(packages=(parcel("SHIPPED", ship_time=SHIP_BY + HOUR),))
    assert ending(watched((WAITING, SHIP_BY - HOUR), (late, SHIP_BY + 2 * HOUR))) is None


def test_what_was_late_once_is_not_over_when_it_is_shipped():
    sent = order(packages=())
    assert ending(watched((WAITING, SHIP_BY + HOUR), (sent, SHIP_BY + 2 * HOUR))) is None


def test_a_status_nobody_knows_ends_nothing():
    odd = order(status="NEW_WORD", placed_at=WAITING.placed_at)
    assert ending(watched((WAITING, SHIP_BY - HOUR), (odd, SHIP_BY))) is None


def test_a_lost_parcel_that_comes_all_the_same_is_over():
    case = watched((LOST, DELIVER_BY), (THERE, NOW))
    assert ending(case) == "It arrived after all."
    case.delivery = Delivery(None, DELIVER_BY)
    assert ending(case).startswith("It arrived in time")
    case.delivery = Delivery(None, NOW)
    assert ending(case).startswith("It arrived after all, by")


def test_what_a_buyer_said_stays_said():
    case = case_of([returned("NEVER_ARRIVED"), THERE])
    assert ending(case) is None


def test_without_a_snapshot_nothing_is_over():
    assert ending(case_of([returned()])) is None
