"""Feeds and finances of the client against a whole marketplace, over real HTTP."""

from __future__ import annotations

import time as real_time
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import httpx
import pytest

from seller_credits.domain.postings import ChargeKind, PostingKind
from seller_credits.domain.transactions import counted_once
from seller_credits.marketplace.documents.documents import Documents
from seller_credits.marketplace.documents.uploads import Uploads
from seller_credits.marketplace.errors import NotFound, RequestRefused
from seller_credits.marketplace.sections.feeds import (
    cancel_feed,
    create_feed,
    feed,
    feeds_created,
    processing_report,
)
from seller_credits.marketplace.sections.finances import transactions_of_order, transactions_posted
from seller_credits.marketplace.sections.finances_v0 import events_of_order, events_posted
from seller_credits.simulator.server import running
from tests.marketplace.calling import calling
from tests.marketplace.test_with_the_simulator import account_of
from tests.simulator.feeding import REFUNDS, XML, adjustment, component, item
from tests.simulator.feeding import feed as envelope

EVER = timedelta(days=300)
"""Longer than one question to Amazon may reach."""
LAG = timedelta(hours=48)
GOODS = {"OurPricePrincipal", "OurPriceDiscount", "ShippingPrincipal", "GoodwillPrincipal"}
GOODS_V0 = {"Principal", "ShippingCharge", "PromotionMetaDataDefinitionValue", "Goodwill"}
DISPUTED = {"claim", "bank"}


@pytest.fixture(scope="module")
def simulator():
    with running(orders=400, speed=1000) as connection:
        yield connection


@pytest.fixture(scope="module")
def truth(simulator):
    """What went back to buyers, before tax; by order."""
    given = defaultdict(list)
    for each in httpx.get(simulator.truth, trust_env=False).json()["refunds"]:
        given[each["order_id"]].append(
            each
            | {
                "amount": Decimal(each["amount"]),
                "posted_at": datetime.fromisoformat(each["posted_at"]),
            }
        )
    return dict(given)


@pytest.fixture
def caller(simulator):
    def clock():
        return datetime.now(UTC)

    with calling(account_of(simulator), clock, real_time.sleep) as caller:
        yield caller


@pytest.fixture
def now():
    return datetime.now(UTC)


@pytest.fixture
def hand_in(caller):
    """Uploads a feed of one small refund and hands it in."""

    def run(order_id="111-0000000-0000001", order_item_id="123456789012345"):
        content = envelope(adjustment(order_id, item(order_item_id, component("1.00"))))
        document_id = Uploads(caller, caller._transport, caller._patience).upload(content, XML)
        return create_feed(caller, REFUNDS, "US", document_id)

    return run


def followed(caller, feed_id):
    for _ in range(500):
        found = feed(caller, feed_id)
        if found.is_over:
            return found
        real_time.sleep(0.01)
    raise AssertionError("the feed was never processed")


# Feeds


def test_a_feed_is_uploaded_handed_in_followed_and_its_report_fetched(caller, hand_in, downloads):
    done = followed(caller, hand_in())

    assert (done.status, done.type, done.marketplaces) == ("DONE", REFUNDS, ("US",))
    documents = Documents(caller, caller._transport, caller._patience, downloads)
    report = processing_report(documents, done).path.read_text("utf-8")
    assert "<MessageType>ProcessingReport</MessageType>" in report
    assert "<MessagesProcessed>1</MessagesProcessed>" in report


def test_a_feed_whose_id_was_lost_is_found_by_type_and_time(caller, hand_in, now):
    lost = {hand_in(), hand_in()}

    found = feeds_created(caller, REFUNDS, now - timedelta(minutes=5))

    assert lost <= {each.feed_id for each in found}
    assert all(each.created_at.tzinfo is UTC for each in found)


def test_a_feed_that_is_done_cannot_be_cancelled(caller, hand_in):
    done = followed(caller, hand_in())

    with pytest.raises(RequestRefused):
        cancel_feed(caller, done.feed_id)


