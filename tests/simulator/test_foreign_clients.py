"""Clients that other people wrote read the simulator as they read Amazon.

Neither is changed: each is pointed at the simulator by the settings and hooks it offers itself.
"""

from __future__ import annotations

import gzip
import importlib
from datetime import UTC, datetime, timedelta
from urllib.request import urlopen

import pytest

from tests.simulator.shopper import BY_UPDATE, FEEDBACK, poll

SINCE = datetime.now(UTC) - timedelta(days=200)


@pytest.mark.slow
def test_amazons_sdk_turns_the_pages_of_orders(spapi, amazon, connection):
    api = spapi.SearchOrdersApi(amazon)
    asked = {
        "created_after": SINCE.isoformat(),
        "marketplace_ids": connection.marketplaces,
        "included_data": ["PACKAGES", "FULFILLMENT", "PROCEEDS"],
    }
    orders, token = [], {}
    while True:
        page = api.search_orders(**asked, **token)
        orders += page.orders
        if page.pagination is None:
            break
        token = {"pagination_token": page.pagination.next_token}
    assert len(orders) == 400
    packed = next(order for order in orders if order.packages)
    assert packed.fulfillment.fulfilled_by == "MERCHANT"
    assert packed.packages[0].package_items[0].quantity >= 1
    assert packed.order_items[0].proceeds.proceeds_total.currency_code in {"USD", "CAD"}


def test_amazons_sdk_reads_one_order(spapi, amazon):
    found = spapi.SearchOrdersApi(amazon).search_orders(created_after=SINCE.isoformat())
    wanted = found.orders[0].order_id
    answer = spapi.GetOrderApi(amazon).get_order(wanted, included_data=["FULFILLMENT", "BUYER"])
    assert answer.order.order_id == wanted
    assert answer.order.buyer.buyer_name
    assert answer.order.packages is None


def test_amazons_sdk_follows_a_report_to_its_document(spapi, amazon, connection):
    api = spapi.ReportsApi(amazon)
    created = api.create_report(
        {"reportType": BY_UPDATE, "marketplaceIds": connection.marketplaces}
    )
    report = poll(lambda: api.get_report(created.report_id), lambda it: it.processing_status)
    document = api.get_report_document(report.report_document_id)
    with urlopen(document.url) as answer:
        text = gzip.decompress(answer.read()).decode()
    assert document.compression_algorithm == "GZIP"
    assert text.startswith("amazon-order-id\t")
    listed = api.get_reports(report_types=[BY_UPDATE])
    assert created.report_id in {each.report_id for each in listed.reports}


def test_amazons_sdk_sees_a_refusal(spapi, amazon):
    rest = importlib.import_module("spapi.rest")
    with pytest.raises(rest.ApiException) as refused:
        spapi.GetOrderApi(amazon).get_order("111-0000000-0000000")
    assert refused.value.status == 404
    assert "NotFound" in str(refused.value.body)


def test_python_amazon_sp_api_turns_the_pages_of_orders(saleweaver, connection):
    api = importlib.import_module("sp_api.api")
    client = saleweaver(api.OrdersV20260101)
    asked = {
        "createdAfter": SINCE.isoformat(),
        "marketplaceIds": connection.marketplaces,
        "includedData": ["PACKAGES", "FULFILLMENT"],
    }
    orders, token = [], {}
    while True:
        page = client.search_orders(**asked, **token)
        orders += page.payload["orders"]
        if not page.pagination:
            break
        token = {"paginationToken": page.pagination["nextToken"]}
    assert len(orders) == 400
    answer = client.get_order(orders[0]["orderId"], includedData=["BUYER"])
    assert answer.payload["order"]["buyer"]


def test_python_amazon_sp_api_asks_for_its_own_marketplace_when_told_none(saleweaver, connection):
    api = importlib.import_module("sp_api.api")
    page = saleweaver(api.OrdersV20260101).search_orders(createdAfter=SINCE.isoformat()).payload
    places = {order["salesChannel"]["marketplaceId"] for order in page["orders"]}
    assert places == {connection.marketplaces[0]}


