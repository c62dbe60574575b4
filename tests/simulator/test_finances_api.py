from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from tests.simulator.account import (
    EVENTS,
    TRANSACTIONS,
    amount,
    charges,
    events,
    events_of,
    identifier,
    leaves,
    pages,
    transactions,
)
from tests.simulator.shopper import Shopper, client

JUST_NOW = "just now"  # a moment of the test, not of the day it is collected
UNITED_STATES, CANADA = "ATVPDKIKX0DER", "A2EUQ1WTGCTBG2"
REFUND_LEAVES = {
    *("OurPricePrincipal", "OurPriceTax", "OurPriceDiscount", "Commission", "RefundCommission"),
    *("MarketplaceFacilitatorTax-Principal", "GoodwillPrincipal"),
}
DISPUTED = {"claim", "bank"}


def ago(now=None, **span):
    return ((now or datetime.now(UTC)) - timedelta(**span)).isoformat()


@pytest.fixture(scope="module")
def told(connection):
    """Everything the account shows of one shop, and what is true of it."""
    with client() as http:
        shopper = Shopper(connection, http)
        since = ago(days=170)
        return {
            "orders": {order["orderId"]: order for order in shopper.orders()},
            "truth": shopper.truth(),
            "transactions": transactions(shopper, postedAfter=since),
            "events": events(shopper, PostedAfter=since),
        }


def is_from(kind):
    return lambda transaction: transaction["transactionType"] == kind


def released(found):
    """Return the transactions whose money is free; of a held one that was let go, the release."""
    return [each for each in found if each["transactionStatus"] == "RELEASED"]


def test_a_sale_brings_what_the_buyer_paid_less_tax_and_fee(told):
    sold = [each for each in told["transactions"] if each["transactionType"] == "Shipment"]
    whole = Counter(identifier(each, "ORDER_ID") for each in sold)
    once = [each for each in sold if whole[identifier(each, "ORDER_ID")] == 1]
    assert len(once) > 100
    for each in once:
        order = told["orders"][identifier(each, "ORDER_ID")]
        if order["fulfillment"]["fulfillmentStatus"] != "SHIPPED":
            continue
        found = dict(leaves(each["breakdowns"]))
        paid = sum(value for name, value in found.items() if name.startswith(("Our", "Shipping")))
        assert paid == Decimal(order["proceeds"]["grandTotal"]["amount"])
        assert found["Commission"] < 0
        assert amount(each["totalAmount"]) == sum(found.values())


def test_the_parts_of_a_transaction_add_up(told):
    for each in told["transactions"]:
        total = amount(each["totalAmount"])
        items = [dict(leaves(item["breakdowns"])) for item in each["items"]]
        assert total == sum(value for _, value in leaves(each["breakdowns"]))
        assert total == sum(sum(item.values()) for item in items)
        assert total == sum(amount(item["totalAmount"]) for item in each["items"])


def test_breakdowns_are_nested_and_their_groups_carry_no_amount(told):
    for each in told["transactions"]:
        assert all(amount(group["breakdownAmount"]) == 0 for group in each["breakdowns"])
        assert all(group["breakdowns"] for group in each["breakdowns"][:1])


def test_refunds_are_what_went_back_and_nothing_else(told):
    refunds = [each for each in told["transactions"] if each["transactionType"] == "Refund"]
    shown = {identifier(each, "ORDER_ID"): each for each in refunds}
    settled = ago(days=3)
    true = defaultdict(Decimal)
    for each in told["truth"]["refunds"]:
        if each["by"] not in DISPUTED and each["posted_at"] < settled:
            true[each["order_id"]] += Decimal(each["amount"])
    assert true
    assert true.keys() <= shown.keys()
    for order_id, given in true.items():
        found = dict(leaves(shown[order_id]["breakdowns"]))
        assert found.keys() <= REFUND_LEAVES
        goods = ("OurPricePrincipal", "OurPriceDiscount", "GoodwillPrincipal")
        assert -sum(found.get(name, 0) for name in goods) == given
        if "GoodwillPrincipal" not in found:
            assert found["Commission"] > 0 > found["RefundCommission"]
        assert shown[order_id]["description"] == "Refund Order"


