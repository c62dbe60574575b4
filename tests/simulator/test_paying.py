"""What the marketplace accepted it pays: each time it was asked, late, and in both books."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime, timedelta
from decimal import Decimal

import httpx
import pytest

from seller_credits.simulator.server import running
from tests.simulator.account import charges, identifier, leaves, transactions
from tests.simulator.conftest import FAST
from tests.simulator.feeding import (
    adjustment,
    ask,
    booked,
    books,
    component,
    doings,
    feed,
    item,
    parts_of,
    refund,
    ship_again,
    submit,
    untouched,
    upload,
    wait_for,
    whole,
)
from tests.simulator.shopper import MERCHANT_RETURNS, REPORTS, SETTLEMENT, Shopper, client, table

CANADA = "A2EUQ1WTGCTBG2"


def true_refunds(shopper, order):
    return [each for each in doings(shopper)["refunds"] if each["order_id"] == order["orderId"]]


@contextmanager
def selling_in(store, **more):
    with (
        running(orders=120, seed=7, speed=FAST, stores=[store], **more) as connection,
        client() as http,
    ):
        yield Shopper(connection, http)


@pytest.fixture
def free(shopper):
    """Give an order of the United States that came for free and whose money is not held back."""
    return next(
        order
        for order in untouched(shopper, held=False)
        if not any("SHIPPING" in parts_of(line) for line in order["orderItems"])
    )


def test_an_accepted_refund_stands_in_both_books_with_its_tax_and_its_fees(shopper, free):
    line = free["orderItems"][0]
    assert submit(shopper, feed(refund(free, component("1.00"), own_id="cc-77"))).results == []
    (told,), (event,) = booked(shopper, free)
    tax = (parts_of(line)["TAX"] / whole(line)).quantize(Decimal("0.01"))
    found = dict(leaves(told["breakdowns"]))
    assert told["transactionStatus"] == "RELEASED"
    assert found["OurPricePrincipal"] + found.get("OurPriceDiscount", 0) == Decimal("-1.00")
    assert found["OurPriceTax"] == -tax == -found["MarketplaceFacilitatorTax-Principal"]
    assert (found["Commission"], found["RefundCommission"]) == (Decimal("0.15"), Decimal("-0.03"))
    (shown,) = event["ShipmentItemAdjustmentList"]
    assert charges(shown)["Tax"] == -tax
    assert charges(shown)["Principal"] + charges(shown).get("Discount", 0) == Decimal("-1.00")


def test_the_truth_names_the_feed_the_message_and_the_sellers_own_id(shopper, free):
    sent = ask(shopper, upload(shopper, feed(refund(free, component("2.50"), own_id="cc-9"))))
    (true,) = wait_for(lambda: true_refunds(shopper, free))
    assert (true["by"], true["why"]) == ("seller", "feed")
    assert (true["feed_id"], true["message_id"]) == (sent.json()["feedId"], 1)
    assert (true["amount"], true["goodwill"], true["currency"]) == ("2.50", "0.00", "USD")
    assert (true["adjustment_id"], true["order_item_id"]) == (
        "cc-9",
        free["orderItems"][0]["orderItemId"],
    )
    assert true in shopper.truth()["refunds"]


def test_the_same_document_sent_twice_pays_twice_as_long_as_there_is_money_left(shopper, free):
    price = whole(free["orderItems"][0])
    document_id = upload(shopper, feed(refund(free, component(price * 4 // 10), own_id="cc-1")))
    for _ in range(3):
        ask(shopper, document_id)
    wait_for(lambda: all(each["status"] == "DONE" for each in doings(shopper)["feeds"]))
    paid = true_refunds(shopper, free)
    assert [each["adjustment_id"] for each in paid] == ["cc-1", "cc-1"]
    assert len({each["feed_id"] for each in paid}) == 2
    assert [each["refused"] for each in doings(shopper)["feeds"]][-3:] == [[], [], [1]]
    told = wait_for(lambda: found if len(found := books(shopper, free)[0]) == 2 else None)
    assert len(books(shopper, free)[1]) == 2
    assert len({each["transactionId"] for each in told}) == 2


def test_all_the_tax_has_gone_back_with_the_last_part_of_the_price(shopper, free):
    line = free["orderItems"][0]
    price = whole(line)
    third = (price / 3).quantize(Decimal("0.01"))
    for part in (third, third, price - 2 * third):
        assert submit(shopper, feed(refund(free, component(part)))).results == []
    paid = true_refunds(shopper, free)
    assert sum(Decimal(each["amount"]) for each in paid) == price
    assert sum(Decimal(each["tax"]) for each in paid) == parts_of(line)["TAX"]


def test_goodwill_is_given_on_top_without_tax_and_without_fees(shopper, free):
    assert submit(shopper, feed(refund(free, component("2.00", "Goodwill")))).results == []
    (told,), (event,) = booked(shopper, free)
    assert dict(leaves(told["breakdowns"])) == {"GoodwillPrincipal": Decimal("-2.00")}
    assert charges(event["ShipmentItemAdjustmentList"][0]) == {"Goodwill": Decimal("-2.00")}
    (true,) = true_refunds(shopper, free)
    assert (true["amount"], true["goodwill"], true["tax"]) == ("2.00", "2.00", "0.00")


def test_a_restocking_fee_is_kept_from_what_goes_back(shopper, free):
    kept = component("-1.00", "RestockingFee")
    assert submit(shopper, feed(refund(free, component("3.00"), kept))).results == []
    (told,), (event,) = booked(shopper, free)
    assert dict(leaves(told["breakdowns"]))["RestockingDeductionPrincipal"] == 1
    assert charges(event["ShipmentItemAdjustmentList"][0])["RestockingFee"] == 1
    (true,) = true_refunds(shopper, free)
    assert true["amount"] == "2.00"


def test_postage_goes_back_with_its_share_of_tax(shopper):
    order = next(
        each
        for each in untouched(shopper, held=False)
        if "SHIPPING" in parts_of(each["orderItems"][0])
    )
    assert submit(shopper, feed(refund(order, component("1.00", "Shipping")))).results == []
    (told,), _ = booked(shopper, order)
    found = dict(leaves(told["breakdowns"]))
    assert (found["ShippingPrincipal"], found["ShippingTax"]) == (-1, Decimal("-0.08"))


def test_several_lines_of_one_order_are_one_movement(shopper):
    order = next(each for each in untouched(shopper, held=False) if len(each["orderItems"]) > 1)
    items = [
        item(each["orderItemId"], component("1.00"), own_id=f"cc-{number}")
        for number, each in enumerate(order["orderItems"][:2])
    ]
    assert submit(shopper, feed(adjustment(order["orderId"], *items))).results == []
    (told,), _ = booked(shopper, order)
    assert len(told["items"]) == 2
    assert {each["adjustment_id"] for each in true_refunds(shopper, order)} == {"cc-0", "cc-1"}


def test_held_money_shows_in_both_books_once_it_was_let_go(shopper):
    order = untouched(shopper, held=True)[0]
    assert submit(shopper, feed(refund(order, component("1.00")))).results == []
    told = wait_for(lambda: found if len(found := books(shopper, order)[0]) > 1 else None)
    states = {each["transactionStatus"]: each for each in told}
    assert states.keys() == {"DEFERRED_RELEASED", "RELEASED"}
    let_go = states["DEFERRED_RELEASED"]["transactionId"]
    assert identifier(states["RELEASED"], "DEFERRED_TRANSACTION_ID") == let_go
    assert len(books(shopper, order)[1]) == 1
    assert len(true_refunds(shopper, order)) == 1


def test_at_the_pace_of_life_a_refund_shows_within_two_days_and_not_at_once(travel):
    shopper, time = travel
    free, held = untouched(shopper, held=False)[0], untouched(shopper, held=True)[0]
    both = feed(refund(free, component("1.00")), refund(held, component("1.00")))
    ask(shopper, upload(shopper, both))
    time.pass_by(seconds=10)
    assert len(doings(shopper)["refunds"]) == 2
    assert books(shopper, free) == books(shopper, held) == ([], [])
    time.pass_by(hours=47)
    shopper.token = None
    (told,), (event,) = books(shopper, free)
    posted = datetime.fromisoformat(told["postedDate"])
    assert timedelta(hours=46) < time.now() - posted < timedelta(hours=47)
    assert event["PostedDate"] == told["postedDate"]
    (deferred,), hidden = books(shopper, held)
    assert (deferred["transactionStatus"], hidden) == ("DEFERRED", [])
    since = (time.now() - timedelta(days=3)).isoformat()
    in_time = {each["transactionId"] for each in transactions(shopper, postedAfter=since)}
    assert {told["transactionId"], deferred["transactionId"]} <= in_time
    time.pass_by(days=9)
    shopper.token = None
    released, shown = books(shopper, held)
    assert {each["transactionStatus"] for each in released} == {"DEFERRED_RELEASED", "RELEASED"}
    assert len(shown) == 1


def test_a_settlement_echoes_the_sellers_own_id_once(travel):
    shopper, time = travel
    order = untouched(shopper, held=False)[0]
    assert paid_later(shopper, time, feed(refund(order, component("1.23"), own_id="cc-31")))
    assert settled(shopper) == []
    time.pass_by(days=15)
    shopper.token = None
    rows = settled(shopper)
    amounts = {row["amount-description"]: row["amount"].strip() for row in rows}
    assert {row["order-id"] for row in rows} == {order["orderId"]}
    assert {row["merchant-adjustment-item-id"] for row in rows} == {"cc-31"}
    assert amounts["Principal"] in {"-1.23", "-1.37"}
    assert len(rows) == len({(row["amount-type"], row["amount-description"]) for row in rows})


def paid_later(shopper, time, content):
    answer = ask(shopper, upload(shopper, content))
    time.pass_by(seconds=10)
    return answer.status_code == 202


def settled(shopper):
    """Return the rows that name an id of the seller's own, in the newest settlements."""
    return [
        row
        for report in settlements(shopper)[:2]
        for row in table(shopper.text_of(report))
        if row.get("merchant-adjustment-item-id", "").startswith("cc-3")
    ]


