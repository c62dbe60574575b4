import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from seller_credits.domain.errors import UsageProblem
from seller_credits.domain.money import Money
from seller_credits.domain.shipments import Address, ShipmentLine, ShipmentRequest
from seller_credits.marketplace.errors import (
    CallProblem,
    NotFound,
    RequestRefused,
    UnexpectedAnswer,
    Unreachable,
)
from seller_credits.marketplace.sections.outbound import (
    Placed,
    cancel,
    create,
    get,
    preview,
    tracking,
    updated_since,
)
from tests.marketplace.conftest import NOW
from tests.marketplace.loopback import Reply, amazon_error, said

MCF = "/fba/outbound/2020-07-01"
ORDERS = f"{MCF}/fulfillmentOrders"
ORDER = f"{ORDERS}/R-1"
PREVIEW = f"{ORDERS}/preview"
TRACKING = f"{MCF}/tracking"

ADDRESS = Address("Jane Roe", "12 Elm Street", "48084", "US", city="Troy", region="MI")
REQUEST = ShipmentRequest(
    order_id="R-1",
    shown_id="111-2222222-3333333",
    shown_at=NOW,
    comment="Your replacement. No charge.",
    address=ADDRESS,
    lines=(ShipmentLine("1", "MUG-BLUE", 2),),
    marketplace="US",
)


def an_order(status="Processing", *, sku="MUG-BLUE", quantity=2, packages=()):
    return {
        "fulfillmentOrder": {
            "sellerFulfillmentOrderId": "R-1",
            "marketplaceId": "ATVPDKIKX0DER",
            "displayableOrderId": "111-2222222-3333333",
            "displayableOrderDate": "2026-11-23T12:00:00Z",
            "displayableOrderComment": "Your replacement.",
            "shippingSpeedCategory": "Standard",
            "destinationAddress": {"name": "Jane Roe", "addressLine1": "12 Elm Street"},
            "receivedDate": "2026-11-23T12:00:01Z",
            "fulfillmentOrderStatus": status,
            "statusUpdatedDate": "2026-11-23T13:00:00Z",
        },
        "fulfillmentOrderItems": [
            {
                "sellerSku": sku,
                "sellerFulfillmentOrderItemId": "1",
                "quantity": quantity,
                "cancelledQuantity": 0,
                "unfulfillableQuantity": 0,
            }
        ],
        "fulfillmentShipments": [{"fulfillmentShipmentPackage": list(packages)}],
        "returnItems": [],
        "returnAuthorizations": [],
    }


def refused(details=""):
    return amazon_error(400, "InvalidInput", "The order cannot be created", details)


def test_goods_are_sent_as_they_were_asked_for_all_of_them_or_none(amazon, caller):
    amazon.answers(ORDERS, said({}))

    assert create(caller, REQUEST) is Placed.NOW

    (heard,) = amazon.asked(ORDERS)
    assert json.loads(heard.body) == {
        "marketplaceId": "ATVPDKIKX0DER",
        "sellerFulfillmentOrderId": "R-1",
        "displayableOrderId": "111-2222222-3333333",
        "displayableOrderDate": "2026-11-23T12:00:00Z",
        "displayableOrderComment": "Your replacement. No charge.",
        "shippingSpeedCategory": "Standard",
        "destinationAddress": {
            "name": "Jane Roe",
            "addressLine1": "12 Elm Street",
            "city": "Troy",
            "stateOrRegion": "MI",
            "postalCode": "48084",
            "countryCode": "US",
        },
        "fulfillmentAction": "Ship",
        "fulfillmentPolicy": "FillOrKill",
        "items": [{"sellerSku": "MUG-BLUE", "sellerFulfillmentOrderItemId": "1", "quantity": 2}],
    }


def test_goods_can_be_held_back(amazon, caller):
    amazon.answers(ORDERS, said({}))

    create(caller, replace(REQUEST, hold=True))

    assert json.loads(amazon.asked(ORDERS)[0].body)["fulfillmentAction"] == "Hold"


def test_an_order_whose_answer_was_lost_is_found_to_exist(amazon, caller):
    amazon.answers(ORDERS, Reply(cut=True), refused("The order id exists"))
    amazon.answers(ORDER, said({"payload": an_order()}))

    assert create(caller, REQUEST) is Placed.BEFORE
    assert len(amazon.asked(ORDERS)) == 2


@pytest.mark.parametrize("unknown", [amazon_error(404, "NotFound"), refused("no such order")])
def test_an_order_that_was_refused_and_is_not_there_is_a_refusal(amazon, caller, unknown):
    amazon.answers(ORDERS, refused("No stock of MUG-BLUE"))
    amazon.answers(ORDER, unknown)

    with pytest.raises(RequestRefused, match="No stock of MUG-BLUE") as problem:
        create(caller, REQUEST)

    assert not problem.value.may_have_happened