def test_the_marketplace_gives_goodwill_at_the_sellers_cost(told):
    true = {
        each["order_id"]: each for each in told["truth"]["refunds"] if each["why"] == "goodwill"
    }
    assert true
    assert {each["by"] for each in true.values()} == {"amazon"}
    for order_id, given in true.items():
        if given["posted_at"] > ago(days=10):
            continue
        (refund,) = (
            each
            for each in released(filter(is_from("Refund"), told["transactions"]))
            if identifier(each, "ORDER_ID") == order_id
        )
        assert dict(leaves(refund["breakdowns"])) == {
            "GoodwillPrincipal": -Decimal(given["amount"])
        }
        (event,) = (
            each for each in told["events"]["RefundEventList"] if each["AmazonOrderId"] == order_id
        )
        (item,) = event["ShipmentItemAdjustmentList"]
        assert charges(item) == {"Goodwill": -Decimal(given["amount"])}


def test_a_seller_refunds_by_hand_without_any_return(told):
    true = {each["order_id"] for each in told["truth"]["refunds"] if each["why"] == "by hand"}
    shown = {
        identifier(each, "ORDER_ID") for each in filter(is_from("Refund"), told["transactions"])
    }
    returned = {each["order_id"] for each in told["truth"]["refunds"] if each["why"] == "return"}
    assert true
    assert true & shown
    assert not true & returned


def test_held_money_shows_as_a_pair_that_is_one_movement(told):
    by_status = defaultdict(dict)
    for each in told["transactions"]:
        by_status[each["transactionStatus"]][each["transactionId"]] = each
    let_go = by_status["DEFERRED_RELEASED"]
    assert let_go
    for transaction_id, each in let_go.items():
        release = by_status["RELEASED"][identifier(each, "RELEASE_TRANSACTION_ID")]
        assert identifier(release, "DEFERRED_TRANSACTION_ID") == transaction_id
        assert release["totalAmount"] == each["totalAmount"]
        assert release["contexts"][0]["maturityDate"] == release["postedDate"]
    for each in by_status["DEFERRED"].values():
        assert each["postedDate"] > ago(days=10)
        assert identifier(each, "RELEASE_TRANSACTION_ID") is None


def test_held_money_is_let_go_in_time(travel):
    shopper, time = travel
    since = ago(time.now(), days=9)

    def held():
        asked = {"postedAfter": since, "transactionStatus": "DEFERRED"}
        return {each["transactionId"] for each in transactions(shopper, **asked)}

    def let_go():
        asked = {"postedAfter": since, "transactionStatus": "DEFERRED_RELEASED"}
        return {each["transactionId"] for each in transactions(shopper, **asked)}

    before = held()
    assert before
    assert not before & let_go()
    time.pass_by(days=9)
    shopper.token = None
    assert before <= let_go()


def test_the_last_48_hours_are_missing(told):
    newest = max(each["postedDate"] for each in told["transactions"])
    assert ago(days=5) < newest < ago(hours=48)
    for kind in told["events"].values():
        assert all(each["PostedDate"] < ago(hours=48) for each in kind)


def test_us_orders_the_seller_ships_vanish_when_the_store_is_named(shopper, told):
    since = ago(days=170)

    def channels(**asked):
        found = transactions(shopper, postedAfter=since, **asked)
        orders = [told["orders"][identifier(each, "ORDER_ID")] for each in found]
        return {
            (order["salesChannel"]["marketplaceId"], order["fulfillment"]["fulfilledBy"])
            for order in orders
        }

    assert channels() == {
        (place, who) for place in (UNITED_STATES, CANADA) for who in ("AMAZON", "MERCHANT")
    }
    assert channels(marketplaceId=UNITED_STATES) == {(UNITED_STATES, "AMAZON")}
    assert channels(marketplaceId=CANADA) == {(CANADA, "AMAZON"), (CANADA, "MERCHANT")}


