"""What the seller has on their own side, and what the reports for special orders show."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest

from seller_credits.simulator.server import running
from tests.simulator.conftest import FAST
from tests.simulator.shopper import (
    PRIME_RETURNS,
    REPLACEMENTS,
    XML_PRIME_RETURNS,
    Shopper,
    client,
)


@pytest.fixture(scope="module")
def large():
    """A shop with enough orders of every special kind."""
    with running(orders=900, seed=5, speed=FAST) as connection, client() as http:
        yield Shopper(connection, http)


def since(days):
    return {"dataStartTime": (datetime.now(UTC) - timedelta(days=days)).isoformat()}


def test_every_parcel_that_left_has_a_label(large):
    labels = {row["order_id"]: row for row in large.own_file("labels")}
    packed = {
        order["orderId"]
        for order in large.orders()
        if any("shipTime" in each for each in order.get("packages", []))
    }
    assert labels.keys() == packed
    assert {row["protected"] for row in labels.values()} == {"yes", "no", ""}


def test_a_parcel_nobody_scanned_has_no_first_scan_and_a_delivered_one_has(large):
    labels = {row["order_id"]: row["first_scan_at"] for row in large.own_file("labels")}
    silent = [
        each["order_id"] for each in large.truth()["parcels"] if each["package"] == "never_scanned"
    ]
    assert silent
    assert {labels[each] for each in silent} == {""}
    for order in large.orders(fulfilledBy="MERCHANT", fulfillmentStatuses="SHIPPED"):
        packages = [each for each in order["packages"] if "shipTime" in each]
        if all(each["packageStatus"]["status"] == "DELIVERED" for each in packages):
            first = min(each["shipTime"] for each in packages)
            assert first < labels[order["orderId"]] < order["lastUpdatedTime"]


def test_noted_issues_name_an_order_a_trouble_and_when(large):
    orders = {order["orderId"] for order in large.orders()}
    notes = large.own_file("issues")
    told = {(each["order_id"], each["issue"]) for each in large.truth()["issues"]}
    assert {row["issue"] for row in notes} >= {"slow_response", "misdelivered", "overcharge"}
    for row in notes:
        assert row["order_id"] in orders
        assert (row["order_id"], row["issue"]) in told
        assert date.fromisoformat(row["occurred_at"][:10]) < datetime.now(UTC).date()
        assert row["severity"] in {"low", "medium", "high", ""}


def test_prime_returns_are_those_of_prime_orders_the_seller_ships(large):
    orders = {order["orderId"]: order for order in large.orders()}
    rows = list(csv.DictReader(io.StringIO(large.text(PRIME_RETURNS, **since(59)))))
    root = ET.fromstring(large.text(XML_PRIME_RETURNS, **since(59)).encode())
    assert rows
    assert [row["order-id"] for row in rows] == [
        each.findtext("order_id") for each in root.findall("Message/return_details")
    ]
    for row in rows:
        order = orders[row["order-id"]]
        assert "PRIME" in order["programs"]
        assert order["fulfillment"]["fulfilledBy"] == "MERCHANT"
        assert row["is-prime"] == "Y"


def test_replacements_name_the_order_they_replace(large):
    orders = {order["orderId"]: order for order in large.orders()}
    rows = large.rows(REPLACEMENTS, **since(119))
    assert rows
    for row in rows:
        again = orders[row["replacement-amazon-order-id"]]
        original = orders[row["original-amazon-order-id"]]
        assert again["fulfillment"]["fulfilledBy"] == "AMAZON"
        assert again["associatedOrders"][0]["orderId"] == original["orderId"]
        assert row["sku"] in {each["product"]["sellerSku"] for each in original["orderItems"]}


def test_a_safe_t_claim_stands_in_the_row_of_its_return(large):
    rows = large.rows("GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE", **since(59))
    paid = [row for row in rows if row.get("SafeT claim id", " ").strip()]
    assert paid
    for row in paid:
        assert row["SafeT claim state"] == "Granted"
        assert row["SafeT claim reimbursement amount"] == row["Refunded Amount"]
