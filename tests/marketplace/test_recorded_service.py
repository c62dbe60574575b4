"""Messages, shipments, stores and notifications: whole talks, as recorded from the simulator."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from seller_credits.domain.shipments import ShipmentLine
from seller_credits.marketplace.errors import RequestRefused
from seller_credits.marketplace.sections import messaging, notifications, outbound, sellers
from tests.marketplace.conftest import NOW
from tests.marketplace.goods import goods

pytestmark = [pytest.mark.vcr, pytest.mark.block_network, pytest.mark.usefixtures("all_said")]

ORDER = "111-5855216-1295407"
"""In the shop of the day that is recorded."""
TEXT = "The carrier has your parcel, and it is under way again."
QUEUE = "arn:aws:sqs:us-east-1:123456789012:orders"


def test_a_message_and_that_it_is_taken_once(recorded_caller):
    place = (recorded_caller, ORDER, "US")
    assert messaging.buyer_locale(*place) == "en-US"
    assert "unexpectedProblem" in messaging.allowed_actions(*place)

    messaging.send(*place, "unexpectedProblem", TEXT)

    assert "unexpectedProblem" not in messaging.allowed_actions(*place)
    with pytest.raises(RequestRefused, match="does not take the message unexpectedProblem"):
        messaging.send(*place, "unexpectedProblem", TEXT)


@pytest.fixture
def request_of():
    return partial(goods, shown_id=ORDER, shown_at=NOW)


def test_goods_that_are_sent_once_and_can_be_followed(recorded_caller, request_of):
    request = request_of("R-1")

    assert outbound.preview(recorded_caller, request)
    assert outbound.create(recorded_caller, request) is outbound.Placed.NOW
    assert outbound.create(recorded_caller, request) is outbound.Placed.BEFORE
    sent = outbound.get(recorded_caller, "R-1")
    parcel = outbound.tracking(recorded_caller, sent.parcels[0].number)

    assert sent.lines == request.lines
    assert parcel.tracking_number == sent.parcels[0].tracking_number


def test_goods_that_are_held_back_and_taken_back(recorded_caller, request_of):
    outbound.create(recorded_caller, request_of("R-2", hold=True))

    outbound.cancel(recorded_caller, "R-2")

    pages = outbound.updated_since(recorded_caller, NOW - timedelta(days=1))
    stands = {each.order_id: each.status for page in pages for each in page}
    assert stands["R-2"] == "Cancelled"


def test_goods_the_seller_does_not_have(recorded_caller, request_of):
    request = request_of("R-3", lines=(ShipmentLine("1", "NO-SUCH-SKU", 1),))

    with pytest.raises(RequestRefused, match="Item Id: 1 is invalid"):
        outbound.create(recorded_caller, request)


def test_the_stores_of_the_account(recorded_caller):
    found = sellers.participations(recorded_caller)

    assert {"US", "CA"} <= {each.marketplace for each in found if each.participates}


def test_a_subscription_from_its_beginning_to_its_end(recorded_caller):
    """The destination is the application's own: another token, in nobody's name."""
    queue = notifications.create_queue_destination(recorded_caller, "queue", QUEUE)
    made = notifications.subscribe(recorded_caller, "ORDER_CHANGE", "1.0", queue.id)

    assert notifications.subscription(recorded_caller, "ORDER_CHANGE") == made
    assert queue in notifications.destinations(recorded_caller)

    notifications.unsubscribe(recorded_caller, made)
    notifications.delete_destination(recorded_caller, queue.id)
    assert notifications.subscription(recorded_caller, "ORDER_CHANGE") is None
