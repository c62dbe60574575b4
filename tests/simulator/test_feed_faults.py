"""The faults of refunds: each end to end over HTTP, and the truth beside what a client is told."""

from __future__ import annotations

import gzip
import time as clock
from collections import Counter
from contextlib import contextmanager
from decimal import Decimal
from functools import partial
from xml.etree import ElementTree as ET

import httpx
import pytest

from seller_credits.simulator.server import running
from tests.simulator.account import pages, transactions
from tests.simulator.conftest import FAST, travelling
from tests.simulator.feeding import (
    DOCUMENTS,
    FEEDS,
    REFUNDS,
    XML,
    Report,
    adjustment,
    ask,
    booked,
    books,
    component,
    doings,
    feed,
    follow,
    item,
    refund,
    result,
    ship_again,
    submit,
    untouched,
    upload,
    wait_for,
    whole,
)
from tests.simulator.shopper import ORDERS, Shopper, client


@contextmanager
def shopping(*faults, seed=7):
    with (
        running(orders=200, seed=seed, speed=FAST, faults=faults) as connection,
        client() as http,
    ):
        yield Shopper(connection, http)


def way(ask_for):
    """Return the status of an answer, or `lost` where the line broke instead."""
    try:
        return ask_for().status_code
    except httpx.TransportError:
        return "lost"


def persistent(ask_for):
    """Return the first good answer of what may be asked again and again."""
    for _ in range(4):
        try:
            answer = ask_for()
        except httpx.TransportError:
            continue
        if answer.status_code < 500:
            return answer
    raise AssertionError("four troubles in a row")


def uploaded(shopper, content):
    """Return the id of a document that was uploaded over a bad line."""
    kind = {"contentType": XML}
    made = persistent(lambda: shopper.call("POST", DOCUMENTS, json=kind)).json()
    headers = {"Content-Type": XML}
    put = persistent(lambda: shopper.http.put(made["url"], content=content, headers=headers))
    assert put.status_code == 200
    return made["feedDocumentId"]


def refunds_of_cents(shopper, count):
    """Return a feed that gives back a cent for each of some orders."""
    orders = untouched(shopper)[:count]
    return feed(*(refund(order, component("0.01")) for order in orders))


def handed_in(shopper, times):
    document_id = uploaded(shopper, refunds_of_cents(shopper, 1))
    return [way(lambda: ask(shopper, document_id)) for _ in range(times)]


def test_an_answer_is_lost_when_the_feed_is_there_and_when_it_is_not():
    with shopping("lost-answers") as shopper:
        ways = Counter(handed_in(shopper, 40))
        told = shopper.get(FEEDS, feedTypes=REFUNDS, pageSize=100).json()["feeds"]
        true = doings(shopper)["feeds"]
    assert {each["feedId"] for each in told} == {each["feed_id"] for each in true}
    assert ways[202] < len(true) < 40
    assert min(ways[202], ways[500], ways["lost"]) > 3


def test_the_first_feed_is_taken_and_its_answer_is_lost():
    with shopping("lost-answers") as shopper:
        order = untouched(shopper)[0]
        document_id = uploaded(shopper, feed(refund(order, component("1.00"))))
        assert way(lambda: ask(shopper, document_id)) == "lost"
        (found,) = shopper.get(FEEDS, feedTypes=REFUNDS).json()["feeds"]
        assert result(shopper, follow(shopper, found["feedId"])).results == []
        (paid,) = doings(shopper)["refunds"]
    assert (paid["order_id"], paid["feed_id"]) == (order["orderId"], found["feedId"])


@pytest.mark.parametrize("seed", [3, 4])
def test_answers_are_lost_alike_for_the_same_seed(seed):
    def once():
        with shopping("lost-answers", seed=seed) as shopper:
            return handed_in(shopper, 20)

    assert once() == once()


def test_messages_and_parcels_are_sent_once_although_the_answer_is_lost():
    with shopping("lost-answers") as shopper:
        orders = untouched(shopper)[:30]
        ways = Counter(way(partial(write_to_the_buyer, shopper, order)) for order in orders)
        sku = orders[0]["orderItems"][0]["product"]["sellerSku"]
        ways += Counter(way(partial(ship_again, shopper, f"own-{n}", sku)) for n in range(30))
        told = doings(shopper)
    sent = [each["order_id"] for each in told["messages"]]
    shipped = [each["shipment_id"] for each in told["shipments"]]
    assert ways["lost"] > 3
    assert len(set(sent)) == len(sent)
    assert len(set(shipped)) == len(shipped)
    assert ways[201] + ways[200] < len(sent) + len(shipped) < 60


def write_to_the_buyer(shopper, order):
    place = {"marketplaceIds": order["salesChannel"]["marketplaceId"]}
    path = f"/messaging/v1/orders/{order['orderId']}/messages/unexpectedProblem"
    said = {"text": "A new one leaves today."}
    return shopper.call("POST", path, params=place, json=said)


