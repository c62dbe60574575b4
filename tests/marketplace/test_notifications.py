import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seller_credits.domain.errors import UnreadableSource
from seller_credits.domain.money import Money
from seller_credits.domain.notifications import (
    AccountStatusChanged,
    FeedFinished,
    Notification,
    OrderChanged,
    ReportFinished,
    ShipmentOrderChanged,
    TransactionPosted,
)
from seller_credits.marketplace.sections.notifications import read_notification


def old(type_, payload, id_="n-1"):
    """A letter in the casing of the 1.0 types."""
    return {
        "NotificationVersion": "1.0",
        "NotificationType": type_,
        "PayloadVersion": "1.0",
        "EventTime": "2026-11-23T10:00:00.109Z",
        "Payload": payload,
        "NotificationMetadata": {"NotificationId": id_, "PublishTime": "2026-11-23T10:00:01Z"},
    }


def new(type_, payload, id_="n-1"):
    """A letter in the casing of the 2020-09-04 types."""
    return {
        "notificationVersion": "2020-09-04",
        "notificationType": type_,
        "payloadVersion": "2020-09-04",
        "eventTime": "2026-11-23T10:00:00.109Z",
        "payload": payload,
        "notificationMetadata": {"notificationId": id_},
    }


ORDER_CHANGE = old(
    "ORDER_CHANGE",
    {
        "OrderChangeNotification": {
            "NotificationLevel": "OrderLevel",
            "SellerId": "A1SELLER",
            "AmazonOrderId": "903-8868176-2219830",
            "OrderChangeType": "BuyerRequestedChange",
            "Summary": {
                "MarketplaceId": "ATVPDKIKX0DER",
                "OrderStatus": "Unshipped",
                "DestinationPostalCode": "48110",
                "OrderItems": [
                    {"OrderItemId": "1", "SellerSKU": "A", "IsBuyerRequestedCancel": False},
                    {"OrderItemId": "2", "SellerSKU": "B", "IsBuyerRequestedCancel": True},
                ],
            },
        }
    },
)
REPORT = new(
    "REPORT_PROCESSING_FINISHED",
    {
        "reportProcessingFinishedNotification": {
            "reportId": "54517018502",
            "reportType": "GET_SELLER_FEEDBACK_DATA",
            "processingStatus": "CANCELLED",
        }
    },
)


def read(letter):
    return read_notification(json.dumps(letter))


def outcome(letter):
    try:
        return read(letter)
    except UnreadableSource as problem:
        return problem


def test_a_changed_order_says_which_how_and_that_the_buyer_wants_it_cancelled():
    notification = read(ORDER_CHANGE)

    assert (notification.id, notification.type) == ("n-1", "ORDER_CHANGE")
    assert notification.at == datetime(2026, 11, 23, 10, 0, 0, 109_000, tzinfo=UTC)
    assert notification.what == OrderChanged(
        order_id="903-8868176-2219830",
        marketplace="US",
        change="BuyerRequestedChange",
        status="Unshipped",
        buyer_cancels=True,
    )


def test_what_is_the_buyers_in_a_known_notification_is_not_kept():
    assert "48110" not in repr(read(ORDER_CHANGE))
    assert read(ORDER_CHANGE).raw == {}


def test_a_changed_order_that_says_nothing_of_cancelling_is_not_taken_for_a_no():
    letter = old("ORDER_CHANGE", {"OrderChangeNotification": {"AmazonOrderId": "903-1"}})

    assert read(letter).what == OrderChanged("903-1", None, "", None, None)


def test_a_finished_report_comes_in_the_newer_casing():
    assert read(REPORT).what == ReportFinished(
        "54517018502", "GET_SELLER_FEEDBACK_DATA", "CANCELLED", None
    )


def test_either_casing_is_read_whatever_the_type():
    payload = {
        "FeedProcessingFinishedNotification": {
            "FeedId": "5",
            "FeedType": "POST_PAYMENT_ADJUSTMENT_DATA",
            "ProcessingStatus": "SOMETHING_NEW",
            "ResultFeedDocumentId": "doc",
        }
    }

    assert read(old("FEED_PROCESSING_FINISHED", payload)).what == FeedFinished(
        "5", "POST_PAYMENT_ADJUSTMENT_DATA", "SOMETHING_NEW", "doc"
    )