def test_one_order_is_found_without_a_window(shopper, told):
    order_id = identifier(told["transactions"][0], "ORDER_ID")
    found = transactions(shopper, relatedIdentifierName="ORDER_ID", relatedIdentifierValue=order_id)
    assert found == [
        each for each in told["transactions"] if identifier(each, "ORDER_ID") == order_id
    ]
    since = {
        "postedAfter": (datetime.fromisoformat(found[-1]["postedDate"]) + timedelta(1)).isoformat()
    }
    one = {"relatedIdentifierName": "ORDER_ID", "relatedIdentifierValue": order_id}
    assert transactions(shopper, **one, **since) == []
    group = {"relatedIdentifierName": "FINANCIAL_EVENT_GROUP_ID", "relatedIdentifierValue": "1"}
    assert transactions(shopper, **group) == []
    nobody = {"relatedIdentifierName": "ORDER_ID", "relatedIdentifierValue": "111-0000000-0000000"}
    assert transactions(shopper, **nobody) == []


def test_pages_may_be_empty_and_may_repeat_a_transaction(shopper):
    asked = {"postedAfter": ago(days=170)}
    every = list(pages(shopper, TRANSACTIONS, "nextToken", **asked))
    ids = [each["transactionId"] for page in every for each in page["transactions"]]
    assert len(every) > 2
    assert len(ids) > len(set(ids))
    held = list(pages(shopper, TRANSACTIONS, "nextToken", **asked, transactionStatus="DEFERRED"))
    assert held[0]["transactions"] == []
    assert held[-1]["transactions"]


def test_a_window_takes_its_start_and_leaves_out_its_end(shopper, told):
    middle = sorted(each["postedDate"] for each in told["transactions"])[200]
    later = (datetime.fromisoformat(middle) + timedelta(seconds=1)).isoformat()
    first = transactions(shopper, postedAfter=middle, postedBefore=later)
    assert {each["postedDate"] for each in first} == {middle}
    rest = transactions(shopper, postedAfter=later)
    assert min(each["postedDate"] for each in rest) > middle


def test_a_window_of_more_than_180_days_is_empty(shopper):
    assert transactions(shopper, postedAfter=ago(days=181)) == []
    assert events(shopper, PostedAfter=ago(days=181))["ShipmentEventList"] == []


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"postedAfter": "yesterday"},
        {"postedAfter": JUST_NOW},
        {"postedAfter": ago(days=9), "postedBefore": JUST_NOW},
        {"postedAfter": ago(days=9), "postedBefore": ago(days=10)},
        {"postedBefore": ago(days=9)},
        {"postedAfter": ago(days=9), "transactionStatus": "PAID"},
        {"postedAfter": ago(days=9), "nextToken": "made-up"},
        {"relatedIdentifierName": "ORDER_ID"},
        {"relatedIdentifierValue": "111-0000000-0000000"},
        {"relatedIdentifierName": "REFUND_ID", "relatedIdentifierValue": "1"},
    ],
)
def test_a_malformed_question_for_transactions_is_refused(shopper, asked):
    asked = {name: ago(seconds=30) if said is JUST_NOW else said for name, said in asked.items()}
    answer = shopper.get(TRANSACTIONS, **asked)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["details"]


def test_a_page_token_is_good_for_the_same_question_only(shopper):
    since = ago(days=170)
    token = shopper.get(TRANSACTIONS, postedAfter=since).json()["payload"]["nextToken"]
    other = shopper.get(TRANSACTIONS, postedAfter=ago(days=100), nextToken=token)
    assert other.status_code == 400
    assert shopper.get(TRANSACTIONS, postedAfter=since, nextToken=token).status_code == 200


