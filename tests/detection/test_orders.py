"""Orders and their parcels: nothing is called late that is not proven late."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from seller_credits.detection.orders import next_look
from seller_credits.domain.issues import Channel, Source
from tests.detection.makers import (
    DELIVER_BY,
    NOW,
    SHIP_BY,
    kinds,
    line,
    order,
    parcel,
    row_of,
    seen,
)


def days_late(record, now=NOW):
    (late,) = [one for one in seen(record, now) if one.kind == "late_delivery"]
    return late.facts["days_late"]


def test_a_parcel_still_travelling_after_the_promise_is_late_by_the_days_that_passed():
    found = order(packages=(parcel("IN_TRANSIT"),))
    assert kinds(found) == ["late_delivery"]
    assert days_late(found) == 6


def test_a_parcel_that_arrived_nobody_knows_when_is_not_called_late():
    # The order was last changed after the promise: no more than an upper bound of the arrival.
    assert order().updated_at > DELIVER_BY
    assert kinds(order(packages=(parcel("DELIVERED"),))) == []


def test_a_parcel_handed_over_after_the_promise_is_late_by_what_that_alone_proves():
    sent = datetime(2026, 11, 20, 18, tzinfo=UTC)
    found = order(packages=(parcel("DELIVERED", ship_time=sent),))
    assert kinds(found) == ["late_shipment", "late_delivery"]
    assert days_late(found) == 3


def test_a_parcel_still_travelling_on_the_promised_day_is_not_late():
    found = order(packages=(parcel("IN_TRANSIT"),))
    assert kinds(found, DELIVER_BY) == []


def test_a_day_ends_at_the_stores_own_midnight():
    found = order(packages=(parcel("IN_TRANSIT"),))
    before = datetime(2026, 11, 18, 7, 59, 59, tzinfo=UTC)
    assert before.date() > date(2026, 11, 17)  # in UTC it is the next day already
    assert kinds(found, before) == []
    assert days_late(found, before + timedelta(seconds=1)) == 1


def test_a_german_orders_day_ends_in_berlin():
    promise = datetime(2026, 11, 17, 22, 59, 59, tzinfo=UTC)
    found = order(marketplace="DE", deliver_by=promise, packages=(parcel("IN_TRANSIT"),))
    assert kinds(found, promise) == []
    assert days_late(found, promise + timedelta(seconds=1)) == 1


@pytest.mark.parametrize(
    ("promise", "now"),
    [
        # Daylight saving began on 8 March 2026: midnight moved from 8:00 to 7:00 UTC.
        (datetime(2026, 3, 8, 7, 59, 59, tzinfo=UTC), datetime(2026, 3, 9, 7, 0, tzinfo=UTC)),
        # It ended on 1 November: midnight moved from 7:00 to 8:00 UTC.
        (datetime(2026, 11, 1, 6, 59, 59, tzinfo=UTC), datetime(2026, 11, 2, 8, 0, tzinfo=UTC)),
    ],
)
def test_the_day_on_which_clocks_change_is_one_day(promise, now):
    found = order(deliver_by=promise, packages=(parcel("IN_TRANSIT"),))
    assert days_late(found, now - timedelta(seconds=1)) == 1
    assert days_late(found, now) == 2


def test_one_of_two_parcels_still_out_makes_the_order_late():
    both = (parcel("DELIVERED"), parcel("IN_TRANSIT", reference="2"))
    assert days_late(order(packages=both)) == 6


def test_an_order_of_which_a_part_is_not_even_shipped_is_late_though_its_parcel_arrived():
    found = order(status="PARTIALLY_SHIPPED", packages=(parcel("DELIVERED"),))
    assert days_late(found) == 6


def test_an_order_still_unshipped_after_the_promise_is_late_twice_over():
    found = order(status="UNSHIPPED")
    assert kinds(found) == ["late_shipment", "late_delivery"]
    shipment, delivery = seen(found)
    assert shipment.facts["days_overdue"] == 13
    assert delivery.evidence.source is Source.ORDERS


def test_an_order_still_unshipped_before_its_time_is_no_issue():
    assert kinds(order(status="UNSHIPPED"), SHIP_BY) == []


def test_an_order_handed_over_too_late_is_a_late_shipment_shown_by_its_parcel():
    sent = SHIP_BY + timedelta(minutes=1)
    (shipment,) = seen(order(packages=(parcel("DELIVERED", ship_time=sent),)))
    assert shipment.kind == "late_shipment"
    assert shipment.evidence.source is Source.PACKAGES
    assert shipment.evidence.values["shipTime"] == sent.isoformat()


def test_an_order_handed_over_at_the_last_second_is_no_late_shipment():
    assert kinds(order(packages=(parcel("DELIVERED", ship_time=SHIP_BY),))) == []


def test_without_a_promise_nothing_is_late():
    found = order(ship_by=None, deliver_by=None, packages=(parcel("IN_TRANSIT"),))
    assert kinds(found) == []


@pytest.mark.parametrize("status", ["UNDELIVERABLE"])
def test_a_parcel_that_cannot_be_delivered_is_undeliverable_and_not_late(status):
    (only,) = seen(order(packages=(parcel(status),)))
    assert only.kind == "undeliverable"
    assert only.evidence.values == {"packageStatus.status": status}


@pytest.mark.parametrize(
    ("detailed", "kind"),
    [
        ("LOST", "lost"),
        ("DAMAGED", "damaged"),
        ("REJECTED_BY_BUYER", "undeliverable"),
        ("RETURNING_TO_SELLER", "undeliverable"),
        ("RETURNED_TO_SELLER", "undeliverable"),
        ("UNDELIVERABLE", "undeliverable"),
    ],
)
def test_the_detailed_status_tells_what_became_of_a_parcel(detailed, kind):
    found = order(packages=(parcel("IN_TRANSIT", detailed_status=detailed),))
    shown = seen(found, DELIVER_BY)
    assert [one.kind for one in shown] == [kind]
    assert shown[0].evidence.values["packageStatus.detailedStatus"] == detailed


@pytest.mark.parametrize("detailed", ["OUT_FOR_DELIVERY", "AT_ORIGIN_FC", "PICKED_UP", "NEW_WORD"])
def test_a_detailed_status_of_a_parcel_on_its_way_is_no_trouble(detailed):
    assert kinds(order(packages=(parcel("IN_TRANSIT", detailed_status=detailed),)), SHIP_BY) == []


def test_damage_is_the_lines_where_the_order_has_but_one():
    (only,) = seen(order(packages=(parcel(detailed_status="DAMAGED"),)))
    assert only.order_item_id == "1" * 14
    two = (line(), line(order_item_id="2" * 14, sku="CUP"))
    (of_two,) = seen(order(lines=two, packages=(parcel(detailed_status="DAMAGED"),)))
    assert of_two.order_item_id is None
    assert of_two.sku is None


def troubled(**changes):
    """Late, coming back and never shipped in time, all at once."""
    return order(packages=(parcel("UNDELIVERABLE", ship_time=NOW),), **changes)


def test_the_troubled_order_would_show_three_issues():
    assert kinds(troubled()) == ["late_shipment", "late_delivery", "undeliverable"]


def test_orders_that_amazon_fulfils_show_nothing():
    assert kinds(troubled(channel=Channel.AMAZON)) == []


def test_orders_whose_channel_is_not_known_show_nothing():
    assert kinds(troubled(channel=None)) == []


@pytest.mark.parametrize("status", ["CANCELLED", "CANCELED", "PENDING", "PENDING_AVAILABILITY"])
def test_cancelled_and_pending_orders_show_nothing(status):
    assert kinds(troubled(status=status)) == []


def test_nothing_is_late_in_a_store_whose_days_are_not_known():
    assert kinds(order(marketplace="A0NOSUCHSTORE", packages=(parcel("IN_TRANSIT"),))) == []


def test_the_bulk_report_tells_of_no_parcel_and_so_of_no_issue():
    assert kinds(troubled(source=Source.ALL_ORDERS)) == []


def test_the_same_trouble_read_again_on_the_same_day_is_the_same_row():
    found = order(packages=(parcel("IN_TRANSIT"),))
    first, again = seen(found), seen(found, NOW + timedelta(hours=3))
    assert [one.evidence.key for one in first] == [one.evidence.key for one in again]


def test_a_file_says_nothing_of_the_days_since_it_was_saved():
    row = row_of(order(packages=(parcel("IN_TRANSIT"),)))
    assert kinds(row) == ["late_delivery"]
    saved = type(row.origin)(row.origin.source, api=False, where="orders.json", as_of=SHIP_BY)
    assert kinds(type(row)(saved, row.order)) == []


# When to look again


HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MIDNIGHT = datetime(2026, 11, 18, 8, tzinfo=UTC)
"""Of the store's own calendar, at the end of the promised day."""


