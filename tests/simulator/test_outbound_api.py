from __future__ import annotations

import itertools
from datetime import timedelta

import pytest

OUTBOUND = "/fba/outbound/2020-07-01"
ORDERS = f"{OUTBOUND}/fulfillmentOrders"
ADDRESS = {
    "name": "Jo Brooks",
    "addressLine1": "12 Mill Creek Dr",
    "city": "Madison",
    "stateOrRegion": "WI",
    "postalCode": "53703",
    "countryCode": "US",
}
MUG = {"sellerSku": "MUG-STONE-12", "sellerFulfillmentOrderItemId": "1", "quantity": 2}
KETTLE = {"sellerSku": "KET-GOOSE-1L", "sellerFulfillmentOrderItemId": "2", "quantity": 1}

numbers = itertools.count(1)


def wanted(**changes):
    body = {
        "sellerFulfillmentOrderId": f"R-111-1234567-1234567-{next(numbers)}",
        "displayableOrderId": "111-1234567-1234567",
        "displayableOrderDate": "2026-11-02T09:30:00Z",
        "displayableOrderComment": "Thank you for your order.",
        "shippingSpeedCategory": "Standard",
        "destinationAddress": ADDRESS,
        "items": [MUG, KETTLE],
    } | changes
    return {key: value for key, value in body.items() if value is not None}


def place(shopper, **changes):
    body = wanted(**changes)
    answer = shopper.call("POST", ORDERS, json=body)
    assert answer.status_code == 200, answer.text
    assert answer.json() == {}
    return body["sellerFulfillmentOrderId"]


def read(shopper, order_id):
    return shopper.get(f"{ORDERS}/{order_id}").json()["payload"]


def status(shopper, order_id):
    return read(shopper, order_id)["fulfillmentOrder"]["fulfillmentOrderStatus"]


def cancel(shopper, order_id):
    return shopper.call("PUT", f"{ORDERS}/{order_id}/cancel")


def said(answer):
    (error,) = answer.json()["errors"]
    return f"{error['message']} {error['details']}"


def test_an_order_is_planned_picked_and_shipped(travel):
    shopper, time = travel
    order_id = place(shopper)
    seen = [status(shopper, order_id)]
    for seconds in (1.2, 1, 2, 4):
        time.pass_by(seconds=seconds)
        seen.append(status(shopper, order_id))
    assert seen == ["New", "Received", "Planning", "Processing", "Complete"]


def test_an_order_is_kept_as_it_was_asked_for(shopper):
    order = read(shopper, place(shopper, fulfillmentPolicy="FillAll"))
    head = order["fulfillmentOrder"]
    assert head["destinationAddress"] == ADDRESS
    assert head["displayableOrderId"] == "111-1234567-1234567"
    assert head["displayableOrderDate"] == "2026-11-02T09:30:00Z"
    assert head["marketplaceId"] == "ATVPDKIKX0DER"
    assert (head["fulfillmentAction"], head["fulfillmentPolicy"]) == ("Ship", "FillAll")
    items = [(each["sellerSku"], each["quantity"]) for each in order["fulfillmentOrderItems"]]
    assert items == [("MUG-STONE-12", 2), ("KET-GOOSE-1L", 1)]


def test_a_parcel_has_a_number_once_it_is_shipped_and_is_followed_to_the_door(travel):
    shopper, time = travel
    order_id = place(shopper)
    time.pass_by(seconds=5)
    (shipment,) = read(shopper, order_id)["fulfillmentShipments"]
    assert shipment["fulfillmentShipmentStatus"] == "PENDING"
    assert "fulfillmentShipmentPackage" not in shipment
    time.pass_by(seconds=5)
    (shipment,) = read(shopper, order_id)["fulfillmentShipments"]
    assert shipment["fulfillmentShipmentStatus"] == "SHIPPED"
    (parcel,) = shipment["fulfillmentShipmentPackage"]
    number = parcel["packageNumber"]
    way = shopper.get(f"{OUTBOUND}/tracking", packageNumber=number).json()["payload"]
    assert way["currentStatus"] == "IN_TRANSIT"
    assert way["trackingNumber"] == parcel["trackingNumber"]
    time.pass_by(seconds=10)
    way = shopper.get(f"{OUTBOUND}/tracking", packageNumber=number).json()["payload"]
    assert way["currentStatus"] == "DELIVERED"
    assert [event["eventCode"] for event in way["trackingEvents"]] == ["EVENT_301", "EVENT_202"]
    assert way["shipToAddress"] == {"city": "Madison", "state": "WI", "country": "US"}