@pytest.mark.parametrize("other", [{"sku": "MUG-RED"}, {"quantity": 1}])
def test_another_order_under_the_same_id_is_not_taken_for_this_one(amazon, caller, other):
    amazon.answers(ORDERS, refused("The order id exists"))
    amazon.answers(ORDER, said({"payload": an_order(**other)}))

    with pytest.raises(RequestRefused, match="order id exists"):
        create(caller, REQUEST)


def test_an_order_that_cannot_be_looked_up_may_be_there(amazon, caller):
    amazon.answers(ORDERS, refused("The order id exists"))
    amazon.answers(ORDER, amazon_error(403, "Unauthorized"))

    with pytest.raises(CallProblem) as problem:
        create(caller, REQUEST)

    assert problem.value.may_have_happened


def test_an_order_nobody_ever_answered_for_may_be_there(amazon, caller):
    amazon.answers(ORDERS, Reply(cut=True))

    with pytest.raises(Unreachable) as problem:
        create(caller, REQUEST)

    assert problem.value.may_have_happened


def test_no_error_holds_the_address_though_amazon_quotes_it(amazon, caller):
    words = "JANE ROE of 12 Elm Street, Troy 48084 is no valid address in US"
    amazon.answers(ORDERS, refused(words))
    amazon.answers(PREVIEW, refused(words))

    for ask in (create, preview):
        with pytest.raises(RequestRefused) as problem:
            ask(caller, REQUEST)
        text = str(problem.value)
        assert "is no valid address in US" in text
        assert not [word for word in ("JANE", "ROE", "Elm", "Troy", "48084") if word in text]


def test_an_address_shows_nothing_of_itself():
    assert repr(ADDRESS) == str(ADDRESS) == "Address()"
    assert "Jane" not in repr(REQUEST)


def test_what_amazon_would_not_take_reaches_nobody(amazon, caller):
    wrong = replace(REQUEST, lines=(), address=replace(ADDRESS, country="usa"))

    for ask in (create, preview):
        with pytest.raises(UsageProblem, match="R-1 cannot be asked for: it has no line; the add"):
            ask(caller, wrong)

    assert amazon.heard == []


def test_a_preview_says_what_it_costs_and_when_it_arrives_at_each_speed(amazon, caller):
    amazon.answers(
        PREVIEW,
        said(
            {
                "payload": {
                    "fulfillmentPreviews": [
                        {
                            "shippingSpeedCategory": "Standard",
                            "isFulfillable": True,
                            "isCODCapable": False,
                            "marketplaceId": "ATVPDKIKX0DER",
                            "estimatedFees": [
                                {"name": "a", "amount": {"currencyCode": "USD", "value": "5.30"}},
                                {"name": "b", "amount": {"currencyCode": "USD", "value": "0.45"}},
                            ],
                            "fulfillmentPreviewShipments": [
                                {"latestArrivalDate": "2026-11-27T08:00:00Z"},
                                {"latestArrivalDate": "2026-11-28T08:00:00Z"},
                                {"fulfillmentPreviewItems": []},
                            ],
                        },
                        {
                            "shippingSpeedCategory": "Priority",
                            "isFulfillable": False,
                            "isCODCapable": False,
                            "marketplaceId": "ATVPDKIKX0DER",
                            "orderUnfulfillableReasons": ["DeliverySLAUnavailable"],
                            "unfulfillablePreviewItems": [
                                {"itemUnfulfillableReasons": ["OutOfStock"]},
                                {"itemUnfulfillableReasons": ["OutOfStock"]},
                            ],
                        },
                    ]
                }
            }
        ),
    )

    standard, priority = preview(caller, REQUEST)

    assert (standard.can_ship, standard.fees) == (True, Money.of("5.75", "USD"))
    assert standard.arrives_by == datetime(2026, 11, 28, 8, tzinfo=UTC)
    assert (priority.can_ship, priority.fees, priority.arrives_by) == (False, None, None)
    assert priority.problems == ("DeliverySLAUnavailable", "OutOfStock")
    body = json.loads(amazon.asked(PREVIEW)[0].body)
    assert body.keys() == {"marketplaceId", "address", "items"}


@pytest.mark.parametrize(
    "fees",
    [
        [{"name": "a"}, {"name": "b", "amount": {"currencyCode": "USD", "value": "1"}}],
        [
            {"name": "a", "amount": {"currencyCode": "USD", "value": "1"}},
            {"name": "b", "amount": {"currencyCode": "CAD", "value": "1"}},
        ],
    ],
)
def test_fees_that_cannot_be_summed_are_unknown_and_not_less(amazon, caller, fees):
    one = {"shippingSpeedCategory": "Standard", "isFulfillable": True, "estimatedFees": fees}
    amazon.answers(PREVIEW, said({"payload": {"fulfillmentPreviews": [one]}}))

    assert preview(caller, REQUEST)[0].fees is None


