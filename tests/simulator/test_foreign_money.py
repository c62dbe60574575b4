"""Clients that other people wrote send feeds and read the account, as they do with Amazon."""

from __future__ import annotations

import importlib
import io
from datetime import UTC, datetime, timedelta
from urllib.request import Request, urlopen

import pytest

from tests.simulator.feeding import REFUNDS, XML, Report, adjustment, component, feed, item
from tests.simulator.shopper import poll

pytestmark = pytest.mark.slow
SINCE = datetime.now(UTC) - timedelta(days=160)


def a_refund_nobody_made(shopper):
    """Return a feed that gives back a cent of an order that has shipped."""
    place = shopper.connection.marketplaces[0]
    asked = {"fulfillmentStatuses": "SHIPPED", "fulfilledBy": "MERCHANT", "marketplaceIds": place}
    given = {each["order_id"] for each in shopper.truth()["refunds"]}
    order = next(
        each
        for each in shopper.orders(**asked)
        if each["orderId"] not in given and "associatedOrders" not in each
    )
    line = order["orderItems"][0]["orderItemId"]
    return feed(adjustment(order["orderId"], item(line, component("0.01"))))


def test_amazons_sdk_sends_a_feed_and_reads_what_became_of_it(spapi, amazon, shopper):
    api = spapi.FeedsApi(amazon)
    made = api.create_feed_document({"contentType": XML})
    upload = Request(made.url, a_refund_nobody_made(shopper), {"Content-Type": XML}, method="PUT")
    urlopen(upload).close()
    sent = api.create_feed(
        {
            "feedType": REFUNDS,
            "marketplaceIds": shopper.connection.marketplaces[:1],
            "inputFeedDocumentId": made.feed_document_id,
        }
    )
    done = poll(lambda: api.get_feed(sent.feed_id), lambda it: it.processing_status)
    found = api.get_feed_document(done.result_feed_document_id)
    with urlopen(found.url) as answer:
        report = Report.read(answer.read())
    assert (report.summary["MessagesSuccessful"], report.results) == (1, [])
    listed = api.get_feeds(feed_types=[REFUNDS])
    assert sent.feed_id in {each.feed_id for each in listed.feeds}


def test_python_amazon_sp_api_sends_a_feed_and_reads_what_became_of_it(saleweaver, shopper):
    api = importlib.import_module("sp_api.api")
    feeds = saleweaver(api.Feeds)
    content = io.BytesIO(a_refund_nobody_made(shopper))
    _, sent = feeds.submit_feed(REFUNDS, content, content_type=XML)
    feed_id = sent.payload["feedId"]
    done = poll(lambda: feeds.get_feed(feed_id).payload, lambda it: it["processingStatus"])
    text = feeds.get_feed_document(done["resultFeedDocumentId"])
    assert Report.read(text.encode()).summary["MessagesSuccessful"] == 1
    listed = feeds.get_feeds(feedTypes=[REFUNDS]).payload["feeds"]
    assert feed_id in {each["feedId"] for each in listed}


def test_amazons_sdk_reads_the_account(spapi, amazon, shopper):
    # A few days are enough: this client takes a hundredth of a second to read one transaction.
    since = {"posted_after": (datetime.now(UTC) - timedelta(days=14)).isoformat()}
    page = spapi.FinancesV2024Api(amazon).list_transactions(**since).payload
    assert {each.transaction_type for each in page.transactions} >= {"Shipment"}
    assert page.transactions[0].total_amount.currency_amount > 0
    api = spapi.FinancesV0Api(amazon)
    every = api.list_financial_events(**since).payload.financial_events
    order_id = every.shipment_event_list[0].amazon_order_id
    one = api.list_financial_events_by_order_id(order_id).payload.financial_events
    assert one.shipment_event_list[0].amazon_order_id == order_id
    found = spapi.SellersApi(amazon).get_marketplace_participations().payload
    assert [each.marketplace.id for each in found] == shopper.connection.marketplaces


def test_python_amazon_sp_api_reads_the_account(saleweaver, connection):
    api = importlib.import_module("sp_api.api")
    since = SINCE.isoformat()
    client = saleweaver(api.FinancesV20240619)
    found, token = [], {}
    while True:
        payload = client.list_transactions(postedAfter=since, **token).payload
        found += payload["transactions"]
        if "nextToken" not in payload:
            break
        token = {"nextToken": payload["nextToken"]}
    assert {each["transactionType"] for each in found} == {
        *("Shipment", "Refund", "GuaranteeClaim", "Chargeback", "SAFETReimbursement"),
    }
    client = saleweaver(api.FinancesV0)
    events = client.list_financial_events(PostedAfter=since).payload["FinancialEvents"]
    order_id = events["ShipmentEventList"][0]["AmazonOrderId"]
    one = client.get_financial_events_for_order(order_id).payload["FinancialEvents"]
    assert {each["AmazonOrderId"] for each in one["ShipmentEventList"]} == {order_id}
    stores = saleweaver(api.Sellers).get_marketplace_participation().payload
    assert [each["marketplace"]["id"] for each in stores] == connection.marketplaces
