from __future__ import annotations

import pytest

DETAILS = "confirmOrderDetails"
PROBLEM = "unexpectedProblem"
DOCUMENT = {"uploadDestinationId": "sc/4567/manual", "fileName": "manual.pdf"}


def path_of(order):
    return f"/messaging/v1/orders/{order['orderId']}"


def place_of(order):
    return {"marketplaceIds": order["salesChannel"]["marketplaceId"]}


def actions(shopper, order):
    answer = shopper.get(path_of(order), **place_of(order))
    assert answer.status_code == 200
    return [link["name"] for link in answer.json()["_links"]["actions"]]


def write(shopper, order, action, **body):
    path = f"{path_of(order)}/messages/{action}"
    return shopper.call("POST", path, params=place_of(order), json=body)


def said(answer):
    (error,) = answer.json()["errors"]
    return f"{error['message']} {error['details']}"


def orders(shopper, status, fulfilled_by="MERCHANT"):
    found = shopper.orders(fulfillmentStatuses=status, fulfilledBy=fulfilled_by)
    assert found
    return found


@pytest.fixture
def unshipped(shopper):
    """Give an order that waits to be shipped and whose buyer nobody has written to."""
    return next(each for each in orders(shopper, "UNSHIPPED") if len(actions(shopper, each)) == 7)


@pytest.fixture
def shipped(shopper):
    """Give an order that is under way and whose buyer nobody has written to."""
    return next(each for each in orders(shopper, "SHIPPED") if len(actions(shopper, each)) == 6)


def test_before_shipping_a_seller_may_ask_about_the_order(shopper, unshipped):
    assert {DETAILS, "confirmCustomizationDetails", PROBLEM} <= set(actions(shopper, unshipped))
    assert "warranty" not in actions(shopper, unshipped)


def test_after_shipping_it_is_too_late_to_ask_about_the_order(shopper, shipped):
    assert set(actions(shopper, shipped)) == {
        *("confirmDeliveryDetails", "confirmServiceDetails", PROBLEM),
        *("digitalAccessKey", "legalDisclosure", "warranty"),
    }
    refused = write(shopper, shipped, DETAILS, text="Which colour would you like?")
    assert refused.status_code == 403
    assert said(refused).strip() == "Invalid amazonOrderId and template combination."


@pytest.mark.parametrize(
    ("status", "fulfilled_by"),
    [("CANCELLED", "MERCHANT"), ("PENDING", "MERCHANT"), ("SHIPPED", "AMAZON")],
)
def test_nobody_is_written_to_about_what_is_not_the_sellers_to_ship(shopper, status, fulfilled_by):
    order = orders(shopper, status, fulfilled_by)[0]
    assert actions(shopper, order) == []
    assert write(shopper, order, PROBLEM, text="The parcel is late.").status_code == 403


def test_each_action_says_where_it_is_sent(shopper, shipped):
    answer = shopper.get(path_of(shipped), **place_of(shipped))
    place = shipped["salesChannel"]["marketplaceId"]
    assert answer.headers["content-type"] == "application/hal+json"
    links = {link["name"]: link["href"] for link in answer.json()["_links"]["actions"]}
    path = f"{path_of(shipped)}/messages/{PROBLEM}?marketplaceIds={place}"
    assert links[PROBLEM] == path
    embedded = answer.json()["_embedded"]["actions"]
    assert [each["_links"]["self"]["name"] for each in embedded] == list(links)


