"""Where an application is told, and what a seller's account is told of."""

import json
from urllib.parse import parse_qs

import pytest

from seller_credits.domain.notifications import Destination, Subscription
from seller_credits.marketplace.errors import RequestRefused
from seller_credits.marketplace.sections.notifications import (
    create_bus_destination,
    create_queue_destination,
    delete_destination,
    destinations,
    subscribe,
    subscription,
    unsubscribe,
)
from tests.marketplace.loopback import TOKEN, Reply, amazon_error, granted, said

ARN = "arn:aws:sqs:us-east-1:123456789012:orders"
SUBSCRIPTIONS = "/notifications/v1/subscriptions/ORDER_CHANGE"
DESTINATIONS = "/notifications/v1/destinations"

# Subscriptions: in the seller's name.


def subscribed(destination="d-1"):
    return {
        "payload": {"subscriptionId": "s-1", "payloadVersion": "1.0", "destinationId": destination}
    }


def test_a_subscription_is_found_by_its_type(amazon, caller):
    amazon.answers(SUBSCRIPTIONS, said(subscribed()))

    assert subscription(caller, "ORDER_CHANGE") == Subscription("s-1", "ORDER_CHANGE", "1.0", "d-1")
    assert subscription(caller, "ORDER_CHANGE", "1.0").version == "1.0"
    assert [heard.query for heard in amazon.asked(SUBSCRIPTIONS)] == [{}, {"payloadVersion": "1.0"}]


def test_a_type_nobody_is_told_of_has_no_subscription(caller):
    assert subscription(caller, "ORDER_CHANGE") is None


def test_a_subscription_is_made_in_the_sellers_name(amazon, caller):
    amazon.answers(SUBSCRIPTIONS, said(subscribed()))

    assert subscribe(caller, "ORDER_CHANGE", "1.0", "d-1").id == "s-1"

    (heard,) = amazon.asked(SUBSCRIPTIONS)
    assert json.loads(heard.body) == {"payloadVersion": "1.0", "destinationId": "d-1"}
    assert grants(amazon) == ["refresh_token"]


def test_a_subscription_that_is_there_already_is_given(amazon, caller):
    amazon.answers(
        SUBSCRIPTIONS, Reply(cut=True), amazon_error(409, "Conflict"), said(subscribed())
    )

    assert subscribe(caller, "ORDER_CHANGE", "1.0", "d-1").id == "s-1"


def test_a_subscription_to_another_destination_is_a_refusal(amazon, caller):
    amazon.answers(SUBSCRIPTIONS, amazon_error(409, "Conflict"), said(subscribed("d-2")))

    with pytest.raises(RequestRefused, match="Conflict"):
        subscribe(caller, "ORDER_CHANGE", "1.0", "d-1")


@pytest.mark.parametrize("reply", [said({}), amazon_error(404, "NotFound")])
def test_a_subscription_that_is_ended_is_gone_also_where_it_was_gone(amazon, caller, reply):
    amazon.answers(f"{SUBSCRIPTIONS}/s-1", reply)

    unsubscribe(caller, Subscription("s-1", "ORDER_CHANGE", "1.0", "d-1"))

    assert amazon.asked(f"{SUBSCRIPTIONS}/s-1")[0].method == "DELETE"
    assert grants(amazon) == ["client_credentials"]


# Destinations: the application's own, with a token of its own.


def grants(amazon):
    return [parse_qs(heard.body.decode())["grant_type"][0] for heard in amazon.asked(TOKEN)]


def a_destination(resource):
    return {"destinationId": "d-1", "name": "mine", "resource": resource}