@pytest.mark.parametrize(("amount", "total"), [("10", "10"), ("-4.35", "-4.35"), ("0.10", "0.10")])
def test_money_that_moved_is_exact_and_names_its_orders(amount, total):
    letter = json.dumps(
        old(
            "TRANSACTION_UPDATE",
            {
                "TransactionUpdateNotification": {
                    "RelatedIdentifiers": [
                        {"RelatedIdentifierName": "OrderId", "RelatedIdentifierValue": "903-1"},
                        {"RelatedIdentifierName": "Other", "RelatedIdentifierValue": "x"},
                    ],
                    "TransactionType": "Refund",
                    "PostedDate": "2026-11-23T09:00:00Z",
                    "TotalAmount": {"CurrencyAmount": 4711, "CurrencyCode": "USD"},
                }
            },
        )
    ).replace("4711", amount)

    assert read_notification(letter).what == TransactionPosted(
        kind="Refund",
        order_ids=("903-1",),
        posted_at=datetime(2026, 11, 23, 9, tzinfo=UTC),
        total=Money.of(total, "USD"),
    )


def test_a_shipment_from_amazons_stock_says_how_far_it_is():
    payload = {
        "FulfillmentOrderStatusNotification": {
            "SellerId": "A1SELLER",
            "EventType": "Shipment",
            "StatusUpdatedDateTime": "2026-11-23T09:00:00Z",
            "SellerFulfillmentOrderId": "R-1",
            "FulfillmentOrderStatus": "Processing",
            "FulfillmentShipment": {"FulfillmentShipmentStatus": "SHIPPED"},
        }
    }

    assert read(old("FULFILLMENT_ORDER_STATUS", payload)).what == ShipmentOrderChanged(
        "R-1", "Shipment", "Processing", datetime(2026, 11, 23, 9, tzinfo=UTC)
    )


def test_an_account_at_risk_says_so():
    change = {"previousAccountStatus": "NORMAL", "currentAccountStatus": "AT_RISK"}
    letter = new("ACCOUNT_STATUS_CHANGED", {"accountStatusChangeNotification": change})

    assert read(letter).what == AccountStatusChanged("NORMAL", "AT_RISK")


def test_a_type_nobody_here_knows_keeps_its_payload_as_it_came():
    payload = {"SomethingNew": {"SKU": "A", "Deep": [{"Word": "x"}], "Amount": 1}}

    notification = read(old("SOMETHING_NEW", payload))

    assert (notification.type, notification.what) == ("SOMETHING_NEW", None)
    assert notification.raw == payload


def test_a_notification_that_comes_twice_has_the_same_id():
    assert read(ORDER_CHANGE) == read(ORDER_CHANGE)
    assert read(old("X", {}, id_="n-2")).id == "n-2"


@pytest.mark.parametrize(
    "wrap",
    [
        lambda letter: letter,
        lambda letter: {"Body": json.dumps(letter), "MessageId": "m"},
        lambda letter: {"Messages": [{"Body": json.dumps(letter)}]},
        lambda letter: {"Records": [{"body": json.dumps(letter), "eventSource": "aws:sqs"}]},
        lambda letter: {"Type": "Notification", "Message": json.dumps(letter)},
        lambda letter: {"version": "0", "id": "e", "detail-type": "ORDER_CHANGE", "detail": letter},
        lambda letter: {"Messages": [{"Body": json.dumps({"detail": letter})}]},
    ],
    ids=["bare", "message", "queue", "lambda", "sns", "bus", "bus in a queue"],
)
@pytest.mark.parametrize("letter", [ORDER_CHANGE, REPORT], ids=["old", "new"])
def test_a_notification_is_found_in_whatever_it_is_wrapped(wrap, letter):
    assert read(wrap(letter)) == read(letter)


def test_bytes_are_read_as_text_is():
    assert read_notification(json.dumps(REPORT).encode()) == read(REPORT)


