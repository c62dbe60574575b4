"""An order as the Orders API gives it, in the house's words."""

from datetime import UTC, datetime

import pytest

from seller_credits.domain.errors import UnreadableSource
from seller_credits.domain.issues import Channel, Source
from seller_credits.domain.money import Money
from seller_credits.domain.orders import Package
from seller_credits.marketplace.wire.orders import read_order


def usd(amount):
    return {"amount": amount, "currencyCode": "USD"}


def part(kind, amount, **details):
    breakdown = {"type": kind, "subtotal": usd(amount)}
    if details:
        breakdown["detailedBreakdowns"] = [
            {"subtype": subtype, "value": usd(value)} for subtype, value in details.items()
        ]
    return breakdown


def an_item(*parts, price="10.00", quantity=2):
    item = {
        "orderItemId": "123456789012345",
        "quantityOrdered": quantity,
        "product": {"asin": "B000000001", "sellerSku": "MUG-RED", "title": "Mug"},
    }
    if price is not None:
        item["product"]["price"] = {"unitPrice": usd(price)}
    if parts:
        item["proceeds"] = {"breakdowns": list(parts)}
    return item


def an_order(*items, **changes):
    return {
        "orderId": "111-1111111-1111111",
        "createdTime": "2026-08-01T10:00:00.123Z",
        "lastUpdatedTime": "2026-08-02T12:00:00+02:00",
        "programs": ["PRIME", "AMAZON_BUSINESS"],
        "salesChannel": {"channelName": "AMAZON", "marketplaceId": "ATVPDKIKX0DER"},
        "buyer": {"buyerName": "Ann Buyer", "buyerEmail": "ann@example.com"},
        "recipient": {
            "deliveryAddress": {"name": "Ann Buyer", "city": "Here", "countryCode": "US"}
        },
        "proceeds": {"grandTotal": usd("27.59")},
        "fulfillment": {
            "fulfillmentStatus": "SHIPPED",
            "fulfilledBy": "MERCHANT",
            "fulfillmentServiceLevel": "STANDARD",
            "shipByWindow": {"latestDateTime": "2026-08-03T06:59:59Z"},
            "deliverByWindow": {"latestDateTime": "2026-08-08T06:59:59Z"},
        },
        "orderItems": list(items or [an_item()]),
    } | changes


def line(*parts, **item):
    (only,) = read_order(an_order(an_item(*parts, **item))).lines
    return only


def test_an_order_is_said_in_the_houses_words():
    order = read_order(an_order())

    assert (order.source, order.order_id, order.marketplace) == (
        Source.ORDERS,
        "111-1111111-1111111",
        "US",
    )
    assert (order.channel, order.status, order.service_level) == (
        Channel.SELLER,
        "SHIPPED",
        "STANDARD",
    )
    assert (order.prime, order.business, order.country) == (True, True, "US")
    assert (order.total, order.currency) == (Money.parse("27.59 USD"), "USD")
    assert order.replacement_of is None


def test_its_times_are_instants_in_utc():
    order = read_order(an_order())

    assert order.updated_at == datetime(2026, 8, 2, 10, tzinfo=UTC)
    assert order.ship_by == datetime(2026, 8, 3, 6, 59, 59, tzinfo=UTC)
    assert order.deliver_by == datetime(2026, 8, 8, 6, 59, 59, tzinfo=UTC)
    assert {moment.tzinfo for moment in (order.placed_at, order.updated_at)} == {UTC}


@pytest.mark.parametrize("never", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00"])
def test_a_promise_for_the_end_of_the_calendar_is_none(never):
    said = an_order()
    said["fulfillment"]["deliverByWindow"]["latestDateTime"] = never

    assert read_order(said).deliver_by is None


@pytest.mark.parametrize("buyer_of", [None, lambda _: "somebody"])
def test_no_word_is_kept_of_the_buyer_and_of_the_recipient_the_country_alone(buyer_of):
    said = repr(read_order(an_order(), buyer_of))

    assert not any(word in said for word in ("Ann", "example.com", "Here"))


def test_the_price_paid_is_the_lines_less_its_own_discount_without_tax():
    paid = line(
        part("ITEM", "20.00"),
        part("SHIPPING", "5.00"),
        part("TAX", "2.59", ITEM="2.00", SHIPPING="0.59"),
        part("DISCOUNT", "-4.00", ITEM="-3.00", SHIPPING="-1.00"),
    )

    assert (paid.paid, paid.shipping) == (Money.parse("17.00 USD"), Money.parse("4.00 USD"))
    assert (paid.order_item_id, paid.sku, paid.quantity) == ("123456789012345", "MUG-RED", 2)


@pytest.mark.parametrize("discount", ["3.00", "-3.00"])
def test_a_discount_without_details_is_the_items_whatever_its_sign(discount):
    paid = line(part("ITEM", "20.00"), part("SHIPPING", "5.00"), part("DISCOUNT", discount))

    assert (paid.paid, paid.shipping) == (Money.parse("17.00 USD"), Money.parse("5.00 USD"))


def test_a_discount_on_shipping_alone_leaves_the_item_whole():
    paid = line(part("ITEM", "20.00"), part("DISCOUNT", "-5.00", SHIPPING="-5.00"))

    assert paid.paid == Money.parse("20.00 USD")


def test_without_proceeds_the_units_price_counts_and_shipping_is_unknown():
    paid = line()

    assert (paid.paid, paid.shipping) == (Money.parse("20.00 USD"), None)


def test_without_any_price_the_line_is_worth_an_unknown_amount():
    assert line(price=None).paid is None


def test_proceeds_without_shipping_say_that_none_was_paid():
    assert line(part("ITEM", "0.00")).shipping == Money.zero("USD")


@pytest.mark.parametrize("kind", ["REPLACEMENT_ORIGINAL_ID", "EXCHANGE_ORIGINAL_ID"])
def test_a_replacement_names_the_order_it_stands_for(kind):
    others = [
        {"orderId": "111-9999999-0000001", "associationType": "SOMETHING_ELSE"},
        {"orderId": "111-9999999-0000002", "associationType": kind},
    ]

    assert read_order(an_order(associatedOrders=others)).replacement_of == "111-9999999-0000002"


def test_a_replacement_of_an_unnamed_order_is_still_a_replacement():
    others = [{"associationType": "REPLACEMENT_ORIGINAL_ID"}]

    assert read_order(an_order(associatedOrders=others)).replacement_of is not None


def test_a_parcel_keeps_amazons_words_for_how_it_stands():
    packages = [
        {
            "packageReferenceId": "1",
            "shipTime": "2026-08-02T17:00:00Z",
            "carrier": "USPS",
            "trackingNumber": "9400",
            "shipFromAddress": {
                "name": "Ann's Mugs",
                "addressLine1": "1 Mill Rd",
                "city": "Fresno",
                "stateOrRegion": "CA",
                "postalCode": "93650",
                "countryCode": "US",
            },
            "packageStatus": {"status": "IN_TRANSIT", "detailedStatus": "LOST_IN_SPACE"},
        },
        {"packageReferenceId": "2"},
    ]

    sent = datetime(2026, 8, 2, 17, tzinfo=UTC)
    assert read_order(an_order(packages=packages)).packages == (
        Package(
            "1", "IN_TRANSIT", "LOST_IN_SPACE", sent, "USPS", is_tracked=True, ship_from="US-CA"
        ),
        Package("2", "", None, None, None, is_tracked=False),
    )


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ({"countryCode": "de"}, "DE"),
        ({"countryCode": "US", "stateOrRegion": " "}, "US"),
        ({"stateOrRegion": "CA"}, None),
        ({}, None),
        ("Fresno", None),
        (None, None),
    ],
)
def test_where_a_parcel_was_sent_from_is_known_to_its_region_and_no_finer(address, place):
    packages = [{"packageReferenceId": "1", "shipFromAddress": address}]
    (package,) = read_order(an_order(packages=packages)).packages
    assert package.ship_from == place


