from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest

from tests.simulator.shopper import (
    BY_ORDER_DATE,
    BY_UPDATE,
    FEEDBACK,
    FULFILMENT_RETURNS,
    MERCHANT_RETURNS,
    PERFORMANCE,
    XML_RETURNS,
)


def since(days):
    return {"dataStartTime": (datetime.now(UTC) - timedelta(days=days)).isoformat()}


def two_windows(shopper, report_type):
    """Return the rows of the last 120 days, in spans of 60 as the returns reports demand."""
    middle = (datetime.now(UTC) - timedelta(days=60)).isoformat()
    return shopper.rows(report_type, **since(119), dataEndTime=middle) + shopper.rows(
        report_type, dataStartTime=middle
    )


@pytest.fixture
def lines(shopper):
    """Give the orders and lines of the shop by order id and SKU."""
    return {
        (order["orderId"], item["product"]["sellerSku"]): (order, item)
        for order in shopper.orders()
        for item in order["orderItems"]
    }


def test_merchant_returns_have_amazons_header(shopper):
    header = shopper.text(MERCHANT_RETURNS).splitlines()[0].split("\t")
    assert len(header) == 33
    assert header[:4] == [
        "Order ID",
        "Order date",
        "Return request date",
        "Return request status",
    ]
    assert header[12] == "A-to-Z Claim"
    assert header[-2:] == ["Refunded Amount", "Order Item ID"]


def test_merchant_returns_fit_the_orders_they_are_about(shopper, lines):
    rows = two_windows(shopper, MERCHANT_RETURNS)
    assert len(rows) > 15
    for row in rows:
        order, item = lines[row["Order ID"], row["Merchant SKU"]]
        assert order["fulfillment"]["fulfilledBy"] == "MERCHANT"
        assert row["ASIN"] == item["product"]["asin"]
        assert 1 <= int(row["Return quantity"]) <= item["quantityOrdered"]
        assert row["Order Amount"] == order["proceeds"]["grandTotal"]["amount"]
        assert int(row["Order quantity"]) == sum(
            each["quantityOrdered"] for each in order["orderItems"]
        )
        assert row.get("Order Item ID", " ") in {" ", item["orderItemId"]}


def test_merchant_returns_are_as_untidy_as_real_ones(shopper):
    rows = two_windows(shopper, MERCHANT_RETURNS)
    assert {len(row) for row in rows} == {27, 33}
    assert {"Approved", "Cancelled"} <= {row["Return request status"] for row in rows}
    assert {"Y", "N"} == {row["A-to-Z Claim"] for row in rows}
    refunded = {row.get("Refunded Amount", " ") != " " for row in rows}
    named = {row.get("Order Item ID", " ") != " " for row in rows}
    assert (refunded, named) == ({True, False}, {True, False})
    for row in rows:
        assert re.fullmatch(r"\d\d-[A-Z][a-z]{2}-\d{4}", row["Return request date"])
        assert "" not in row.values()


def test_the_xml_returns_say_the_same_as_the_flat_file(shopper):
    flat = shopper.rows(MERCHANT_RETURNS)
    root = ET.fromstring(shopper.text(XML_RETURNS).encode())
    assert root.tag == "AmazonEnvelope"
    assert root.findtext("Header/DocumentVersion") == "1.00"
    details = root.findall("Message/return_details")
    assert [each.findtext("order_id") for each in details] == [row["Order ID"] for row in flat]
    for each, row in zip(details, flat, strict=True):
        assert each.findtext("item_details/return_reason_code") == row["Return Reason"]
        assert each.findtext("a_to_z_claim") == {"Y": "true", "N": "false"}[row["A-to-Z Claim"]]
        assert datetime.fromisoformat(each.findtext("return_request_date")).tzinfo is not None


def test_warehouse_returns_are_one_row_a_unit_of_amazons_orders(shopper, lines):
    rows = shopper.rows(FULFILMENT_RETURNS, **since(119))
    assert rows
    units = Counter((row["order-id"], row["sku"]) for row in rows)
    for row in rows:
        order, _ = lines[row["order-id"], row["sku"]]
        assert order["fulfillment"]["fulfilledBy"] == "AMAZON"
        assert row["quantity"] == "1"
        assert row["return-date"].endswith("+00:00")
        assert order["createdTime"] < row["return-date"]
    for key, count in units.items():
        assert count <= lines[key][1]["quantityOrdered"]


def test_feedback_is_written_in_a_western_code_page(shopper):
    report = shopper.report(FEEDBACK)
    answer = shopper.http.get(shopper.link(report)["url"])
    assert answer.headers["content-type"] == "text/plain;charset=Cp1252"
    header = shopper.text(FEEDBACK).splitlines()[0]
    assert header == "Date\tRating\tComments\tYour Response\tOrder ID\tRater Email"


def test_feedback_has_one_to_three_stars_and_is_newest_first(shopper):
    rows = shopper.rows(FEEDBACK)
    assert {row["Rating"] for row in rows} == {"1", "2", "3"}
    days = [datetime.strptime(row["Date"] + "Z", "%m/%d/%y%z") for row in rows]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize(("position", "day_at"), [(0, 1), (1, 0)])
