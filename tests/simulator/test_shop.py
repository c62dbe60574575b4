"""Properties that every shop has, whatever its seed, size and day."""

from __future__ import annotations

import time
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from seller_credits.simulator.connection import Credentials
from seller_credits.simulator.shop.build import open_shop
from seller_credits.simulator.truth.whole import truth

TODAY = date(2026, 11, 23)
PACIFIC = ZoneInfo("America/Los_Angeles")
SEEDS = range(20)


def midnight(day):
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def troubles(shop, day=TODAY):
    return truth(shop, midnight(day), detailed_status=False)["issues"]


@cache
def opened(seed):
    return open_shop(orders=400, seed=seed, today=TODAY)


@pytest.fixture(params=SEEDS, ids=lambda seed: f"seed{seed}")
def shop(request):
    return opened(request.param)


def test_ids_are_unique(shop):
    items = [line.order_item_id for order in shop.orders for line in order.lines]
    assert len({order.order_id for order in shop.orders}) == 400
    assert len(set(items)) == len(items)
    assert Counter(len(item) for item in items)[15] > 0.8 * len(items)


def test_nothing_lies_ahead_of_today(shop):
    now = midnight(TODAY)
    moments = [order.updated for order in shop.orders]
    moments += [row.requested for row in shop.merchant_returns]
    moments += [row.returned for row in shop.fulfilment_returns]
    moments += [row.left for row in shop.feedback]
    assert max(moments) < now


def test_an_order_was_last_updated_when_it_was_delivered_or_a_little_later(shop):
    for order in shop.orders:
        assert order.created <= order.updated
        if order.delivered is not None:
            later = (order.updated - order.delivered).total_seconds()
            assert later >= 0
            assert later < 10 * 60 or shop.journeys[order.order_id] == "touched_later"


def test_parcels_follow_the_order_and_hold_its_units(shop):
    for order in shop.orders:
        for parcel in order.parcels:
            assert order.created < parcel.created
            assert parcel.shipped is None or parcel.created < parcel.shipped <= order.updated
        sent = Counter()
        for parcel in order.parcels:
            if parcel.status != "CANCELLED":
                sent.update(dict(parcel.contents))
        if order.fulfilled_by == "MERCHANT":
            expected = {
                line.order_item_id: line.fulfilled for line in order.lines if line.fulfilled
            }
            assert sent == expected


def test_promises_end_with_the_pacific_day(shop):
    for order in shop.orders:
        for window in (order.ship_by, order.deliver_by):
            assert window.latest.astimezone(PACIFIC).strftime("%H:%M:%S") == "23:59:59"
            assert window.earliest < window.latest


def test_products_of_one_order_differ(shop):
    for order in shop.orders:
        skus = [line.product.sku for line in order.lines]
        assert len(set(skus)) == len(skus)


def test_the_mix_is_believable(shop):
    merchant = sum(order.fulfilled_by == "MERCHANT" for order in shop.orders) / 400
    canada = sum(order.marketplace.country == "CA" for order in shop.orders) / 400
    troubled = len({issue["order_id"] for issue in troubles(shop)}) / 400
    assert 0.6 < merchant < 0.8
    assert 0.08 < canada < 0.22
    assert 0.13 < troubled < 0.2


def test_every_shop_of_the_usual_size_has_every_kind_of_trouble(shop):
    kinds = {issue["issue"] for issue in troubles(shop)}
    assert kinds == {
        *("late_shipment", "late_delivery", "lost", "undeliverable", "damaged", "defective"),
        *("wrong_item", "missing_parts", "not_as_described", "quality", "buyer_remorse"),
        *("other", "negative_feedback", "a_to_z_claim", "chargeback", "slow_response"),
        *("misdelivered", "overcharge", "outage"),
    }


def test_the_truth_stays_the_same_all_day(shop):
    evening = midnight(TODAY) + timedelta(hours=23, minutes=59)
    assert truth(shop, evening, detailed_status=False)["issues"] == troubles(shop)


@pytest.mark.exhaustive
@pytest.mark.parametrize("orders", [1, 50, 137, 5000])
def test_shops_of_other_sizes_open_as_well(orders):
    shop = open_shop(orders=orders, seed=7, today=TODAY)
    assert len(shop.orders) == orders
    assert len({order.order_id for order in shop.orders}) == orders
    if orders >= 50:
        assert 0.08 < len({each["order_id"] for each in troubles(shop)}) / orders < 0.24


@pytest.mark.slow
def test_a_large_shop_opens_within_seconds():
    began = time.perf_counter()
    open_shop(orders=5000, seed=7, today=TODAY)
    assert time.perf_counter() - began < 5


def test_a_seed_is_the_same_shop_twice_a_day():
    assert open_shop(orders=200, seed=3, today=TODAY) == open_shop(orders=200, seed=3, today=TODAY)


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    "day", [date(2026, 3, 8), date(2026, 3, 9), date(2026, 11, 1), date(2026, 11, 2)]
)
@pytest.mark.parametrize("seed", [1, 7])
def test_a_seed_is_the_same_shop_on_every_day(seed, day):
    here = open_shop(orders=400, seed=seed, today=TODAY)
    there = open_shop(orders=400, seed=seed, today=day)
    assert [(each.order_id, each.status) for each in here.orders] == [
        (each.order_id, each.status) for each in there.orders
    ]
    assert troubles(here) == troubles(there, day)


def test_seeds_have_credentials_of_their_own():
    assert Credentials.of(7) == Credentials.of(7)
    assert Credentials.of(7) != Credentials.of(8)
    assert Credentials.of(7).refresh_token.startswith("Atzr|")