def test_a_buyer_is_what_the_address_in_small_letters_is_hashed_to():
    order = read_order(an_order(buyer={"buyerEmail": " Ann@Example.com "}), str.upper)
    assert order.buyer == "ANN@EXAMPLE.COM"


def test_words_and_fields_nobody_knows_are_let_by():
    order = read_order(
        an_order(
            fulfillment={"fulfillmentStatus": "TELEPORTED", "fulfilledBy": "DRONE"},
            programs=["BRAND_NEW"],
            brandNewField={"deep": [1]},
        )
    )

    assert (order.status, order.channel, order.prime) == ("TELEPORTED", None, False)


def test_a_store_nobody_knows_is_kept_by_its_id():
    channel = {"channelName": "AMAZON", "marketplaceId": "A1NEWSTORE"}

    assert read_order(an_order(salesChannel=channel)).marketplace == "A1NEWSTORE"


def test_what_is_null_or_missing_is_unknown():
    order = read_order(
        an_order(proceeds=None, recipient=None, programs=None, fulfillment=None, packages=None)
    )

    assert (order.total, order.country, order.deliver_by, order.channel) == (None,) * 4
    assert (order.status, order.packages) == ("", ())


@pytest.mark.parametrize(
    "amount", [12.5, 12, None, "", "12,50", "1e3", "NaN", "12.5 USD", {"amount": "1"}, True]
)
def test_an_amount_that_is_no_decimal_text_is_an_error_and_never_nought(amount):
    with pytest.raises(UnreadableSource, match="111-1111111-1111111") as refused:
        read_order(an_order(proceeds={"grandTotal": {"amount": amount, "currencyCode": "USD"}}))

    assert "proceeds.grandTotal" in refused.value.message


def test_a_bad_amount_deep_in_a_line_is_named_with_its_place():
    with pytest.raises(UnreadableSource, match=r"orderItems\.0\.proceeds\.breakdowns\.1\.subtotal"):
        line(part("ITEM", "20.00"), part("SHIPPING", "five"))


def test_two_currencies_in_one_line_are_an_error():
    euros = {"type": "DISCOUNT", "subtotal": {"amount": "1.00", "currencyCode": "EUR"}}

    with pytest.raises(UnreadableSource, match="different currencies"):
        line(part("ITEM", "20.00"), euros)


def test_an_item_may_be_worth_nothing_and_is_then_no_unknown():
    order = read_order(
        an_order(an_item(part("ITEM", "0.00")), proceeds={"grandTotal": usd("0.00")})
    )

    assert (order.total, order.currency) == (Money.zero("USD"), "USD")
    assert order.lines[0].paid == Money.zero("USD")


@pytest.mark.parametrize(
    "money", ["12.50 USD", {"amount": "1.00"}, {"amount": "1", "currencyCode": "$"}]
)
def test_money_without_amount_and_currency_is_an_error(money):
    with pytest.raises(UnreadableSource, match=r"proceeds\.grandTotal"):
        read_order(an_order(proceeds={"grandTotal": money}))


@pytest.mark.parametrize("missing", ["orderId", "createdTime", "lastUpdatedTime"])
def test_an_order_without_what_it_must_have_is_an_error_that_names_it(missing):
    raw = an_order()
    del raw[missing]

    with pytest.raises(UnreadableSource, match=missing):
        read_order(raw)


def test_a_time_without_a_zone_is_an_error():
    with pytest.raises(UnreadableSource, match="createdTime"):
        read_order(an_order(createdTime="2026-08-01T10:00:00"))
