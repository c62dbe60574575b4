from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from seller_credits.simulator.server import running
from tests.simulator.shopper import EVERYTHING, LONG_AGO, ORDERS, Shopper, client


def minutes_ago(minutes):
    return (datetime.now(UTC) - timedelta(minutes=minutes)).isoformat()


def test_every_order_of_the_shop_is_found(shopper):
    orders = shopper.orders()
    assert len(orders) == 400
    assert len({order["orderId"] for order in orders}) == 400


def test_pages_hold_a_hundred_orders_and_the_last_one_has_no_pagination(shopper):
    pages, token = [], {}
    while True:
        page = shopper.search(createdAfter=LONG_AGO, **token).json()
        pages.append(page)
        if "pagination" not in page:
            break
        token = {"paginationToken": page["pagination"]["nextToken"]}
    assert [len(page["orders"]) for page in pages] == [100, 100, 100, 100]
    assert len({page["createdBefore"] for page in pages}) == 1


@pytest.mark.parametrize(
    ("bound", "field"), [("createdAfter", "createdTime"), ("lastUpdatedAfter", "lastUpdatedTime")]
)
def test_orders_come_sorted_by_the_time_that_was_asked_for(shopper, bound, field):
    first = shopper.search(**{bound: LONG_AGO}).json()["orders"]
    times = [order[field] for order in first]
    assert times == sorted(times)


def test_only_orders_within_the_bounds_are_found(shopper):
    orders = shopper.orders()
    times = sorted(order["lastUpdatedTime"] for order in orders)
    low, high = times[100], times[200]
    answer = shopper.search(lastUpdatedAfter=low, lastUpdatedBefore=high)
    found = [order["lastUpdatedTime"] for order in answer.json()["orders"]]
    assert answer.json()["lastUpdatedBefore"] == high
    pages = shopper.orders(createdAfter=None, lastUpdatedAfter=low, lastUpdatedBefore=high)
    assert len(pages) == sum(low <= time <= high for time in times)
    assert all(low <= time <= high for time in found)


def test_filters_narrow_the_search(shopper):
    canada = shopper.connection.marketplaces[1]
    orders = shopper.orders(
        marketplaceIds=canada, fulfilledBy="AMAZON", fulfillmentStatuses="SHIPPED,CANCELLED"
    )
    assert orders
    for order in orders:
        assert order["salesChannel"]["marketplaceId"] == canada
        assert order["fulfillment"]["fulfilledBy"] == "AMAZON"
        assert order["fulfillment"]["fulfillmentStatus"] in {"SHIPPED", "CANCELLED"}


@pytest.mark.parametrize("name", ["MarketplaceIds", "MarketplaceId", "marketplace_ids"])
def test_marketplaces_are_understood_in_the_spellings_of_older_clients(shopper, name):
    canada = shopper.connection.marketplaces[1]
    orders = shopper.orders(**{name: canada})
    assert {order["salesChannel"]["marketplaceId"] for order in orders} == {canada}


def test_a_marketplace_the_shop_does_not_sell_in_has_no_orders(shopper):
    assert (
        shopper.search(createdAfter=LONG_AGO, marketplaceIds="A1PA6795UKMFR9").json()["orders"]
        == []
    )


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"createdAfter": LONG_AGO, "lastUpdatedAfter": LONG_AGO},
        {"createdAfter": LONG_AGO, "lastUpdatedBefore": "2026-01-01T00:00:00Z"},
        {"createdAfter": "yesterday"},
        {"createdAfter": "2999-01-01T00:00:00Z"},
        {"createdAfter": "2026-02-01T00:00:00Z", "createdBefore": "2026-01-01T00:00:00Z"},
        {"createdAfter": LONG_AGO, "maxResultsPerPage": "0"},
        {"createdAfter": LONG_AGO, "maxResultsPerPage": "101"},
        {"createdAfter": LONG_AGO, "maxResultsPerPage": "ten"},
        {"createdAfter": LONG_AGO, "includedData": "BUYER,SECRETS"},
        {"createdAfter": LONG_AGO, "fulfillmentStatuses": "LOST"},
        {"createdAfter": LONG_AGO, "fulfilledBy": "ELVES"},
        {"createdAfter": LONG_AGO, "marketplaceIds": "US"},
        {"createdAfter": LONG_AGO, "paginationToken": "made-up"},
    ],
)
def test_a_malformed_search_is_refused(shopper, params):
    answer = shopper.search(**params)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "InvalidInput"
    assert "x-amzn-RateLimit-Limit" in answer.headers


def test_an_upper_bound_must_be_two_minutes_old(shopper):
    fresh = shopper.search(createdAfter=LONG_AGO, createdBefore=minutes_ago(1))
    settled = shopper.search(createdAfter=LONG_AGO, createdBefore=minutes_ago(3))
    assert (fresh.status_code, settled.status_code) == (400, 200)


