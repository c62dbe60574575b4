"""`reconcile` over the made-up marketplace: what it proves, and what it leaves unknown."""

from __future__ import annotations

import json
import time
from contextlib import ExitStack

import pytest

from benchmarks.crash import forking
from benchmarks.crash.shop import opened
from seller_credits.cli.main import main

SPEED = 400_000

PROVEN = {"confirmed", "partial", "mismatched", "duplicate", "settled"}


class Desk:
    """A seller at work in a shop, in this very process."""

    def __init__(self, shop, capsys, monkeypatch):
        self.shop, self.capsys = shop, capsys
        for name, value in shop.environment.items():
            monkeypatch.setenv(name, value)

    def does(self, *words, codes=(0,)):
        """Run a command; what it printed."""
        self.capsys.readouterr()
        code = main(list(self.shop.job(*words).arguments))
        said = self.capsys.readouterr()
        assert code in codes, said.err
        return said.out

    def approves(self, count):
        told = json.loads(self.does("suggestions", "--format", "json", "--status", "proposed"))
        items = [each for each in told["items"] if each["remedy"] == "partial_refund"]
        for item in items[:count]:
            self.does("approve", item["suggestion_id"], "--by", "owner")

    def reconciles(self, *codes):
        said = self.does("reconcile", "--all", "--format", "json", codes=codes or (0,))
        return json.loads(said)


def until_all_is_proven(desk, *codes):
    """Every change of several runs, by order; the books show money up to eight seconds late."""
    changes = {}
    for _ in range(20):
        told = desk.reconciles(*codes)
        for each in told["items"]:
            changes.setdefault(each["order_id"], []).append(each["status"])
        if set(paid(desk)) <= {order for order, each in changes.items() if each[-1] in PROVEN}:
            break
        time.sleep(0.3)
    return changes, told


def paid(desk):
    return {each["order_id"]: each["amount"] for each in desk.shop.doings()["refunds"]}


@pytest.fixture
def handed_in(tmp_path, capsys, monkeypatch):
    """A desk in a shop where some refunds were handed in under a fault."""
    forking.load()

    def begin(fault, count=4):
        shop = stack.enter_context(opened(tmp_path, fault, orders=300, seed=7, speed=SPEED))
        desk = Desk(shop, capsys, monkeypatch)
        desk.approves(count)
        desk.does("submit", "--live", "--yes", codes=(0, 5))
        return desk

    with ExitStack() as stack:
        yield begin


def test_what_the_books_show_to_the_cent_is_confirmed(handed_in):
    desk = handed_in("")
    changes, told = until_all_is_proven(desk)

    assert set(changes) == set(paid(desk))
    assert {each[-1] for each in changes.values()} == {"confirmed"}
    assert told["for_a_person"] == []


def test_a_refund_whose_answer_was_lost_is_found_and_never_sent_again(handed_in):
    desk = handed_in("lost-answers")
    feeds = len(desk.shop.doings()["feeds"])
    changes, _ = until_all_is_proven(desk)

    assert feeds == len(desk.shop.doings()["feeds"]) > 0
    assert {order for order, each in changes.items() if each[-1] == "confirmed"} == set(paid(desk))


def test_a_report_nobody_can_read_proves_nothing_and_the_books_do(handed_in):
    desk = handed_in("garbled-processing-report")
    changes, _ = until_all_is_proven(desk)

    assert {order for order, each in changes.items() if each[-1] == "confirmed"} == set(paid(desk))


def test_what_a_feed_refused_was_not_paid_and_may_be_approved_anew(handed_in):
    desk = handed_in("partial-feed", 8)
    changes, _ = until_all_is_proven(desk)
    rejected = [order for order, each in changes.items() if each[-1] == "rejected"]

    assert rejected
    assert not set(rejected) & set(paid(desk))


def test_money_of_a_second_hand_ends_with_three_until_a_person_has_dealt_with_it(handed_in):
    desk = handed_in("refunded-by-hand", 8)
    until_all_is_proven(desk, 0, 3)
    time.sleep(1)  # by then the books show what somebody else gave
    told = desk.reconciles(0, 3)
    assert told["for_a_person"]
    for order in {each["order_id"] for each in told["for_a_person"]}:
        words = ("--settle", order, "--by", "owner", "--reason", "talked to the buyer")
        desk.does("reconcile", *words)

    assert desk.reconciles()["for_a_person"] == []


def test_goods_whose_answer_was_lost_are_sent_once_and_followed_to_the_door(handed_in):
    desk = handed_in("lost-answers", 0)
    settings = desk.shop.home / "settings.yaml"
    settings.write_text(settings.read_text().replace("submit:", "submit:\n  fulfilment: yes"))
    told = json.loads(desk.does("suggestions", "--format", "json", "--status", "proposed"))
    refunds = [each for each in told["items"] if each["remedy"] == "partial_refund"]
    orders = {each["order_id"]: each["suggestion_id"] for each in refunds[:3]}
    for name in orders.values():
        words = ("--remedy", "replacement", "--reason", "rather a new one")
        desk.does("approve", name, "--by", "owner", *words)
    rows = [f"{order},Jo Brooks,12 Mill Creek Dr,53703,US" for order in orders]
    path = desk.shop.home / "addresses.csv"
    path.write_text("\n".join(["order_id,name,line1,postal_code,country", *rows]))
    for _ in range(2):
        desk.does("submit", "--live", "--yes", "--addresses", path, codes=(0, 5))
    time.sleep(0.3)

    assert {each["status"] for each in desk.reconciles()["items"]} >= {"settled"}
    sent = [each["shown_id"] for each in desk.shop.doings()["shipments"]]
    assert sorted(sent) == sorted(orders)
