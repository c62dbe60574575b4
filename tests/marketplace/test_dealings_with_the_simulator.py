"""Messages, shipments, stores and notifications of the client, in a whole marketplace."""

from __future__ import annotations

import time as real_time
from datetime import UTC, datetime, timedelta
from functools import partial

import httpx
import pytest

from seller_credits.domain.shipments import ShipmentLine
from seller_credits.marketplace.errors import AccessDenied, RequestRefused
from seller_credits.marketplace.operations import GET_DESTINATIONS, GET_PARTICIPATIONS, Operation
from seller_credits.marketplace.sections import messaging, notifications, outbound, sellers
from seller_credits.marketplace.sections.orders import order
from seller_credits.simulator.server import running
from tests.marketplace.calling import calling
from tests.marketplace.goods import goods
from tests.marketplace.test_with_the_simulator import account_of

TEXT = "The carrier has your parcel, and it is under way again."


@pytest.fixture(scope="module")
def simulator():
    with running(orders=120, speed=20_000) as connection:
        yield connection


@pytest.fixture
def now():
    return datetime.now(UTC)


@pytest.fixture
def caller(simulator):
    with calling(account_of(simulator), lambda: datetime.now(UTC), real_time.sleep) as caller:
        yield caller


@pytest.fixture
def place(simulator):
    """An order whose buyer may still be told of an unexpected problem: its id and store."""
    issues = httpx.get(simulator.truth, trust_env=False).json()["issues"]
    with calling(account_of(simulator), lambda: datetime.now(UTC), real_time.sleep) as caller:
        for order_id in {issue["order_id"] for issue in issues}:
            row = order(caller, order_id)
            found = (order_id, row.order.marketplace)
            if "unexpectedProblem" in messaging.allowed_actions(caller, *found):
                return found
    raise AssertionError("nobody may be written to")


@pytest.fixture
def request_of(now):
    return partial(goods, shown_id="111-1234567-1234567", shown_at=now)


def test_a_message_reaches_the_buyer_once_and_then_is_not_allowed_again(simulator, caller, place):
    messaging.send(caller, *place, "unexpectedProblem", TEXT)

    assert "unexpectedProblem" not in messaging.allowed_actions(caller, *place)
    with pytest.raises(RequestRefused, match="does not take the message") as problem:
        messaging.send(caller, *place, "unexpectedProblem", TEXT)
    assert not problem.value.may_have_happened
    sent = httpx.get(f"{simulator.truth}/messages", trust_env=False).text
    assert sent.count(TEXT) == 1


def test_the_buyers_language_is_one_of_the_store(caller, place):
    assert messaging.buyer_locale(caller, *place) in {"en-US", "en-CA", "fr-CA"}


def test_goods_are_sent_once_however_often_they_are_asked_for(caller, request_of, now):
    request = request_of("R-once")

    assert outbound.create(caller, request) is outbound.Placed.NOW
    assert outbound.create(caller, request) is outbound.Placed.BEFORE
    with pytest.raises(RequestRefused):
        outbound.create(caller, request_of("R-once", lines=(ShipmentLine("1", "KET-GOOSE-1L", 1),)))

    listed = [
        each.order_id
        for page in outbound.updated_since(caller, now - timedelta(days=1))
        for each in page
    ]
    assert listed.count("R-once") == 1


def test_what_was_sent_gets_a_parcel_that_can_be_followed(caller, request_of):
    outbound.create(caller, request_of("R-parcel"))
    for _ in range(500):
        sent = outbound.get(caller, "R-parcel")
        if sent.parcels:
            break
        real_time.sleep(0.01)

    parcel = outbound.tracking(caller, sent.parcels[0].number)

    assert sent.lines == (ShipmentLine("1", "MUG-STONE-12", 1),)
    assert parcel.number == sent.parcels[0].number
    assert parcel.tracking_number == sent.parcels[0].tracking_number


def test_what_is_held_back_can_be_taken_back(caller, request_of):
    outbound.create(caller, request_of("R-held", hold=True))

    outbound.cancel(caller, "R-held")

    assert outbound.get(caller, "R-held").status == "Cancelled"


def test_a_product_the_seller_does_not_have_is_refused_with_its_line(caller, request_of):
    with pytest.raises(RequestRefused, match="Item Id: 1 is invalid"):
        outbound.create(caller, request_of("R-no", lines=(ShipmentLine("1", "NO-SUCH-SKU", 1),)))

    assert outbound.get(caller, "R-no") is None


def test_the_account_sells_in_every_store_it_is_configured_for(simulator, caller):
    found = sellers.participations(caller)

    assert {each.marketplace for each in found if each.participates} >= {"US", "CA"}
    assert not any(each.listings_suspended for each in found)


def test_a_seller_subscribes_to_the_applications_queue(caller):
    arn = "arn:aws:sqs:us-east-1:123456789012:orders"
    queue = notifications.create_queue_destination(caller, "queue", arn)

    subscribed = notifications.subscribe(caller, "ORDER_CHANGE", "1.0", queue.id)

    assert notifications.subscription(caller, "ORDER_CHANGE") == subscribed
    assert queue in notifications.destinations(caller)
    assert notifications.create_queue_destination(caller, "again", arn) == queue
    notifications.unsubscribe(caller, subscribed)
    assert notifications.subscription(caller, "ORDER_CHANGE") is None


@pytest.mark.parametrize(
    ("operation", "scope"),
    [(GET_DESTINATIONS, ""), (GET_PARTICIPATIONS, "sellingpartnerapi::notifications")],
    ids=["the seller's for the application", "the application's for the seller"],
)
def test_a_token_in_the_wrong_name_is_denied(caller, operation, scope):
    known = (operation.name, operation.method, operation.path, operation.rate, operation.burst)
    wrong = Operation(*known, operation.repeat, grantless=scope)

    with pytest.raises(AccessDenied):
        caller.call(wrong)