def settlements(shopper):
    return shopper.get(REPORTS, reportTypes=SETTLEMENT, pageSize=100).json()["reports"]


def test_a_quick_run_settles_what_it_paid_in_quick_periods(shopper, free):
    assert submit(shopper, feed(refund(free, component("1.00"), own_id="cc-32"))).results == []
    rows = wait_for(lambda: settled(shopper))
    ids = [report["reportId"] for report in settlements(shopper)]
    assert {row["order-id"] for row in rows} == {free["orderId"]}
    assert len(set(ids)) == len(ids)


def test_a_return_shows_what_was_refunded_for_it_by_a_feed(shopper):
    row = next(
        each
        for each in shopper.rows(MERCHANT_RETURNS)
        if not each.get("Refunded Amount", "x").strip() and each["Currency code"] == "USD"
    )
    (order,) = [each for each in shopper.orders() if each["orderId"] == row["Order ID"]]
    line = next(
        number
        for number, each in enumerate(order["orderItems"])
        if each["product"]["sellerSku"] == row["Merchant SKU"]
    )
    assert submit(shopper, feed(refund(order, component("1.50"), line=line))).results == []
    (again,) = [
        each for each in shopper.rows(MERCHANT_RETURNS) if each["Order ID"] == row["Order ID"]
    ]
    assert again["Refunded Amount"] == "1.50"