def test_a_parcel_that_has_not_left_cannot_be_followed(travel):
    shopper, time = travel
    place(shopper)
    assert shopper.get(f"{OUTBOUND}/tracking", packageNumber=310_000_001).status_code == 404
    time.pass_by(seconds=9)
    assert shopper.get(f"{OUTBOUND}/tracking", packageNumber=310_000_001).status_code == 200


@pytest.mark.parametrize("number", ["TBA1", "-1", "99999999999", None])
def test_a_package_number_is_a_number(shopper, number):
    params = {} if number is None else {"packageNumber": number}
    assert shopper.get(f"{OUTBOUND}/tracking", **params).status_code == 400


def test_one_id_of_the_sellers_is_one_order_for_ever(shopper):
    order_id = place(shopper)
    body = wanted(sellerFulfillmentOrderId=order_id, items=[MUG])
    again = shopper.call("POST", ORDERS, json=body)
    assert again.status_code == 400
    assert order_id in said(again)
    assert len(read(shopper, order_id)["fulfillmentOrderItems"]) == 2


def test_an_order_is_cancelled_until_its_picking_begins(travel):
    shopper, time = travel
    early, late = place(shopper), place(shopper)
    time.pass_by(seconds=2.5)
    assert cancel(shopper, early).status_code == 200
    time.pass_by(seconds=2)
    refused = cancel(shopper, late)
    assert refused.status_code == 400
    assert "Processing" in said(refused)
    time.pass_by(seconds=20)
    assert status(shopper, early) == "Cancelled"
    assert status(shopper, late) == "Complete"
    items = read(shopper, early)["fulfillmentOrderItems"]
    assert [item["cancelledQuantity"] for item in items] == [2, 1]
    assert cancel(shopper, early).status_code == 400


def test_an_order_on_hold_is_not_shipped_and_ends_after_two_weeks(travel):
    shopper, time = travel
    order_id = place(shopper, fulfillmentAction="Hold")
    time.pass_by(minutes=40)
    assert status(shopper, order_id) == "Received"
    assert read(shopper, order_id)["fulfillmentShipments"] == []
    time.pass_by(days=14)
    shopper.token = None
    assert status(shopper, order_id) == "Cancelled"


def test_orders_are_listed_by_their_last_change(travel):
    shopper, time = travel
    old = place(shopper)
    time.pass_by(minutes=30)
    since = (time.now() - timedelta(minutes=1)).isoformat()
    new = place(shopper)

    def ids(**params):
        orders = shopper.get(ORDERS, **params).json()["payload"]["fulfillmentOrders"]
        return [order["sellerFulfillmentOrderId"] for order in orders]

    assert ids() == [old, new]
    assert ids(queryStartDate=since) == [new]


def test_the_list_of_orders_is_paged(shopper):
    placed = [place(shopper) for _ in range(51)]
    listed, token = [], {}
    while True:
        page = shopper.get(ORDERS, **token).json()["payload"]
        listed += [order["sellerFulfillmentOrderId"] for order in page["fulfillmentOrders"]]
        if "nextToken" not in page:
            break
        token = {"nextToken": page["nextToken"]}
    assert set(placed) <= set(listed)
    assert len(set(listed)) == len(listed)
    assert shopper.get(ORDERS, nextToken="made-up").status_code == 400


