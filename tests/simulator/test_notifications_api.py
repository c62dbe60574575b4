from __future__ import annotations

import itertools

import pytest

from tests.simulator.shopper import LONG_AGO, ORDERS, Shopper

NOTIFICATIONS = "/notifications/v1"
DESTINATIONS = f"{NOTIFICATIONS}/destinations"
SUBSCRIPTIONS = f"{NOTIFICATIONS}/subscriptions"
SCOPE = "sellingpartnerapi::notifications"

queues = itertools.count(1)


@pytest.fixture
def application(shopper):
    """Give the application itself, which no seller has to allow anything."""
    made = Shopper(shopper.connection, shopper.http)
    made.token = made.login(
        grant_type="client_credentials", scope=SCOPE, refresh_token=None
    ).json()["access_token"]
    return made


def queue(number):
    return {"sqs": {"arn": f"arn:aws:sqs:us-east-1:123456789012:queue-{number}"}}


def create(application, name, resource):
    body = {"name": name, "resourceSpecification": resource}
    return application.call("POST", DESTINATIONS, json=body)


@pytest.fixture
def destination(application):
    number = next(queues)
    return create(application, f"desk-{number}", queue(number)).json()["payload"]["destinationId"]


def subscribe(shopper, kind, destination, version="1.0", **body):
    asked = {"payloadVersion": version, "destinationId": destination} | body
    return shopper.call("POST", f"{SUBSCRIPTIONS}/{kind}", json=asked)


def delete(application, path):
    return application.call("DELETE", path)


@pytest.fixture
def clear(application):
    """Give a function that ends every subscription to a type."""

    def end(shopper, kind):
        found = shopper.get(SUBSCRIPTIONS, notificationTypes=kind).json()["payload"]
        for each in found["subscriptions"]:
            path = f"{SUBSCRIPTIONS}/{kind}/{each['subscriptionId']}"
            assert delete(application, path).status_code == 200

    return end


def test_a_destination_is_made_listed_and_deleted(application):
    made = create(application, "orders", queue("orders")).json()["payload"]
    assert made["resource"] == queue("orders")
    path = f"{DESTINATIONS}/{made['destinationId']}"
    assert application.get(path).json()["payload"] == made
    assert made in application.get(DESTINATIONS).json()["payload"]
    assert delete(application, path).status_code == 200
    assert application.get(path).status_code == 404
    assert delete(application, path).status_code == 404


def test_an_event_bus_is_named_by_its_account(application):
    spec = {"eventBridge": {"region": "us-east-1", "accountId": "123456789012"}}
    made = create(application, "bus", spec).json()["payload"]
    assert made["resource"]["eventBridge"]["accountId"] == "123456789012"
    assert made["resource"]["eventBridge"]["name"].endswith("/123456789012/bus")


def test_a_queue_is_the_destination_of_one_name(application):
    assert create(application, "first", queue("one")).status_code == 200
    again = create(application, "second", queue("one"))
    assert again.status_code == 409
    assert again.json()["errors"][0]["code"] == "Conflict"
    assert create(application, "first", queue("two")).status_code == 409


@pytest.mark.parametrize(
    "body",
    [
        {"name": "x"},
        {"name": "x", "resourceSpecification": {}},
        {"name": "x", "resourceSpecification": {"sqs": {"arn": "my-queue"}}},
        {"name": "x", "resourceSpecification": {"eventBridge": {"accountId": "1"}}},
        {"name": "x" * 257, "resourceSpecification": queue("long")},
        {"resourceSpecification": queue("nameless")},
    ],
)
def test_a_malformed_destination_is_refused(application, body):
    assert application.call("POST", DESTINATIONS, json=body).status_code == 400


def test_a_subscription_is_made_read_and_ended(shopper, application, destination, clear):
    kind = "ORDER_CHANGE"
    clear(shopper, kind)
    directive = {
        "eventFilter": {"eventFilterType": kind, "orderChangeTypes": ["OrderStatusChange"]}
    }
    answer = subscribe(shopper, kind, destination, processingDirective=directive)
    made = answer.json()["payload"]
    assert made["destinationId"] == destination
    assert made["processingDirective"] == directive
    assert shopper.get(f"{SUBSCRIPTIONS}/{kind}").json()["payload"] == made
    path = f"{SUBSCRIPTIONS}/{kind}/{made['subscriptionId']}"
    assert application.get(path).json()["payload"] == made
    assert application.get(path.replace(kind, "TRANSACTION_UPDATE")).status_code == 404
    assert delete(application, path).status_code == 200
    assert shopper.get(f"{SUBSCRIPTIONS}/{kind}").status_code == 404
    assert application.get(path).status_code == 404


def test_the_same_subscription_twice_is_a_conflict(shopper, destination, clear):
    kind = "FULFILLMENT_ORDER_STATUS"
    clear(shopper, kind)
    assert subscribe(shopper, kind, destination).status_code == 200
    again = subscribe(shopper, kind, destination)
    assert again.status_code == 409
    assert again.json()["errors"][0]["code"] == "StateConflict"
    some = {"filterExpression": "FulfillmentOrderStatusNotification.Status == `SHIPPED`"}
    assert subscribe(shopper, kind, destination, processingDirective=some).status_code == 200


