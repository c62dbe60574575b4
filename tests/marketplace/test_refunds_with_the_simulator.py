"""Refunds, from their document to the books, in a whole marketplace that pays for real.

Its grammar and its judgement share no code with the client's. What it really paid stands in its
truth, which proves every verdict here.
"""

from __future__ import annotations

import time as real_time
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import httpx
import pytest
from hypothesis import given

from seller_credits.domain.feed_results import ResultState, Ruling, verdict_of
from seller_credits.domain.issues import Channel, IssueKind
from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import MoneyKind
from seller_credits.domain.refunds import ComponentType, Refund, RefundComponent, RefundItem
from seller_credits.domain.remedies import Remedy
from seller_credits.marketplace.client import AmazonMarketplace
from seller_credits.marketplace.errors import CallProblem
from seller_credits.marketplace.plans import Book
from seller_credits.marketplace.refunds.document import refund_document
from seller_credits.marketplace.refunds.reasons import reason_for
from seller_credits.marketplace.refunds.vocabulary import FEED_TYPE
from seller_credits.simulator.feeds.envelope import open_envelope
from seller_credits.simulator.server import running
from tests.marketplace.refunds.making import SELLER, feeds
from tests.marketplace.test_with_the_simulator import account_of

SPEED = 100_000_000
"""Two days, which the books may take, are two thousandths of a second."""
ENOUGH = Decimal(5)


@given(feeds())
def test_another_reader_of_the_document_reads_what_was_meant(refunds):
    read = open_envelope(refund_document(refunds, SELLER))

    for found, refund in zip(read, refunds, strict=True):
        assert (found.message_id, found.order_id) == (refund.message_id, refund.order_id)
        assert found.action == "Refund"
        for item, meant in zip(found.items, refund.items, strict=True):
            assert item.order_item_id == meant.order_item_id
            assert (item.adjustment_id, item.reason) == (meant.adjustment_id, meant.reason)
            assert (item.quantity, item.promotions, item.direct) == (None, (), False)
            assert [(each.kind, each.amount, each.currency) for each in item.components] == [
                (each.type.value, each.amount.amount, refund.currency) for each in meant.components
            ]


class Shop:
    """A seller's desk at a simulator, and what is true there."""

    def __init__(self, connection, desk):
        self.connection = connection
        self.desk = desk

    def orders(self):
        """Orders of the US store that were shipped, cost something, and had no refund."""
        refunded = {each["order_id"] for each in self.truth()}
        now = datetime.now(UTC)
        pages = self.desk.orders_updated(now - timedelta(days=60), now, ("US",), Channel.SELLER)
        for page in pages:
            for row in page:
                if (order := getattr(row, "order", None)) and order.order_id not in refunded:
                    (line, *others) = order.lines
                    is_sent = order.status == "SHIPPED" and not order.replacement_of
                    if is_sent and not others and line.paid and line.paid.amount > ENOUGH:
                        yield order

    def truth(self):
        return httpx.get(self.connection.truth, trust_env=False).json()["refunds"]

    def paid_by(self, feed_id):
        """What a feed really paid, by message."""
        return {
            each["message_id"]: Decimal(each["amount"])
            for each in self.truth()
            if each["feed_id"] == feed_id
        }

    def hand_in(self, refunds):
        document = refund_document(refunds, self.connection.seller_id)
        return self.desk.hand_in(FEED_TYPE, "US", self.desk.upload(document))

    def tried(self, refund):
        """Hand in a refund; None where nobody knows whether it was."""
        document_id, document = "", refund_document([refund], self.connection.seller_id)
        while not document_id:
            with suppress(CallProblem):
                document_id = self.desk.upload(document)
        try:
            return self.desk.hand_in(FEED_TYPE, "US", document_id)
        except CallProblem as problem:
            if problem.may_have_happened:
                return None
            raise

    def shown(self, order_id, count=1):
        """The movements of an order in the newer book, as soon as there are so many."""
        for _ in range(5):
            money = self.desk.money_of(order_id)
            rows = [row for row in money.rows if row.book == Book.TRANSACTIONS]
            if len(rows) >= count:
                assert money.shows_held
                return rows
            real_time.sleep(0.05)
        raise AssertionError("the books show nothing")

    def over(self, feed_id):
        for _ in range(200):
            if (feed := self.desk.feed(feed_id)).is_over:
                return feed
            real_time.sleep(0.01)
        raise AssertionError("the feed never ended")


def refund_of(order, number, amount="1.23", type_=ComponentType.PRINCIPAL):
    reason = reason_for(IssueKind.LATE_DELIVERY, Remedy.PARTIAL_REFUND)
    component = RefundComponent(type_, Money(Decimal(amount), "USD"))
    key = f"sc-{order.order_id[-7:]}-{number}"
    item = RefundItem(order.lines[0].order_item_id, key, reason, (component,))
    return Refund(order.order_id, number, "USD", (item,))


@contextmanager
def a_shop(downloads, **what):
    with (
        running(orders=150, speed=SPEED, **what) as connection,
        AmazonMarketplace(
            account_of(connection),
            clock=lambda: datetime.now(UTC),
            sleep=real_time.sleep,
            progress=lambda _: None,
            downloads=downloads,
        ) as desk,
    ):
        yield Shop(connection, desk)


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    with a_shop(tmp_path_factory.mktemp("downloads")) as shop:
        yield shop