def test_what_has_not_shipped_is_accepted_and_waits(shopper):
    order = untouched(shopper, status="UNSHIPPED")[0]
    price = whole(order["orderItems"][0])
    assert submit(shopper, feed(refund(order, component(price), own_id="cc-5"))).results == []
    assert books(shopper, order) == ([], [])
    assert true_refunds(shopper, order) == []
    waiting = [each["adjustment_id"] for each in doings(shopper)["pending"]]
    assert waiting == ["cc-5"]
    assert submit(shopper, feed(refund(order, component("0.01")))).codes == [(1, "90006")]


def test_a_feed_is_paid_although_its_sender_never_asks_again(shopper, free):
    sent = ask(shopper, upload(shopper, feed(refund(free, component("1.00"))))).json()
    wait_for(lambda: true_refunds(shopper, free))
    told = next(each for each in doings(shopper)["feeds"] if each["feed_id"] == sent["feedId"])
    assert (told["status"], told["messages"], told["refused"]) == ("DONE", 1, [])
    assert len(told["digest"]) == 64


def test_where_prices_hold_their_tax_the_principal_is_all_there_is():
    with selling_in("DE") as shopper:
        (place,) = shopper.connection.marketplaces
        order = untouched(shopper, held=False, country="DE")[0]
        tax = refund(order, component("1.00", currency="EUR"), component("0.19", "Tax", "EUR"))
        refused = submit(shopper, feed(tax), marketplaceIds=[place])
        sent = feed(refund(order, component("1.19", currency="EUR")))
        assert submit(shopper, sent, marketplaceIds=[place]).results == []
        (told,), _ = booked(shopper, order)
        (true,) = true_refunds(shopper, order)
    assert refused.results[0][2].endswith("tax or shipping tax is not eligible.")
    assert "OurPriceTax" not in dict(leaves(told["breakdowns"]))
    assert (true["amount"], true["tax"], true["currency"]) == ("1.19", "0.00", "EUR")


