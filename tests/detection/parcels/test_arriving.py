"""When an order arrived, and by how much it was late: never more than two looks prove."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seller_credits.detection.parcels.arriving import Lateness, delivery_of, lateness
from seller_credits.domain.cases import Delivery
from tests.detection.makers import DELIVER_BY, NOW, SHIP_BY, order, parcel, seen

DAY = timedelta(days=1)
SENT = SHIP_BY - DAY
OUT = order(updated_at=SENT, packages=(parcel("IN_TRANSIT"),))
THERE = order(updated_at=NOW - 2 * DAY, packages=(parcel("DELIVERED"),))


def test_an_order_that_is_out_has_not_arrived():
    assert delivery_of(None, None, OUT, NOW) is None
    assert delivery_of(THERE, NOW - DAY, OUT, NOW) is None


def test_it_arrived_between_the_last_look_that_saw_it_out_and_its_last_change():
    assert delivery_of(OUT, NOW - 3 * DAY, THERE, NOW) == Delivery(NOW - 3 * DAY, NOW - 2 * DAY)


def test_an_order_never_seen_before_arrived_after_it_was_handed_over():
    assert delivery_of(None, None, THERE, NOW) == Delivery(SENT, NOW - 2 * DAY)
    unknown = order(updated_at=None, packages=(parcel("DELIVERED", ship_time=None),))
    assert delivery_of(None, None, unknown, NOW) == Delivery(None, NOW)


def test_an_order_of_two_parcels_arrived_after_the_later_was_handed_over():
    both = (parcel("DELIVERED"), parcel("DELIVERED", reference="2", ship_time=SENT + DAY))
    assert delivery_of(None, None, order(packages=both), NOW).after == SENT + DAY


def test_what_was_told_before_stands():
    assert delivery_of(THERE, NOW - DAY, THERE, NOW) is None


def test_one_of_two_parcels_has_not_arrived():
    one = order(packages=(parcel("DELIVERED"), parcel("IN_TRANSIT", reference="2")))
    assert delivery_of(None, None, one, NOW) is None
    half = order(status="PARTIALLY_SHIPPED", packages=(parcel("DELIVERED"),))
    assert delivery_of(None, None, half, NOW) is None


def test_a_look_that_did_not_show_a_change_yet_proves_nothing():
    assert delivery_of(OUT, NOW - DAY, THERE, NOW) == Delivery(SENT, NOW - 2 * DAY)


def test_a_look_at_words_nobody_knows_does_not_prove_it_to_be_out():
    odd = order(packages=(parcel("NEW_WORD"),))
    assert delivery_of(odd, NOW - 3 * DAY, THERE, NOW) == Delivery(SENT, NOW - 2 * DAY)


def test_a_clock_ahead_of_ours_does_not_put_the_arrival_into_the_future():
    ahead = order(updated_at=NOW + DAY, packages=(parcel("DELIVERED"),))
    assert delivery_of(None, None, ahead, NOW).by == NOW


def test_what_arrived_by_the_promise_was_in_time_for_sure():
    assert lateness(THERE, Delivery(None, DELIVER_BY)) == Lateness(0, 0)
    assert lateness(THERE, Delivery(SENT, DELIVER_BY - DAY)) == Lateness(0, 0)


def test_an_upper_bound_after_the_promise_alone_does_not_prove_it_late():
    assert lateness(THERE, Delivery(None, DELIVER_BY + 2 * DAY)) == Lateness(None, 2)
    assert lateness(THERE, Delivery(DELIVER_BY, DELIVER_BY + 2 * DAY)) == Lateness(None, 2)
    assert seen(THERE) == []


def test_between_two_looks_after_the_promise_lateness_is_a_range():
    between = Delivery(DELIVER_BY + 2 * DAY, DELIVER_BY + 5 * DAY)
    assert lateness(THERE, between) == Lateness(2, 5)
    assert lateness(THERE, between, proven=3) == Lateness(3, 5)


def test_what_earlier_looks_proved_is_never_more_than_the_most():
    assert lateness(THERE, Delivery(None, DELIVER_BY + 2 * DAY), proven=4) == Lateness(2, 2)


def test_what_is_still_out_may_yet_be_later():
    assert lateness(OUT, None, proven=3) == Lateness(3, None)


def test_without_a_promise_or_a_known_store_nothing_is_counted():
    arrived = Delivery(None, NOW)
    assert lateness(order(deliver_by=None), arrived) == Lateness(None, None)
    assert lateness(order(marketplace="A0NOSUCHSTORE"), arrived) == Lateness(None, None)


@pytest.mark.parametrize(
    ("promise", "by", "most"),
    [
        # Daylight saving began on 8 March 2026 and ended on 1 November: days of 23 and 25 hours.
        (datetime(2026, 3, 8, 7, 59, 59, tzinfo=UTC), datetime(2026, 3, 9, 6, 59, tzinfo=UTC), 1),
        (datetime(2026, 3, 8, 7, 59, 59, tzinfo=UTC), datetime(2026, 3, 9, 7, 0, tzinfo=UTC), 2),
        (datetime(2026, 11, 1, 6, 59, 59, tzinfo=UTC), datetime(2026, 11, 2, 7, 59, tzinfo=UTC), 1),
        (datetime(2026, 11, 1, 6, 59, 59, tzinfo=UTC), datetime(2026, 11, 2, 8, 0, tzinfo=UTC), 2),
    ],
)
def test_the_days_are_the_stores_own_also_where_its_clocks_change(promise, by, most):
    assert lateness(order(deliver_by=promise), Delivery(None, by)).most == most


NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 500 * 24 * 60).map(lambda past: NEW_YEAR + timedelta(minutes=past))


@given(MOMENTS, MOMENTS, MOMENTS, st.sampled_from(["US", "DE", "JP"]), st.integers(0, 40))
def test_the_least_is_never_more_than_the_most(promise, one, other, store, proven):
    found = order(deliver_by=promise, marketplace=store)
    between = Delivery(min(one, other), max(one, other))
    told = lateness(found, between, proven or None)
    assert told.most is not None
    assert told.most >= 0
    assert told.least is None or 0 <= told.least <= told.most


@given(MOMENTS, MOMENTS, MOMENTS)
def test_an_order_never_arrived_before_it_was_seen_out(updated, looked, now):
    earlier, later = min(looked, now), max(looked, now)
    there = order(updated_at=updated, packages=(parcel("DELIVERED"),))
    found = delivery_of(OUT, earlier, there, later)
    assert found.by <= later
    assert found.after is None or found.after <= found.by