def test_some_messages_of_a_feed_fail_and_are_not_paid():
    with shopping("partial-feed") as shopper:
        report = submit(shopper, refunds_of_cents(shopper, 6))
        paid = {each["message_id"] for each in doings(shopper)["refunds"]}
    failed = {number for number, _ in report.codes}
    assert {code for _, code in report.codes} == {"90009"}
    assert failed
    assert paid == set(range(1, 7)) - failed
    assert report.summary["MessagesWithError"] == len(failed)


def test_a_fatal_feed_has_paid_some_of_its_messages_and_says_nothing():
    with shopping("partial-feed") as shopper:
        ends = []
        for _ in range(12):
            sent = ask(shopper, upload(shopper, refunds_of_cents(shopper, 4))).json()
            ends.append(follow(shopper, sent["feedId"]))
        paid = Counter(each["feed_id"] for each in doings(shopper)["refunds"])
    fatal = [each for each in ends if each["processingStatus"] == "FATAL"]
    assert fatal
    assert not any("resultFeedDocumentId" in each for each in fatal)
    assert {0 < paid[each["feedId"]] < 4 for each in fatal} >= {True}


def test_a_stuck_feed_never_ends_and_its_money_may_be_paid_or_not():
    with shopping("stuck-feed") as shopper:
        ids = []
        for _ in range(12):
            sent = ask(shopper, upload(shopper, refunds_of_cents(shopper, 2))).json()
            ids.append(sent["feedId"])
            wait_for(lambda: doings(shopper)["feeds"][-1]["messages"])
        told = {each: shopper.get(f"{FEEDS}/{each}").json() for each in ids}
        paid = Counter(each["feed_id"] for each in doings(shopper)["refunds"])
    stuck = [each for each in ids if told[each]["processingStatus"] == "IN_PROGRESS"]
    assert ids[0] in stuck
    assert not any("processingEndTime" in told[each] for each in stuck)
    assert not any("resultFeedDocumentId" in told[each] for each in stuck)
    assert {paid[each] for each in stuck} >= {0, 2}
    assert {told[each]["processingStatus"] for each in set(ids) - set(stuck)} == {"DONE"}


def test_a_processing_report_is_a_riddle_each_time_another():
    with shopping("garbled-processing-report") as shopper:
        nobody = adjustment("111-0000000-0000000", item("12345678901234", component("1.00")))
        order = untouched(shopper)[0]
        answers = []
        for _ in range(5):
            sent = ask(shopper, upload(shopper, feed(refund(order, component("0.01")), nobody)))
            done = follow(shopper, sent.json()["feedId"])
            link = shopper.get(f"{DOCUMENTS}/{done['resultFeedDocumentId']}").json()
            assert "compressionAlgorithm" not in link
            answers.append(shopper.http.get(link["url"]))
        paid = doings(shopper)["refunds"]
    assert len(paid) == 5
    by_kind = {kind_of(answer): answer.content for answer in answers}
    assert by_kind.keys() == {"japanese", "german", "page", "cut", "packed"}
    for kind, charset in (("japanese", "cp932"), ("german", "cp1252")):
        summary, table = by_kind[kind].decode(charset).split("\n\n")
        assert [line.rsplit("\t", 1)[1] for line in summary.splitlines()[1:]] == ["2", "1"]
        assert table.splitlines()[1].startswith("2\t111-0000000-0000000\t\t18028\t")
    assert Report.read(gzip.decompress(by_kind["packed"])).codes == [(2, "18028")]
    with pytest.raises(ET.ParseError):
        ET.fromstring(by_kind["cut"])


def kind_of(answer):
    body = answer.content
    if body.startswith(b"\x1f\x8b"):
        return "packed"
    if b"<html>" in body:
        return "page"
    if body.startswith(b"<?xml"):
        return "cut"
    return "japanese" if "windows-31j" in answer.headers["content-type"] else "german"


def test_late_books_hold_everything_back_and_tell_it_one_a_page():
    # A thousand times quicker than life a day is a minute and a half, which a test lets pass.
    with travelling(speed=1000, faults=["late-finances"]) as (shopper, time):
        order = untouched(shopper, held=False)[0]
        ask(shopper, upload(shopper, feed(refund(order, component("1.00")))))
        time.pass_by(seconds=80)
        assert len(doings(shopper)["refunds"]) == 1
        assert books(shopper, order) == ([], [])
        time.pass_by(seconds=280)
        (held,), hidden = books(shopper, order)
        assert (held["transactionStatus"], hidden) == ("DEFERRED", [])
        time.pass_by(seconds=650)
        assert len(books(shopper, order)[1]) == 1
        one = {"relatedIdentifierName": "ORDER_ID", "relatedIdentifierValue": order["orderId"]}
        every = list(pages(shopper, "/finances/2024-06-19/transactions", "nextToken", **one))
        told = transactions(shopper, **one)
    seen = [each["transactionId"] for page in every for each in page["transactions"]]
    refunds = [each for each in told if each["transactionType"] == "Refund"]
    assert len(every) == len(told) > 2
    assert len(seen) > len(set(seen))
    assert {each["transactionStatus"] for each in refunds} == {"DEFERRED_RELEASED", "RELEASED"}