def test_events_are_signed_as_the_seller_sees_them(told):
    for sale in told["events"]["ShipmentEventList"]:
        for item in sale["ShipmentItemList"]:
            found = charges(item)
            assert found["Principal"] > 0 > found["Commission"]
            assert found.get("Discount", Decimal(0)) <= 0
    for name in ("RefundEventList", "GuaranteeClaimEventList", "ChargebackEventList"):
        for given in told["events"][name]:
            for item in given["ShipmentItemAdjustmentList"]:
                found = charges(item)
                if "Goodwill" in found:
                    continue
                assert found["Principal"] < 0 < found["Commission"]
                assert found["Tax"] == -found["MarketplaceFacilitatorTax-Principal"]
                assert item["OrderAdjustmentItemId"]


def test_events_and_free_transactions_are_the_same_money(told):
    pairs = (
        *(("Shipment", "ShipmentEventList"), ("Refund", "RefundEventList")),
        *(("GuaranteeClaim", "GuaranteeClaimEventList"), ("Chargeback", "ChargebackEventList")),
    )
    for kind, name in pairs:
        shown = Counter(
            (identifier(each, "ORDER_ID"), each["postedDate"], amount(each["totalAmount"]))
            for each in released(filter(is_from(kind), told["transactions"]))
        )
        assert shown == Counter(
            (each["AmazonOrderId"], each["PostedDate"], total(each))
            for each in told["events"][name]
        )


def total(event):
    items = event.get("ShipmentItemList", event.get("ShipmentItemAdjustmentList"))
    return sum(sum(charges(item).values()) for item in items)


@pytest.mark.parametrize(
    ("name", "by", "issue"),
    [
        ("GuaranteeClaimEventList", "claim", "a_to_z_claim"),
        ("ChargebackEventList", "bank", "chargeback"),
    ],
)
def test_a_dispute_shows_once_the_money_was_taken(told, name, by, issue):
    taken = {each["AmazonOrderId"] for each in told["events"][name]}
    true = {
        each["order_id"]
        for each in told["truth"]["refunds"]
        if each["by"] == by and each["posted_at"] < ago(hours=48)
    }
    shown = {
        each["order_id"]
        for each in told["truth"]["issues"]
        if each["issue"] == issue and "finances" in each["sources"]
    }
    assert taken == true == shown


def test_some_claims_are_counted_before_any_book_shows_them(told):
    claims = [each for each in told["truth"]["issues"] if each["issue"] == "a_to_z_claim"]
    assert any(not each["sources"] for each in claims)


def test_a_safe_t_claim_brings_money_and_v0_names_no_order(told):
    events = told["events"]["SAFETReimbursementEventList"]
    came = [
        each for each in told["transactions"] if each["transactionType"] == "SAFETReimbursement"
    ]
    assert events
    assert not any("AmazonOrderId" in each for each in events)
    assert sorted(amount(each["ReimbursedAmount"]) for each in events) == sorted(
        amount(each["totalAmount"]) for each in came
    )
    assert {identifier(each, "ORDER_ID") for each in came} <= told["orders"].keys()


def test_events_of_one_order(shopper, told):
    wanted = told["events"]["RefundEventList"][0]["AmazonOrderId"]
    found = events(shopper, events_of(wanted))
    for name, shown in found.items():
        assert shown == [
            each for each in told["events"][name] if each.get("AmazonOrderId") == wanted
        ]
    nobody = events(shopper, events_of("111-0000000-0000000"))
    assert not any(nobody.values())
    assert shopper.get(events_of("5")).status_code == 400


def test_events_come_in_pages_of_the_size_asked_for(shopper, told):
    since = ago(days=170)
    small = list(pages(shopper, EVENTS, "NextToken", PostedAfter=since, MaxResultsPerPage=50))
    sizes = [sum(map(len, each["FinancialEvents"].values())) for each in small]
    assert max(sizes) <= 50
    assert sum(sizes) == sum(map(len, told["events"].values()))
    for size in (0, 101, "many"):
        assert shopper.get(EVENTS, MaxResultsPerPage=size).status_code == 400


def test_without_a_window_events_reach_back_as_far_as_they_may(shopper, told):
    assert events(shopper) == told["events"]
    assert shopper.get(EVENTS, PostedBefore=ago(days=3)).status_code == 400