def test_the_destinations_are_asked_for_in_the_applications_name(amazon, caller):
    amazon.answers(TOKEN, granted("Atza|application"))
    amazon.answers(
        DESTINATIONS,
        said(
            {
                "payload": [
                    a_destination({"sqs": {"arn": ARN}}),
                    a_destination(
                        {"eventBridge": {"name": "x", "region": "us-east-1", "accountId": "123"}}
                    ),
                    a_destination({"carrierPigeon": {}}),
                ]
            }
        ),
    )

    assert destinations(caller) == (
        Destination("d-1", "mine", ARN, None),
        Destination("d-1", "mine", None, "us-east-1/123"),
        Destination("d-1", "mine", None, None),
    )
    (login,) = amazon.asked(TOKEN)
    form = parse_qs(login.body.decode())
    assert form["grant_type"] == ["client_credentials"]
    assert form["scope"] == ["sellingpartnerapi::notifications"]
    assert "refresh_token" not in form
    assert amazon.asked(DESTINATIONS)[0].headers["x-amz-access-token"] == "Atza|application"


def test_each_name_keeps_its_own_token(amazon, caller):
    amazon.answers(TOKEN, granted("Atza|seller"), granted("Atza|application"))
    amazon.answers(SUBSCRIPTIONS, said(subscribed()))
    amazon.answers(DESTINATIONS, said({"payload": []}))

    for _ in range(2):
        subscription(caller, "ORDER_CHANGE")
        destinations(caller)

    assert grants(amazon) == ["refresh_token", "client_credentials"]
    tokens = [heard.headers.get("x-amz-access-token") for heard in amazon.heard]
    assert [token for token in tokens if token] == ["Atza|seller", "Atza|application"] * 2


def test_a_denied_token_of_the_application_leaves_the_sellers_alone(amazon, caller):
    amazon.answers(TOKEN, granted("Atza|seller"), granted("Atza|old"), granted("Atza|new"))
    amazon.answers(SUBSCRIPTIONS, said(subscribed()))
    amazon.answers(
        DESTINATIONS,
        said({"payload": []}),
        amazon_error(403, "Unauthorized"),
        said({"payload": []}),
    )

    subscription(caller, "ORDER_CHANGE")
    destinations(caller)
    destinations(caller)
    subscription(caller, "ORDER_CHANGE")

    assert grants(amazon) == ["refresh_token", "client_credentials", "client_credentials"]
    assert amazon.heard[-1].headers["x-amz-access-token"] == "Atza|seller"


def test_a_queue_and_a_bus_can_be_named(amazon, caller):
    amazon.answers(DESTINATIONS, said({"payload": a_destination({"sqs": {"arn": ARN}})}))

    assert create_queue_destination(caller, "mine", ARN).queue == ARN
    create_bus_destination(caller, "mine", "us-east-1", "123456789012")

    queue, bus = (json.loads(heard.body) for heard in amazon.asked(DESTINATIONS))
    assert queue == {"name": "mine", "resourceSpecification": {"sqs": {"arn": ARN}}}
    assert bus["resourceSpecification"] == {
        "eventBridge": {"region": "us-east-1", "accountId": "123456789012"}
    }


def test_a_queue_that_is_named_already_is_given(amazon, caller):
    there = {"payload": [a_destination({"sqs": {"arn": ARN}})]}
    amazon.answers(DESTINATIONS, Reply(cut=True), amazon_error(409, "Conflict"), said(there))

    assert create_queue_destination(caller, "mine", ARN).id == "d-1"


def test_a_queue_amazon_does_not_take_is_a_refusal(amazon, caller):
    other = {"payload": [a_destination({"sqs": {"arn": f"{ARN}-2"}})]}
    amazon.answers(DESTINATIONS, amazon_error(400, message="No permission"), said(other))

    with pytest.raises(RequestRefused, match="No permission"):
        create_queue_destination(caller, "mine", ARN)


@pytest.mark.parametrize("reply", [said({}), amazon_error(404, "NotFound")])
def test_a_destination_that_is_forgotten_is_gone_also_where_it_was_gone(amazon, caller, reply):
    amazon.answers(f"{DESTINATIONS}/d-1", reply)

    delete_destination(caller, "d-1")

    assert amazon.asked(f"{DESTINATIONS}/d-1")[0].method == "DELETE"