def test_an_order_comes_with_its_lines_and_parcels_and_without_its_address(amazon, caller):
    package = {
        "packageNumber": 7,
        "carrierCode": "UPS",
        "trackingNumber": "1Z1",
        "estimatedArrivalDate": "2026-11-27T08:00:00Z",
    }
    amazon.answers(ORDER, said({"payload": an_order("PROCESSING", packages=[package])}))

    order = get(caller, "R-1")

    assert (order.status, order.marketplace) == ("PROCESSING", "US")
    assert order.updated_at == datetime(2026, 11, 23, 13, tzinfo=UTC)
    assert order.lines == (ShipmentLine("1", "MUG-BLUE", 2),)
    assert [(each.number, each.carrier, each.tracking_number) for each in order.parcels] == [
        (7, "UPS", "1Z1")
    ]
    assert "Jane" not in repr(order)


def test_an_order_amazon_does_not_know_is_none(amazon, caller):
    amazon.answers(ORDER, amazon_error(404, "NotFound"))

    assert get(caller, "R-1") is None


def test_an_id_of_the_sellers_own_making_stays_one_part_of_the_path(amazon, caller):
    get(caller, "R/1?x")

    assert amazon.heard[-1].path == f"{ORDERS}/R%2F1%3Fx"


def test_an_answer_that_is_no_order_tells_nothing_of_what_stood_there(amazon, caller):
    odd = an_order()
    odd["fulfillmentOrder"]["receivedDate"] = "Jane Roe"
    amazon.answers(ORDER, said({"payload": odd}))

    with pytest.raises(UnexpectedAnswer, match=r"fulfillmentOrder\.receivedDate") as problem:
        get(caller, "R-1")

    assert "Jane" not in str(problem.value)


def test_changed_orders_come_a_page_at_a_time(amazon, caller):
    one = an_order()["fulfillmentOrder"]
    amazon.answers(
        ORDERS,
        said({"payload": {"fulfillmentOrders": [one], "nextToken": "t1"}}),
        said({"payload": {"fulfillmentOrders": [], "nextToken": "t2"}}),
        said({"payload": {"fulfillmentOrders": [one], "nextToken": ""}}),
    )

    pages = list(updated_since(caller, NOW))

    assert [[order.order_id for order in page] for page in pages] == [["R-1"], [], ["R-1"]]
    asked = [heard.query for heard in amazon.asked(ORDERS)]
    assert asked == [
        {"queryStartDate": "2026-11-23T12:00:00Z"},
        {"nextToken": "t1"},
        {"nextToken": "t2"},
    ]


def test_a_page_of_orders_that_comes_again_ends_the_reading(amazon, caller):
    amazon.answers(ORDERS, said({"payload": {"fulfillmentOrders": [], "nextToken": "t1"}}))

    with pytest.raises(UnexpectedAnswer, match="again and again"):
        list(updated_since(caller, NOW))


def test_an_order_is_taken_back_by_its_id(amazon, caller):
    amazon.answers(f"{ORDER}/cancel", said({}))

    cancel(caller, "R-1")

    (heard,) = amazon.asked(f"{ORDER}/cancel")
    assert (heard.method, heard.body) == ("PUT", b"")


def test_an_order_that_is_not_there_cannot_be_taken_back(amazon, caller):
    amazon.answers(f"{ORDER}/cancel", amazon_error(404, "NotFound"))

    with pytest.raises(NotFound):
        cancel(caller, "R-1")


def test_a_parcels_way_comes_in_order_and_without_who_signed(amazon, caller):
    amazon.answers(
        TRACKING,
        said(
            {
                "payload": {
                    "packageNumber": 7,
                    "trackingNumber": "1Z1",
                    "carrierCode": "UPS",
                    "currentStatus": "TELEPORTED",
                    "currentStatusDescription": "Somewhere",
                    "signedForBy": "Jane Roe",
                    "shipToAddress": {"city": "Troy", "state": "MI", "country": "US"},
                    "trackingEvents": [
                        {
                            "eventDate": "2026-11-25T10:00:00-05:00",
                            "eventCode": "EVENT_409",
                            "eventDescription": "Lost",
                            "eventAddress": {"city": "Troy", "state": "MI", "country": "US"},
                        },
                        {"eventDate": "2026-11-24T10:00:00Z", "eventCode": "EVENT_102"},
                    ],
                }
            }
        ),
    )

    found = tracking(caller, 7)

    assert (found.status, found.number, found.carrier) == ("TELEPORTED", 7, "UPS")
    assert [event.code for event in found.events] == ["EVENT_102", "EVENT_409"]
    assert found.events[1].at == datetime(2026, 11, 25, 15, tzinfo=UTC)
    assert amazon.asked(TRACKING)[0].query == {"packageNumber": "7"}
    assert "Jane" not in repr(found)
    assert "Troy" not in repr(found)


def test_a_parcel_amazon_does_not_know_is_none(caller):
    assert tracking(caller, 8) is None