def test_a_page_token_belongs_to_its_own_search(shopper):
    first = shopper.search(createdAfter=LONG_AGO, maxResultsPerPage=50).json()
    token = first["pagination"]["nextToken"]
    same = shopper.search(createdAfter=LONG_AGO, maxResultsPerPage=7, paginationToken=token)
    more = shopper.search(createdAfter=LONG_AGO, includedData="BUYER", paginationToken=token)
    other = shopper.search(createdAfter=LONG_AGO, fulfilledBy="AMAZON", paginationToken=token)
    assert (same.status_code, more.status_code, other.status_code) == (200, 200, 400)
    assert len(same.json()["orders"]) == 7
    assert same.json()["orders"][0] not in first["orders"]


def test_the_end_that_the_first_page_named_may_be_sent_with_its_token(shopper):
    first = shopper.search(createdAfter=LONG_AGO).json()
    token = first["pagination"]["nextToken"]
    named = {"createdBefore": first["createdBefore"], "paginationToken": token}
    assert shopper.search(createdAfter=LONG_AGO, **named).status_code == 200


def test_a_page_token_expires_after_a_day(travel):
    shopper, time = travel
    token = shopper.search(createdAfter=LONG_AGO, maxResultsPerPage=50).json()["pagination"]
    time.pass_by(hours=25)
    shopper.token = None
    answer = shopper.search(createdAfter=LONG_AGO, paginationToken=token["nextToken"])
    assert answer.status_code == 400
    assert "expired" in answer.json()["errors"][0]["details"]


def test_a_page_token_of_another_run_is_invalid(shopper):
    with running(orders=400, seed=7) as other, client() as http:
        page = Shopper(other, http).search(createdAfter=LONG_AGO).json()
    token = page["pagination"]["nextToken"]
    assert shopper.search(createdAfter=LONG_AGO, paginationToken=token).status_code == 400


def test_what_was_not_asked_for_is_not_told(shopper):
    for order in shopper.orders(includedData=""):
        assert not set(order) & {"buyer", "recipient", "proceeds", "packages", "fulfillment"}
        assert not set(order["orderItems"][0]) & {"proceeds", "fulfillment", "tax", "promotion"}


def test_one_order_is_the_same_as_in_the_search(shopper):
    wanted = shopper.orders()[17]
    answer = shopper.get(f"{ORDERS}/{wanted['orderId']}", includedData=EVERYTHING)
    assert answer.json() == {"order": wanted}


def test_an_order_that_does_not_exist_is_not_found(shopper):
    assert shopper.get(f"{ORDERS}/111-0000000-0000000").status_code == 404
    assert shopper.get(f"{ORDERS}/my-order").status_code == 400


def test_money_adds_up(shopper):
    for order in shopper.orders():
        if "proceeds" not in order:
            assert order["fulfillment"]["fulfillmentStatus"] == "PENDING"
            continue
        cents = 0
        for item in order["orderItems"]:
            parts = sum(in_cents(part["subtotal"]) for part in item["proceeds"]["breakdowns"])
            assert parts == in_cents(item["proceeds"]["proceedsTotal"])
            cents += parts
        assert cents == in_cents(order["proceeds"]["grandTotal"])


def in_cents(money):
    whole, cents = money["amount"].split(".")
    sign = -1 if whole.startswith("-") else 1
    return int(whole) * 100 + sign * int(cents)


def test_amazons_own_orders_show_neither_packages_nor_an_address_to_write_to(shopper):
    for order in shopper.orders(fulfilledBy="AMAZON"):
        assert "packages" not in order
        assert "buyerEmail" not in order["buyer"]
        assert "phone" not in order["recipient"]["deliveryAddress"]


def test_a_replacement_costs_nothing_and_names_its_original(shopper):
    orders = {order["orderId"]: order for order in shopper.orders()}
    replacements = [order for order in orders.values() if "associatedOrders" in order]
    assert replacements
    for order in replacements:
        (original,) = order["associatedOrders"]
        assert original["associationType"] == "REPLACEMENT_ORIGINAL_ID"
        assert orders[original["orderId"]]["createdTime"] < order["createdTime"]
        assert order["proceeds"]["grandTotal"]["amount"] == "0.00"


def test_the_detailed_status_is_left_out_unless_asked_for(shopper):
    assert not any("detailedStatus" in status for status in package_statuses(shopper))
    with running(orders=400, seed=7, detailed_status=True) as detailed, client() as http:
        statuses = package_statuses(Shopper(detailed, http))
    assert {"LOST", "DAMAGED", "DELIVERED"} <= {status["detailedStatus"] for status in statuses}


def package_statuses(shopper):
    orders = shopper.orders()
    return [each["packageStatus"] for order in orders for each in order.get("packages", [])]