def unshipped(**changes):
    return order(status="UNSHIPPED", packages=(), **changes)


def travelling(**changes):
    return order(packages=(parcel("IN_TRANSIT"),), **changes)


def test_an_order_is_looked_at_when_its_promise_passes():
    assert next_look(unshipped(), SHIP_BY - DAY) == SHIP_BY
    assert next_look(travelling(), DELIVER_BY - DAY) == MIDNIGHT


def test_a_look_shows_what_it_was_for():
    assert kinds(unshipped(), SHIP_BY + timedelta(seconds=1)) == ["late_shipment"]
    assert kinds(travelling(), MIDNIGHT) == ["late_delivery"]


def test_what_is_late_is_looked_at_on_each_new_day_of_the_store():
    assert next_look(travelling(), MIDNIGHT) == MIDNIGHT + DAY
    assert next_look(travelling(), MIDNIGHT + 23 * HOUR) == MIDNIGHT + DAY


def test_after_a_week_it_is_looked_at_weekly_and_after_a_month_no_more():
    assert next_look(travelling(), MIDNIGHT + 8 * DAY) == MIDNIGHT + 15 * DAY
    assert next_look(travelling(), MIDNIGHT + 31 * DAY) is None


def test_a_look_in_the_week_the_clocks_change_is_at_midnight_all_the_same():
    promise = datetime(2026, 11, 1, 6, 59, tzinfo=UTC)
    found = travelling(deliver_by=promise)
    assert next_look(found, promise) == datetime(2026, 11, 1, 7, tzinfo=UTC)
    assert next_look(found, promise + HOUR) == datetime(2026, 11, 2, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    "settled",
    [
        unshipped(channel=Channel.AMAZON),
        unshipped(channel=None),
        unshipped(marketplace="A0UNKNOWN"),
        unshipped(source=Source.ALL_ORDERS),
        unshipped(ship_by=None, deliver_by=None),
        order(status="CANCELLED"),
        order(status="PENDING"),
        order(packages=(parcel("DELIVERED"),)),
        order(packages=()),
    ],
)
def test_where_time_can_make_nothing_of_it_there_is_no_look(settled):
    assert next_look(settled, SHIP_BY - DAY) is None