def test_python_amazon_sp_api_downloads_a_report(saleweaver):
    api = importlib.import_module("sp_api.api")
    reports = saleweaver(api.Reports)
    report_id = reports.create_report(reportType=FEEDBACK).payload["reportId"]
    report = poll(lambda: reports.get_report(report_id).payload, lambda it: it["processingStatus"])
    answer = reports.get_report_document(report["reportDocumentId"], download=True)
    assert answer.payload["document"].startswith("Date\tRating\tComments\t")
    assert answer.character_code == "cp1252"
    listed = reports.get_reports(reportTypes=[FEEDBACK]).payload["reports"]
    assert report_id in {each["reportId"] for each in listed}


def test_python_amazon_sp_api_sees_a_refusal(saleweaver):
    api = importlib.import_module("sp_api.api")
    base = importlib.import_module("sp_api.base")
    with pytest.raises(base.SellingApiNotFoundException) as refused:
        saleweaver(api.OrdersV20260101).get_order("111-0000000-0000000")
    assert refused.value.amzn_code == "NotFound"
    with pytest.raises(base.SellingApiBadRequestException):
        saleweaver(api.OrdersV20260101).search_orders()


def test_python_amazon_sp_api_is_told_of_a_bad_login(connection):
    auth = importlib.import_module("sp_api.auth")
    exceptions = importlib.import_module("sp_api.auth.exceptions")

    class Login(auth.AccessTokenClient):
        scheme = "http://"
        host = connection.endpoint.removeprefix("http://")

    credentials = importlib.import_module("types").SimpleNamespace(
        lwa_app_id=connection.client_id, lwa_client_secret="wrong", refresh_token=None
    )
    client = Login(refresh_token="Atzr|revoked", credentials=credentials)
    with pytest.raises(exceptions.AuthorizationError) as refused:
        client.get_auth()
    client._transport.close()
    assert refused.value.error_code == "invalid_client"


def to_write_about(shopper, action):
    """Return the id of an order of the first store whose buyer may still be sent that message."""
    place = shopper.connection.marketplaces[0]
    for order in shopper.orders(fulfillmentStatuses="SHIPPED", marketplaceIds=place):
        path = f"/messaging/v1/orders/{order['orderId']}"
        links = shopper.get(path, marketplaceIds=place).json()["_links"]["actions"]
        if action in {link["name"] for link in links}:
            return order["orderId"]
    raise AssertionError(f"nobody may be sent {action}")


def sent_about(shopper, order_id):
    kept = shopper.http.get(f"{shopper.connection.truth}/messages").json()["messages"]
    return [each["text"] for each in kept if each["order_id"] == order_id]


def test_amazons_sdk_writes_to_a_buyer(spapi, amazon, shopper):
    api = spapi.MessagingApi(amazon)
    order_id = to_write_about(shopper, "unexpectedProblem")
    places = shopper.connection.marketplaces[:1]
    offered = api.get_messaging_actions_for_order(order_id, places)
    assert "unexpectedProblem" in {link.name for link in offered.links.actions}
    assert api.get_attributes(order_id, places).buyer.locale == "en-US"
    api.create_unexpected_problem(order_id, places, {"text": "Your parcel is a day late."})
    assert sent_about(shopper, order_id) == ["Your parcel is a day late."]


def test_python_amazon_sp_api_writes_to_a_buyer(saleweaver, shopper):
    api = importlib.import_module("sp_api.api")
    base = importlib.import_module("sp_api.base")
    client = saleweaver(api.Messaging)
    order_id = to_write_about(shopper, "unexpectedProblem")
    offered = client.get_messaging_actions_for_order(order_id).payload
    assert "unexpectedProblem" in {link["name"] for link in offered["_links"]["actions"]}
    assert client.get_attributes(order_id).payload["buyer"]["locale"] == "en-US"
    client.create_unexpected_problem(order_id, body={"text": "Your parcel is a day late."})
    assert sent_about(shopper, order_id) == ["Your parcel is a day late."]
    with pytest.raises(base.SellingApiForbiddenException):
        client.create_unexpected_problem(order_id, body={"text": "And another day."})