def test_feedback_dates_are_written_as_in_their_country(shopper, position, day_at):
    place = shopper.connection.marketplaces[position]
    orders = {order["orderId"]: order for order in shopper.orders(marketplaceIds=place)}
    rows = shopper.rows(FEEDBACK, marketplaceIds=[place])
    assert rows
    for row in rows:
        parts = [int(part) for part in row["Date"].split("/")]
        left = date(2000 + parts[2], parts[1 - day_at], parts[day_at])
        assert orders[row["Order ID"]]["createdTime"] < left.isoformat()
        assert left < datetime.now(UTC).date()


def test_a_report_covers_only_the_marketplace_it_was_asked_for(shopper):
    canada = shopper.connection.marketplaces[1]
    rows = shopper.rows(BY_ORDER_DATE, marketplaceIds=[canada], **since(121))
    assert {row["sales-channel"] for row in rows} == {"Amazon.ca"}
    assert len({row["amazon-order-id"] for row in rows}) == len(
        shopper.orders(marketplaceIds=canada)
    )


@pytest.mark.parametrize(
    ("report_type", "column"),
    [(BY_ORDER_DATE, "purchase-date"), (BY_UPDATE, "last-updated-date")],
)
def test_all_orders_cover_the_window_by_their_own_date(shopper, report_type, column):
    start, end = (datetime.now(UTC) - timedelta(days=days) for days in (40, 20))
    rows = shopper.rows(report_type, dataStartTime=start.isoformat(), dataEndTime=end.isoformat())
    assert rows
    assert all(start <= datetime.fromisoformat(row[column]) <= end for row in rows)


def test_all_orders_agree_with_the_orders_api(shopper, lines):
    rows = shopper.rows(BY_ORDER_DATE, **since(121))
    assert len(rows) == len(lines)
    for row in rows:
        order, item = lines[row["amazon-order-id"], row["sku"]]
        assert int(row["quantity"]) == item["quantityOrdered"]
        assert row["product-name"] == item["product"]["title"]
        if row["order-status"] != "Pending":
            assert row["item-price"] == item["proceeds"]["breakdowns"][0]["subtotal"]["amount"]
            assert row["currency"] == order["proceeds"]["grandTotal"]["currencyCode"]


def test_titles_with_quotes_and_accents_are_never_quoted(shopper):
    text = shopper.text(BY_ORDER_DATE, **since(121))
    assert '\tCast Iron Skillet 10" Pre-Seasoned\t' in text
    assert "Café" in text
    assert len({line.count("\t") for line in text.splitlines()}) == 1


def test_buyers_write_hostile_and_personal_things(shopper):
    words = [row["Comments"] for row in shopper.rows(FEEDBACK)]
    words += [row["customer-comments"] for row in shopper.rows(FULFILMENT_RETURNS, **since(119))]
    assert any(re.search(r"[\w.+]+@example\.(com|net|org)", each) for each in words)
    assert any(re.search(r"555.01\d\d", each) for each in words)
    assert any(each.startswith("=") for each in words)
    assert any(each.startswith("<") for each in words)


def test_account_health_counts_what_is_in_the_shop(shopper):
    document = json.loads(shopper.text(PERFORMANCE))
    us = document["performanceMetrics"][0]
    assert us["marketplaceId"] == shopper.connection.marketplaces[0]
    defects = us["orderDefectRate"]["mfn"]
    window = defects["reportingDateRange"]
    orders = [
        order
        for order in shopper.orders(marketplaceIds=us["marketplaceId"], fulfilledBy="MERCHANT")
        if window["reportingDateFrom"] <= order["createdTime"] <= window["reportingDateTo"]
    ]
    assert defects["orderCount"] == len(orders)
    rated = {row["Order ID"] for row in shopper.rows(FEEDBACK) if row["Rating"] != "3"}
    assert defects["negativeFeedback"]["count"] == len(
        rated & {order["orderId"] for order in orders}
    )
    assert defects["rate"] == pytest.approx(
        defects["orderWithDefects"]["count"] / len(orders), abs=1e-6
    )


def test_account_health_counts_disputes_from_the_day_they_are_filed(shopper):
    document = json.loads(shopper.text(PERFORMANCE))
    disputed = {"claims": set(), "chargebacks": set()}
    for issue in shopper.truth()["issues"]:
        if issue["issue"] == "a_to_z_claim" or issue.get("claim"):
            disputed["claims"].add(issue["order_id"])
        elif issue["issue"] == "chargeback":
            disputed["chargebacks"].add(issue["order_id"])
    for metrics in document["performanceMetrics"]:
        defects = metrics["orderDefectRate"]["mfn"]
        window = defects["reportingDateRange"]
        counted = {
            order["orderId"]
            for order in shopper.orders(
                marketplaceIds=metrics["marketplaceId"], fulfilledBy="MERCHANT"
            )
            if window["reportingDateFrom"] <= order["createdTime"] <= window["reportingDateTo"]
        }
        for name, orders in disputed.items():
            assert defects[name]["count"] == len(orders & counted)
        assert defects["orderWithDefects"]["count"] >= max(
            defects[name]["count"] for name in (*disputed, "negativeFeedback")
        )
