"""`reconcile` over the made-up marketplace: what it proves, and what it leaves unknown."""

from __future__ import annotations

import json
import time
from contextlib import ExitStack

import pytest

from benchmarks.crash import forking
from benchmarks.crash.shop import opened

pytestmark = pytest.mark.slow

PROVEN = {"confirmed", "partial", "mismatched", "duplicate", "settled"}


@pytest.fixture(scope="module", autouse=True)
def _loaded():
    forking.load()


def approved(shop, count):
    told = forking.ran(shop.job("suggestions", "--format", "json", "--status", "proposed"), {0})
    items = [each for each in json.loads(told.said)["items"] if each["remedy"] == "partial_refund"]
    for item in items[:count]:
        forking.ran(shop.job("approve", item["suggestion_id"], "--by", "owner"), {0})


def reconciled(shop, *codes):
    ended = forking.ran(shop.job("reconcile", "--all", "--format", "json"), codes or {0})
    return json.loads(ended.said)


def until_all_is_proven(shop, *codes):
    """Every change of several runs, by order; the books show money up to eight seconds late."""
    changes = {}
    for _ in range(20):
        told = reconciled(shop, *codes)
        for each in told["items"]:
            changes.setdefault(each["order_id"], []).append(each["status"])
        if set(paid(shop)) <= {order for order, each in changes.items() if each[-1] in PROVEN}:
            break
        time.sleep(1)
    return changes, told


def paid(shop):
    return {each["order_id"]: each["amount"] for each in shop.doings()["refunds"]}


@pytest.fixture
def handed_in(tmp_path):
    """A shop where some refunds were handed in under a fault."""

    def begin(fault, count=4):
        shop = stack.enter_context(opened(tmp_path, fault, orders=300, seed=7))
        approved(shop, count)
        forking.ran(shop.job("submit", "--live", "--yes"), {0, 5})
        return shop

    with ExitStack() as stack:
        yield begin


def test_what_the_books_show_to_the_cent_is_confirmed(handed_in):
    shop = handed_in("")
    changes, told = until_all_is_proven(shop)

    assert set(changes) == set(paid(shop))
    assert {each[-1] for each in changes.values()} == {"confirmed"}
    assert told["for_a_person"] == []


def test_a_refund_whose_answer_was_lost_is_found_and_never_sent_again(handed_in):
    shop = handed_in("lost-answers")
    feeds = len(shop.doings()["feeds"])
    changes, _ = until_all_is_proven(shop)

    assert feeds == len(shop.doings()["feeds"]) > 0
    assert {order for order, each in changes.items() if each[-1] == "confirmed"} == set(paid(shop))


def test_a_report_nobody_can_read_proves_nothing_and_the_books_do(handed_in):
    shop = handed_in("garbled-processing-report")
    changes, _ = until_all_is_proven(shop)

    assert {order for order, each in changes.items() if each[-1] == "confirmed"} == set(paid(shop))


def test_what_a_feed_refused_was_not_paid_and_may_be_approved_anew(handed_in):
    shop = handed_in("partial-feed", 8)
    changes, _ = until_all_is_proven(shop)
    rejected = [order for order, each in changes.items() if each[-1] == "rejected"]

    assert rejected
    assert not set(rejected) & set(paid(shop))


def test_money_of_a_second_hand_ends_with_three_until_a_person_has_dealt_with_it(handed_in):
    shop = handed_in("refunded-by-hand", 8)
    until_all_is_proven(shop, 0, 3)
    time.sleep(10)  # by then the books show what somebody else gave
    told = reconciled(shop, 0, 3)
    assert told["for_a_person"]
    for order in {each["order_id"] for each in told["for_a_person"]}:
        words = ("--settle", order, "--by", "owner", "--reason", "talked to the buyer")
        forking.ran(shop.job("reconcile", *words), {0})

    assert reconciled(shop)["for_a_person"] == []