def test_a_feed_in_the_queue_is_cancelled_and_did_nothing():
    def clock():
        return datetime.now(UTC)

    with (
        running(orders=20, speed=1) as slow,
        calling(account_of(slow), clock, real_time.sleep) as caller,
    ):
        uploads = Uploads(caller, caller._transport, caller._patience)
        feed_id = create_feed(caller, REFUNDS, "US", uploads.upload(envelope(), XML))

        cancel_feed(caller, feed_id)

        found = feed(caller, feed_id)
        assert (found.status, found.did_nothing) == ("CANCELLED", True)


def test_a_feed_nobody_handed_in_is_not_known(caller):
    with pytest.raises(NotFound):
        feed(caller, "123")


def test_a_document_that_was_never_made_makes_no_feed(caller):
    with pytest.raises(RequestRefused) as refused:
        create_feed(caller, REFUNDS, "US", "amzn1.tortuga.4.na.none")

    assert not refused.value.may_have_happened


# Finances


def goods_of(transactions):
    """What went back for goods and postage by order, before tax, as the truth tells it."""
    given = defaultdict(Decimal)
    for each in counted_once(transactions):
        if each.is_refund:
            shares = (share.amount.amount for share in each.shares if share.kind in GOODS)
            given[each.order_id] -= sum(shares, Decimal(0))
    return dict(given)


def test_every_refund_of_the_shop_is_read_once_to_the_cent(caller, truth, now):
    pages = transactions_posted(caller, now - EVER, now)
    transactions = [each for page in pages for each in page]

    expected = {
        order_id: sum(each["amount"] for each in rows)
        for order_id, each_row in truth.items()
        if (
            rows := [
                each
                for each in each_row
                if each["by"] not in DISPUTED and each["posted_at"] < now - LAG
            ]
        )
    }
    assert goods_of(transactions) == expected
    assert len(expected) > 5
    assert {"DEFERRED_RELEASED", "RELEASED"} <= {each.status for each in transactions}
    assert not any(each.unexplained for each in transactions)


def test_the_transactions_of_an_order_are_those_of_the_window(caller, now):
    pages = transactions_posted(caller, now - EVER, now)
    every = [each for page in pages for each in page]
    order_id = next(each.order_id for each in every if each.is_refund)

    assert {each.transaction_id for each in transactions_of_order(caller, order_id)} == {
        each.transaction_id for each in every if each.order_id == order_id
    }


def test_naming_the_us_store_does_not_hide_what_the_seller_ships(caller, now):
    def networks(store):
        pages = transactions_posted(caller, now - EVER, now, store)
        return {
            part.network
            for page in pages
            for each in page
            if each.marketplace == "US"
            for part in each.items
        }

    assert networks("US") == networks(None) == {"MFN", "AFN"}


def posted_of(posting):
    for line in posting.items:
        goods = (
            charge.amount.amount
            for charge in line.charges
            if charge.kind in {ChargeKind.PRICE, ChargeKind.PROMOTION} and charge.type in GOODS_V0
        )
        yield line.order_item_id, -sum(goods, Decimal(0))


def test_what_was_posted_is_what_was_given_and_nothing_old_is_missing(caller, truth, now):
    pages = list(events_posted(caller, now - EVER, now))
    found = sorted(
        (posting.order_id, *line)
        for page in pages
        for posting in page.orders
        for line in posted_of(posting)
    )
    known = [each for rows in truth.values() for each in rows]

    def told(rows):
        return {(each["order_id"], each["order_item_id"], each["amount"]) for each in rows}

    assert set(found) <= told(known)
    assert told(each for each in known if each["posted_at"] < now - timedelta(days=10)) <= set(
        found
    )
    assert len(found) == len(set(found))
    assert all("ShipmentEventList" in page.others for page in pages if page.others)


def test_claims_are_told_apart_from_refunds(caller, truth, now):
    old = now - timedelta(days=10)
    claimed = next(
        order_id
        for order_id, rows in truth.items()
        if any(each["by"] == "claim" and each["posted_at"] < old for each in rows)
    )

    found = events_of_order(caller, claimed)

    assert found.of(PostingKind.A_TO_Z_CLAIM)
    assert {each.order_id for each in found.orders} == {claimed}


def test_an_order_nobody_knows_has_nothing(caller):
    assert transactions_of_order(caller, "999-0000000-0000000") == []
    assert events_of_order(caller, "999-0000000-0000000").orders == ()