def test_yen_have_no_decimals():
    with selling_in("JP") as shopper:
        (place,) = shopper.connection.marketplaces
        order = untouched(shopper, held=False, country="JP")[0]

        def codes(amount):
            content = feed(refund(order, component(amount, currency="JPY")))
            return submit(shopper, content, marketplaceIds=[place]).codes

        assert codes("100.5") == codes("100.00") == [(1, "90010")]
        assert codes("100") == []
        (told,), _ = booked(shopper, order)
    assert dict(leaves(told["breakdowns"]))["OurPricePrincipal"] in {-100, -111}


def test_a_refund_in_another_store_is_in_its_own_money(shopper):
    order = untouched(shopper, held=False, country="CA")[0]
    content = feed(refund(order, component("1.00", currency="CAD")))
    assert submit(shopper, content, marketplaceIds=[CANADA]).results == []
    (told,), _ = booked(shopper, order)
    assert told["totalAmount"]["currencyCode"] == "CAD"


def test_a_test_can_refund_by_hand_as_a_seller_does_in_seller_central(shopper, free):
    line = free["orderItems"][0]
    address = f"{shopper.connection.endpoint}/seller/refunds"
    asked = {"order_id": free["orderId"], "order_item_id": line["orderItemId"], "amount": "1.00"}
    assert shopper.http.post(address, json=asked).json()["amount"] == "1.00"
    (true,) = true_refunds(shopper, free)
    assert (true["by"], true["why"], true["feed_id"]) == ("seller", "by hand", "")
    booked(shopper, free)
    rest = shopper.http.post(address, json=asked | {"amount": "99999"})
    assert Decimal(rest.json()["amount"]) == whole(line) - 1
    assert submit(shopper, feed(refund(free, component("0.01")))).codes == [(1, "90006")]
    for wrong in ({"amount": "-1"}, {"amount": "NaN"}, {"amount": "much"}):
        assert shopper.http.post(address, json=asked | wrong).status_code == 400
    assert shopper.http.post(address, json=asked | {"order_item_id": "1"}).status_code == 404


def test_messages_and_parcels_are_told_as_they_were_sent(shopper, free):
    place = {"marketplaceIds": free["salesChannel"]["marketplaceId"]}
    path = f"/messaging/v1/orders/{free['orderId']}/messages/unexpectedProblem"
    said = "A new one leaves today."
    assert shopper.call("POST", path, params=place, json={"text": said}).status_code == 201
    sku = free["orderItems"][0]["product"]["sellerSku"]
    assert ship_again(shopper, "seller-1", sku).status_code == 200
    assert ship_again(shopper, "seller-1", sku).status_code == 400
    told = doings(shopper)
    assert [(each["order_id"], each["text"]) for each in told["messages"]] == [
        (free["orderId"], said)
    ]
    (parcel,) = told["shipments"]
    assert (parcel["shipment_id"], parcel["items"][0]["quantity"]) == ("seller-1", 1)
    assert shopper.truth()["shipments"][0]["items"] == parcel["items"]


def test_what_happened_needs_no_login(shopper):
    told = httpx.get(f"{shopper.connection.truth}/doings").json()
    assert set(told) == {"refunds", "pending", "feeds", "messages", "shipments", "outcomes"}