@pytest.fixture(scope="module")
def orders(shop):
    return shop.orders()


def take(orders, count):
    return [next(orders) for _ in range(count)]


def test_refunds_are_taken_paid_once_and_shown_by_the_books_to_the_cent(shop, orders):
    refunds = [refund_of(order, number) for number, order in enumerate(take(orders, 3), 1)]

    feed_id = shop.hand_in(refunds)
    result = shop.desk.result_of(shop.over(feed_id), 3)

    for refund in refunds:
        verdict = verdict_of(result, refund.message_id, refund.order_id)
        assert verdict.ruling is Ruling.ACCEPTED
    assert shop.paid_by(feed_id) == dict.fromkeys((1, 2, 3), Decimal("1.23"))
    for refund in refunds:
        assert [row.amount for row in shop.shown(refund.order_id)] == [refund.total]


def test_goodwill_is_taken_and_stands_apart_in_the_books(shop, orders):
    (order,) = take(orders, 1)
    refund = refund_of(order, 1, type_=ComponentType.GOODWILL)

    result = shop.desk.result_of(shop.over(shop.hand_in([refund])), 1)

    assert verdict_of(result, 1, order.order_id).ruling is Ruling.ACCEPTED
    assert [row.kind for row in shop.shown(order.order_id)] == [MoneyKind.GOODWILL]


def test_what_is_more_than_was_paid_is_refused_and_the_others_are_not(shop, orders):
    one, two = take(orders, 2)
    too_much = two.lines[0].paid.amount + 1

    feed_id = shop.hand_in([refund_of(one, 1), refund_of(two, 2, str(too_much))])
    feed = shop.over(feed_id)
    result = shop.desk.result_of(feed, 2)

    assert feed.status == "DONE", "which alone says nothing"
    assert verdict_of(result, 1, one.order_id).ruling is Ruling.ACCEPTED
    refusal = verdict_of(result, 2, two.order_id)
    assert refusal.ruling is Ruling.REJECTED
    assert "more than the amount left" in refusal.why
    assert set(shop.paid_by(feed_id)) == {1}
    assert shop.desk.money_of(two.order_id).rows == ()


def test_what_is_handed_in_twice_is_paid_twice_and_the_books_show_both(shop, orders):
    """Nothing at the marketplace keeps it from that: not the document, not the key."""
    (order,) = take(orders, 1)
    document = refund_document([refund_of(order, 1)], shop.connection.seller_id)
    document_id = shop.desk.upload(document)

    twice = [shop.desk.hand_in(FEED_TYPE, "US", document_id) for _ in range(2)]

    for feed_id in twice:
        shop.over(feed_id)
        assert shop.paid_by(feed_id) == {1: Decimal("1.23")}
    assert len(shop.shown(order.order_id, 2)) == 2


def test_a_feed_is_found_by_its_time_and_does_not_say_what_it_carries_out(shop, orders):
    before = datetime.now(UTC) - timedelta(minutes=1)
    feed_id = shop.hand_in([refund_of(take(orders, 1)[0], 1)])

    found = {feed.feed_id: feed for feed in shop.desk.feeds_since(FEED_TYPE, before)}

    assert found[feed_id].marketplaces == ("US",)
    assert found[feed_id].type == FEED_TYPE


def test_no_feed_and_no_money_of_what_nobody_knows(shop):
    assert shop.desk.feed("999999999999") is None
    assert shop.desk.money_of("111-0000000-0000000").rows == ()


@pytest.mark.parametrize("fault", ["garbled-processing-report", "partial-feed"])
def test_no_verdict_is_ever_against_what_was_really_paid(tmp_path, fault):
    """Five feeds of two: as many as there are kinds of garbled reports."""
    rulings = []
    with a_shop(tmp_path, faults=[fault]) as shop:
        orders = shop.orders()
        for _ in range(5):
            one, two = take(orders, 2)
            much = str(two.lines[0].paid.amount + 1)
            refunds = [refund_of(one, 1), refund_of(two, 2, much)]
            feed_id = shop.hand_in(refunds)
            result = shop.desk.result_of(shop.over(feed_id), 2)
            paid = shop.paid_by(feed_id)
            if result is None:
                continue
            assert result.state is ResultState.READ or result.why
            for refund in refunds:
                ruling = verdict_of(result, refund.message_id, refund.order_id).ruling
                rulings.append(ruling)
                if ruling is not Ruling.UNKNOWN:
                    is_paid = refund.message_id in paid
                    assert is_paid is (ruling is Ruling.ACCEPTED), result
    assert {Ruling.ACCEPTED, Ruling.REJECTED} <= set(rulings)
    assert fault != "garbled-processing-report" or Ruling.UNKNOWN in rulings


def test_where_an_answer_was_lost_the_feed_is_found_or_was_never_made(tmp_path):
    with a_shop(tmp_path, faults=["lost-answers"]) as shop:
        orders = shop.orders()
        begun = datetime.now(UTC) - timedelta(minutes=1)

        ids = [shop.tried(refund_of(order, 1)) for order in take(orders, 6)]

        made = {feed.feed_id for feed in shop.desk.feeds_since(FEED_TYPE, begun)}
        for feed_id in made:
            shop.over(feed_id)
        known = {feed_id for feed_id in ids if feed_id}
        assert None in ids
        assert known <= made
        assert len(made) <= len(ids)
        assert {each["feed_id"] for each in shop.truth() if each["feed_id"]} == made
