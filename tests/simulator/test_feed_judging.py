"""What the marketplace makes of each message of a feed of order adjustments."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.simulator.feeding import adjustment, component, feed, item, message, submit
from tests.simulator.shopper import Shopper, client

CANADA = "A2EUQ1WTGCTBG2"


def goods(line):
    """Return what the buyer paid for a line before postage and tax."""
    parts = {each["type"]: Decimal(each["subtotal"]["amount"]) for each in money(line)}
    return parts["ITEM"] + parts.get("DISCOUNT", Decimal(0))


def money(line):
    return line["proceeds"]["breakdowns"]


@pytest.fixture(scope="module")
def everything(connection):
    with client() as http:
        shopper = Shopper(connection, http)
        given = {each["order_id"] for each in shopper.truth()["refunds"]}
        return shopper.orders(), given


@pytest.fixture(scope="module")
def choose(everything):
    """Give orders nothing went back for, one after another, each only once."""
    orders, given = everything
    left = [order for order in orders if order["orderId"] not in given]

    def pick(channel="MERCHANT", status="SHIPPED", place="ATVPDKIKX0DER", **more):
        for order in left:
            fulfillment = order["fulfillment"]
            lines = order["orderItems"]
            if (
                (fulfillment["fulfilledBy"], fulfillment["fulfillmentStatus"]) == (channel, status)
                and order["salesChannel"]["marketplaceId"] == place
                and "associatedOrders" not in order
                and len(lines) >= more.get("lines", 1)
                and (
                    not more.get("postage")
                    or any(each["type"] == "SHIPPING" for each in money(lines[0]))
                )
            ):
                left.remove(order)
                return order
        raise AssertionError("the shop has no such order left")

    return pick


def refund(order, *components, **more):
    return adjustment(
        order["orderId"], item(order["orderItems"][0]["orderItemId"], *components, **more)
    )


def test_a_refund_within_what_was_paid_is_accepted(shopper, choose):
    report = submit(shopper, feed(refund(choose(), component("1.00"))))
    assert report.results == []
    assert report.summary == {
        "MessagesProcessed": 1,
        "MessagesSuccessful": 1,
        "MessagesWithError": 0,
        "MessagesWithWarning": 0,
    }


def test_the_whole_price_can_go_back_but_not_a_cent_more(shopper, choose):
    order = choose()
    paid = goods(order["orderItems"][0])
    report = submit(shopper, feed(refund(order, component(paid + Decimal("0.01")))))
    assert report.codes == [(1, "90006")]
    assert order["orderId"] in report.text
    assert submit(shopper, feed(refund(order, component(paid)))).results == []


def test_what_was_accepted_counts_in_the_next_message_and_in_the_next_feed(shopper, choose):
    order = choose()
    most = refund(order, component(goods(order["orderItems"][0]) - Decimal("1.00")))
    assert submit(shopper, feed(most, most)).codes == [(2, "90006")]
    assert submit(shopper, feed(refund(order, component("1.01")))).codes == [(1, "90006")]
    assert submit(shopper, feed(refund(order, component("1.00")))).results == []


def test_what_a_return_gave_back_counts_too(shopper, everything):
    orders, _ = everything
    by_id = {order["orderId"]: order for order in orders}
    for given in shopper.truth()["refunds"]:
        order = by_id[given["order_id"]]
        if given["by"] == "seller" and given["currency"] == "USD":
            line = next(
                each
                for each in order["orderItems"]
                if each["orderItemId"] == given["order_item_id"]
            )
            rest = goods(line) - Decimal(given["amount"])
            beyond = adjustment(
                order["orderId"], item(line["orderItemId"], component(rest + Decimal("0.01")))
            )
            assert submit(shopper, feed(beyond)).codes == [(1, "90006")]
            return
    raise AssertionError("no return was refunded")


def test_postage_goes_back_as_postage(shopper, choose):
    order = choose(postage=True)
    line = order["orderItems"][0]
    postage = next(each for each in money(line) if each["type"] == "SHIPPING")["subtotal"]["amount"]
    both = (component(goods(line)), component(postage, "Shipping"))
    more = (component(Decimal(postage) + Decimal("0.01"), "Shipping"),)
    assert submit(shopper, feed(refund(order, *more))).codes == [(1, "90006")]
    assert submit(shopper, feed(refund(order, *both))).results == []


def test_goodwill_counts_towards_the_total_only(shopper, choose):
    order = choose()
    total = Decimal(order["orderItems"][0]["proceeds"]["proceedsTotal"]["amount"])
    beyond = refund(order, component(total + Decimal("0.01"), "Goodwill"))
    assert submit(shopper, feed(beyond)).codes == [(1, "90006")]
    assert submit(shopper, feed(refund(order, component(total, "Goodwill")))).results == []


def test_a_restocking_fee_is_kept_back_but_the_net_must_be_a_credit(shopper, choose):
    order = choose()
    kept = component("-1.00", "RestockingFee")
    assert submit(shopper, feed(refund(order, component("0.50"), kept))).codes == [(1, "90005")]
    assert submit(shopper, feed(refund(order, component("3.00"), kept))).results == []
    assert submit(shopper, feed(refund(order, component("-1.00")))).codes == [(1, "90005")]
    assert submit(shopper, feed(refund(order))).codes == [(1, "90005")]


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"channel": "AMAZON"}, "90002"),
        ({"place": CANADA}, "18028"),
    ],
)
def test_an_order_that_cannot_be_refunded_by_the_seller_is_refused(shopper, choose, wanted, code):
    report = submit(shopper, feed(refund(choose(**wanted), component("1.00"))))
    assert report.codes == [(1, code)]


def test_an_order_of_another_store_needs_a_feed_for_that_store(shopper, choose):
    order = choose(place=CANADA)
    content = feed(refund(order, component("1.00", currency="CAD")))
    assert submit(shopper, content, marketplaceIds=[CANADA]).results == []
    dollars = feed(refund(order, component("1.00", currency="USD")))
    assert submit(shopper, dollars, marketplaceIds=[CANADA]).codes == [(1, "90004")]


def test_what_the_shop_does_not_know_is_refused(shopper, choose):
    order = choose()
    nobody = adjustment("111-0000000-0000000", item("12345678901234", component("1.00")))
    nothing = adjustment(order["orderId"], item("12345678901234", component("1.00")))
    assert submit(shopper, feed(nobody, nothing)).codes == [(1, "18028"), (2, "90001")]


def test_quantities_and_cancellations_are_checked(shopper, choose):
    order = choose()
    many = refund(order, component("1.00"), after="<Quantity>99</Quantity>")
    less = refund(order, component("1.00"), after="<QuantityCancelled>1</QuantityCancelled>")
    direct = refund(
        order,
        component("1.00"),
        after=f"<DirectPaymentAdjustments>{component('1.00')}</DirectPaymentAdjustments>",
    )
    cancel = adjustment(
        order["orderId"],
        item(order["orderItems"][0]["orderItemId"], component("1.00")),
        action="<ActionType>Cancel</ActionType>",
    )
    codes = [code for _, code in submit(shopper, feed(many, less, direct, cancel)).codes]
    assert codes == ["90008", "90008", "90007", "90007"]


def test_a_promotion_that_is_adjusted_counts_towards_what_was_paid(shopper, choose):
    order = choose()
    paid = goods(order["orderItems"][0])

    def promoted(amount):
        inside = f"<MerchantPromotionID>AUTUMN</MerchantPromotionID>{component(amount)}"
        after = f"<PromotionAdjustments>{inside}</PromotionAdjustments>"
        return feed(refund(order, component(paid - 1), after=after))

    assert submit(shopper, promoted("1.01")).codes == [(1, "90006")]
    assert submit(shopper, promoted("1.00")).results == []


def test_what_a_message_need_not_say_may_be_left_out(shopper, choose):
    order = choose()
    bare = (
        f"<AdjustedItem><AmazonOrderItemCode>{order['orderItems'][0]['orderItemId']}"
        "</AmazonOrderItemCode><AdjustmentReason>Other</AdjustmentReason>"
        "<ItemPriceAdjustments><Component><Type>Principal</Type><Amount>1</Amount></Component>"
        "</ItemPriceAdjustments></AdjustedItem>"
    )
    assert submit(shopper, feed(adjustment(order["orderId"], bare, action=""))).results == []


def test_ids_of_the_sellers_own_are_read_but_not_known(shopper, choose):
    content = refund(choose(), component("1.00"))
    own_order = content.replace("AmazonOrderID", "MerchantOrderID")
    own_item = content.replace("AmazonOrderItemCode", "MerchantOrderItemID")
    assert submit(shopper, feed(own_order, own_item)).codes == [(1, "18028"), (2, "90001")]


def test_a_claim_counts_once_it_was_granted(shopper, everything):
    orders, _ = everything
    by_id = {order["orderId"]: order for order in orders}
    claimed = next(
        each
        for each in shopper.truth()["refunds"]
        if each["by"] == "claim" and each["currency"] == "USD"
    )
    order = by_id[claimed["order_id"]]
    content = adjustment(order["orderId"], item(claimed["order_item_id"], component("0.01")))
    assert submit(shopper, feed(content)).codes == [(1, "90006")]


PRINCIPAL = component("1.00")
ITEM = "12345678901234"


@pytest.mark.parametrize(
    ("inside", "named"),
    [
        (adjustment("111-1", item(ITEM, PRINCIPAL)), "AmazonOrderID"),
        (adjustment("111-1234567-1234567"), "AdjustedItem"),
        (adjustment("111-1234567-1234567", item("123", PRINCIPAL)), "AmazonOrderItemCode"),
        (adjustment("111-1234567-1234567", item(ITEM, PRINCIPAL, reason="Sorry")), "Sorry"),
        (adjustment("111-1234567-1234567", item(ITEM, PRINCIPAL, own_id="")), "1 to 50"),
        (adjustment("111-1234567-1234567", item(ITEM, PRINCIPAL, own_id="x" * 51)), "1 to 50"),
        (adjustment("111-1234567-1234567", item(ITEM, component("1.005"))), "1.005"),
        (adjustment("111-1234567-1234567", item(ITEM, component("1,00"))), "1,00"),
        (adjustment("111-1234567-1234567", item(ITEM, component("1.00", "Tip"))), "Tip"),
        (adjustment("111-1234567-1234567", item(ITEM, component("1.00", currency="ZAR"))), "ZAR"),
        (adjustment("111-1234567-1234567", item(ITEM, "<Amount>1.00</Amount>")), "Component"),
        (
            adjustment(
                "111-1234567-1234567", item(ITEM, "<Component><Amount>1</Amount></Component>")
            ),
            "Type",
        ),
        (
            adjustment(
                "111-1234567-1234567",
                item(
                    ITEM,
                    after=f"<Quantity>1</Quantity><ItemPriceAdjustments>{PRINCIPAL}</ItemPriceAdjustments>",
                ),
            ),
            "ItemPriceAdjustments",
        ),
        (
            adjustment(
                "111-1234567-1234567",
                item(
                    ITEM, after=f"<ShippingPriceAdjustments>{PRINCIPAL}</ShippingPriceAdjustments>"
                ),
            ),
            "ShippingPriceAdjustments",
        ),
        (
            adjustment(
                "111-1234567-1234567", item(ITEM, PRINCIPAL, after="<Quantity>-1</Quantity>")
            ),
            "-1",
        ),
        (adjustment("<b/>", item(ITEM, PRINCIPAL)), "AmazonOrderID"),
        (
            adjustment("111-1234567-1234567", item(ITEM, PRINCIPAL), action="<ActionType/>"),
            "ActionType",
        ),
        ("<OrderAdjustment/>", "AmazonOrderID"),
        ("<OrderFulfillment/>", "OrderFulfillment"),
    ],
)
def test_a_message_that_is_not_as_the_schema_has_it_is_refused_and_says_why(
    shopper, choose, inside, named
):
    good = refund(choose(), component("0.01"))
    report = submit(shopper, feed(inside, good))
    assert report.codes == [(1, "5002")]
    assert named in report.results[0][2]
    assert report.summary["MessagesSuccessful"] == 1


def test_a_message_number_that_comes_twice_is_refused(shopper, choose):
    inside = refund(choose(), component("0.01"))
    twice = feed(message(4, inside), message(4, inside), numbered=False)
    assert submit(shopper, twice).codes == [(4, "5002")]


def test_a_message_without_a_number_is_refused(shopper, choose):
    inside = refund(choose(), component("0.01"))
    unnumbered = feed(f"<Message>{inside}</Message>", numbered=False)
    assert submit(shopper, unnumbered).codes == [(0, "5002")]


@pytest.mark.parametrize(
    "content",
    [
        b"order-id\torder-item-id\n",
        b"",
        b"\xff\xfe\x00",
        b"<AmazonEnvelope>",
        b"<html></html>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><AmazonEnvelope>&b;</AmazonEnvelope>',
        b'<?xml version="1.0" encoding="nonsense"?><AmazonEnvelope/>',
        b"<AmazonEnvelope><MessageType>OrderAdjustment</MessageType></AmazonEnvelope>",
        feed(kind="OrderAdjustment"),
        feed("<Product/>", kind="Product"),
    ],
)
def test_what_is_no_feed_of_adjustments_is_refused_as_a_whole(shopper, content):
    report = submit(shopper, content)
    assert report.codes == [(0, "5000")]
    assert report.summary["MessagesSuccessful"] == 0
    assert report.summary["MessagesWithError"] == 1