def test_the_latest_version_is_read_unless_another_is_named(shopper, destination, clear):
    kind = "REPORT_PROCESSING_FINISHED"
    clear(shopper, kind)
    for version in ("2020-09-04", "1.0"):
        assert subscribe(shopper, kind, destination, version).status_code == 200

    def version(**params):
        answer = shopper.get(f"{SUBSCRIPTIONS}/{kind}", **params)
        return answer.json()["payload"]["payloadVersion"]

    assert version() == "2020-09-04"
    assert version(payloadVersion="1.0") == "1.0"
    assert shopper.get(f"{SUBSCRIPTIONS}/{kind}", payloadVersion="7.0").status_code == 404


def test_subscriptions_are_listed_in_pages(shopper, destination, clear):
    kind = "ANY_OFFER_CHANGED"
    clear(shopper, kind)
    for number in range(31):
        directive = {"filterExpression": f"Payload.Number == {number}"}
        answer = subscribe(shopper, kind, destination, processingDirective=directive)
        assert answer.status_code == 200
    first = shopper.get(SUBSCRIPTIONS, notificationTypes=kind, pageSize=30).json()["payload"]
    asked = {"notificationTypes": kind, "nextToken": first["nextToken"]}
    second = shopper.get(SUBSCRIPTIONS, **asked).json()["payload"]
    assert (len(first["subscriptions"]), len(second["subscriptions"])) == (30, 1)
    assert "nextToken" not in second
    assert second["subscriptions"][0] not in first["subscriptions"]


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"notificationTypes": "ORDER_CHANGE,TRANSACTION_UPDATE"},
        {"notificationTypes": "EVERYTHING"},
        {"notificationTypes": "ORDER_CHANGE", "pageSize": "10"},
        {"notificationTypes": "ORDER_CHANGE", "nextToken": "made-up"},
    ],
)
def test_a_malformed_question_for_subscriptions_is_refused(shopper, params):
    assert shopper.get(SUBSCRIPTIONS, **params).status_code == 400


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("EVERYTHING", {}),
        ("ORDER_CHANGE", {"payloadVersion": "latest"}),
        ("ORDER_CHANGE", {"destinationId": "none"}),
        ("ORDER_CHANGE", {"processingDirective": {"filterExpression": "x" * 257}}),
        (
            "ORDER_CHANGE",
            {"processingDirective": {"eventFilter": {"eventFilterType": "ANY_OFFER_CHANGED"}}},
        ),
        (
            "ORDER_CHANGE",
            {
                "processingDirective": {
                    "eventFilter": {"eventFilterType": "ORDER_CHANGE"},
                    "filterExpression": "true",
                }
            },
        ),
    ],
)
def test_a_malformed_subscription_is_refused(shopper, destination, kind, body):
    answer = shopper.call(
        "POST",
        f"{SUBSCRIPTIONS}/{kind}",
        json={"payloadVersion": "3.0", "destinationId": destination} | body,
    )
    assert answer.status_code == 400


def test_a_destination_with_subscriptions_is_kept(shopper, application, destination, clear):
    kind = "TRANSACTION_UPDATE"
    clear(shopper, kind)
    assert subscribe(shopper, kind, destination).status_code == 200
    path = f"{DESTINATIONS}/{destination}"
    refused = delete(application, path)
    assert refused.status_code == 403
    assert refused.json()["errors"][0]["details"] == "Destination has subscriptions"
    clear(shopper, kind)
    assert delete(application, path).status_code == 200


def test_a_test_notification_needs_a_destination_and_a_scenario(application, destination):
    path = f"{SUBSCRIPTIONS}/ORDER_CHANGE/testNotification"
    described = {"payloadVersion": "1.0", "testScenario": "OrderStatusChange"}
    body = {"destinationId": destination, "testNotification": described}
    assert application.call("POST", path, json=body).status_code == 200
    assert application.call("POST", path, json=body | {"destinationId": "none"}).status_code == 400
    body["testNotification"] = {"payloadVersion": "1.0"}
    assert application.call("POST", path, json=body).status_code == 400


GRANTLESS = [
    ("GET", DESTINATIONS),
    ("POST", DESTINATIONS),
    ("GET", f"{DESTINATIONS}/1"),
    ("DELETE", f"{DESTINATIONS}/1"),
    ("GET", f"{SUBSCRIPTIONS}/ORDER_CHANGE/1"),
    ("DELETE", f"{SUBSCRIPTIONS}/ORDER_CHANGE/1"),
    ("POST", f"{SUBSCRIPTIONS}/ORDER_CHANGE/testNotification"),
]


@pytest.mark.parametrize(("method", "path"), GRANTLESS)
def test_what_the_application_does_for_itself_takes_no_sellers_token(
    shopper, application, method, path
):
    assert shopper.call(method, path, json={}).status_code == 403
    assert application.call(method, path, json={}).status_code != 403


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", SUBSCRIPTIONS),
        ("GET", f"{SUBSCRIPTIONS}/ORDER_CHANGE"),
        ("POST", f"{SUBSCRIPTIONS}/ORDER_CHANGE"),
        ("GET", f"{ORDERS}?createdAfter={LONG_AGO}"),
    ],
)
def test_what_is_a_sellers_takes_no_token_of_the_application(shopper, application, method, path):
    assert application.call(method, path).status_code == 403
    assert shopper.call(method, path).status_code != 403


def test_a_token_of_another_scope_reads_no_destinations(shopper):
    shopper.token = shopper.login(
        grant_type="client_credentials", scope="sellingpartnerapi::client_credential:rotation"
    ).json()["access_token"]
    assert shopper.get(DESTINATIONS).status_code == 403
