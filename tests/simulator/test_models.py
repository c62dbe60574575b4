"""The simulator's answers against Amazon's own models, where those are at hand.

SP_API_MODELS names a folder with the models as Amazon publishes them.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from jsonschema import Draft4Validator, Draft7Validator, FormatChecker

from seller_credits.simulator.operations import OPERATIONS
from seller_credits.simulator.server import running
from tests.judge import the_models
from tests.simulator import account, feeding
from tests.simulator.shopper import BY_UPDATE, ORDERS, PERFORMANCE, REPORTS, Shopper, client

MODELS = the_models()
pytestmark = pytest.mark.slow


def complaints(model, definition, answer):
    """Return where an answer departs from a definition, unknown members included."""
    document = json.loads(Path(MODELS, model).read_text())
    for schema in document["definitions"].values():
        if "properties" in schema:
            schema["additionalProperties"] = False
    schema = {
        "$ref": f"#/definitions/{definition}",
        "definitions": document["definitions"],
    }
    found = Draft4Validator(schema, format_checker=FormatChecker()).iter_errors(answer)
    return [f"{list(error.absolute_path)}: {error.message}" for error in found]


@pytest.mark.parametrize("seed", [7, 11])
@pytest.mark.parametrize("detailed", [False, True])
def test_orders_are_as_amazon_models_them(seed, detailed):
    with (
        running(orders=300, seed=seed, speed=100_000, detailed_status=detailed) as connection,
        client() as http,
    ):
        orders = Shopper(connection, http).orders()
    answer = {"orders": orders}
    assert complaints("orders_2026-01-01.json", "SearchOrdersResponse", answer) == []


def test_a_page_and_one_order_are_as_amazon_models_them(shopper):
    model = "orders_2026-01-01.json"
    page = shopper.search(lastUpdatedAfter="2020-01-01T00:00:00Z").json()
    one = shopper.get(f"{ORDERS}/{page['orders'][0]['orderId']}").json()
    assert complaints(model, "SearchOrdersResponse", page) == []
    assert complaints(model, "GetOrderResponse", one) == []


def test_reports_are_as_amazon_models_them(shopper):
    model = "reports_2021-06-30.json"
    created = shopper.ask(BY_UPDATE).json()
    report = shopper.follow(created["reportId"])
    listed = shopper.get(REPORTS, reportTypes=BY_UPDATE, pageSize=1).json()
    assert complaints(model, "CreateReportResponse", created) == []
    assert complaints(model, "Report", report) == []
    assert complaints(model, "GetReportsResponse", listed) == []
    assert complaints(model, "ReportDocument", shopper.link(report)) == []


@pytest.mark.parametrize("model", ["orders_2026-01-01.json", "reports_2021-06-30.json"])
def test_refusals_are_as_amazon_models_them(shopper, model):
    for refused in (shopper.search(), shopper.get(f"{REPORTS}/0"), shopper.get("/nowhere")):
        assert complaints(model, "ErrorList", refused.json()) == []


def test_account_health_is_as_amazon_models_it(shopper):
    schema = json.loads(Path(MODELS, "schemas", "accountHealthReport-2020-11-18.json").read_text())
    document = json.loads(shopper.text(PERFORMANCE))
    assert [error.message for error in Draft7Validator(schema).iter_errors(document)] == []


@pytest.fixture(scope="module")
def published():
    """Give every operation of Amazon's models by its name: method, path and description."""
    models = [json.loads(path.read_text()) for path in Path(MODELS).glob("*.json")]
    return {
        operation["operationId"]: (method.upper(), path, operation["description"])
        for model in models
        for path, methods in model["paths"].items()
        for method, operation in methods.items()
        if isinstance(operation, dict) and "operationId" in operation
    }


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_an_operation_is_served_where_and_as_often_as_amazon_says(published, operation):
    method, path, description = published[operation.name]
    rate, burst = re.search(r"\|\s*([\d.]+)\s*\|\s*(\d+)\s*\|", description).groups()
    assert operation.method == method
    assert re.sub(r"{\w+}", "{}", operation.path) == re.sub(r"{\w+}", "{}", path)
    assert (operation.rate, operation.burst) == (float(rate), int(burst))
    assert operation.grantless == ("grantless" in description)


