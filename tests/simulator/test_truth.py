"""The truth must be what a careful reader finds in the served data, and what nobody can find."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from seller_credits.simulator.server import running
from tests.simulator.account import events
from tests.simulator.conftest import FAST
from tests.simulator.shopper import (
    FEEDBACK,
    FULFILMENT_RETURNS,
    MERCHANT_RETURNS,
    REPLACEMENTS,
    Shopper,
    client,
    table,
)

PACIFIC = ZoneInfo("America/Los_Angeles")
KINDS = {
    "DEFECTIVE": "defective",
    "DAMAGED_BY_CARRIER": "damaged",
    "DAMAGED_BY_FC": "damaged",
    "SWITCHEROO": "wrong_item",
    "EXTRA_ITEM": "wrong_item",
    "MISSING_PARTS": "missing_parts",
    "NOT_AS_DESCRIBED": "not_as_described",
    "BAD-DESC": "not_as_described",
    "QUALITY_UNACCEPTABLE": "quality",
    "UNWANTED_ITEM": "buyer_remorse",
    "MISORDERED": "buyer_remorse",
    "NO_LONGER_NEEDED": "buyer_remorse",
    "MISSED_ESTIMATED_DELIVERY": "late_delivery",
    "ARRIVED_LATE": "late_delivery",
    "APP-TOO-LATE": "late_delivery",
    "NEVER_ARRIVED": "lost",
    "UNDELIVERABLE_UNKNOWN": "undeliverable",
    "UNDELIVERABLE_REFUSED": "undeliverable",
}
OF_THE_ORDER = {"late_delivery", "lost", "undeliverable", "misdelivered"}
REPLACED = {
    "2": "defective",
    "3": "damaged",
    "4": "wrong_item",
    "5": "missing_parts",
    "10": "damaged",
}
DISPUTES = (
    ("a_to_z_claim", "GuaranteeClaimEventList", "A-to-z Guarantee Refund"),
    ("chargeback", "ChargebackEventList", "Chargeback Refund"),
)


def local_day(text):
    return datetime.fromisoformat(text).astimezone(PACIFIC).date()


def seen_in_orders(order, now):
    """Give the (issue, source) pairs that one order and its packages show."""
    fulfillment, packages = order["fulfillment"], order.get("packages", [])
    status = fulfillment["fulfillmentStatus"]
    if fulfillment["fulfilledBy"] != "MERCHANT" or status in {"CANCELLED", "PENDING"}:
        return
    ship_by = datetime.fromisoformat(fulfillment["shipByWindow"]["latestDateTime"])
    promised = local_day(fulfillment["deliverByWindow"]["latestDateTime"])
    if status != "SHIPPED" and ship_by < now:
        yield "late_shipment", "orders"
    for package in packages:
        yield from ((issue, "packages") for issue in seen_on_package(package, ship_by, promised))
    statuses = {package["packageStatus"]["status"] for package in packages}
    if promised < now.astimezone(PACIFIC).date() and "DELIVERED" not in statuses:
        if statuses - {"UNDELIVERABLE", "CANCELLED"}:
            yield "late_delivery", "packages"
        elif not packages:
            yield "late_delivery", "orders"


def seen_on_package(package, ship_by, promised):
    """Give the issues that one package shows by itself."""
    status = package["packageStatus"]
    if "shipTime" in package and datetime.fromisoformat(package["shipTime"]) > ship_by:
        yield "late_shipment"
    if "shipTime" in package and local_day(package["shipTime"]) > promised:
        yield "late_delivery"
    if status["status"] == "UNDELIVERABLE":
        yield "undeliverable"
    if status.get("detailedStatus") in {"LOST", "DAMAGED"}:
        yield status["detailedStatus"].lower()


def kind_of(reason):
    for prefix in ("RO_", "CR-", "AMZ-PG-"):
        reason = reason.removeprefix(prefix)
    return KINDS.get(reason, "other")


def rows_of_all_days(shopper, report_type):
    now = datetime.now(UTC)
    edges = [now - timedelta(days=days) for days in (150, 100, 50, 0)]
    rows = []
    for start, end in pairwise(edges):
        rows += shopper.rows(
            report_type, dataStartTime=start.isoformat(), dataEndTime=end.isoformat()
        )
    return rows


def read_the_shop(shopper):
    """Return what the served data shows: (order, line, issue) with its sources, and the claims."""
    found, claims, lines = defaultdict(set), set(), {}
    for order in shopper.orders():
        for item in order["orderItems"]:
            lines[order["orderId"], item["product"]["sellerSku"]] = item["orderItemId"]
        for issue, source in seen_in_orders(order, datetime.now(UTC)):
            # A parcel's damage is about its goods, and with one line it is clear which.
            items = order["orderItems"]
            one = issue == "damaged" and len(items) == 1
            found[order["orderId"], items[0]["orderItemId"] if one else None, issue].add(source)
    for key, source in (*seen_at_warehouses(shopper, lines), *seen_in_feedback(shopper)):
        found[key].add(source)
    for key, source in (*seen_in_books(shopper), *seen_in_notes(shopper)):
        found[key].add(source)
    for row in rows_of_all_days(shopper, MERCHANT_RETURNS):
        if row["Return request status"] != "Cancelled":
            key = of_return(row["Order ID"], row["Merchant SKU"], row["Return Reason"], lines)
            found[key].add("mfn_returns")
            if row["A-to-Z Claim"] == "Y":
                claims.add(key)
    return dict(found), claims


def of_return(order_id, sku, reason, lines):
    issue = kind_of(reason)
    return order_id, None if issue in OF_THE_ORDER else lines[order_id, sku], issue


def seen_at_warehouses(shopper, lines):
    for row in rows_of_all_days(shopper, FULFILMENT_RETURNS):
        yield of_return(row["order-id"], row["sku"], row["reason"], lines), "fba_returns"
    for row in rows_of_all_days(shopper, REPLACEMENTS):
        original, issue = row["original-amazon-order-id"], REPLACED[row["replacement-reason-code"]]
        yield (original, lines[original, row["sku"]], issue), "fba_returns"


def seen_in_feedback(shopper):
    for row in shopper.rows(FEEDBACK):
        if row["Rating"] in {"1", "2"}:
            yield (row["Order ID"], None, "negative_feedback"), "feedback"


def seen_in_books(shopper):
    """Give the claims and chargebacks that the two books show."""
    posted = events(shopper, PostedAfter=(datetime.now(UTC) - timedelta(days=170)).isoformat())
    settled = [row for _, text in shopper.settlements() for row in table(text)]
    for issue, name, word in DISPUTES:
        for event in posted[name]:
            yield (event["AmazonOrderId"], None, issue), "finances"
        for row in settled:
            if row["transaction-type"] == word:
                yield (row["order-id"], None, issue), "settlement"


def seen_in_notes(shopper):
    for row in shopper.own_file("issues"):
        line = None if row["issue"] in OF_THE_ORDER else row["order_item_id"] or None
        yield (row["order_id"], line, row["issue"]), "csv"


def key(issue):
    return issue["order_id"], issue["order_item_id"], issue["issue"]


@pytest.mark.slow
@pytest.mark.parametrize("detailed", [False, True])
@pytest.mark.parametrize("seed", [1, 2, 3, 7])
def test_a_careful_reader_finds_exactly_what_is_shown(seed, detailed):
    with (
        running(orders=300, seed=seed, speed=FAST, detailed_status=detailed) as connection,
        client() as http,
    ):
        shopper = Shopper(connection, http)
        told = shopper.truth()["issues"]
        found, claims = read_the_shop(shopper)
    assert len({key(issue) for issue in told}) == len(told)
    shown = {key(issue): set(issue["sources"]) for issue in told if issue["sources"]}
    assert shown == found
    assert {key(issue) for issue in told if issue.get("claim")} == claims
    assert [issue for issue in told if not issue["sources"]]


def test_truth_needs_no_login_and_counts_the_orders(shopper):
    told = shopper.truth()
    assert set(told) == {
        *("orders", "issues", "refunds", "parcels", "due", "comments", "events"),
        *("unknown_words", "pending", "feeds", "messages", "shipments", "outcomes"),
    }
    assert told["orders"] == 400


def test_truth_names_what_went_back_to_buyers(shopper):
    refunds = shopper.truth()["refunds"]
    rows = rows_of_all_days(shopper, MERCHANT_RETURNS)
    by_seller = [each for each in refunds if each["by"] == "seller" and each["why"] == "return"]
    shown = sorted(
        (row["Order ID"], row["Refunded Amount"])
        for row in rows
        if row.get("Refunded Amount", " ").strip()
    )
    assert sorted((each["order_id"], each["amount"]) for each in by_seller) == shown
    assert {each["by"] for each in refunds} == {"seller", "amazon", "claim", "bank"}
    assert {each["why"] for each in refunds} == {
        *("return", "by hand", "goodwill", "claim", "chargeback"),
    }
    assert refunds == sorted(refunds, key=lambda each: each["posted_at"])


def test_some_troubles_nobody_shows(shopper):
    hidden = {each["issue"] for each in shopper.truth()["issues"] if not each["sources"]}
    assert {"a_to_z_claim", "late_delivery", "lost", "damaged", "wrong_item"} <= hidden


def test_neutral_feedback_and_cancelled_returns_are_no_trouble(shopper):
    troubled = {issue["order_id"] for issue in shopper.truth()["issues"]}
    neutral = {row["Order ID"] for row in shopper.rows(FEEDBACK) if row["Rating"] == "3"}
    taken_back = {
        row["Order ID"]
        for row in rows_of_all_days(shopper, MERCHANT_RETURNS)
        if row["Return request status"] == "Cancelled"
    }
    assert neutral
    assert taken_back
    assert not (neutral | taken_back) & troubled


def test_an_order_grows_late_while_the_simulator_runs(travel):
    shopper, time = travel
    before = {key(issue) for issue in shopper.truth()["issues"]}
    time.pass_by(days=9)
    after = {key(issue) for issue in shopper.truth()["issues"]}
    assert before < after
    assert {issue for _, _, issue in after - before} <= {"late_shipment", "late_delivery"}