def shipment(order_id):
    return {
        "sellerFulfillmentOrderId": order_id,
        "displayableOrderId": "111-1234567-1234567",
        "displayableOrderDate": "2026-11-02T09:30:00Z",
        "displayableOrderComment": "A new one, with our apologies.",
        "shippingSpeedCategory": "Standard",
        "destinationAddress": {
            "name": "Jo Brooks",
            "addressLine1": "12 Mill Creek Dr",
            "city": "Madison",
            "stateOrRegion": "WI",
            "postalCode": "53703",
            "countryCode": "US",
        },
        "items": [
            {"sellerSku": "MUG-STONE-12", "sellerFulfillmentOrderItemId": "1", "quantity": 1}
        ],
    }


def test_amazons_sdk_has_a_parcel_sent_from_the_warehouse(spapi, amazon):
    api = spapi.FbaOutboundApi(amazon)
    api.create_fulfillment_order(shipment("SDK-1"))
    order = api.get_fulfillment_order("SDK-1").payload
    assert order.fulfillment_order.fulfillment_order_status == "Complete"
    (parcel,) = order.fulfillment_shipments[0].fulfillment_shipment_package
    way = api.get_package_tracking_details(parcel.package_number).payload
    assert way.current_status == "DELIVERED"
    assert way.tracking_number == parcel.tracking_number
    listed = api.list_all_fulfillment_orders().payload.fulfillment_orders
    assert "SDK-1" in {each.seller_fulfillment_order_id for each in listed}


def test_python_amazon_sp_api_has_a_parcel_sent_from_the_warehouse(saleweaver):
    api = importlib.import_module("sp_api.api")
    base = importlib.import_module("sp_api.base")
    client = saleweaver(api.FulfillmentOutbound)
    client.create_fulfillment_order(**shipment("SAW-1"))
    order = client.get_fulfillment_order("SAW-1").payload
    assert order["fulfillmentOrder"]["fulfillmentOrderStatus"] == "Complete"
    with pytest.raises(base.SellingApiBadRequestException) as refused:
        client.create_fulfillment_order(**shipment("SAW-1"))
    assert refused.value.amzn_code == "InvalidInput"
    with pytest.raises(base.SellingApiBadRequestException):
        client.cancel_fulfillment_order("SAW-1")


@pytest.fixture
def amazon_for_itself(spapi, connection):
    """Give Amazon's SDK with a token of the application, which needs no seller."""
    config = spapi.SPAPIConfig(
        client_id=connection.client_id,
        client_secret=connection.client_secret,
        scope="sellingpartnerapi::notifications",
        region="NA",
    )
    client = spapi.SPAPIClient(
        config, oauth_endpoint=connection.token_endpoint, endpoint=connection.endpoint
    )
    yield client.api_client
    client.api_client.rest_client.pool_manager.clear()


def test_amazons_sdk_subscribes_a_seller(spapi, amazon, amazon_for_itself):
    rest = importlib.import_module("spapi.rest")
    application = spapi.NotificationsApi(amazon_for_itself)
    seller = spapi.NotificationsApi(amazon)
    queue = {"sqs": {"arn": "arn:aws:sqs:us-east-1:123456789012:sdk"}}
    body = {"name": "sdk", "resourceSpecification": queue}
    with pytest.raises(rest.ApiException) as refused:
        seller.create_destination(body)
    assert refused.value.status == 403
    destination = application.create_destination(body).payload.destination_id
    asked = {"payloadVersion": "1.0", "destinationId": destination}
    subscribed = seller.create_subscription("ORDER_CHANGE", asked).payload.subscription_id
    found = seller.get_subscription("ORDER_CHANGE", payload_version="1.0").payload
    assert (found.subscription_id, found.destination_id) == (subscribed, destination)
    application.delete_subscription_by_id(subscribed, "ORDER_CHANGE")
    application.delete_destination(destination)
    assert destination not in {
        each.destination_id for each in application.get_destinations().payload
    }


def test_python_amazon_sp_api_subscribes_a_seller(saleweaver):
    api = importlib.import_module("sp_api.api")
    client = saleweaver(api.Notifications)
    made = client.create_destination("saw", arn="arn:aws:sqs:us-east-1:123456789012:saw").payload
    destination = made["destinationId"]
    assert client.get_destination(destination).payload == made
    subscribed = client.create_subscription("TRANSACTION_UPDATE", destination).payload
    assert client.get_subscription("TRANSACTION_UPDATE").payload == subscribed
