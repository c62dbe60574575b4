"""Writes feeds of order adjustments, and sends them the way a seller's program does."""

from __future__ import annotations

import gzip
import time
from dataclasses import dataclass
from decimal import Decimal
from xml.etree import ElementTree as ET

from tests.simulator.account import events, events_of, transactions

FEEDS = "/feeds/2021-06-30/feeds"
DOCUMENTS = "/feeds/2021-06-30/documents"
REFUNDS = "POST_PAYMENT_ADJUSTMENT_DATA"
XML = "text/xml; charset=UTF-8"
DOMAINS = {"US": ".com", "CA": ".ca", "DE": ".de", "JP": ".jp"}


def component(amount, kind="Principal", currency="USD"):
    return (
        f'<Component><Type>{kind}</Type><Amount currency="{currency}">{amount}</Amount></Component>'
    )


def item(order_item_id, *components, reason="GeneralAdjustment", own_id="cc-1", after=""):
    prices = f"<ItemPriceAdjustments>{''.join(components)}</ItemPriceAdjustments>"
    return (
        f"<AdjustedItem><AmazonOrderItemCode>{order_item_id}</AmazonOrderItemCode>"
        f"<MerchantAdjustmentItemID>{own_id}</MerchantAdjustmentItemID>"
        f"<AdjustmentReason>{reason}</AdjustmentReason>"
        f"{prices if components else ''}{after}</AdjustedItem>"
    )


def adjustment(order_id, *items, action="<ActionType>Refund</ActionType>"):
    return (
        f"<OrderAdjustment><AmazonOrderID>{order_id}</AmazonOrderID>"
        f"{action}{''.join(items)}</OrderAdjustment>"
    )


def message(number, inside):
    return f"<Message><MessageID>{number}</MessageID>{inside}</Message>"


def feed(*inside, kind="OrderAdjustment", numbered=True):
    """Return a feed; each of `inside` becomes a message of its own."""
    messages = [message(number, each) for number, each in enumerate(inside, 1)]
    return (
        '<?xml version="1.0" encoding="UTF-8"?><AmazonEnvelope>'
        "<Header><DocumentVersion>1.01</DocumentVersion>"
        "<MerchantIdentifier>A1</MerchantIdentifier></Header>"
        f"<MessageType>{kind}</MessageType>{''.join(messages if numbered else inside)}"
        "</AmazonEnvelope>"
    ).encode()


@dataclass(frozen=True)
class Report:
    """A processing report as its reader sees it."""

    summary: dict[str, int]
    results: list[tuple[int, str, str]]
    text: str

    @property
    def codes(self):
        return [(number, code) for number, code, _ in self.results]

    @classmethod
    def read(cls, content):
        report = ET.fromstring(content).find("Message/ProcessingReport")
        return cls(
            {each.tag: int(each.text) for each in report.find("ProcessingSummary")},
            [
                (
                    int(each.findtext("MessageID")),
                    each.findtext("ResultMessageCode"),
                    each.findtext("ResultDescription"),
                )
                for each in report.findall("Result")
            ],
            content.decode(),
        )


def document(shopper, content_type=XML):
    return shopper.call("POST", DOCUMENTS, json={"contentType": content_type}).json()


def upload(shopper, content, content_type=XML):
    """Return the id of a document that was uploaded."""
    made = document(shopper, content_type)
    answer = shopper.http.put(made["url"], content=content, headers={"Content-Type": content_type})
    assert answer.status_code == 200, answer.text
    return made["feedDocumentId"]


def ask(shopper, document_id, **changes):
    asked = {
        "feedType": REFUNDS,
        "marketplaceIds": ["ATVPDKIKX0DER"],
        "inputFeedDocumentId": document_id,
    }
    return shopper.call("POST", FEEDS, json=asked | changes)


def follow(shopper, feed_id):
    for _ in range(200):
        found = shopper.get(f"{FEEDS}/{feed_id}").json()
        if found["processingStatus"] not in {"IN_QUEUE", "IN_PROGRESS"}:
            return found
        time.sleep(0.01)
    raise AssertionError("the feed was never processed")


def result(shopper, done):
    """Return the processing report of a feed that is done."""
    link = shopper.get(f"{DOCUMENTS}/{done['resultFeedDocumentId']}").json()
    content = shopper.http.get(link["url"]).content
    if link.get("compressionAlgorithm") == "GZIP":
        content = gzip.decompress(content)
    return Report.read(content)


def whole(line):
    """Return what the buyer paid for a line before postage and tax."""
    parts = parts_of(line)
    return parts["ITEM"] + parts.get("DISCOUNT", Decimal(0))


def parts_of(line):
    """Return what the buyer paid for a line, by the kind of it."""
    return {
        each["type"]: Decimal(each["subtotal"]["amount"]) for each in line["proceeds"]["breakdowns"]
    }


def untouched(shopper, *, held=None, country="US", status="SHIPPED"):
    """Return the seller's own orders that nothing came or went back for.

    `held` wants those whose money is held back, or those whose is not.
    """
    told = shopper.truth()
    given = {each["order_id"] for each in told["refunds"]}
    given |= {each["order_id"] for each in told["issues"] if each["sources"] != ["orders"]}
    found = shopper.orders(fulfillmentStatuses=status, fulfilledBy="MERCHANT")
    return [
        order
        for order in found
        if order["orderId"] not in given
        and "associatedOrders" not in order
        and order["salesChannel"]["marketplaceName"].endswith(DOMAINS[country])
        and held in {None, order["orderId"].endswith(("0", "1", "2"))}
    ]


def doings(shopper):
    return shopper.http.get(f"{shopper.connection.truth}/doings").json()


def refund(order, *components, line=0, **more):
    item_id = order["orderItems"][line]["orderItemId"]
    return adjustment(order["orderId"], item(item_id, *components, **more))


def books(shopper, order):
    """Return the refunds of an order in both books, as soon as the new one has any."""
    one = {"relatedIdentifierName": "ORDER_ID", "relatedIdentifierValue": order["orderId"]}
    found = [each for each in transactions(shopper, **one) if each["transactionType"] == "Refund"]
    return found, events(shopper, events_of(order["orderId"]))["RefundEventList"]


def booked(shopper, order):
    """Return the refunds of an order in both books, once both have any."""
    return wait_for(lambda: found if all(found := books(shopper, order)) else None)


def wait_for(look):
    """Return what is there, once anything is."""
    for _ in range(100):
        if found := look():
            return found
        time.sleep(0.01)
    raise AssertionError("it never came")


def ship_again(shopper, own_id, sku):
    asked = {
        "sellerFulfillmentOrderId": own_id,
        "displayableOrderId": own_id,
        "displayableOrderDate": "2026-11-20T00:00:00Z",
        "displayableOrderComment": "Sorry",
        "shippingSpeedCategory": "Standard",
        "destinationAddress": {
            "name": "Jo Doe",
            "addressLine1": "1 Main Street",
            "city": "Reno",
            "stateOrRegion": "NV",
            "postalCode": "89501",
            "countryCode": "US",
        },
        "items": [{"sellerSku": sku, "sellerFulfillmentOrderItemId": "1", "quantity": 1}],
    }
    return shopper.call("POST", "/fba/outbound/2020-07-01/fulfillmentOrders", json=asked)


def submit(shopper, content, **changes):
    """Send a feed and return what became of it."""
    sent = ask(shopper, upload(shopper, content), **changes).json()
    return result(shopper, follow(shopper, sent["feedId"]))