def by_hand(shopper):
    return [each for each in doings(shopper)["refunds"] if each["why"] == "by hand"]


def test_somebody_refunds_by_hand_before_between_and_after_a_feed():
    with shopping("refunded-by-hand") as shopper:
        orders = [order for order in untouched(shopper) if whole(order["orderItems"][0]) > 8][:40]
        for order in orders:
            assert shopper.get(f"{ORDERS}/{order['orderId']}").status_code == 200
        wait_for(lambda: by_hand(shopper))
        clock.sleep(0.05)
        meanwhile = {each["order_id"] for each in by_hand(shopper)}
        sent = ask(
            shopper,
            upload(shopper, feed(*(refund(order, component("3.00")) for order in orders))),
        ).json()
        assert result(shopper, follow(shopper, sent["feedId"])).results == []
        clock.sleep(0.05)
        told = doings(shopper)["refunds"]
    hands = [each for each in told if each["why"] == "by hand"]
    fed = {each["order_id"]: each for each in told if each["why"] == "feed"}
    assert meanwhile
    assert len({each["order_id"] for each in hands}) == len(hands)
    assert meanwhile < {each["order_id"] for each in hands} < fed.keys()
    same = [
        each
        for each in hands
        if each["order_item_id"] == fed[each["order_id"]]["order_item_id"]
        and each["amount"] == "3.00"
    ]
    assert 0 < len(same) < len(hands)
    assert {(each["by"], each["feed_id"], each["adjustment_id"]) for each in hands} == {
        ("seller", "", "")
    }


def test_nobody_gives_back_by_hand_more_than_was_paid():
    with shopping("refunded-by-hand") as shopper:
        orders = untouched(shopper)[:40]
        content = feed(
            *(refund(order, component(whole(order["orderItems"][0]))) for order in orders)
        )
        report = submit(shopper, content)
        clock.sleep(0.05)
        told = doings(shopper)["refunds"]
    given = Counter()
    for each in told:
        given[each["order_item_id"]] += Decimal(each["amount"])
    paid = {line["orderItemId"]: whole(line) for order in orders for line in order["orderItems"]}
    # Whoever was given a part by hand before could not be given the whole by the feed.
    assert {code for _, code in report.codes} == {"90006"}
    assert all(amount <= paid[item_id] for item_id, amount in given.items())


def test_a_refund_by_hand_is_in_the_books_like_any_other():
    with shopping("refunded-by-hand") as shopper:
        orders = untouched(shopper, held=False)[:20]
        for order in orders:
            shopper.get(f"{ORDERS}/{order['orderId']}")
        hand = wait_for(lambda: by_hand(shopper))[0]
        order = next(each for each in orders if each["orderId"] == hand["order_id"])
        (told,), (event,) = booked(shopper, order)
    assert told["description"] == "Refund Order"
    assert event["AmazonOrderId"] == hand["order_id"]


@pytest.mark.parametrize("fault", ["partial-feed", "stuck-feed", "refunded-by-hand"])
def test_the_same_seed_has_the_same_faults(fault):
    def once():
        with shopping(fault, seed=5) as shopper:
            orders = untouched(shopper)[:12]
            for order in orders:
                shopper.get(f"{ORDERS}/{order['orderId']}")
            for order in orders:
                content = feed(*(refund(order, component("0.50")) for _ in range(3)))
                ask(shopper, upload(shopper, content))
            wait_for(lambda: doings(shopper)["feeds"][-1]["messages"])
            clock.sleep(0.05)
            told = doings(shopper)["refunds"]
        return Counter((each["order_id"], each["amount"], each["why"]) for each in told)

    assert once() == once()


def test_the_faults_of_refunds_work_together():
    names = ("lost-answers", "partial-feed", "stuck-feed", "garbled-processing-report")
    with shopping(*names, "late-finances", "refunded-by-hand") as shopper:
        orders = untouched(shopper)[:30]
        for order in orders:
            shopper.get(f"{ORDERS}/{order['orderId']}")
            document_id = uploaded(shopper, feed(refund(order, component("0.50"), own_id="cc-6")))
            way(partial(ask, shopper, document_id))
        clock.sleep(0.1)
        told = doings(shopper)
    assert {each["why"] for each in told["refunds"]} == {"feed", "by hand"}
    assert {each["status"] for each in told["feeds"]} >= {"DONE", "IN_PROGRESS"}
    assert 0 < len(told["feeds"]) <= len(orders)
    by_feed = Counter(each["feed_id"] for each in told["refunds"] if each["feed_id"])
    assert set(by_feed.values()) == {1}
    assert by_feed.keys() <= {each["feed_id"] for each in told["feeds"]}
