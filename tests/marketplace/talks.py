"""What the client can say to a marketplace, section by section: one talk each, all of it said."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from seller_credits.domain.issues import Source
from seller_credits.domain.shipments import Address, ShipmentLine, ShipmentRequest
from seller_credits.marketplace.client import AmazonMarketplace
from seller_credits.marketplace.documents.documents import Documents
from seller_credits.marketplace.documents.uploads import Uploads
from seller_credits.marketplace.errors import RequestRefused
from seller_credits.marketplace.plans import Book
from seller_credits.marketplace.reports.asking import Ask
from seller_credits.marketplace.reports.calls import ReportCalls
from seller_credits.marketplace.reports.sources import report_kind
from seller_credits.marketplace.sections import (
    feeds,
    finances,
    finances_v0,
    messaging,
    notifications,
    outbound,
    sellers,
)
from seller_credits.marketplace.sections.message_rules import LONGEST
from seller_credits.marketplace.sections.orders import order
from tests.simulator.feeding import REFUNDS, XML
from tests.simulator.feeding import feed as envelope

MONTH = timedelta(days=30)
TEXT = "The carrier has your parcel, and it is under way again."


@dataclass(frozen=True)
class Shop:
    """Whose marketplace is talked to, and when."""

    client: AmazonMarketplace
    stores: tuple[str, ...]
    now: datetime
    downloads: Path

    @property
    def caller(self):
        return self.client._caller

    def orders(self):
        pages = self.client.orders_updated(self.now - 3 * MONTH, self.now, self.stores)
        return [row.order for page in pages for row in page]


def orders(shop):
    order(shop.caller, shop.orders()[0].order_id)
    order(shop.caller, "111-0000000-0000000")


def reports(shop):
    for source in (Source.MFN_RETURNS, Source.FEEDBACK, Source.ALL_ORDERS, Source.ACCOUNT_HEALTH):
        shop.client.report(source, "US", shop.now - MONTH, shop.now)
    shop.client.report(Source.MFN_RETURNS, "CA", shop.now - timedelta(hours=1), shop.now)
    window = (shop.now - MONTH, shop.now)
    question = Ask.of(report_kind(Source.MFN_RETURNS), "ATVPDKIKX0DER", *window, shop.now)
    ReportCalls(shop.caller).asked_since(question, shop.now - MONTH)


def feeds_in_and_out(shop):
    caller = shop.caller
    document = Uploads(caller, caller._transport, caller._patience).upload(envelope(), XML)
    feed_id = feeds.create_feed(caller, REFUNDS, "US", document)
    while not (done := feeds.feed(caller, feed_id)).is_over:
        pass
    store = Documents(caller, caller._transport, caller._patience, shop.downloads)
    feeds.processing_report(store, done)
    feeds.feeds_created(caller, REFUNDS, shop.now - MONTH)
    with suppress(RequestRefused):  # it is too late
        feeds.cancel_feed(caller, feed_id)


def money(shop):
    for book in Book:
        list(shop.client.money(book, shop.now - 6 * MONTH, shop.now))
    window = (shop.now - 6 * MONTH, shop.now)
    list(finances.transactions_posted(shop.caller, *window))
    list(finances.transactions_posted(shop.caller, *window, "CA"))
    list(finances_v0.events_posted(shop.caller, *window))
    for one in shop.orders()[:5]:
        finances.transactions_of_order(shop.caller, one.order_id)
        finances_v0.events_of_order(shop.caller, one.order_id)


def messages(shop):
    unsaid = set(LONGEST)
    for one in shop.orders():
        place = (shop.caller, one.order_id, one.marketplace)
        messaging.buyer_locale(*place)
        for action in unsaid.intersection(messaging.allowed_actions(*place)):
            messaging.send(*place, action, TEXT)
            unsaid.remove(action)
        if not unsaid:
            return


def shipments(shop):
    lines = (ShipmentLine("1", "MUG-STONE-12", 1),)
    address = Address("Jo Brooks", "12 Mill Creek Dr", "53703", "US", city="Madison", region="WI")
    shown = ("111-1234567-1234567", shop.now, "Your replacement.")
    sent = ShipmentRequest("R-1", *shown, address, lines, "US")
    held = ShipmentRequest("R-2", *shown, address, lines, "US", speed="Expedited", hold=True)
    outbound.preview(shop.caller, sent)
    for request in (sent, held, sent):
        outbound.create(shop.caller, request)
    outbound.cancel(shop.caller, held.order_id)
    while not (parcels := outbound.get(shop.caller, sent.order_id).parcels):
        pass
    outbound.tracking(shop.caller, parcels[0].number)
    outbound.tracking(shop.caller, 1)
    outbound.get(shop.caller, "R-3")
    list(outbound.updated_since(shop.caller, shop.now - MONTH))


def stores(shop):
    sellers.participations(shop.caller)


def being_told(shop):
    queue = "arn:aws:sqs:us-east-1:123456789012:orders"
    to_queue = notifications.create_queue_destination(shop.caller, "queue", queue)
    to_bus = notifications.create_bus_destination(shop.caller, "bus", "us-east-1", "123456789012")
    notifications.destinations(shop.caller)
    notifications.subscription(shop.caller, "ORDER_CHANGE")
    for _ in range(2):  # the second one is there already
        made = notifications.subscribe(shop.caller, "ORDER_CHANGE", "1.0", to_queue.id)
    notifications.subscription(shop.caller, "ORDER_CHANGE", "1.0")
    for _ in range(2):  # the second one is gone already
        notifications.unsubscribe(shop.caller, made)
    notifications.delete_destination(shop.caller, to_queue.id)
    notifications.delete_destination(shop.caller, to_bus.id)


TALKS = {
    orders: {"searchOrders", "getOrder"},
    reports: {"createReport", "getReport", "getReports", "getReportDocument"},
    feeds_in_and_out: {
        *("createFeedDocument", "createFeed", "getFeed", "getFeeds"),
        *("getFeedDocument", "cancelFeed"),
    },
    money: {"listTransactions", "listFinancialEvents", "listFinancialEventsByOrderId"},
    messages: {
        *("getMessagingActionsForOrder", "GetAttributes", "createUnexpectedProblem"),
        *("createConfirmOrderDetails", "createConfirmDeliveryDetails"),
    },
    shipments: {
        *("getFulfillmentPreview", "createFulfillmentOrder", "getFulfillmentOrder"),
        *("listAllFulfillmentOrders", "cancelFulfillmentOrder", "getPackageTrackingDetails"),
    },
    stores: {"getMarketplaceParticipations"},
    being_told: {
        *("getSubscription", "createSubscription", "deleteSubscriptionById"),
        *("getDestinations", "createDestination", "deleteDestination"),
    },
}
"""Every talk, with the operations that it asks for."""