def test_messages_are_as_amazon_models_them(shopper):
    model = "messaging.json"
    order = shopper.orders(fulfillmentStatuses="SHIPPED", fulfilledBy="MERCHANT")[-1]
    path = f"/messaging/v1/orders/{order['orderId']}"
    place = {"marketplaceIds": order["salesChannel"]["marketplaceId"]}
    actions = shopper.get(path, **place).json()
    attributes = shopper.get(f"{path}/attributes", **place).json()
    message = {"params": place, "json": {"text": "Your parcel was held up at our depot."}}
    sent = shopper.call("POST", f"{path}/messages/unexpectedProblem", **message)
    refused = shopper.call("POST", f"{path}/messages/unexpectedProblem", **message)
    assert actions["_links"]["actions"]
    assert complaints(model, "GetMessagingActionsForOrderResponse", actions) == []
    assert complaints(model, "GetAttributesResponse", attributes) == []
    assert sent.status_code == 201
    assert complaints(model, "CreateUnexpectedProblemResponse", sent.json()) == []
    assert refused.status_code == 403
    assert complaints(model, "CreateUnexpectedProblemResponse", refused.json()) == []


def test_shipments_from_the_warehouse_are_as_amazon_models_them(travel):
    shopper, time = travel
    model = "fulfillmentOutbound_2020-07-01.json"
    path = "/fba/outbound/2020-07-01"
    orders = f"{path}/fulfillmentOrders"
    address = {
        "name": "Jo Brooks",
        "addressLine1": "12 Mill Creek Dr",
        "postalCode": "53703",
        "city": "Madison",
        "stateOrRegion": "WI",
        "countryCode": "US",
    }
    item = {"sellerSku": "MUG-STONE-12", "sellerFulfillmentOrderItemId": "1", "quantity": 1}
    strange = item | {"sellerSku": "NONE", "sellerFulfillmentOrderItemId": "2"}
    asked = {"address": address, "items": [item]}
    for body in (asked, asked | {"items": [item, strange]}):
        previews = shopper.call("POST", f"{orders}/preview", json=body).json()
        assert complaints(model, "GetFulfillmentPreviewResponse", previews) == []
    body = {
        "sellerFulfillmentOrderId": "R-1",
        "displayableOrderId": "111-1234567-1234567",
        "displayableOrderDate": "2026-11-02T09:30:00Z",
        "displayableOrderComment": "Thank you.",
        "shippingSpeedCategory": "Priority",
        "destinationAddress": address,
        "items": [item | {"displayableComment": "In grey"}],
    }
    assert complaints(model, "CreateFulfillmentOrderRequest", body) == []
    for status in (200, 400):
        created = shopper.call("POST", orders, json=body)
        assert created.status_code == status
        assert complaints(model, "CreateFulfillmentOrderResponse", created.json()) == []
    for seconds in (0, 3, 2, 4):
        time.pass_by(seconds=seconds)
        order = shopper.get(f"{orders}/R-1").json()
        assert complaints(model, "GetFulfillmentOrderResponse", order) == []
    listed = shopper.get(orders).json()
    assert complaints(model, "ListAllFulfillmentOrdersResponse", listed) == []
    (shipment,) = order["payload"]["fulfillmentShipments"]
    number = shipment["fulfillmentShipmentPackage"][0]["packageNumber"]
    way = shopper.get(f"{path}/tracking", packageNumber=number).json()
    assert complaints(model, "GetPackageTrackingDetailsResponse", way) == []
    late = shopper.call("PUT", f"{orders}/R-1/cancel").json()
    assert complaints(model, "CancelFulfillmentOrderResponse", late) == []


def test_notifications_are_as_amazon_models_them(shopper):
    model = "notifications.json"
    destinations = "/notifications/v1/destinations"
    subscriptions = "/notifications/v1/subscriptions"
    application = Shopper(shopper.connection, shopper.http)
    application.token = application.login(
        grant_type="client_credentials", scope="sellingpartnerapi::notifications"
    ).json()["access_token"]
    queue = {"sqs": {"arn": "arn:aws:sqs:us-east-1:123456789012:models"}}
    body = {"name": "models", "resourceSpecification": queue}
    made = application.call("POST", destinations, json=body).json()
    destination = made["payload"]["destinationId"]
    body = {
        "payloadVersion": "1.0",
        "destinationId": destination,
        "processingDirective": {"filterExpression": "Payload.Status == `SHIPPED`"},
    }
    subscribed = shopper.call("POST", f"{subscriptions}/ORDER_CHANGE", json=body).json()
    path = f"{subscriptions}/ORDER_CHANGE/{subscribed['payload']['subscriptionId']}"
    answers = {
        "CreateDestinationResponse": made,
        "GetDestinationsResponse": application.get(destinations).json(),
        "GetDestinationResponse": application.get(f"{destinations}/{destination}").json(),
        "CreateSubscriptionResponse": subscribed,
        "GetSubscriptionResponse": shopper.get(f"{subscriptions}/ORDER_CHANGE").json(),
        "GetSubscriptionByIdResponse": application.get(path).json(),
        "GetSubscriptionsResponse": shopper.get(
            subscriptions, notificationTypes="ORDER_CHANGE"
        ).json(),
        "DeleteSubscriptionByIdResponse": application.call("DELETE", path).json(),
        "DeleteDestinationResponse": application.call(
            "DELETE", f"{destinations}/{destination}"
        ).json(),
    }
    for definition, answer in answers.items():
        assert "errors" not in answer
        assert complaints(model, definition, answer) == []
    refused = application.get(f"{destinations}/{destination}").json()
    assert complaints(model, "GetDestinationResponse", refused) == []