def lines(count, **changes):
    return [MUG | {"sellerFulfillmentOrderItemId": str(each)} | changes for each in range(count)]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"sellerFulfillmentOrderId": "x" * 41}, "sellerFulfillmentOrderId"),
        ({"sellerFulfillmentOrderId": None}, "sellerFulfillmentOrderId"),
        ({"displayableOrderId": "x" * 41}, "displayableOrderId"),
        ({"displayableOrderId": "two  blanks"}, "two blanks"),
        ({"displayableOrderId": "注文"}, "ISO 8859-1"),
        ({"displayableOrderComment": "x" * 751}, "displayableOrderComment"),
        ({"displayableOrderDate": "yesterday"}, "displayableOrderDate"),
        ({"shippingSpeedCategory": "Overnight"}, "shippingSpeedCategory"),
        ({"shippingSpeedCategory": "ScheduledDelivery"}, "not available in Amazon.com"),
        ({"fulfillmentAction": "Wait"}, "fulfillmentAction"),
        ({"marketplaceId": "A1PA6795UKMFR9"}, "marketplaceId"),
        ({"destinationAddress": {**ADDRESS, "postalCode": None}}, "destinationAddress.postalCode"),
        ({"destinationAddress": {**ADDRESS, "countryCode": "USA"}}, "countryCode"),
        ({"items": []}, "items"),
        ({"items": lines(101, quantity=1)}, "1 to 100"),
        ({"items": lines(2, quantity=126)}, "252 units"),
        ({"items": [MUG, MUG]}, "same sellerFulfillmentOrderItemId"),
        ({"items": [MUG | {"sellerSku": "x" * 51}]}, "items[0].sellerSku"),
        ({"items": [MUG | {"sellerFulfillmentOrderItemId": "x" * 51}]}, "51 characters"),
        ({"items": [MUG | {"quantity": 0}]}, "items[0].quantity"),
        ({"items": [MUG | {"quantity": "2"}]}, "items[0].quantity"),
        ({"items": [MUG | {"sellerSku": "SOMEBODY-ELSES"}]}, "SellerSKU for Item Id: 1 is invalid"),
        ({"items": ["MUG-STONE-12"]}, "a list of objects"),
    ],
)
def test_a_malformed_order_is_refused_and_not_kept(shopper, changes, why):
    body = wanted(**changes)
    refused = shopper.call("POST", ORDERS, json=body)
    assert refused.status_code == 400
    assert why in said(refused)
    order_id = body.get("sellerFulfillmentOrderId", "none")
    assert shopper.get(f"{ORDERS}/{order_id}").status_code == 404


def test_an_order_at_the_limits_is_taken(shopper):
    order_id = place(
        shopper,
        displayableOrderId="x" * 40,
        displayableOrderComment="x" * 750,
        items=lines(100, quantity=2),
    )
    assert len(read(shopper, order_id)["fulfillmentOrderItems"]) == 100


def preview(shopper, **changes):
    body = {"address": ADDRESS, "items": [MUG, KETTLE]} | changes
    answer = shopper.call("POST", f"{ORDERS}/preview", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()["payload"]["fulfillmentPreviews"]


def test_a_preview_names_the_price_of_each_speed(shopper):
    previews = preview(shopper)
    assert [each["shippingSpeedCategory"] for each in previews] == [
        *("Standard", "Expedited", "Priority"),
    ]
    assert all(each["isFulfillable"] for each in previews)
    fees = {fee["name"]: fee["amount"] for fee in previews[0]["estimatedFees"]}
    assert fees["FBAPerUnitFulfillmentFee"] == {"currencyCode": "USD", "value": "17.85"}
    canadian = preview(shopper, marketplaceId="A2EUQ1WTGCTBG2")
    assert canadian[0]["estimatedFees"][0]["amount"]["currencyCode"] == "CAD"


def test_a_preview_says_what_cannot_be_shipped(shopper):
    strange = MUG | {"sellerSku": "SOMEBODY-ELSES"}
    (standard,) = preview(shopper, items=[strange], shippingSpeedCategories=["Standard"])
    assert not standard["isFulfillable"]
    (line,) = standard["unfulfillablePreviewItems"]
    assert line["sellerSku"] == "SOMEBODY-ELSES"
    (scheduled,) = preview(shopper, shippingSpeedCategories=["ScheduledDelivery"])
    assert not scheduled["isFulfillable"]
    assert scheduled["orderUnfulfillableReasons"]


@pytest.mark.parametrize("changes", [{"address": None}, {"shippingSpeedCategories": ["Tomorrow"]}])
def test_a_malformed_preview_is_refused(shopper, changes):
    body = {"address": ADDRESS, "items": [MUG]} | changes
    assert shopper.call("POST", f"{ORDERS}/preview", json=body).status_code == 400


def test_an_order_that_does_not_exist_is_not_found(shopper):
    assert shopper.get(f"{ORDERS}/none").status_code == 404
    assert cancel(shopper, "none").status_code == 404
