"""In a living shop buyers act on their troubles, and fewer of those who were credited in time."""

from __future__ import annotations

import json
import time as clock
from contextlib import contextmanager
from datetime import date

from seller_credits.simulator.living.intents import DESPITE_A_CREDIT, WITHOUT_A_CREDIT, intents
from seller_credits.simulator.server import running
from seller_credits.simulator.shop.build import open_shop
from tests.simulator.conftest import FAST, travelling
from tests.simulator.feeding import adjustment, ask, component, doings, feed, item, upload
from tests.simulator.shopper import FEEDBACK, PERFORMANCE, Shopper, client


@contextmanager
def living():
    with (
        running(orders=400, seed=7, speed=FAST, living=True) as connection,
        client() as http,
    ):
        yield Shopper(connection, http)


def outcomes(shopper):
    return doings(shopper)["outcomes"]


def everybody(shopper):
    """Return what became of every intent: at this speed a month is over before anybody looks."""
    clock.sleep(0.1)
    return outcomes(shopper)


def test_who_does_something_is_told_with_what_they_would_have_done_otherwise():
    with living() as shopper:
        found = everybody(shopper)
    assert {each["kind"] for each in found} >= {"a_to_z_claim", "negative_feedback"}
    for each in found:
        by_then = each["with_credit"] if each["credited"] else each["without_credit"]
        assert each["happened"] == by_then
        assert each["without_credit"] or not each["with_credit"]


def test_a_credit_in_time_makes_it_less_likely_by_as_much_as_is_said():
    shop = open_shop(orders=2000, seed=7, today=date(2026, 11, 2))
    found = list(intents(shop, 7, {order.order_id for order in shop.orders}))
    without = sum(each.without for each in found) / len(found)
    despite = sum(each.despite for each in found) / len(found)
    assert len(found) > 800
    assert abs(without - WITHOUT_A_CREDIT) < 0.04
    assert abs(despite - DESPITE_A_CREDIT) < 0.04


def test_claims_take_money_and_ratings_are_in_the_report():
    with living() as shopper:
        found = everybody(shopper)
        happened = {each["order_id"]: each["kind"] for each in found if each["happened"]}
        told = doings(shopper)["refunds"]
        rated = {row["Order ID"] for row in shopper.rows(FEEDBACK)}
    claimed = {each["order_id"] for each in told if each["by"] == "claim"}
    for order_id, kind in happened.items():
        assert (order_id in rated) == (kind == "negative_feedback")
    assert claimed
    assert claimed <= {each for each, kind in happened.items() if kind == "a_to_z_claim"}
    assert {each["why"] for each in told} <= {"claim", "chargeback"}


def test_what_buyers_did_counts_in_the_account_health():
    def defects(*, living):
        with (
            running(orders=400, seed=7, speed=FAST, living=living) as connection,
            client() as http,
        ):
            shopper = Shopper(connection, http)
            everybody(shopper)
            (place, *_) = json.loads(shopper.text(PERFORMANCE))["performanceMetrics"]
        found = place["orderDefectRate"]["mfn"]
        return found["claims"]["count"], found["negativeFeedback"]["count"]

    claims, ratings = defects(living=False)
    more_claims, more_ratings = defects(living=True)
    assert more_claims > claims
    assert more_ratings > ratings


def test_who_was_credited_in_time_counts_as_credited():
    with travelling(orders=400, living=True) as (shopper, time):
        issues = {each["order_id"] for each in shopper.truth()["issues"]}
        own = shopper.orders(fulfillmentStatuses="SHIPPED", fulfilledBy="MERCHANT")
        troubled = [order for order in own if order["orderId"] in issues][::2]
        ask(shopper, upload(shopper, feed(*(a_cent(order) for order in troubled))))
        time.pass_by(days=2)
        paid = {each["order_id"] for each in doings(shopper)["refunds"]}
        before = {each["order_id"] for each in shopper.truth()["refunds"]}
        time.pass_by(days=30)
        found = {each["order_id"]: each["credited"] for each in outcomes(shopper)}
    assert found.keys() & paid
    assert found.keys() - before
    assert all(found[order_id] for order_id in found.keys() & paid)
    assert not all(found[order_id] for order_id in found.keys() - before)


def a_cent(order):
    item_id = order["orderItems"][0]["orderItemId"]
    return adjustment(order["orderId"], item(item_id, component("0.01")))


def test_a_shop_that_does_not_live_has_no_outcomes(shopper):
    assert outcomes(shopper) == []
