"""How parcels in trouble look from outside, and the patterns a large shop has."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest

from seller_credits.simulator.shop.build import open_shop
from seller_credits.simulator.shop.places import STORES, stores_of
from seller_credits.simulator.truth.whole import truth

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, tzinfo=UTC)
SEEDS = range(8)
A_DAY = timedelta(days=1)


@cache
def opened(seed, orders=800):
    return open_shop(orders=orders, seed=seed, today=TODAY)


@cache
def told(seed, orders=800):
    return truth(opened(seed, orders), NOW, detailed_status=False)


def standing(seed, package):
    """Give the orders whose parcels stand so."""
    orders = {order.order_id: order for order in opened(seed).orders}
    for each in told(seed)["parcels"]:
        if each["package"] == package:
            yield orders[each["order_id"]]


def every(package):
    return [order for seed in SEEDS for order in standing(seed, package)]


def test_a_parcel_nobody_scanned_was_confirmed_and_then_nothing():
    found = every("never_scanned")
    assert found
    for order in found:
        for parcel in order.parcels:
            assert (parcel.status, parcel.detailed_status) == ("SHIPPED", "PENDING_DROP_OFF")
            assert parcel.first_scan is None
            assert order.updated == parcel.shipped < NOW - 3 * A_DAY


def test_what_nobody_scanned_is_shown_late_only_after_the_promise():
    late = {
        each["order_id"]
        for seed in SEEDS
        for each in told(seed)["issues"]
        if each["issue"] == "late_delivery" and each["sources"]
    }
    found = every("never_scanned")
    assert any(order.order_id in late for order in found)
    assert any(order.order_id not in late for order in found)
    for order in found:
        assert (order.order_id in late) == (order.deliver_by.latest < NOW - A_DAY / 2)


def test_a_stuck_parcel_was_scanned_once_and_stands_still():
    found = every("stuck")
    assert found
    for order in found:
        assert {parcel.status for parcel in order.parcels} == {"IN_TRANSIT"}
        assert order.updated < order.parcels[0].shipped + A_DAY
        assert all(parcel.first_scan is not None for parcel in order.parcels)


def test_a_parcel_that_moves_was_heard_of_yesterday():
    found = every("moving")
    assert found
    for order in found:
        assert order.updated > NOW - A_DAY
        assert order.deliver_by.latest < NOW
        assert {parcel.status for parcel in order.parcels} == {"IN_TRANSIT"}


def test_an_order_touched_long_after_its_delivery_is_not_late():
    for seed in SEEDS:
        shop = opened(seed)
        late = {
            each["order_id"] for each in told(seed)["issues"] if each["issue"] == "late_delivery"
        }
        touched = [
            order for order in shop.orders if shop.journeys.get(order.order_id) == "touched_later"
        ]
        assert touched
        for order in touched:
            assert order.updated > order.deliver_by.latest > order.delivered
            assert order.order_id not in late


def test_what_must_leave_soon_is_told_and_is_not_late_yet():
    due = [each for seed in SEEDS for each in told(seed)["due"]]
    late = {
        (each["order_id"])
        for seed in SEEDS
        for each in told(seed)["issues"]
        if each["issue"] == "late_shipment" and each["sources"] == ["orders"]
    }
    assert due
    assert not {each["order_id"] for each in due} & late
    assert all(each["ship_by"] > NOW.strftime("%Y-%m-%dT%H:%M:%SZ") for each in due)


def test_parcels_set_out_from_two_warehouses():
    places = Counter(
        parcel.warehouse.region for order in opened(0).orders for parcel in order.parcels
    )
    assert set(places) == {"NV", "OH"}


@pytest.mark.parametrize("seed", [1, 2])
def test_a_dispute_names_what_it_follows_from(seed):
    for each in told(seed)["issues"]:
        if "of" in each:
            assert each["issue"] in {"negative_feedback", "a_to_z_claim", "chargeback"}
            others = {
                other["issue"]
                for other in told(seed)["issues"]
                if other["order_id"] == each["order_id"]
            }
            assert set(each["of"]) < others


# Patterns


EVENTFUL = range(10)


def events(kind):
    return [
        (seed, each)
        for seed in EVENTFUL
        for each in told(seed, 2000)["events"]
        if each["kind"] == kind
    ]


def share(orders, kinds, seed):
    """Return which part of some orders has visible troubles of these kinds."""
    troubled = {
        each["order_id"]
        for each in told(seed, 2000)["issues"]
        if each["issue"] in kinds and each["sources"]
    }
    return len(troubled & set(orders)) / len(orders)


def test_a_small_shop_has_no_patterns():
    assert all(told(seed)["events"] == [] for seed in SEEDS)


def test_some_large_shops_have_each_pattern_and_some_have_not():
    for kind in ("defective_sku", "strike", "late_warehouse"):
        assert 0 < len(events(kind)) < len(EVENTFUL)


def test_a_bad_batch_is_seen_in_the_returns_of_its_product():
    for seed, event in events("defective_sku"):
        sold = [
            order.order_id
            for order in opened(seed, 2000).orders
            if event["value"] in {line.product.sku for line in order.lines}
            and event["since"] <= order.ordered_on.isoformat() < "2026-11-01"
        ]
        everyone = [order.order_id for order in opened(seed, 2000).orders]
        assert share(sold, {"defective"}, seed) > 5 * share(everyone, {"defective"}, seed)


@pytest.mark.exhaustive
def test_a_strike_is_seen_in_many_products_of_one_carrier():
    for seed, event in events("strike"):
        touched = set(event["orders"])
        orders = [each for each in opened(seed, 2000).orders if each.order_id in touched]
        skus = {line.product.sku for order in orders for line in order.lines}
        parcels = [parcel for order in orders for parcel in order.parcels]
        assert {parcel.carrier.name for parcel in parcels} == {event["carrier"]}
        assert {parcel.warehouse.region for parcel in parcels} == {event["ship_from"]}
        assert len(skus) > len(orders) / 3
        assert share(touched, {"late_delivery"}, seed) > 0.4
        assert event["since"] < event["until"]


def test_a_slow_warehouse_is_seen_in_its_late_shipments():
    for seed, event in events("late_warehouse"):
        assert share(event["orders"], {"late_shipment"}, seed) == 1
        assert len(event["orders"]) > 10


# Stores


def test_every_store_opens_and_counts_its_own_days():
    for country, store in STORES.items():
        shop = open_shop(orders=150, seed=2, today=TODAY, stores=(country,))
        assert {order.marketplace for order in shop.orders} == {store}
        for order in shop.orders:
            for window in (order.ship_by, order.deliver_by):
                local = window.latest.astimezone(store.zone)
                assert local.strftime("%H:%M:%S") == "23:59:59"
            assert order.updated < NOW
        coins = {line.unit_price % store.cent for order in shop.orders for line in order.lines}
        assert coins == {0}


@pytest.mark.parametrize("countries", [(), ("XX",), ("US", "DE")])
def test_stores_that_no_one_shop_has_are_refused(countries):
    with pytest.raises(ValueError, match="stores"):
        stores_of(countries)