def test_a_message_is_sent_once_and_then_no_longer_offered(shopper, shipped):
    text = "Your parcel was damaged at our depot; a new one leaves today."
    sent = write(shopper, shipped, PROBLEM, text=text)
    assert sent.status_code == 201
    assert sent.json() == {}
    assert PROBLEM not in actions(shopper, shipped)
    assert write(shopper, shipped, PROBLEM, text="And another thing.").status_code == 403
    kept = shopper.http.get(f"{shopper.connection.truth}/messages").json()["messages"]
    mine = [each for each in kept if each["order_id"] == shipped["orderId"]]
    assert [(each["action"], each["text"]) for each in mine] == [(PROBLEM, text)]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<b>Sorry</b> for the delay", "HTML"),
        ("See </p> below", "HTML"),
        ("Write to jo@example.com instead", "an e-mail address"),
        ("Track it at https://example.com/t/1", "a link"),
        ("Track it at www.example.com", "a link"),
        ("", "1 to 2000"),
        ("   ", "1 to 2000"),
        ("x" * 2001, "2001 characters"),
        (None, "a text"),
        (7, "a text"),
    ],
)
def test_a_text_a_buyer_may_not_be_sent_is_refused_and_not_counted(shopper, shipped, text, why):
    refused = write(shopper, shipped, PROBLEM, text=text)
    assert refused.status_code == 400
    assert why in said(refused)
    assert PROBLEM in actions(shopper, shipped)


@pytest.mark.parametrize(
    ("action", "longest"),
    [(DETAILS, 2000), ("confirmCustomizationDetails", 800), ("digitalAccessKey", 400)],
)
def test_a_text_may_be_as_long_as_its_kind_allows_and_no_longer(shopper, action, longest):
    order = next(each for each in orders(shopper, "UNSHIPPED") if action in actions(shopper, each))
    text = "5 < 6 & so on. ".ljust(longest, "x")
    assert write(shopper, order, action, text=text + "x").status_code == 400
    assert write(shopper, order, action, text=text).status_code == 201


def test_a_legal_disclosure_needs_its_document(shopper, shipped):
    assert write(shopper, shipped, "legalDisclosure").status_code == 400
    nameless = {"uploadDestinationId": "sc/4567/manual"}
    assert write(shopper, shipped, "legalDisclosure", attachments=[nameless]).status_code == 400
    assert write(shopper, shipped, "legalDisclosure", attachments=[DOCUMENT]).status_code == 201


def test_a_warranty_ends_after_it_begins(shopper, shipped):
    span = {"coverageStartDate": "2026-11-01T00:00:00Z", "coverageEndDate": "2026-10-01T00:00:00Z"}
    wrong = write(shopper, shipped, "warranty", attachments=[DOCUMENT], **span)
    assert wrong.status_code == 400
    assert "coverageStartDate" in said(wrong)
    span["coverageEndDate"] = "2028-11-01T00:00:00Z"
    assert write(shopper, shipped, "warranty", attachments=[DOCUMENT], **span).status_code == 201


def test_a_buyer_is_written_to_in_the_language_of_the_store(shopper):
    found = {}
    for order in orders(shopper, "SHIPPED"):
        region = order["recipient"]["deliveryAddress"]["stateOrRegion"]
        place = order["salesChannel"]["marketplaceName"], region == "QC"
        if place not in found:
            answer = shopper.get(f"{path_of(order)}/attributes", **place_of(order))
            found[place] = answer.json()["buyer"]["locale"]
    assert found == {
        ("Amazon.com", False): "en-US",
        ("Amazon.ca", False): "en-CA",
        ("Amazon.ca", True): "fr-CA",
    }


def test_the_marketplace_must_be_named_and_be_the_orders_own(shopper, shipped):
    (other,) = set(shopper.connection.marketplaces) - {shipped["salesChannel"]["marketplaceId"]}
    path = path_of(shipped)
    missing = shopper.get(path)
    assert missing.status_code == 400
    assert said(missing).startswith("marketplaceIds: Missing or invalid request parameter")
    assert shopper.get(path, marketplaceIds=other).status_code == 404
    both = ",".join(shopper.connection.marketplaces)
    assert shopper.get(path, marketplaceIds=both).status_code == 400
    unknown = f"{path[:-1]}X"
    assert shopper.get(unknown, marketplaceIds=other).status_code == 404


def test_a_message_needs_an_access_token(shopper, shipped):
    shopper.token = "Atza|made-up"
    assert write(shopper, shipped, PROBLEM, text="Hello").status_code == 403