@pytest.mark.parametrize(
    ("hostile", "why"),
    [
        ("", "no JSON object"),
        ("[]", "no JSON object"),
        ('"text"', "no JSON object"),
        ("{", "no JSON object"),
        (b"\xff\xfe\x00", "no JSON object"),
        ("[" * 100_000, "no JSON object"),
        ('{"detail":' * 5_000 + "{}" + "}" * 5_000, "no JSON object"),
        ('{"detail":' * 50 + "{}" + "}" * 50, "wrapped too often"),
        (json.dumps(old("X", {})).replace("{}", '{"x": NaN}'), "no JSON object"),
        ('{"x": ' + "9" * 10_000 + "}", "no JSON object"),
        (" " * (1024 * 1024) + "{}", "more than 1,048,576"),
        ("{}", "notificationType"),
        ('{"Messages": []}', "0 messages"),
        ('{"Messages": [{"Body": "{}"}, {"Body": "{}"}]}', "2 messages"),
        ('{"Messages": ["{}"]}', "no JSON object"),
        ('{"Body": "no json"}', "no JSON object"),
        (json.dumps({"Body": json.dumps({"Body": "{}"})}), "notificationType"),
    ],
)
def test_what_is_no_notification_is_refused_in_a_sentence(hostile, why):
    with pytest.raises(UnreadableSource, match=f"A notification cannot be read: .*{why}"):
        read_notification(hostile)


def test_a_payload_nested_too_deep_to_follow_is_refused():
    deep = '{"a":' * 480 + "1" + "}" * 480

    with pytest.raises(UnreadableSource, match="nested too deep"):
        read_notification(json.dumps(old("X", 4711)).replace("4711", deep))


def test_layers_without_an_end_are_refused():
    layer = "{}"
    for _ in range(8):
        layer = json.dumps({"Body": layer})

    with pytest.raises(UnreadableSource, match="wrapped too often"):
        read_notification(layer)


@pytest.mark.parametrize(
    ("letter", "where"),
    [
        (old("X", {}) | {"NotificationMetadata": {}}, "notificationMetadata.notificationId"),
        (old("X", {}, id_=""), "notificationMetadata.notificationId"),
        (old("X", {}, id_="two words\n"), "notificationMetadata.notificationId"),
        (old("X", {}, id_="x" * 1000), "notificationMetadata.notificationId"),
        (old("", {}), "notificationType"),
        (old("X", []), "payload"),
        (old("X", {}) | {"EventTime": "2026-11-23"}, "eventTime"),
        (old("ORDER_CHANGE", {}), "."),
        (old("ORDER_CHANGE", {"OrderChangeNotification": {"Summary": {}}}), "amazonOrderId"),
        (new("ACCOUNT_STATUS_CHANGED", {"accountStatusChangeNotification": {}}), "AccountStatus"),
    ],
)
def test_a_notification_without_what_it_is_about_names_the_place(letter, where):
    with pytest.raises(UnreadableSource, match="cannot be read") as problem:
        read(letter)

    assert where in problem.value.message


def test_no_error_quotes_what_stood_there():
    summary = {"OrderItems": "Jane Roe"}
    change = {"AmazonOrderId": "903-1", "Summary": summary}

    with pytest.raises(UnreadableSource) as problem:
        read(old("ORDER_CHANGE", {"OrderChangeNotification": change}))

    assert "summary.orderItems" in str(problem.value)
    assert "Jane" not in str(problem.value)


WORDS = st.sampled_from(
    [
        *("Payload", "payload", "NotificationType", "notificationType", "EventTime", "detail"),
        *("NotificationMetadata", "NotificationId", "ORDER_CHANGE", "n-1", "2026-11-23T10:00:00Z"),
        *("OrderChangeNotification", "AmazonOrderId", "Summary", "Messages", "Body", "body"),
    ]
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=5),
    max_leaves=20,
)


@given(ANYTHING | st.builds(old, WORDS, st.dictionaries(WORDS, ANYTHING, max_size=4)))
def test_whatever_comes_is_a_notification_or_a_clear_refusal(value):
    found = outcome(value)

    if isinstance(found, Notification):
        assert found.id
        assert found.at.tzinfo is not None
    else:
        assert found.message.endswith(".")
        assert found.hint
