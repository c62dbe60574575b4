"""Feeds and finances: whole talks, as they were recorded from the simulator."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from seller_credits.domain.postings import PostingKind
from seller_credits.marketplace.documents.documents import Documents
from seller_credits.marketplace.documents.uploads import Uploads
from seller_credits.marketplace.errors import RequestRefused
from seller_credits.marketplace.sections import feeds, finances, finances_v0
from tests.marketplace.conftest import NOW
from tests.simulator.feeding import REFUNDS, XML, adjustment, component, feed, item

pytestmark = [pytest.mark.vcr, pytest.mark.block_network, pytest.mark.usefixtures("all_said")]

DAY = timedelta(days=1)
OF_A_DAY = (NOW - 11 * DAY, NOW - 10 * DAY)

# In the shop of the day that is recorded.
SHIPPED, ITS_LINE = "111-4307098-6440507", "163175775213076"
REFUNDED = "112-9103480-4244183"


@pytest.fixture
def hand_in(recorded_caller):
    """Uploads what is to be paid, and hands it in."""

    def run(amount):
        caller = recorded_caller
        content = feed(adjustment(SHIPPED, item(ITS_LINE, component(amount))))
        document = Uploads(caller, caller._transport, caller._patience).upload(content, XML)
        return feeds.create_feed(caller, REFUNDS, "US", document)

    return run


def read(caller, downloads, done):
    documents = Documents(caller, caller._transport, caller._patience, downloads)
    return feeds.processing_report(documents, done).path.read_text("utf-8")


def test_a_refund_that_was_taken(recorded_caller, hand_in, downloads):
    done = feeds.feed(recorded_caller, hand_in("1.00"))

    assert (done.status, done.type, done.marketplaces) == ("DONE", REFUNDS, ("US",))
    report = read(recorded_caller, downloads, done)
    assert "<MessagesSuccessful>1</MessagesSuccessful>" in report


def test_a_refund_of_more_than_was_paid(recorded_caller, hand_in, downloads):
    done = feeds.feed(recorded_caller, hand_in("1000.00"))

    assert done.status == "DONE"
    report = read(recorded_caller, downloads, done)
    assert "<MessagesSuccessful>0</MessagesSuccessful>" in report
    assert "<ResultCode>Error</ResultCode>" in report


def test_a_feed_is_found_again_and_cannot_be_taken_back(recorded_caller, hand_in):
    feed_id = hand_in("0.50")

    found = feeds.feeds_created(recorded_caller, REFUNDS, NOW - DAY)
    with pytest.raises(RequestRefused):
        feeds.cancel_feed(recorded_caller, feed_id)

    assert feed_id in {each.feed_id for each in found}


def test_the_transactions_of_a_day(recorded_caller):
    pages = list(finances.transactions_posted(recorded_caller, *OF_A_DAY))

    booked = [each for page in pages for each in page]
    assert {"Shipment", "Refund"} <= {each.type for each in booked}
    assert {each.order_id for each in booked if each.is_refund} == {REFUNDED}
    assert not any(each.unexplained for each in booked)


def test_the_transactions_of_an_order(recorded_caller):
    booked = finances.transactions_of_order(recorded_caller, REFUNDED)

    assert {each.order_id for each in booked} == {REFUNDED}
    assert any(each.is_refund and each.total.amount < 0 for each in booked)


def test_the_events_of_a_day(recorded_caller):
    pages = list(finances_v0.events_posted(recorded_caller, *OF_A_DAY))

    assert [each.order_id for page in pages for each in page.orders] == [REFUNDED]
    assert "ShipmentEventList" in pages[0].others


def test_the_events_of_an_order(recorded_caller):
    (refund,) = finances_v0.events_of_order(recorded_caller, REFUNDED).of(PostingKind.REFUND)

    (line,) = refund.items
    goods = [charge for charge in line.charges if charge.type == "Principal"]
    assert [charge.amount.amount for charge in goods] == [Decimal("-68.00")]