def test_feeds_are_as_amazon_models_them(shopper):
    model = "feeds_2021-06-30.json"
    made = feeding.document(shopper)
    sent = feeding.ask(shopper, feeding.upload(shopper, b"no feed at all")).json()
    done = feeding.follow(shopper, sent["feedId"])
    listed = shopper.get(feeding.FEEDS, feedTypes=feeding.REFUNDS, pageSize=1).json()
    found = shopper.get(f"{feeding.DOCUMENTS}/{done['resultFeedDocumentId']}").json()
    refused = shopper.get(f"{feeding.FEEDS}/0").json()
    assert complaints(model, "CreateFeedDocumentResponse", made) == []
    assert complaints(model, "CreateFeedResponse", sent) == []
    assert complaints(model, "Feed", done) == []
    assert complaints(model, "GetFeedsResponse", listed) == []
    assert complaints(model, "FeedDocument", found) == []
    assert complaints(model, "ErrorList", refused) == []


LAST_HALF_YEAR = (datetime.now(UTC) - timedelta(days=179)).isoformat()


def test_transactions_are_as_amazon_models_them(shopper):
    model = "finances_2024-06-19.json"
    asked = {"postedAfter": LAST_HALF_YEAR}
    for payload in account.pages(shopper, account.TRANSACTIONS, "nextToken", **asked):
        contexts = [found for each in payload["transactions"] for found in contexts_out_of(each)]
        assert complaints(model, "ListTransactionsResponse", {"payload": payload}) == []
        for context in contexts:
            kind = context.pop("contextType")
            assert complaints(model, kind, context) == []
    assert complaints(model, "ErrorList", shopper.get(account.TRANSACTIONS).json()) == []


def test_refunds_of_a_run_are_as_amazon_models_them(shopper):
    order = feeding.untouched(shopper, held=True)[0]
    order_id, line = order["orderId"], order["orderItems"][0]["orderItemId"]
    amounts = (("3.00", "Principal"), ("1.00", "Goodwill"), ("-0.50", "RestockingFee"))
    item = feeding.item(line, *(feeding.component(*each) for each in amounts))
    content = feeding.feed(feeding.adjustment(order_id, item))
    assert feeding.submit(shopper, content).results == []
    one = {"relatedIdentifierName": "ORDER_ID", "relatedIdentifierValue": order_id}
    feeding.wait_for(lambda: len(feeding.books(shopper, order)[0]) == 2)
    told = shopper.get(account.TRANSACTIONS, **one).json()
    for each in told["payload"]["transactions"]:
        list(contexts_out_of(each))
    assert complaints("finances_2024-06-19.json", "ListTransactionsResponse", told) == []
    shown = shopper.get(account.events_of(order_id)).json()
    assert len(shown["payload"]["FinancialEvents"]["RefundEventList"]) == 1
    assert complaints("financesV0.json", "ListFinancialEventsResponse", shown) == []


def contexts_out_of(transaction):
    """Take the contexts out: the model joins all their kinds, so none could be complete."""
    for holder in (transaction, *transaction["items"]):
        yield from holder.pop("contexts", [])


def test_events_are_as_amazon_models_them(shopper):
    model = "financesV0.json"
    asked = {"PostedAfter": LAST_HALF_YEAR}
    for payload in account.pages(shopper, account.EVENTS, "NextToken", **asked):
        assert complaints(model, "ListFinancialEventsResponse", {"payload": payload}) == []
    refused = shopper.get(account.events_of("5")).json()
    assert complaints(model, "ListFinancialEventsResponse", refused) == []


def test_participations_are_as_amazon_models_them(shopper):
    found = shopper.get("/sellers/v1/marketplaceParticipations").json()
    assert complaints("sellers.json", "GetMarketplaceParticipationsResponse", found) == []
